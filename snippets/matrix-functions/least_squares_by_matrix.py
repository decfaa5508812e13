"""Squared residual of a linear system, differentiated by its matrix.

Shapes: A (m, n), x (n,), b (m,) -> value (), derivative (m, n).
Sources: Cookbook (83), (88); Wikipedia SM11.

>>> rng = np.random.default_rng(0)
>>> A, V = rng.normal(size=(2, 4, 3))
>>> x, b = rng.normal(size=3), rng.normal(size=4)
>>> slope = least_squares_by_matrix(A + 1e-20j * V, x, b).imag / 1e-20
>>> np.allclose(np.sum(least_squares_by_matrix_dA(A, x, b) * V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def least_squares_by_matrix(A, x, b):
    """Return the squared norm of A x - b, a scalar."""
    r = A @ x - b
    return r @ r


def least_squares_by_matrix_dA(A, x, b):
    """Return the derivative by A in denominator layout, shape (m, n)."""
    return 2 * np.outer(A @ x - b, x)
