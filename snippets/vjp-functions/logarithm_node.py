"""Natural logarithm of each entry, and its vector-Jacobian product.

Shapes: x (n,), positive -> value (n,); v, x (n,) -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, (u, v) = rng.uniform(0.5, 2, size=5), rng.normal(size=(2, 5))
>>> slope = v @ logarithm_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(logarithm_node_vjp_x(v, x) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def logarithm_node(x):
    """Return ln(x), entry by entry, shape (n,)."""
    return np.log(x)


def logarithm_node_vjp_x(v, x):
    """Return v times the Jacobian by x, shape (n,)."""
    return v / x
