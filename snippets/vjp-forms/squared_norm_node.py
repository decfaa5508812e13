"""Squared Euclidean norm, and its vector-Jacobian product.

Shapes: x (n,) -> value (); v (), x (n,) -> product (n,).
Sources: Kong K104; Cookbook (131); Blog B47.

>>> rng = np.random.default_rng(0)
>>> x, u = rng.normal(size=(2, 5))
>>> v = rng.normal()
>>> slope = v * squared_norm_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(squared_norm_node_vjp_x(v, x) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def squared_norm_node(x):
    """Return x^T x, a scalar."""
    return x @ x


def squared_norm_node_vjp_x(v, x):
    """Return v times the derivative by x, shape (n,)."""
    return 2 * v * x
