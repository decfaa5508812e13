"""Exponential of a scaled vector, entry by entry, differentiated by the vector.

Shapes: u (m,), beta () -> value (m,), derivative (m, m).
Sources: Kong K36; Parr & Howard PH44.

>>> rng = np.random.default_rng(0)
>>> beta = rng.normal()
>>> u, v = rng.normal(size=(2, 5))
>>> slope = expanded_scalar_by_vector(u + 1e-20j * v, beta).imag / 1e-20
>>> np.allclose(expanded_scalar_by_vector_du(u, beta) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def expanded_scalar_by_vector(u, beta):
    """Return the weights e^(beta u_i), shape (m,)."""
    return np.exp(beta * u)


def expanded_scalar_by_vector_du(u, beta):
    """Return the derivative by u, shape (m, m)."""
    return beta * np.diag(np.exp(beta * u))
