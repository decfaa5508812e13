"""Function applied entry by entry, and its vector-Jacobian product.

Shapes: x (n,), f and its derivative df, entry by entry -> value (n,); v, x (n,) -> product (n,).
Sources: Blog B47.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> slope = v @ elementwise_node(x + 1e-20j * u, np.sin).imag / 1e-20
>>> np.allclose(elementwise_node_vjp_x(v, x, np.cos) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def elementwise_node(x, f):
    """Return f of each entry of x, shape (n,)."""
    return f(x)


def elementwise_node_vjp_x(v, x, df):
    """Return v times the Jacobian by x, shape (n,)."""
    return v * df(x)
