"""Hyperbolic tangent of each entry of a vector, differentiated by the vector.

Shapes: x (n,) -> value (n,), derivative (n, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 4))
>>> slope = elementwise_tanh(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(elementwise_tanh_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def elementwise_tanh(x):
    """Return tanh(x), entry by entry, shape (n,)."""
    return np.tanh(x)


def elementwise_tanh_dx(x):
    """Return the derivative by x, shape (n, n)."""
    return np.diag(1 - np.tanh(x) ** 2)
