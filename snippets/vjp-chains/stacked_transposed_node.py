"""Transposed matrix times vector, and its vector-Jacobian product by the stacked matrix.

Shapes: A (m, n), y (m,) -> value (n,); v (n,), y (m,) -> product (m, n), whose stacked columns are that by vec(A).
Sources: Cookbook (520); Blog B47.

>>> rng = np.random.default_rng(0)
>>> A, U = rng.normal(size=(2, 4, 3))
>>> y, v = rng.normal(size=4), rng.normal(size=3)
>>> slope = v @ stacked_transposed_node(A + 1e-20j * U, y).imag / 1e-20
>>> product = stacked_transposed_node_vjp_A(v, y)
>>> np.allclose(np.sum(product * U), slope, rtol=1e-12, atol=0)
True
>>> stacked = v @ np.kron(np.eye(3), y)  # the same, stacked
>>> np.allclose(stacked, product.ravel(order="F"), rtol=1e-12, atol=0)
True
"""

import numpy as np


def stacked_transposed_node(A, y):
    """Return A^T y, shape (n,)."""
    return A.T @ y


def stacked_transposed_node_vjp_A(v, y):
    """Return v contracted with the derivative by A, shape (m, n)."""
    return np.outer(y, v)
