"""Variance of a vector, and its vector-Jacobian product.

Shapes: x (n,) -> value (); v (), the deviations c (n,) -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, u = rng.normal(size=(2, 5))
>>> v = rng.normal()
>>> c = x - np.mean(x)
>>> slope = v * variance_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(variance_node_vjp_x(v, c) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def variance_node(x):
    """Return the mean squared deviation of x from its mean, a scalar."""
    return np.mean((x - np.mean(x)) ** 2)


def variance_node_vjp_x(v, c):
    """Return v times the derivative by x, shape (n,)."""
    return 2 * v / len(c) * c
