"""Logarithm of a sum of exponentials, differentiated by its vector.

Shapes: x (n,) -> value (), derivative (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 5))
>>> slope = log_sum_exp(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(log_sum_exp_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def log_sum_exp(x):
    """Return log(sum(exp(x))), a scalar; large entries do not overflow."""
    largest = np.max(x)
    return largest + np.log(np.sum(np.exp(x - largest)))


def log_sum_exp_dx(x):
    """Return the derivative by x, shape (n,)."""
    y = np.exp(x - np.max(x))
    return y / np.sum(y)
