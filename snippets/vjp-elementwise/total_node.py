"""Sum of the entries of a vector, and its vector-Jacobian product.

Shapes: x (n,) -> value (); v (), n -> product (n,).
Sources: Parr & Howard PH50; Blog B47.

>>> rng = np.random.default_rng(0)
>>> x, u = rng.normal(size=(2, 5))
>>> v = rng.normal()
>>> slope = v * total_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(total_node_vjp_x(v, len(x)) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def total_node(x):
    """Return the sum of the entries of x, a scalar."""
    return np.sum(x)


def total_node_vjp_x(v, n):
    """Return v times the Jacobian by x, shape (n,)."""
    return np.full(n, v)
