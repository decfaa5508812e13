"""A function of each entry, then a matrix, and their vector-Jacobian product.

Shapes: A (m, n), x (n,), function h with derivative dh -> value (m,); v (m,), A (m, n), x (n,) -> product (n,).
Sources: Kong K61; Blog B47.

>>> rng = np.random.default_rng(0)
>>> A, v = rng.normal(size=(4, 3)), rng.normal(size=4)
>>> x, t = rng.normal(size=(2, 3))
>>> slope = v @ function_then_matrix_node(A, np.sin, x + 1e-20j * t).imag / 1e-20
>>> np.allclose(function_then_matrix_node_vjp_x(v, A, x, np.cos) @ t, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def function_then_matrix_node(A, h, x):
    """Return A h(x), shape (m,)."""
    return A @ h(x)


def function_then_matrix_node_vjp_x(v, A, x, dh):
    """Return v times the Jacobian by x, shape (n,): back through the matrix, then through the function."""
    return (A.T @ v) * dh(x)
