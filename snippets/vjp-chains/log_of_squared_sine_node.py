"""Logarithm of the squared sine of a cube, and its vector-Jacobian product, step by step.

Shapes: x (), sin(x^3) not zero -> value (); v (), x, u = x^3, s = sin(u), w = s^2, each () -> product ().
Sources: Kong K50, K51; Parr & Howard PH58; Blog B47.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=2)
>>> u, s, w = x**3, np.sin(x**3), np.sin(x**3) ** 2
>>> slope = v * log_of_squared_sine_node(x + 1e-20j).imag / 1e-20
>>> np.allclose(log_of_squared_sine_node_vjp_x(v, x, u, s, w), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def log_of_squared_sine_node(x):
    """Return ln(sin(x^3)^2), a scalar."""
    return np.log(np.sin(x**3) ** 2)


def log_of_squared_sine_node_vjp_x(v, x, u, s, w):
    """Return v times the derivative by x, a scalar."""
    v = v / w  # back through the logarithm
    v = v * 2 * s  # through the square
    v = v * np.cos(u)  # through the sine
    return v * 3 * x**2  # through the cube
