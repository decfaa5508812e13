"""Weighted sum of the entries of a vector, differentiated by the vector.

Shapes: w (n,), x (n,) -> value (), derivative (n,).
Sources: Parr & Howard PH82; Cookbook (69); Wikipedia SV10.

>>> rng = np.random.default_rng(0)
>>> w, x, v = rng.normal(size=(3, 5))
>>> slope = weighted_sum(w, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(weighted_sum_dx(w, x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def weighted_sum(w, x):
    """Return w^T x, a scalar."""
    return w @ x


def weighted_sum_dx(w, x):
    """Return the derivative by x, shape (n,)."""
    return w
