"""Sigmoid of each entry, and its vector-Jacobian product.

Shapes: x (n,) -> value s (n,); v, s (n,) -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> slope = v @ sigmoid_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(sigmoid_node_vjp_x(v, sigmoid_node(x)) @ u, slope, rtol=1e-12, atol=0)
True
>>> np.allclose(sigmoid_node(2 * x), (1 + np.tanh(x)) / 2, rtol=1e-12, atol=0)
True
"""

import numpy as np


def sigmoid_node(x):
    """Return 1 / (1 + e^-x), entry by entry, shape (n,)."""
    return 1 / (1 + np.exp(-x))


def sigmoid_node_vjp_x(v, s):
    """Return v times the Jacobian by x, shape (n,)."""
    return v * s * (1 - s)
