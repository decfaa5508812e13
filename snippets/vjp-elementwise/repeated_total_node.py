"""Sum of the entries of a vector, repeated in every entry, and its vector-Jacobian product.

Shapes: x (n,) -> value (n,); v (n,) -> product (n,).
Sources: Blog B26, B27, B47.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> slope = v @ repeated_total_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(repeated_total_node_vjp_x(v) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def repeated_total_node(x):
    """Return the sum of the entries of x in each of n entries, shape (n,)."""
    return np.full(len(x), np.sum(x))


def repeated_total_node_vjp_x(v):
    """Return v times the Jacobian by x, shape (n,)."""
    return np.full(len(v), np.sum(v))
