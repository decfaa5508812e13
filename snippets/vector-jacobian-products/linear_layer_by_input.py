"""Linear layer, and its vector-Jacobian product by the input.

Shapes: A (m, n), x (n,) -> value (m,); v (m,), A (m, n) -> product (n,).
Sources: Kong K89; Blog B36, B47.

>>> rng = np.random.default_rng(0)
>>> A, v = rng.normal(size=(4, 3)), rng.normal(size=4)
>>> x, u = rng.normal(size=(2, 3))
>>> slope = v @ linear_layer_by_input(A, x + 1e-20j * u).imag / 1e-20
>>> np.allclose(linear_layer_by_input_vjp_x(v, A) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def linear_layer_by_input(A, x):
    """Return A x, shape (m,)."""
    return A @ x


def linear_layer_by_input_vjp_x(v, A):
    """Return v times the Jacobian by x, shape (n,)."""
    return A.T @ v
