"""Root mean square normalisation before the scale, and its vector-Jacobian product.

Shapes: x (n,), epsilon (), positive -> value y (n,); v, y (n,), r () -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> y, r = root_mean_square_node(x, 0.1), np.sqrt(np.mean(x**2) + 0.1)
>>> slope = v @ root_mean_square_node(x + 1e-20j * u, 0.1).imag / 1e-20
>>> np.allclose(root_mean_square_node_vjp_x(v, y, r) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def root_mean_square_node(x, epsilon):
    """Return x / sqrt(mean of squares + epsilon), shape (n,)."""
    return x / np.sqrt(np.mean(x**2) + epsilon)


def root_mean_square_node_vjp_x(v, y, r):
    """Return v times the Jacobian by x, shape (n,)."""
    return (v - np.mean(v * y) * y) / r
