"""Dot product of two functions of z, differentiated by z.

Shapes: y (n,), x (n,), their Jacobians dy_dz (n, q), dx_dz (n, q) -> value (), derivative (q,).
Sources: Kong K105, K106; Barnes P10; Wikipedia SV7.

>>> rng = np.random.default_rng(0)
>>> P, Q = rng.normal(size=(2, 4, 3))
>>> z, v = rng.normal(size=(2, 3))
>>> y, dy_dz = np.sin(P @ z), np.cos(P @ z)[:, None] * P
>>> x, dx_dz = np.exp(Q @ z), np.exp(Q @ z)[:, None] * Q
>>> w = z + 1e-20j * v
>>> slope = dot_product_of_functions(np.sin(P @ w), np.exp(Q @ w)).imag / 1e-20
>>> np.allclose(dot_product_of_functions_dz(y, x, dy_dz, dx_dz) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def dot_product_of_functions(y, x):
    """Return y^T x, a scalar."""
    return y @ x


def dot_product_of_functions_dz(y, x, dy_dz, dx_dz):
    """Return the derivative by z, shape (q,)."""
    return x @ dy_dz + y @ dx_dz
