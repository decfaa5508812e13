"""Euclidean distance from a constant point, differentiated by its vector.

Shapes: x (n,), a (n,), another point -> value (), derivative (n,).
Sources: Cookbook (129); Wikipedia SV20.

>>> rng = np.random.default_rng(0)
>>> x, a, v = rng.normal(size=(3, 5))
>>> slope = euclidean_distance(x + 1e-20j * v, a).imag / 1e-20
>>> np.allclose(euclidean_distance_dx(x, a) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def euclidean_distance(x, a):
    """Return the norm of x - a, a scalar."""
    return np.sqrt((x - a) @ (x - a))


def euclidean_distance_dx(x, a):
    """Return the derivative by x, shape (n,)."""
    return (x - a) / np.sqrt((x - a) @ (x - a))
