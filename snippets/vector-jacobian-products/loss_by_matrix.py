"""Loss, differentiated by a matrix through a vector: a contraction over the entries of the vector.

Shapes: loss L (), its derivative dL_dy (p,), dy_dA (p, m, n) -> value (), derivative (m, n).
Sources: Blog B42, B43.

>>> rng = np.random.default_rng(0)
>>> A, V = rng.normal(size=(2, 4, 3))
>>> P, x = rng.normal(size=(5, 4)), rng.normal(size=3)
>>> dL_dy = np.cos(P @ A @ x)  # of L = sum(sin(y)), y = P A x
>>> dy_dA = np.einsum("ij,k->ijk", P, x)
>>> loss = complex(np.sum(np.sin(P @ (A + 1e-20j * V) @ x)))
>>> slope = loss_by_matrix(loss).imag / 1e-20
>>> np.allclose(np.sum(loss_by_matrix_dA(dL_dy, dy_dA) * V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def loss_by_matrix(L):
    """Return the loss itself, a scalar."""
    return L


def loss_by_matrix_dA(dL_dy, dy_dA):
    """Return the derivative by A, shape (m, n)."""
    return np.tensordot(dL_dy, dy_dA, axes=1)
