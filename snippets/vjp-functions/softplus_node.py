"""Softplus of each entry, and its vector-Jacobian product.

Shapes: x (n,) -> value (n,); v, x (n,) -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> h = 1e-6  # central difference: logaddexp takes no complex step
>>> slope = v @ (softplus_node(x + h * u) - softplus_node(x - h * u)) / (2 * h)
>>> np.allclose(softplus_node_vjp_x(v, x) @ u, slope, rtol=1e-8, atol=0)
True
"""

import numpy as np


def softplus_node(x):
    """Return ln(1 + e^x), entry by entry, shape (n,), without overflow."""
    return np.logaddexp(0, x)


def softplus_node_vjp_x(v, x):
    """Return v times the Jacobian by x, shape (n,)."""
    return v * np.exp(-np.logaddexp(0, -x))  # v / (1 + e^-x), without overflow
