"""Bilinear form of an inverse, differentiated by the inverted matrix.

Shapes: a (n,), X (n, n), invertible, b (n,) -> value (), derivative (n, n).
Sources: Cookbook (61).

>>> rng = np.random.default_rng(0)
>>> a, b = rng.normal(size=(2, 4))
>>> X, V = rng.normal(size=(2, 4, 4))
>>> slope = bilinear_form_of_inverse(a, X + 1e-20j * V, b).imag / 1e-20
>>> np.allclose(np.sum(bilinear_form_of_inverse_dX(a, X, b) * V), slope, rtol=1e-10, atol=0)
True
"""

import numpy as np


def bilinear_form_of_inverse(a, X, b):
    """Return a^T X^-1 b, a scalar."""
    return a @ np.linalg.solve(X, b)


def bilinear_form_of_inverse_dX(a, X, b):
    """Return the derivative by X in denominator layout, shape (n, n)."""
    return -np.outer(np.linalg.solve(X.T, a), np.linalg.solve(X, b))
