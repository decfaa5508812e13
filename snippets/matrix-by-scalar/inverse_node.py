"""Inverse of a matrix, and its vector-Jacobian product.

Shapes: X (n, n), invertible -> value W (n, n); V, W (n, n) -> product (n, n).
Sources: Cookbook (60).

>>> rng = np.random.default_rng(0)
>>> X, U, V = rng.normal(size=(3, 4, 4))
>>> slope = np.sum(V * inverse_node(X + 1e-20j * U).imag) / 1e-20
>>> np.allclose(np.sum(inverse_node_vjp_X(V, inverse_node(X)) * U), slope, rtol=1e-10, atol=0)
True
"""

import numpy as np


def inverse_node(X):
    """Return the inverse of X, shape (n, n)."""
    return np.linalg.inv(X)


def inverse_node_vjp_X(V, W):
    """Return V contracted with the derivative by X, shape (n, n)."""
    return -W.T @ V @ W.T
