"""Transposed matrix times vector, differentiated by the matrix.

Shapes: A (m, n), y (m,) -> value (n,), derivative (n, m, n).
Sources: Cookbook (520).

>>> rng = np.random.default_rng(0)
>>> A, V = rng.normal(size=(2, 4, 3))
>>> y = rng.normal(size=4)
>>> slope = transposed_matrix_vector_by_vec(A + 1e-20j * V, y).imag / 1e-20
>>> np.allclose(np.tensordot(transposed_matrix_vector_by_vec_dA(A, y), V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def transposed_matrix_vector_by_vec(A, y):
    """Return A^T y, shape (n,)."""
    return A.T @ y


def transposed_matrix_vector_by_vec_dA(A, y):
    """Return the derivative by A, shape (n, m, n): the Jacobian by vec(A), (n, mn), folded column by column."""
    J = np.kron(np.eye(A.shape[1]), y)
    return J.reshape((A.shape[1], *A.shape), order="F")
