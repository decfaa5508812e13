"""Quadratic form of a symmetric matrix, and its vector-Jacobian product by the vector.

Shapes: x (n,), A (n, n), symmetric -> value (); v (), p = A x (n,) -> product (n,).
Sources: Kong K103; Blog B47.

>>> rng = np.random.default_rng(0)
>>> x, u = rng.normal(size=(2, 5))
>>> B, v = rng.normal(size=(5, 5)), rng.normal()
>>> A = B + B.T
>>> slope = v * symmetric_quadratic_form_node(x + 1e-20j * u, A).imag / 1e-20
>>> np.allclose(symmetric_quadratic_form_node_vjp_x(v, A @ x) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def symmetric_quadratic_form_node(x, A):
    """Return x^T A x, a scalar."""
    return x @ A @ x


def symmetric_quadratic_form_node_vjp_x(v, p):
    """Return v times the derivative by x, shape (n,); wrong if A is not symmetric."""
    return 2 * v * p
