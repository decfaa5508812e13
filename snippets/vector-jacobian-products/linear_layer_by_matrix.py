"""Linear layer, and its vector-Jacobian product by the matrix.

Shapes: A (m, n), x (n,) -> value (m,); v (m,), x (n,) -> product (m, n).
Sources: Blog B42, B43, B45, B46.

>>> rng = np.random.default_rng(0)
>>> A, U = rng.normal(size=(2, 4, 3))
>>> x, v = rng.normal(size=3), rng.normal(size=4)
>>> slope = v @ linear_layer_by_matrix(A + 1e-20j * U, x).imag / 1e-20
>>> np.allclose(np.sum(linear_layer_by_matrix_vjp_A(v, x) * U), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def linear_layer_by_matrix(A, x):
    """Return A x, shape (m,)."""
    return A @ x


def linear_layer_by_matrix_vjp_A(v, x):
    """Return v contracted with the derivative by A, shape (m, n)."""
    return np.outer(v, x)
