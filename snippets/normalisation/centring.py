"""Centring: a vector less its mean, differentiated by the vector.

Shapes: x (n,) -> value (n,), derivative (n, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 5))
>>> slope = centring(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(centring_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def centring(x):
    """Return x less its mean, shape (n,)."""
    return x - np.mean(x)


def centring_dx(x):
    """Return the derivative by x, shape (n, n)."""
    return np.eye(len(x)) - 1 / len(x)
