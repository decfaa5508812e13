"""Logarithm of a sum of exponentials, and its vector-Jacobian product.

Shapes: x (n,) -> value y (); v (), x (n,), y () -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, u = rng.normal(size=(2, 5))
>>> v = rng.normal()
>>> slope = v * log_sum_exp_node(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(log_sum_exp_node_vjp_x(v, x, log_sum_exp_node(x)) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def log_sum_exp_node(x):
    """Return log(sum(exp(x))), a scalar; large entries do not overflow."""
    largest = np.max(x.real)
    return largest + np.log(np.sum(np.exp(x - largest)))


def log_sum_exp_node_vjp_x(v, x, y):
    """Return v times the derivative by x, shape (n,)."""
    return v * np.exp(x - y)
