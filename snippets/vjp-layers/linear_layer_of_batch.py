"""Product of two matrices, and its vector-Jacobian products by both.

Shapes: A (m, n), B (n, p) -> value (m, p); V (m, p), and B or A -> products (m, n) and (n, p).
Sources: Kong K88; Cookbook (100), (101).

>>> rng = np.random.default_rng(0)
>>> A, U = rng.normal(size=(2, 4, 3))
>>> B, W = rng.normal(size=(2, 3, 5))
>>> V = rng.normal(size=(4, 5))
>>> slope = np.sum(V * linear_layer_of_batch(A + 1e-20j * U, B).imag) / 1e-20
>>> np.allclose(np.sum(linear_layer_of_batch_vjp_A(V, B) * U), slope, rtol=1e-12, atol=0)
True
>>> slope = np.sum(V * linear_layer_of_batch(A, B + 1e-20j * W).imag) / 1e-20
>>> np.allclose(np.sum(linear_layer_of_batch_vjp_B(V, A) * W), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def linear_layer_of_batch(A, B):
    """Return A B, shape (m, p)."""
    return A @ B


def linear_layer_of_batch_vjp_A(V, B):
    """Return V contracted with the derivative by A, shape (m, n)."""
    return V @ B.T


def linear_layer_of_batch_vjp_B(V, A):
    """Return V contracted with the derivative by B, shape (n, p)."""
    return A.T @ V
