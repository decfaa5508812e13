"""Loss, differentiated by a matrix through a vector: a contraction over the entries of the vector.

Shapes: A (m, n), functions y of A and L of y(A), their derivatives dy_dA (p, m, n), dL_dy (p,)
-> value (), derivative (m, n).
Sources: Blog B42, B43.

>>> rng = np.random.default_rng(0)
>>> A, V = rng.normal(size=(2, 4, 3))
>>> P, x = rng.normal(size=(5, 4)), rng.normal(size=3)
>>> L, y = lambda y: np.sum(np.sin(y)), lambda A: P @ A @ x
>>> dL_dy = np.cos(y(A))
>>> dy_dA = np.einsum("ij,k->ijk", P, x)
>>> slope = loss_by_matrix(L, y, A + 1e-20j * V).imag / 1e-20
>>> np.allclose(np.sum(loss_by_matrix_dA(dL_dy, dy_dA) * V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def loss_by_matrix(L, y, A):
    """Return the loss L(y(A)), a scalar."""
    return L(y(A))


def loss_by_matrix_dA(dL_dy, dy_dA):
    """Return the derivative by A in denominator layout, shape (m, n)."""
    return np.tensordot(dL_dy, dy_dA, axes=1)
