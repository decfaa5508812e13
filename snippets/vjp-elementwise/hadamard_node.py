"""Hadamard product of two vectors, and its vector-Jacobian products.

Shapes: x, z (n,) -> value (n,); v and the other vector (n,) -> products (n,).
Sources: Kong K29, K33; Blog B23, B24, B47.

>>> rng = np.random.default_rng(0)
>>> x, z, u, v = rng.normal(size=(4, 5))
>>> slope = v @ hadamard_node(x + 1e-20j * u, z).imag / 1e-20
>>> np.allclose(hadamard_node_vjp_x(v, z) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v @ hadamard_node(x, z + 1e-20j * u).imag / 1e-20
>>> np.allclose(hadamard_node_vjp_z(v, x) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def hadamard_node(x, z):
    """Return the Hadamard product of x and z, shape (n,)."""
    return x * z


def hadamard_node_vjp_x(v, z):
    """Return v times the Jacobian by x, shape (n,)."""
    return v * z


def hadamard_node_vjp_z(v, x):
    """Return v times the Jacobian by z, shape (n,)."""
    return v * x
