"""Elementwise quotient of two vectors, and its vector-Jacobian products.

Shapes: x, z (n,), no entry of z zero -> value y (n,); v and what is saved (n,) -> products (n,).
Sources: Kong K30, K34; Blog B30, B47.

>>> rng = np.random.default_rng(0)
>>> x, z, u, v = rng.normal(size=(4, 5))
>>> y = x / z
>>> slope = v @ quotient_node(x + 1e-20j * u, z).imag / 1e-20
>>> np.allclose(quotient_node_vjp_x(v, z) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v @ quotient_node(x, z + 1e-20j * u).imag / 1e-20
>>> np.allclose(quotient_node_vjp_z(v, y, z) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def quotient_node(x, z):
    """Return x divided by z entry by entry, shape (n,)."""
    return x / z


def quotient_node_vjp_x(v, z):
    """Return v times the Jacobian by x, shape (n,)."""
    return v / z


def quotient_node_vjp_z(v, y, z):
    """Return v times the Jacobian by z, shape (n,)."""
    return -v * y / z
