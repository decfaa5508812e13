"""Inverse of a matrix that depends on a scalar, differentiated by it.

Shapes: Y (n, n), invertible, its derivative dY_dx (n, n) -> value (n, n), derivative (n, n).
Sources: Cookbook (40), (59); Barnes P15; Wikipedia MS7.

>>> rng = np.random.default_rng(0)
>>> P = rng.normal(size=(4, 4))
>>> x, h = rng.normal(), 1e-20j
>>> Y, dY_dx = np.sin(x * P), P * np.cos(x * P)
>>> slope = inverse_by_scalar(np.sin((x + h) * P)).imag / 1e-20
>>> np.allclose(inverse_by_scalar_dx(Y, dY_dx), slope, rtol=1e-10, atol=0)
True
"""

import numpy as np


def inverse_by_scalar(Y):
    """Return the inverse of Y, shape (n, n)."""
    return np.linalg.inv(Y)


def inverse_by_scalar_dx(Y, dY_dx):
    """Return the derivative by x, shape (n, n)."""
    W = np.linalg.inv(Y)
    return -W @ dY_dx @ W
