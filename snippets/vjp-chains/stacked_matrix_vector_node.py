"""Matrix times vector, and its vector-Jacobian product by the stacked matrix.

Shapes: A (m, n), x (n,) -> value (m,); v (m,), x (n,) -> product (m, n), whose stacked columns are that by vec(A).
Sources: Blog B42, B47; Cookbook (520).

>>> rng = np.random.default_rng(0)
>>> A, U = rng.normal(size=(2, 4, 3))
>>> x, v = rng.normal(size=3), rng.normal(size=4)
>>> slope = v @ stacked_matrix_vector_node(A + 1e-20j * U, x).imag / 1e-20
>>> product = stacked_matrix_vector_node_vjp_A(v, x)
>>> np.allclose(np.sum(product * U), slope, rtol=1e-12, atol=0)
True
>>> stacked = v @ np.kron(x, np.eye(4))  # the same, stacked
>>> np.allclose(stacked, product.ravel(order="F"), rtol=1e-12, atol=0)
True
"""

import numpy as np


def stacked_matrix_vector_node(A, x):
    """Return A x, shape (m,)."""
    return A @ x


def stacked_matrix_vector_node_vjp_A(v, x):
    """Return v contracted with the derivative by A, shape (m, n)."""
    return np.outer(v, x)
