"""Sum of a vector and a scalar, and its vector-Jacobian products.

Shapes: x (n,), a () -> value (n,); v (n,) -> products (n,) and ().
Sources: Kong K38, K39; Blog B11, B13, B47.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> a, t = rng.normal(size=2)
>>> slope = v @ shift_node(x + 1e-20j * u, a).imag / 1e-20
>>> np.allclose(shift_node_vjp_x(v) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v @ shift_node(x, a + 1e-20j * t).imag / 1e-20
>>> np.allclose(shift_node_vjp_a(v) * t, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def shift_node(x, a):
    """Return x + a, shape (n,)."""
    return x + a


def shift_node_vjp_x(v):
    """Return v times the Jacobian by x, shape (n,)."""
    return v


def shift_node_vjp_a(v):
    """Return v times the Jacobian by a, a scalar."""
    return np.sum(v)
