"""Matrix times vector, differentiated by the matrix through its stacked columns.

Shapes: A (m, n), x (n,) -> value (m,), derivative (m, m, n).
Sources: Blog B37, B40; Cookbook (520).

>>> rng = np.random.default_rng(0)
>>> A, V = rng.normal(size=(2, 4, 3))
>>> x = rng.normal(size=3)
>>> slope = matrix_vector_by_vec(A + 1e-20j * V, x).imag / 1e-20
>>> np.allclose(np.tensordot(matrix_vector_by_vec_dA(A, x), V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def matrix_vector_by_vec(A, x):
    """Return A x, shape (m,)."""
    return A @ x


def matrix_vector_by_vec_dA(A, x):
    """Return the derivative by A, shape (m, m, n): the Jacobian by vec(A), (m, mn), folded column by column."""
    J = np.kron(x, np.eye(len(A)))
    return J.reshape((len(A), *A.shape), order="F")
