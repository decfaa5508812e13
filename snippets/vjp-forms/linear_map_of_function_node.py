"""Matrix times a function of x, and its vector-Jacobian product by x.

Shapes: A (m, n), y (n,) -> value (m,); v (m,), A (m, n), the Jacobian dy_dx (n, q) -> product (q,).
Sources: Kong K94; Wikipedia VV8; Blog B47.

>>> rng = np.random.default_rng(0)
>>> A, P = rng.normal(size=(4, 3)), rng.normal(size=(3, 5))
>>> v, (x, u) = rng.normal(size=4), rng.normal(size=(2, 5))
>>> dy_dx = np.cos(P @ x)[:, None] * P  # of y = sin(P x)
>>> slope = v @ linear_map_of_function_node(A, np.sin(P @ (x + 1e-20j * u))).imag / 1e-20
>>> np.allclose(linear_map_of_function_node_vjp_x(v, A, dy_dx) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def linear_map_of_function_node(A, y):
    """Return A y, shape (m,)."""
    return A @ y


def linear_map_of_function_node_vjp_x(v, A, dy_dx):
    """Return v times the Jacobian by x, shape (q,); in a network y's own product replaces `@ dy_dx`."""
    return (A.T @ v) @ dy_dx
