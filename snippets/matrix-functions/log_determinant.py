"""Logarithm of the absolute determinant, differentiated by its matrix.

Shapes: X (n, n), invertible -> value (), derivative (n, n).
Sources: Cookbook (57).

>>> rng = np.random.default_rng(0)
>>> X, V = rng.normal(size=(2, 4, 4))
>>> slope = (log_determinant(X + 1e-6 * V) - log_determinant(X - 1e-6 * V)) / 2e-6
>>> np.allclose(np.sum(log_determinant_dX(X) * V), slope, rtol=1e-6, atol=0)
True
"""

import numpy as np


def log_determinant(X):
    """Return log(abs(det(X))), a scalar; the determinant itself, which may overflow, is not formed."""
    return np.linalg.slogdet(X)[1]


def log_determinant_dX(X):
    """Return the derivative by X in denominator layout, shape (n, n)."""
    return np.linalg.inv(X).T
