"""Two functions of one scalar, differentiated with the vector chain rule.

Shapes: x (), not zero -> value (2,), derivative (2,).
Sources: Kong K53, K54, K55, K57; Parr & Howard PH70, PH71, PH72, PH74.

>>> rng = np.random.default_rng(0)
>>> x = rng.normal()
>>> slope = log_and_sine_of_scalar(x + 1e-20j).imag / 1e-20
>>> np.allclose(log_and_sine_of_scalar_dx(x), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def log_and_sine_of_scalar(x):
    """Return [ln(x^2), sin(3 x)], shape (2,)."""
    return np.array([np.log(x**2), np.sin(3 * x)])


def log_and_sine_of_scalar_dx(x):
    """Return the derivative by x, shape (2,), through g = [x^2, 3 x]."""
    g, dg_dx = [x**2, 3 * x], np.array([2 * x, 3])
    df_dg = np.diag([1 / g[0], np.cos(g[1])])
    return df_dg @ dg_dx
