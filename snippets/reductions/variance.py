"""Variance of the entries of a vector (divided by n), differentiated by the vector.

Shapes: x (n,) -> value (), derivative (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 5))
>>> slope = variance(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(variance_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def variance(x):
    """Return the mean of the squared deviations, a scalar."""
    return np.mean((x - np.mean(x)) ** 2)


def variance_dx(x):
    """Return the derivative by x, shape (n,)."""
    return 2 / len(x) * (x - np.mean(x))
