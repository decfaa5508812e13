"""Euclidean distance, and its vector-Jacobian products by both points.

Shapes: x, a (n,), two different points -> value (); v (), the difference d (n,), its norm r () -> products (n,).
Sources: Cookbook (129); Wikipedia SV20.

>>> rng = np.random.default_rng(0)
>>> x, a, u = rng.normal(size=(3, 5))
>>> v = rng.normal()
>>> d, r = x - a, np.linalg.norm(x - a)
>>> slope = v * distance_node(x + 1e-20j * u, a).imag / 1e-20
>>> np.allclose(distance_node_vjp_x(v, d, r) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v * distance_node(x, a + 1e-20j * u).imag / 1e-20
>>> np.allclose(distance_node_vjp_a(v, d, r) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def distance_node(x, a):
    """Return the norm of x - a, a scalar."""
    return np.sqrt((x - a) @ (x - a))


def distance_node_vjp_x(v, d, r):
    """Return v times the derivative by x, shape (n,)."""
    return v / r * d


def distance_node_vjp_a(v, d, r):
    """Return v times the derivative by a, shape (n,)."""
    return -v / r * d
