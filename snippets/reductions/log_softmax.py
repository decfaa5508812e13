"""Logarithm of the softmax, differentiated by its vector.

Shapes: x (n,) -> value (n,), derivative (n, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 5))
>>> slope = log_softmax(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(log_softmax_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def log_softmax(x):
    """Return log(softmax(x)), shape (n,); large entries do not overflow."""
    z = x - np.max(x)
    return z - np.log(np.sum(np.exp(z)))


def log_softmax_dx(x):
    """Return the derivative by x, shape (n, n)."""
    return np.eye(len(x)) - np.exp(log_softmax(x))
