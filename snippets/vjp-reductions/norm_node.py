"""Euclidean norm, and its vector-Jacobian product.

Shapes: x (n,), not the zero vector -> value (); v (), x (n,), its norm r () -> product (n,).
Sources: Cookbook (129); Wikipedia SV20.

>>> rng = np.random.default_rng(0)
>>> x, u = rng.normal(size=(2, 5))
>>> v = rng.normal()
>>> r = np.linalg.norm(x)
>>> slope = v * norm_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(norm_node_vjp_x(v, x, r) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def norm_node(x):
    """Return the square root of x^T x, a scalar."""
    return np.sqrt(x @ x)


def norm_node_vjp_x(v, x, r):
    """Return v times the derivative by x, shape (n,)."""
    return v / r * x
