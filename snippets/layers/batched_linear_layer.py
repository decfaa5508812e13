"""Linear layer for a batch: gradients of a loss by its weights, its bias and its inputs.

Shapes: X (N, n), W (n, m), b (m,), gradient dL_dY (N, m) -> value (N, m), products (n, m), (m,), (N, n).
Sources: Blog B42, B45.

>>> rng = np.random.default_rng(0)
>>> X, U = rng.normal(size=(2, 5, 3))
>>> W, V = rng.normal(size=(2, 3, 4))
>>> b, v = rng.normal(size=(2, 4))
>>> dL_dY = np.cos(batched_linear_layer(X, W, b))  # of L = sum(sin(Y))
>>> slope = np.sum(np.sin(batched_linear_layer(X, W + 1e-20j * V, b))).imag / 1e-20
>>> np.allclose(np.sum(batched_linear_layer_vjp_W(dL_dY, X) * V), slope, rtol=1e-12, atol=0)
True
>>> slope = np.sum(np.sin(batched_linear_layer(X, W, b + 1e-20j * v))).imag / 1e-20
>>> np.allclose(batched_linear_layer_vjp_b(dL_dY) @ v, slope, rtol=1e-12, atol=0)
True
>>> slope = np.sum(np.sin(batched_linear_layer(X + 1e-20j * U, W, b))).imag / 1e-20
>>> np.allclose(np.sum(batched_linear_layer_vjp_X(dL_dY, W) * U), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def batched_linear_layer(X, W, b):
    """Return X W + 1 b^T, shape (N, m)."""
    return X @ W + b


def batched_linear_layer_vjp_W(dL_dY, X):
    """Return the gradient by W, shape (n, m)."""
    return X.T @ dL_dY


def batched_linear_layer_vjp_b(dL_dY):
    """Return the gradient by b, shape (m,)."""
    return np.ones(len(dL_dY)) @ dL_dY


def batched_linear_layer_vjp_X(dL_dY, W):
    """Return the gradient by X, shape (N, n)."""
    return dL_dY @ W.T
