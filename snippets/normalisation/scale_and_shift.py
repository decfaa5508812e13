"""Scale and shift of a normalisation layer, differentiated by each of its vectors.

Shapes: gamma (n,), x_hat (n,), beta (n,) -> value (n,), derivatives (n, n).
Sources: Blog B16, B17, B23, B24.

>>> rng = np.random.default_rng(0)
>>> gamma, x_hat, beta, v = rng.normal(size=(4, 5))
>>> slope = scale_and_shift(gamma + 1e-20j * v, x_hat, beta).imag / 1e-20
>>> np.allclose(scale_and_shift_dgamma(gamma, x_hat, beta) @ v, slope, rtol=1e-12, atol=0)
True
>>> slope = scale_and_shift(gamma, x_hat + 1e-20j * v, beta).imag / 1e-20
>>> np.allclose(scale_and_shift_dx_hat(gamma, x_hat, beta) @ v, slope, rtol=1e-12, atol=0)
True
>>> slope = scale_and_shift(gamma, x_hat, beta + 1e-20j * v).imag / 1e-20
>>> np.allclose(scale_and_shift_dbeta(gamma, x_hat, beta) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def scale_and_shift(gamma, x_hat, beta):
    """Return gamma * x_hat + beta, shape (n,)."""
    return gamma * x_hat + beta


def scale_and_shift_dgamma(gamma, x_hat, beta):
    """Return the derivative by gamma, shape (n, n)."""
    return np.diag(x_hat)


def scale_and_shift_dx_hat(gamma, x_hat, beta):
    """Return the derivative by x_hat, shape (n, n)."""
    return np.diag(gamma)


def scale_and_shift_dbeta(gamma, x_hat, beta):
    """Return the derivative by beta, shape (n, n)."""
    return np.eye(len(beta))
