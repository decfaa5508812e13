"""Two functions 3 x^2 y and 2 x + 4 y^2 of two numbers, and their vector-Jacobian products.

Shapes: x (), y () -> value (2,); v (2,), x (), y () -> products ().
Sources: Kong K4, K5, K6, K7, K8.

>>> rng = np.random.default_rng(0)
>>> x, y = rng.normal(size=2)
>>> v = rng.normal(size=2)
>>> slope = v @ two_functions_node(x + 1e-20j, y).imag / 1e-20
>>> np.allclose(two_functions_node_vjp_x(v, x, y), slope, rtol=1e-12, atol=0)
True
>>> slope = v @ two_functions_node(x, y + 1e-20j).imag / 1e-20
>>> np.allclose(two_functions_node_vjp_y(v, x, y), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def two_functions_node(x, y):
    """Return [3 x^2 y, 2 x + 4 y^2], shape (2,)."""
    return np.array([3 * x**2 * y, 2 * x + 4 * y**2])


def two_functions_node_vjp_x(v, x, y):
    """Return v times the derivative by x, a scalar."""
    return 6 * x * y * v[0] + 2 * v[1]


def two_functions_node_vjp_y(v, x, y):
    """Return v times the derivative by y, a scalar."""
    return 3 * x**2 * v[0] + 8 * y * v[1]
