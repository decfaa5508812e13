"""Mean of a vector, and its vector-Jacobian product.

Shapes: x (n,) -> value (); v (), n -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, u = rng.normal(size=(2, 5))
>>> v = rng.normal()
>>> slope = v * mean_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(mean_node_vjp_x(v, len(x)) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def mean_node(x):
    """Return the mean of the entries of x, a scalar."""
    return np.mean(x)


def mean_node_vjp_x(v, n):
    """Return v times the derivative by x, shape (n,)."""
    return np.full(n, v / n)
