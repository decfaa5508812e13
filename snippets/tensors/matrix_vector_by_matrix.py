"""Matrix times vector, differentiated by the matrix: a tensor of three indices.

Shapes: A (m, n), x (n,) -> value (m,), derivative (m, m, n).
Sources: Blog B40, B41.

>>> rng = np.random.default_rng(0)
>>> A, V = rng.normal(size=(2, 4, 3))
>>> x = rng.normal(size=3)
>>> slope = matrix_vector_by_matrix(A + 1e-20j * V, x).imag / 1e-20
>>> np.allclose(np.tensordot(matrix_vector_by_matrix_dA(A, x), V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def matrix_vector_by_matrix(A, x):
    """Return A x, shape (m,)."""
    return A @ x


def matrix_vector_by_matrix_dA(A, x):
    """Return the derivative by A, shape (m, m, n): x_k where the first two indices agree."""
    return np.einsum("ij,k->ijk", np.eye(len(A)), x)
