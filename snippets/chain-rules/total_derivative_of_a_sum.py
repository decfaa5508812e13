"""Scalar plus its square, differentiated along both ways.

Shapes: x () -> value (), derivative ().
Sources: Parr & Howard PH60, PH62, PH63, PH64, PH68.

>>> rng = np.random.default_rng(0)
>>> x = rng.normal()
>>> slope = total_derivative_of_a_sum(x + 1e-20j).imag / 1e-20
>>> np.allclose(total_derivative_of_a_sum_dx(x), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def total_derivative_of_a_sum(x):
    """Return x + x^2, a scalar."""
    u = x**2
    return x + u


def total_derivative_of_a_sum_dx(x):
    """Return the derivative by x, a scalar: directly, and through u = x^2."""
    du_dx = 2 * x
    return 1 + 1 * du_dx
