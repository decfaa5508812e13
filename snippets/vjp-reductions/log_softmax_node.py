"""Logarithm of the softmax, and its vector-Jacobian product.

Shapes: x (n,) -> value y (n,); v, y (n,) -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> slope = v @ log_softmax_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(log_softmax_node_vjp_x(v, log_softmax_node(x)) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def log_softmax_node(x):
    """Return the logarithm of the softmax of x, shape (n,); large entries do not overflow."""
    z = x - np.max(x.real)
    return z - np.log(np.sum(np.exp(z)))


def log_softmax_node_vjp_x(v, y):
    """Return v times the Jacobian by x, shape (n,)."""
    return v - np.sum(v) * np.exp(y)
