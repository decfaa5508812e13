"""Residual connection, and its vector-Jacobian product.

Shapes: x, f (n,) -> value (n,); v, and g from the layer that is bypassed, (n,) -> product (n,).
Sources: Blog B16, B47.

>>> rng = np.random.default_rng(0)
>>> P = rng.normal(size=(4, 4))
>>> x, u, v = rng.normal(size=(3, 4))
>>> g = P.T @ (v * np.cos(P @ x))  # back through f = sin(P x)
>>> w = x + 1e-20j * u
>>> slope = v @ residual_node(w, np.sin(P @ w)).imag / 1e-20
>>> np.allclose(residual_node_vjp_x(v, g) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def residual_node(x, f):
    """Return x + f, shape (n,)."""
    return x + f


def residual_node_vjp_x(v, g):
    """Return v times the Jacobian by x, shape (n,)."""
    return v + g
