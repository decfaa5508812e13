"""Mean squared error, and its vector-Jacobian products; what arrives is a number.

Shapes: u, y (N,) -> value (); v (), errors r = u - y (N,) -> products (N,).
Sources: Kong K75, K78; Blog B47.

>>> rng = np.random.default_rng(0)
>>> u, y, t = rng.normal(size=(3, 7))
>>> v = rng.normal()
>>> slope = v * squared_error_node(u + 1e-20j * t, y).imag / 1e-20
>>> np.allclose(squared_error_node_vjp_u(v, u - y) @ t, slope, rtol=1e-12, atol=0)
True
>>> slope = v * squared_error_node(u, y + 1e-20j * t).imag / 1e-20
>>> np.allclose(squared_error_node_vjp_y(v, u - y) @ t, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def squared_error_node(u, y):
    """Return the mean of (u_i - y_i)^2, a scalar."""
    return np.mean((u - y) ** 2)


def squared_error_node_vjp_u(v, r):
    """Return v times the derivative by u, shape (N,)."""
    return 2 * v / len(r) * r


def squared_error_node_vjp_y(v, r):
    """Return v times the derivative by y, shape (N,)."""
    return -2 * v / len(r) * r
