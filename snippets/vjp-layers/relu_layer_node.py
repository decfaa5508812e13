"""Layer of rectified linear units, and its vector-Jacobian products.

Shapes: W (m, n), x (n,), b (m,), no entry of W x + b zero -> value y (m,);
v, y (m,) -> products by x (n,), by W (m, n), by b (m,).
Sources: Kong K69; Blog B45, B47.

>>> rng = np.random.default_rng(0)
>>> W, V = rng.normal(size=(2, 7, 3))
>>> x, u = rng.normal(size=(2, 3))
>>> b, t, v = rng.normal(size=(3, 7))
>>> y, h = relu_layer_node(W, x, b), 1e-5  # exact up to rounding while no unit switches
>>> slope = v @ (relu_layer_node(W, x + h * u, b) - relu_layer_node(W, x - h * u, b)) / (2 * h)
>>> np.allclose(relu_layer_node_vjp_x(v, y, W) @ u, slope, rtol=1e-8, atol=0)
True
>>> slope = v @ (relu_layer_node(W + h * V, x, b) - relu_layer_node(W - h * V, x, b)) / (2 * h)
>>> np.allclose(np.sum(relu_layer_node_vjp_W(v, y, x) * V), slope, rtol=1e-8, atol=0)
True
>>> slope = v @ (relu_layer_node(W, x, b + h * t) - relu_layer_node(W, x, b - h * t)) / (2 * h)
>>> np.allclose(relu_layer_node_vjp_b(v, y) @ t, slope, rtol=1e-8, atol=0)
True
"""

import numpy as np


def relu_layer_node(W, x, b):
    """Return max(W x + b, 0), shape (m,)."""
    return np.maximum(W @ x + b, 0)


def relu_layer_node_vjp_x(v, y, W):
    """Return v times the Jacobian by x, shape (n,)."""
    return W.T @ (v * (y > 0))


def relu_layer_node_vjp_W(v, y, x):
    """Return v contracted with the derivative by W, shape (m, n)."""
    return np.outer(v * (y > 0), x)


def relu_layer_node_vjp_b(v, y):
    """Return v times the Jacobian by b, shape (m,)."""
    return v * (y > 0)
