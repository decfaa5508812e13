"""Sigmoid of each entry of a vector, differentiated by the vector.

Shapes: x (n,) -> value (n,), derivative (n, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 4))
>>> slope = elementwise_sigmoid(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(elementwise_sigmoid_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
>>> np.allclose(elementwise_sigmoid(2 * x), (1 + np.tanh(x)) / 2, rtol=1e-12, atol=0)
True
"""

import numpy as np


def elementwise_sigmoid(x):
    """Return 1 / (1 + e^-x), entry by entry, shape (n,)."""
    return 1 / (1 + np.exp(-x))


def elementwise_sigmoid_dx(x):
    """Return the derivative by x, shape (n, n)."""
    s = elementwise_sigmoid(x)
    return np.diag(s * (1 - s))
