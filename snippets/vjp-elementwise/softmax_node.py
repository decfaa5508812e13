"""Softmax, and its vector-Jacobian product.

Shapes: x (n,) -> value s (n,); v, s (n,) -> product (n,).
Sources: Blog B31, B47.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> slope = v @ softmax_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(softmax_node_vjp_x(v, softmax_node(x)) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def softmax_node(x):
    """Return the softmax of x, shape (n,); the largest entry is taken off against overflow."""
    e = np.exp(x - np.max(x.real))
    return e / np.sum(e)


def softmax_node_vjp_x(v, s):
    """Return v times the Jacobian by x, shape (n,)."""
    return s * (v - s @ v)
