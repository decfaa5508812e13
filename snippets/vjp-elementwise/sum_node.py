"""Sum of two vectors, and its vector-Jacobian products.

Shapes: x, z (n,) -> value (n,); v (n,) -> products (n,).
Sources: Kong K27, K31; Blog B16, B17, B47.

>>> rng = np.random.default_rng(0)
>>> x, z, u, v = rng.normal(size=(4, 5))
>>> slope = v @ sum_node(x + 1e-20j * u, z).imag / 1e-20
>>> np.allclose(sum_node_vjp_x(v) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v @ sum_node(x, z + 1e-20j * u).imag / 1e-20
>>> np.allclose(sum_node_vjp_z(v) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def sum_node(x, z):
    """Return x + z, shape (n,)."""
    return x + z


def sum_node_vjp_x(v):
    """Return v times the Jacobian by x, shape (n,)."""
    return v


def sum_node_vjp_z(v):
    """Return v times the Jacobian by z, shape (n,)."""
    return v
