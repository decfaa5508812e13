"""Linear layer with an activation, and its vector-Jacobian products.

Shapes: f and its derivative df entry by entry, W (m, n), x (n,), b (m,) -> value (m,);
v (m,), and z = W x + b (m,) -> products by x (n,), by W (m, n), by b (m,).
Sources: Blog B42, B45, B47.

>>> rng = np.random.default_rng(0)
>>> W, V = rng.normal(size=(2, 4, 3))
>>> x, u = rng.normal(size=(2, 3))
>>> b, t, v = rng.normal(size=(3, 4))
>>> z = W @ x + b
>>> slope = v @ activation_layer_node(np.sin, W, x + 1e-20j * u, b).imag / 1e-20
>>> np.allclose(activation_layer_node_vjp_x(v, z, W, np.cos) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v @ activation_layer_node(np.sin, W + 1e-20j * V, x, b).imag / 1e-20
>>> np.allclose(np.sum(activation_layer_node_vjp_W(v, z, x, np.cos) * V), slope, rtol=1e-12, atol=0)
True
>>> slope = v @ activation_layer_node(np.sin, W, x, b + 1e-20j * t).imag / 1e-20
>>> np.allclose(activation_layer_node_vjp_b(v, z, np.cos) @ t, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def activation_layer_node(f, W, x, b):
    """Return f(W x + b), shape (m,)."""
    return f(W @ x + b)


def activation_layer_node_vjp_x(v, z, W, df):
    """Return v times the Jacobian by x, shape (n,)."""
    return W.T @ (v * df(z))


def activation_layer_node_vjp_W(v, z, x, df):
    """Return v contracted with the derivative by W, shape (m, n)."""
    return np.outer(v * df(z), x)


def activation_layer_node_vjp_b(v, z, df):
    """Return v times the Jacobian by b, shape (m,)."""
    return v * df(z)
