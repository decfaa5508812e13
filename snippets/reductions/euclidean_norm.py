"""Euclidean norm, differentiated by its vector.

Shapes: x (n,), not the zero vector -> value (), derivative (n,).
Sources: Cookbook (129); Wikipedia SV20.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 5))
>>> slope = euclidean_norm(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(euclidean_norm_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def euclidean_norm(x):
    """Return the square root of x^T x, a scalar."""
    return np.sqrt(x @ x)


def euclidean_norm_dx(x):
    """Return the derivative by x, shape (n,)."""
    return x / np.sqrt(x @ x)
