"""Square of each entry, and its vector-Jacobian product.

Shapes: x (n,) -> value (n,); v, x (n,) -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> slope = v @ square_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(square_node_vjp_x(v, x) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def square_node(x):
    """Return x^2, entry by entry, shape (n,)."""
    return x**2


def square_node_vjp_x(v, x):
    """Return v times the Jacobian by x, shape (n,)."""
    return 2 * v * x
