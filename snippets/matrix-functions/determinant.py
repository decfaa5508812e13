"""Determinant, differentiated by its matrix.

Shapes: X (n, n), invertible -> value (), derivative (n, n).
Sources: Cookbook (47), (49); Wikipedia SM27.

>>> rng = np.random.default_rng(0)
>>> X, V = rng.normal(size=(2, 4, 4))
>>> slope = determinant(X + 1e-20j * V).imag / 1e-20
>>> np.allclose(np.sum(determinant_dX(X) * V), slope, rtol=1e-10, atol=0)
True
"""

import numpy as np


def determinant(X):
    """Return det(X), a scalar."""
    return np.linalg.det(X)


def determinant_dX(X):
    """Return the derivative by X in denominator layout, shape (n, n)."""
    return np.linalg.det(X) * np.linalg.inv(X).T
