"""Matrix that depends on a scalar, and its vector-Jacobian product.

Shapes: Y (m, n), its derivative dY_dx (m, n) -> value (m, n); V (m, n), dY_dx -> product ().
Sources: Wikipedia SSm4.

>>> rng = np.random.default_rng(0)
>>> P, V = rng.normal(size=(2, 4, 3))
>>> x, h = rng.normal(), 1e-20j
>>> slope = np.sum(V * matrix_by_scalar_node(np.sin((x + h) * P)).imag) / 1e-20
>>> np.allclose(matrix_by_scalar_node_vjp_x(V, P * np.cos(x * P)), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def matrix_by_scalar_node(Y):
    """Return the value of the matrix itself, shape (m, n)."""
    return Y


def matrix_by_scalar_node_vjp_x(V, dY_dx):
    """Return V contracted with the derivative by x, a scalar."""
    return np.sum(V * dY_dx)
