"""Exponential of each entry, and its vector-Jacobian product.

Shapes: x (n,) -> value y (n,); v, y (n,) -> product (n,).
Sources: Blog B29, B47.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> slope = v @ exponential_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(exponential_node_vjp_x(v, np.exp(x)) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def exponential_node(x):
    """Return e to the power of each entry of x, shape (n,)."""
    return np.exp(x)


def exponential_node_vjp_x(v, y):
    """Return v times the Jacobian by x, shape (n,)."""
    return v * y
