"""One output of matrix times vector, differentiated by the matrix.

Shapes: A (m, n), x (n,), 0 <= i < m -> value (), derivative (m, n).
Sources: Blog B37, B38, B39.

>>> rng = np.random.default_rng(0)
>>> A, V = rng.normal(size=(2, 4, 3))
>>> x = rng.normal(size=3)
>>> slope = block_of_tensor(A + 1e-20j * V, x, 2).imag / 1e-20
>>> np.allclose(np.sum(block_of_tensor_dA(A, x, 2) * V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def block_of_tensor(A, x, i):
    """Return entry i of A x, a scalar; rows count from 0."""
    return A[i] @ x


def block_of_tensor_dA(A, x, i):
    """Return the derivative by A in denominator layout, shape (m, n): x in row i, zero elsewhere."""
    D = np.zeros(A.shape)
    D[i] = x
    return D
