"""Dot product of two functions of z, and its vector-Jacobian product by z.

Shapes: y, x (n,) -> value (); v (), y, x (n,), the Jacobians dy_dz, dx_dz (n, q) -> product (q,).
Sources: Kong K105; Wikipedia SV7; Blog B47.

>>> rng = np.random.default_rng(0)
>>> P, Q = rng.normal(size=(2, 4, 3))
>>> v, (z, u) = rng.normal(), rng.normal(size=(2, 3))
>>> y, dy_dz = np.sin(P @ z), np.cos(P @ z)[:, None] * P
>>> x, dx_dz = np.exp(Q @ z), np.exp(Q @ z)[:, None] * Q
>>> w = z + 1e-20j * u
>>> slope = v * dot_product_of_functions_node(np.sin(P @ w), np.exp(Q @ w)).imag / 1e-20
>>> np.allclose(dot_product_of_functions_node_vjp_z(v, y, x, dy_dz, dx_dz) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def dot_product_of_functions_node(y, x):
    """Return y^T x, a scalar."""
    return y @ x


def dot_product_of_functions_node_vjp_z(v, y, x, dy_dz, dx_dz):
    """Return v times the derivative by z, shape (q,); a network's own products replace `@ dy_dz` and `@ dx_dz`."""
    return (v * x) @ dy_dz + (v * y) @ dx_dz
