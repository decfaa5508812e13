"""Diagonal matrix of a vector, differentiated by the vector.

Shapes: a (n,) -> value (n, n), derivative (n, n, n); V (n, n) -> vector-Jacobian product (n,).
Sources: Blog B25.

>>> rng = np.random.default_rng(0)
>>> a, v = rng.normal(size=(2, 4))
>>> slope = diagonal_matrix(a + 1e-20j * v).imag / 1e-20
>>> np.allclose(diagonal_matrix_da(a) @ v, slope, rtol=1e-12, atol=0)
True
>>> V = rng.normal(size=(4, 4))
>>> np.allclose(diagonal_matrix_vjp_a(V) @ v, np.sum(V * slope), rtol=1e-12, atol=0)
True
"""

import numpy as np


def diagonal_matrix(a):
    """Return diag(a), shape (n, n)."""
    return np.diag(a)


def diagonal_matrix_da(a):
    """Return the derivative by a, shape (n, n, n): ones where i = j = k."""
    unit = np.eye(len(a))
    return np.einsum("ij,ik->ijk", unit, unit)


def diagonal_matrix_vjp_a(V):
    """Return V times the derivative by a, summed over i and j, shape (n,): the diagonal of V."""
    return np.diag(V)
