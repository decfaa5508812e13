"""Entry of a matrix, differentiated by the matrix.

Shapes: A (m, n), 0 <= i < m, 0 <= j < n -> value (), derivative (m, n).
Sources: Kong K87; Blog B32; Barnes D1.

>>> rng = np.random.default_rng(0)
>>> A, V = rng.normal(size=(2, 4, 3))
>>> slope = matrix_entry(A + 1e-20j * V, 2, 1).imag / 1e-20
>>> np.allclose(np.sum(matrix_entry_dA(A, 2, 1) * V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def matrix_entry(A, i, j):
    """Return a_ij, a scalar; rows and columns count from 0."""
    return A[i, j]


def matrix_entry_dA(A, i, j):
    """Return the derivative by A in denominator layout, shape (m, n): one at (i, j), zero elsewhere."""
    D = np.zeros(A.shape)
    D[i, j] = 1
    return D
