"""Dot product of two vectors, and its vector-Jacobian products.

Shapes: y, x (n,) -> value (); v () and the other vector (n,) -> products (n,).
Sources: Parr & Howard PH84; Cookbook (69); Blog B47.

>>> rng = np.random.default_rng(0)
>>> y, x, u = rng.normal(size=(3, 5))
>>> v = rng.normal()
>>> slope = v * dot_product_node(y, x + 1e-20j * u).imag / 1e-20
>>> np.allclose(dot_product_node_vjp_x(v, y) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v * dot_product_node(y + 1e-20j * u, x).imag / 1e-20
>>> np.allclose(dot_product_node_vjp_y(v, x) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def dot_product_node(y, x):
    """Return y^T x, a scalar."""
    return y @ x


def dot_product_node_vjp_x(v, y):
    """Return v times the derivative by x, shape (n,)."""
    return v * y


def dot_product_node_vjp_y(v, x):
    """Return v times the derivative by y, shape (n,)."""
    return v * x
