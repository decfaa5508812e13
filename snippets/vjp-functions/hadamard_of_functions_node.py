"""Hadamard product of two functions of z, and its vector-Jacobian product.

Shapes: y, x (n,) -> value (n,); v, y, x (n,), the Jacobians dy_dz, dx_dz (n, q) -> product (q,).
Sources: Parr & Howard PH26, PH27, PH28.

>>> rng = np.random.default_rng(0)
>>> P, Q = rng.normal(size=(2, 4, 3))
>>> z, u = rng.normal(size=(2, 3))
>>> v = rng.normal(size=4)
>>> y, dy_dz = np.sin(P @ z), np.cos(P @ z)[:, None] * P
>>> x, dx_dz = np.exp(Q @ z), np.exp(Q @ z)[:, None] * Q
>>> w = z + 1e-20j * u
>>> slope = v @ hadamard_of_functions_node(np.sin(P @ w), np.exp(Q @ w)).imag / 1e-20
>>> np.allclose(hadamard_of_functions_node_vjp_z(v, y, x, dy_dz, dx_dz) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def hadamard_of_functions_node(y, x):
    """Return y * x, entry by entry, shape (n,)."""
    return y * x


def hadamard_of_functions_node_vjp_z(v, y, x, dy_dz, dx_dz):
    """Return v times the Jacobian by z, shape (q,): for each @, a program takes that function's own product."""
    return (v * x) @ dy_dz + (v * y) @ dx_dz
