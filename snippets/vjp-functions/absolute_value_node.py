"""Absolute value of each entry, and its vector-Jacobian product.

Shapes: x (n,), no entry zero -> value (n,); v, x (n,) -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> h = 1e-6  # central difference: exact off the kink, but for rounding
>>> slope = v @ (absolute_value_node(x + h * u) - absolute_value_node(x - h * u)) / (2 * h)
>>> np.allclose(absolute_value_node_vjp_x(v, x) @ u, slope, rtol=1e-8, atol=0)
True
"""

import numpy as np


def absolute_value_node(x):
    """Return |x|, entry by entry, shape (n,)."""
    return np.abs(x)


def absolute_value_node_vjp_x(v, x):
    """Return v times the Jacobian by x, shape (n,)."""
    return v * np.sign(x)
