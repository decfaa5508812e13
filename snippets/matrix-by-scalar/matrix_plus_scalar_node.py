"""Matrix plus scalar, and its vector-Jacobian products.

Shapes: X (m, n), z () -> value (m, n); V (m, n) -> products () and (m, n).
Sources: Blog B12, B47.

>>> rng = np.random.default_rng(0)
>>> X, U, V = rng.normal(size=(3, 4, 3))
>>> z, u = rng.normal(size=2)
>>> slope = np.sum(V * matrix_plus_scalar_node(X, z + 1e-20j * u).imag) / 1e-20
>>> np.allclose(matrix_plus_scalar_node_vjp_z(V) * u, slope, rtol=1e-12, atol=0)
True
>>> slope = np.sum(V * matrix_plus_scalar_node(X + 1e-20j * U, z).imag) / 1e-20
>>> np.allclose(np.sum(matrix_plus_scalar_node_vjp_X(V) * U), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def matrix_plus_scalar_node(X, z):
    """Return X + z 1 1^T, shape (m, n); NumPy expands the scalar."""
    return X + z


def matrix_plus_scalar_node_vjp_z(V):
    """Return V contracted with the derivative by z, a scalar."""
    return np.sum(V)


def matrix_plus_scalar_node_vjp_X(V):
    """Return V contracted with the derivative by X, shape (m, n)."""
    return V
