"""Weighted sum, and its vector-Jacobian products.

Shapes: w, x (n,) -> value (); v () -> products (n,).
Sources: Parr & Howard PH82; Cookbook (69); Wikipedia SV10.

>>> rng = np.random.default_rng(0)
>>> w, x, u = rng.normal(size=(3, 5))
>>> v = rng.normal()
>>> slope = v * weighted_total_node(w, x + 1e-20j * u).imag / 1e-20
>>> np.allclose(weighted_total_node_vjp_x(v, w) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v * weighted_total_node(w + 1e-20j * u, x).imag / 1e-20
>>> np.allclose(weighted_total_node_vjp_w(v, x) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def weighted_total_node(w, x):
    """Return w^T x, a scalar."""
    return w @ x


def weighted_total_node_vjp_x(v, w):
    """Return v times the derivative by x, shape (n,)."""
    return v * w


def weighted_total_node_vjp_w(v, x):
    """Return v times the derivative by w, shape (n,)."""
    return v * x
