"""Logarithm of the squared sine of a cube, differentiated step by step.

Shapes: x (), sin(x^3) not zero -> value (), derivative ().
Sources: Kong K45, K46, K47, K48, K49, K50, K51; Parr & Howard PH56, PH57, PH58, PH59.

>>> rng = np.random.default_rng(0)
>>> x = rng.normal()
>>> slope = log_of_squared_sine(x + 1e-20j).imag / 1e-20
>>> np.allclose(log_of_squared_sine_dx(x), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def log_of_squared_sine(x):
    """Return ln(sin(x^3)^2), a scalar."""
    return np.log(np.sin(x**3) ** 2)


def log_of_squared_sine_dx(x):
    """Return the derivative by x, a scalar, as the product of four."""
    u = x**3
    v = np.sin(u)
    w = v**2
    return 1 / w * (2 * v) * np.cos(u) * (3 * x**2)
