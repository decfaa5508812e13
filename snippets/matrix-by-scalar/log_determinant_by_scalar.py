"""Logarithm of the absolute determinant of a matrix that depends on a scalar, differentiated by it.

Shapes: Y (n, n), invertible, its derivative dY_dx (n, n) -> value (), derivative ().
Sources: Cookbook (43); Wikipedia SSm2.

>>> rng = np.random.default_rng(0)
>>> P = rng.normal(size=(4, 4))
>>> x, h = rng.normal(), 1e-6
>>> Y, dY_dx = np.sin(x * P), P * np.cos(x * P)
>>> above, below = (log_determinant_by_scalar(np.sin((x + s) * P)) for s in (h, -h))
>>> np.allclose(log_determinant_by_scalar_dx(Y, dY_dx), (above - below) / (2 * h), rtol=1e-6, atol=0)
True
"""

import numpy as np


def log_determinant_by_scalar(Y):
    """Return log(abs(det(Y))), a scalar; the determinant itself, which may overflow, is not formed."""
    return np.linalg.slogdet(Y)[1]


def log_determinant_by_scalar_dx(Y, dY_dx):
    """Return the derivative by x, a scalar."""
    return np.trace(np.linalg.solve(Y, dY_dx))
