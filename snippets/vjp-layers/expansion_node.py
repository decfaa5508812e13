"""Exponential of a scaled vector, entry by entry, and its vector-Jacobian products.

Shapes: u (n,), beta () -> value w (n,); v, w (n,) -> products by u (n,), by beta ().
Sources: Kong K36, K37; Blog B47.

>>> rng = np.random.default_rng(0)
>>> u, t, v = rng.normal(size=(3, 5))
>>> beta, step = rng.normal(size=2)
>>> w = np.exp(beta * u)
>>> slope = v @ expansion_node(u + 1e-20j * t, beta).imag / 1e-20
>>> np.allclose(expansion_node_vjp_u(v, w, beta) @ t, slope, rtol=1e-12, atol=0)
True
>>> slope = v @ expansion_node(u, beta + 1e-20j * step).imag / 1e-20
>>> np.allclose(expansion_node_vjp_beta(v, w, u) * step, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def expansion_node(u, beta):
    """Return the weights e^(beta u_i), shape (n,)."""
    return np.exp(beta * u)


def expansion_node_vjp_u(v, w, beta):
    """Return v times the Jacobian by u, shape (n,)."""
    return beta * v * w


def expansion_node_vjp_beta(v, w, u):
    """Return v times the Jacobian by beta, a scalar."""
    return np.sum(v * u * w)
