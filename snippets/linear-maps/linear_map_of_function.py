"""Matrix times a function of x, differentiated by x.

Shapes: A (m, n), y (n,), its Jacobian dy_dx (n, q) -> value (m,), derivative (m, q).
Sources: Kong K94, K95; Barnes P6; Wikipedia VV8.

>>> rng = np.random.default_rng(0)
>>> A, P = rng.normal(size=(4, 3)), rng.normal(size=(3, 5))
>>> x, v = rng.normal(size=(2, 5))
>>> dy_dx = np.cos(P @ x)[:, None] * P  # of y = sin(P x)
>>> slope = linear_map_of_function(A, np.sin(P @ (x + 1e-20j * v))).imag / 1e-20
>>> np.allclose(linear_map_of_function_dx(A, dy_dx) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def linear_map_of_function(A, y):
    """Return A y, shape (m,)."""
    return A @ y


def linear_map_of_function_dx(A, dy_dx):
    """Return the derivative by x, shape (m, q)."""
    return A @ dy_dx
