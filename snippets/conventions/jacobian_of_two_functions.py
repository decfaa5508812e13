"""Jacobian of the two functions 3 x1^2 x2 and 2 x1 + 4 x2^2.

Shapes: x (2,) -> value (2,), derivative (2, 2), a row per function.
Sources: Kong K4, K5, K6, K7, K8.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 2))
>>> slope = jacobian_of_two_functions(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(jacobian_of_two_functions_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def jacobian_of_two_functions(x):
    """Return both values, shape (2,)."""
    return np.array([3 * x[0] ** 2 * x[1], 2 * x[0] + 4 * x[1] ** 2])


def jacobian_of_two_functions_dx(x):
    """Return the derivative by x, shape (2, 2)."""
    return np.array([[6 * x[0] * x[1], 3 * x[0] ** 2], [2, 8 * x[1]]])
