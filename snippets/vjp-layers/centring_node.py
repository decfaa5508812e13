"""Centring: a vector less its mean, and its vector-Jacobian product.

Shapes: x (n,) -> value (n,); v (n,) -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> slope = v @ centring_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(centring_node_vjp_x(v) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def centring_node(x):
    """Return x less its mean, shape (n,)."""
    return x - np.mean(x)


def centring_node_vjp_x(v):
    """Return v times the Jacobian by x, shape (n,)."""
    return v - np.mean(v)
