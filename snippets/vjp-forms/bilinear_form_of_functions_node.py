"""Bilinear form of two functions of z, and its vector-Jacobian product by z.

Shapes: y (m,), A (m, n), x (n,) -> value (); v (), these, the Jacobians dy_dz (m, q), dx_dz (n, q) -> product (q,).
Sources: Kong K108; Cookbook (93); Blog B47.

>>> rng = np.random.default_rng(0)
>>> A, P, Q = rng.normal(size=(5, 4)), rng.normal(size=(5, 3)), rng.normal(size=(4, 3))
>>> v, (z, u) = rng.normal(), rng.normal(size=(2, 3))
>>> y, dy_dz = np.sin(P @ z), np.cos(P @ z)[:, None] * P
>>> x, dx_dz = np.exp(Q @ z), np.exp(Q @ z)[:, None] * Q
>>> w = z + 1e-20j * u
>>> slope = v * bilinear_form_of_functions_node(np.sin(P @ w), A, np.exp(Q @ w)).imag / 1e-20
>>> np.allclose(bilinear_form_of_functions_node_vjp_z(v, y, A, x, dy_dz, dx_dz) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def bilinear_form_of_functions_node(y, A, x):
    """Return y^T A x, a scalar."""
    return y @ A @ x


def bilinear_form_of_functions_node_vjp_z(v, y, A, x, dy_dz, dx_dz):
    """Return v times the derivative by z, shape (q,); a network's own products replace `@ dy_dz` and `@ dx_dz`."""
    return (v * (A @ x)) @ dy_dz + (v * (A.T @ y)) @ dx_dz
