"""Two functions of one scalar, and their vector-Jacobian product.

Shapes: x (), not zero -> value (2,); v (2,), x () -> product ().
Sources: Kong K53, K57; Parr & Howard PH70, PH74; Blog B47.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(), rng.normal(size=2)
>>> slope = v @ log_and_sine_node(x + 1e-20j).imag / 1e-20
>>> np.allclose(log_and_sine_node_vjp_x(v, x), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def log_and_sine_node(x):
    """Return [ln(x^2), sin(3 x)], shape (2,)."""
    return np.array([np.log(x**2), np.sin(3 * x)])


def log_and_sine_node_vjp_x(v, x):
    """Return v times the derivative by x, a scalar: one term for each output."""
    return v[0] * 2 / x + v[1] * 3 * np.cos(3 * x)
