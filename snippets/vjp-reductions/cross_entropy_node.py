"""Softmax cross-entropy, and its vector-Jacobian product by the logits.

Shapes: logits x (n,), targets y (n,) -> value (); v (), y (n,), the softmax s (n,) -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, y, u = rng.normal(size=(3, 5))
>>> v = rng.normal()
>>> s = np.exp(x) / np.sum(np.exp(x))
>>> slope = v * cross_entropy_node(x + 1e-20j * u, y).imag / 1e-20
>>> np.allclose(cross_entropy_node_vjp_x(v, y, s) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def cross_entropy_node(x, y):
    """Return -y^T log(softmax(x)), a scalar; large entries do not overflow."""
    z = x - np.max(x.real)
    return y @ (np.log(np.sum(np.exp(z))) - z)


def cross_entropy_node_vjp_x(v, y, s):
    """Return v times the derivative by x, shape (n,)."""
    return v * (np.sum(y) * s - y)
