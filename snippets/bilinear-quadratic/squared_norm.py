"""Squared Euclidean norm, differentiated by its vector.

Shapes: x (n,) -> value (), derivative (n,).
Sources: Kong K104; Cookbook (131); Wikipedia SV16.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 5))
>>> slope = squared_norm(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(squared_norm_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def squared_norm(x):
    """Return x^T x, a scalar."""
    return x @ x


def squared_norm_dx(x):
    """Return the derivative by x, shape (n,)."""
    return 2 * x
