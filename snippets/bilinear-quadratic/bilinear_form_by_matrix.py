"""Bilinear form, differentiated by its matrix.

Shapes: y (m,), A (m, n), x (n,) -> value (), derivative (m, n).
Sources: Kong K91; Barnes P1c; Cookbook (70); Wikipedia SM8.

>>> rng = np.random.default_rng(0)
>>> y, x = rng.normal(size=4), rng.normal(size=3)
>>> A, V = rng.normal(size=(2, 4, 3))
>>> slope = bilinear_form_by_matrix(y, A + 1e-20j * V, x).imag / 1e-20
>>> np.allclose(np.sum(bilinear_form_by_matrix_dA(y, A, x) * V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def bilinear_form_by_matrix(y, A, x):
    """Return y^T A x, a scalar."""
    return y @ A @ x


def bilinear_form_by_matrix_dA(y, A, x):
    """Return the derivative by A in denominator layout, shape (m, n)."""
    return np.outer(y, x)
