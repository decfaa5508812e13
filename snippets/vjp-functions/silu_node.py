"""SiLU, x sigmoid(x), of each entry, and its vector-Jacobian product.

Shapes: x (n,) -> value y (n,); v, s = sigmoid(x), y (n,) -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> s = 1 / (1 + np.exp(-x))
>>> slope = v @ silu_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(silu_node_vjp_x(v, s, silu_node(x)) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def silu_node(x):
    """Return x / (1 + e^-x), entry by entry, shape (n,)."""
    return x / (1 + np.exp(-x))


def silu_node_vjp_x(v, s, y):
    """Return v times the Jacobian by x, shape (n,)."""
    return v * (s + y * (1 - s))
