"""Scalar times matrix, and its vector-Jacobian products.

Shapes: z (), X (m, n) -> value (m, n); V (m, n), and X or z -> products () and (m, n).
Sources: Blog B20, B47.

>>> rng = np.random.default_rng(0)
>>> X, U, V = rng.normal(size=(3, 4, 3))
>>> z, u = rng.normal(size=2)
>>> slope = np.sum(V * scalar_times_matrix_node(z + 1e-20j * u, X).imag) / 1e-20
>>> np.allclose(scalar_times_matrix_node_vjp_z(V, X) * u, slope, rtol=1e-12, atol=0)
True
>>> slope = np.sum(V * scalar_times_matrix_node(z, X + 1e-20j * U).imag) / 1e-20
>>> np.allclose(np.sum(scalar_times_matrix_node_vjp_X(V, z) * U), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def scalar_times_matrix_node(z, X):
    """Return z X, shape (m, n)."""
    return z * X


def scalar_times_matrix_node_vjp_z(V, X):
    """Return V contracted with the derivative by z, a scalar."""
    return np.sum(V * X)


def scalar_times_matrix_node_vjp_X(V, z):
    """Return V contracted with the derivative by X, shape (m, n)."""
    return z * V
