"""Layer normalisation before scale and shift, and its vector-Jacobian product.

Shapes: x (n,), epsilon (), positive -> value y (n,); v, y (n,), sigma () -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> y, sigma = layer_normalisation_node(x, 0.1), np.sqrt(np.var(x) + 0.1)
>>> slope = v @ layer_normalisation_node(x + 1e-20j * u, 0.1).imag / 1e-20
>>> np.allclose(layer_normalisation_node_vjp_x(v, y, sigma) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def layer_normalisation_node(x, epsilon):
    """Return (x - mean) / sqrt(variance + epsilon), shape (n,)."""
    c = x - np.mean(x)
    return c / np.sqrt(np.mean(c**2) + epsilon)


def layer_normalisation_node_vjp_x(v, y, sigma):
    """Return v times the Jacobian by x, shape (n,)."""
    return (v - np.mean(v) - np.mean(v * y) * y) / sigma
