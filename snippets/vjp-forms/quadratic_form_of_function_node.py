"""Quadratic form of a function of z, and its vector-Jacobian product by z.

Shapes: x (n,), A (n, n), any square matrix -> value (); v (), x, A, the Jacobian dx_dz (n, q) -> product (q,).
Sources: Kong K110, K111; Blog B47.

>>> rng = np.random.default_rng(0)
>>> A, Q, v = rng.normal(size=(4, 4)), rng.normal(size=(4, 3)), rng.normal()
>>> z, u = rng.normal(size=(2, 3))
>>> x, dx_dz = np.sin(Q @ z), np.cos(Q @ z)[:, None] * Q
>>> slope = v * quadratic_form_of_function_node(np.sin(Q @ (z + 1e-20j * u)), A).imag / 1e-20
>>> np.allclose(quadratic_form_of_function_node_vjp_z(v, x, A, dx_dz) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def quadratic_form_of_function_node(x, A):
    """Return x^T A x, a scalar."""
    return x @ A @ x


def quadratic_form_of_function_node_vjp_z(v, x, A, dx_dz):
    """Return v times the derivative by z, shape (q,); in a network x's own product replaces `@ dx_dz`."""
    return (v * (A @ x + A.T @ x)) @ dx_dz
