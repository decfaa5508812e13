"""Exponential of a scaled vector, entry by entry, differentiated by the scalar.

Shapes: u (m,), beta () -> value (m,), derivative (m,), not (m, m).
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
    """Return the weights e^(beta u_i), shape (m,)."""
    return np.exp(beta * u)


def expanded_scalar_by_scalar_dbeta(u, beta):
    """Return the derivative by beta, shape (m,)."""
    return u * np.exp(beta * u)
