"""Jacobian of the two functions f = 3 x^2 y and g = 2 x + 4 y^2.

Shapes: x (), y () -> value (2,), derivative (2, 2) with a row per function and a column per variable.
Sources: Kong K4, K5, K6, K7, K8.

>>> rng = np.random.default_rng(0)
>>> x, y = rng.normal(size=2)
>>> u, v = rng.normal(size=2)
>>> slope = jacobian_of_two_functions(x + 1e-20j * u, y + 1e-20j * v).imag / 1e-20
>>> np.allclose(jacobian_of_two_functions_dxy(x, y) @ [u, v], slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def jacobian_of_two_functions(x, y):
    """Return [f, g], shape (2,)."""
    return np.array([3 * x**2 * y, 2 * x + 4 * y**2])


def jacobian_of_two_functions_dxy(x, y):
    """Return the derivative by [x, y], shape (2, 2)."""
    return np.array([[6 * x * y, 3 * x**2], [2, 8 * y]])
