"""Scalar times vector, and its vector-Jacobian products.

Shapes: a (), x (n,) -> value (n,); v (n,) and what is saved -> products (n,) and ().
Sources: Kong K40, K41; Blog B19, B21, B47.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> a, t = rng.normal(size=2)
>>> slope = v @ scale_node(a, x + 1e-20j * u).imag / 1e-20
>>> np.allclose(scale_node_vjp_x(v, a) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v @ scale_node(a + 1e-20j * t, x).imag / 1e-20
>>> np.allclose(scale_node_vjp_a(v, x) * t, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def scale_node(a, x):
    """Return a x, shape (n,)."""
    return a * x


def scale_node_vjp_x(v, a):
    """Return v times the Jacobian by x, shape (n,)."""
    return a * v


def scale_node_vjp_a(v, x):
    """Return v times the Jacobian by a, a scalar."""
    return v @ x
