"""Rectifier (ReLU), and its vector-Jacobian product.

Shapes: x (n,), no entry zero -> value (n,); v, x (n,) -> product (n,).
Sources: Kong K16, K69; Blog B47.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> h = 1e-6  # central difference: exact off the kink, but for rounding
>>> slope = v @ (relu_node(x + h * u) - relu_node(x - h * u)) / (2 * h)
>>> np.allclose(relu_node_vjp_x(v, x) @ u, slope, rtol=1e-8, atol=0)
True
"""

import numpy as np


def relu_node(x):
    """Return the larger of each entry of x and zero, shape (n,)."""
    return np.maximum(x, 0)


def relu_node_vjp_x(v, x):
    """Return v times the Jacobian by x, shape (n,)."""
    return np.where(x > 0, v, 0)
