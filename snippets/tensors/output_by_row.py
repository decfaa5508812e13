"""One output of matrix times vector, differentiated by the rows of the matrix.

Shapes: A (m, n), x (n,), 0 <= i < m -> value (), derivative (m, n), a row for each row of A.
Sources: Blog B44.

>>> rng = np.random.default_rng(0)
>>> A, V = rng.normal(size=(2, 4, 3))
>>> x = rng.normal(size=3)
>>> slope = output_by_row(A + 1e-20j * V, x, 2).imag / 1e-20
>>> np.allclose(np.sum(output_by_row_dA(A, x, 2) * V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def output_by_row(A, x, i):
    """Return the product of row i of A and x, a scalar; rows count from 0."""
    return A[i] @ x


def output_by_row_dA(A, x, i):
    """Return the derivative by A in denominator layout, shape (m, n): x for row i, zero for the others."""
    return np.outer(np.arange(len(A)) == i, x)
