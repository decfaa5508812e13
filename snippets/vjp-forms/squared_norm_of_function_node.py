"""Squared Euclidean norm of a function of z, and its vector-Jacobian product by z.

Shapes: x (n,) -> value (); v (), x (n,), the Jacobian dx_dz (n, q) -> product (q,).
Sources: Kong K107; Blog B47.

>>> rng = np.random.default_rng(0)
>>> Q, v = rng.normal(size=(4, 3)), rng.normal()
>>> z, u = rng.normal(size=(2, 3))
>>> x, dx_dz = np.sin(Q @ z), np.cos(Q @ z)[:, None] * Q
>>> slope = v * squared_norm_of_function_node(np.sin(Q @ (z + 1e-20j * u))).imag / 1e-20
>>> np.allclose(squared_norm_of_function_node_vjp_z(v, x, dx_dz) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def squared_norm_of_function_node(x):
    """Return x^T x, a scalar."""
    return x @ x


def squared_norm_of_function_node_vjp_z(v, x, dx_dz):
    """Return v times the derivative by z, shape (q,); in a network x's own product replaces `@ dx_dz`."""
    return (2 * v * x) @ dx_dz
