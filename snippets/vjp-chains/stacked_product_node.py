"""Product of three matrices, stacked, and its vector-Jacobian product by the middle one.

Shapes: A (m, n), X (n, p), B (p, q) -> value (mq,); v (mq,), A, B -> product (n, p).
Sources: Cookbook (101), (520); Blog B47.

>>> rng = np.random.default_rng(0)
>>> A, B = rng.normal(size=(5, 4)), rng.normal(size=(3, 2))
>>> X, U = rng.normal(size=(2, 4, 3))
>>> v = rng.normal(size=10)
>>> slope = v @ stacked_product_node(A, X + 1e-20j * U, B).imag / 1e-20
>>> np.allclose(np.sum(stacked_product_node_vjp_X(v, A, B) * U), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def stacked_product_node(A, X, B):
    """Return vec(A X B), shape (mq,): the columns of the product, one below the other."""
    return (A @ X @ B).ravel(order="F")


def stacked_product_node_vjp_X(v, A, B):
    """Return v contracted with the derivative by X, shape (n, p)."""
    V = v.reshape((len(A), B.shape[1]), order="F")
    return A.T @ V @ B.T
