"""Entry of a matrix, and its vector-Jacobian product.

Shapes: A (m, n), 0 <= i < m, 0 <= j < n -> value (); v (), m, n, i, j -> product (m, n).
Sources: Kong K87; Barnes D1; Blog B32, B47.

>>> rng = np.random.default_rng(0)
>>> A, U = rng.normal(size=(2, 4, 3))
>>> v = rng.normal()
>>> slope = v * matrix_entry_node(A + 1e-20j * U, 2, 1).imag / 1e-20
>>> np.allclose(np.sum(matrix_entry_node_vjp_A(v, 4, 3, 2, 1) * U), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def matrix_entry_node(A, i, j):
    """Return a_ij, a scalar; rows and columns count from 0."""
    return A[i, j]


def matrix_entry_node_vjp_A(v, m, n, i, j):
    """Return v times the derivative by A in denominator layout, shape (m, n): v at (i, j), zero elsewhere."""
    D = np.zeros((m, n))
    D[i, j] = v
    return D
