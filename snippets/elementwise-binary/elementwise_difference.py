"""Difference of two vectors, differentiated by each of its operands.

Shapes: w (n,), x (n,) -> value (n,), derivatives (n, n) and (n, n).
Sources: Kong K28, K32; Blog B30; Parr & Howard PH36, PH40, PH116.

>>> rng = np.random.default_rng(0)
>>> w, u = rng.normal(size=(2, 4))
>>> x, v = rng.normal(size=(2, 4))
>>> slope = elementwise_difference(w + 1e-20j * u, x).imag / 1e-20
>>> np.allclose(elementwise_difference_dw(w, x) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = elementwise_difference(w, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(elementwise_difference_dx(w, x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def elementwise_difference(w, x):
    """Return w - x, shape (n,)."""
    return w - x


def elementwise_difference_dw(w, x):
    """Return the derivative by w, shape (n, n)."""
    return np.eye(len(w))


def elementwise_difference_dx(w, x):
    """Return the derivative by x, shape (n, n)."""
    return -np.eye(len(x))
