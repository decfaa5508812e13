"""Row vector times matrix, as a column, and its vector-Jacobian product by the vector.

Shapes: A (m, n), y (m,) -> value (n,); v (n,), A (m, n) -> product (m,).
Sources: Kong K90; Wikipedia VV4; Blog B47.

>>> rng = np.random.default_rng(0)
>>> A, v = rng.normal(size=(4, 3)), rng.normal(size=3)
>>> y, u = rng.normal(size=(2, 4))
>>> slope = v @ transposed_linear_map_node(A, y + 1e-20j * u).imag / 1e-20
>>> np.allclose(transposed_linear_map_node_vjp_y(v, A) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def transposed_linear_map_node(A, y):
    """Return A^T y, shape (n,)."""
    return A.T @ y


def transposed_linear_map_node_vjp_y(v, A):
    """Return v times the Jacobian by y, shape (m,)."""
    return A @ v
