"""Exponential of a scaled vector, entry by entry, differentiated by the scalar.

Shapes: u (n,), beta () -> value (n,), derivative (n,), not (n, n).
Sources: Kong K37.

>>> rng = np.random.default_rng(0)
>>> u = rng.normal(size=5)
>>> beta, v = rng.normal(size=2)
>>> slope = expanded_scalar_by_scalar(u, beta + 1e-20j * v).imag / 1e-20
>>> np.allclose(expanded_scalar_by_scalar_dbeta(u, beta) * v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def expanded_scalar_by_scalar(u, beta):
    """Return the weights e^(beta u_i), shape (n,)."""
    return np.exp(beta * u)


def expanded_scalar_by_scalar_dbeta(u, beta):
    """Return the derivative by beta, shape (n,)."""
    return u * np.exp(beta * u)
