"""Difference of two vectors, and its vector-Jacobian products.

Shapes: x, z (n,) -> value (n,); v (n,) -> products (n,).
Sources: Kong K28, K32; Blog B30, B47.

>>> rng = np.random.default_rng(0)
>>> x, z, u, v = rng.normal(size=(4, 5))
>>> slope = v @ difference_node(x + 1e-20j * u, z).imag / 1e-20
>>> np.allclose(difference_node_vjp_x(v) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v @ difference_node(x, z + 1e-20j * u).imag / 1e-20
>>> np.allclose(difference_node_vjp_z(v) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def difference_node(x, z):
    """Return x - z, shape (n,)."""
    return x - z


def difference_node_vjp_x(v):
    """Return v times the Jacobian by x, shape (n,)."""
    return v


def difference_node_vjp_z(v):
    """Return v times the Jacobian by z, shape (n,)."""
    return -v
