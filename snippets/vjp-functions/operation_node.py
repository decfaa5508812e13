"""Elementwise operation y_i = g(w_i, x_i), and its vector-Jacobian products.

Shapes: w, x (n,), a function g -> value (n,);
v (n,) and the slopes p or q (n,), dy_i/dw_i or dy_i/dx_i -> products (n,).
Sources: Kong K25, K26; Blog B47; Parr & Howard PH115.

>>> rng = np.random.default_rng(0)
>>> w, x, u, v = rng.normal(size=(4, 5))
>>> g = lambda w, x: w**2 * np.sin(x)
>>> p, q = 2 * w * np.sin(x), w**2 * np.cos(x)
>>> slope = v @ operation_node(g, w + 1e-20j * u, x).imag / 1e-20
>>> np.allclose(operation_node_vjp_w(v, p) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v @ operation_node(g, w, x + 1e-20j * u).imag / 1e-20
>>> np.allclose(operation_node_vjp_x(v, q) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def operation_node(g, w, x):
    """Return y, shape (n,): its entry i is g(w_i, x_i)."""
    return g(w, x)


def operation_node_vjp_w(v, p):
    """Return v times the Jacobian by w, shape (n,)."""
    return v * p


def operation_node_vjp_x(v, q):
    """Return v times the Jacobian by x, shape (n,)."""
    return v * q
