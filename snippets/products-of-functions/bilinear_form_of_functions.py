"""Bilinear form of two functions of z, differentiated by z.

Shapes: y (m,), A (m, n), x (n,), the Jacobians dy_dz (m, q), dx_dz (n, q) -> value (), derivative (q,).
Sources: Kong K108, K109; Barnes P12; Cookbook (93); Wikipedia SV8.

>>> rng = np.random.default_rng(0)
>>> A, P, Q = rng.normal(size=(5, 4)), rng.normal(size=(5, 3)), rng.normal(size=(4, 3))
>>> z, v = rng.normal(size=(2, 3))
>>> y, dy_dz = np.sin(P @ z), np.cos(P @ z)[:, None] * P
>>> x, dx_dz = np.exp(Q @ z), np.exp(Q @ z)[:, None] * Q
>>> w = z + 1e-20j * v
>>> slope = bilinear_form_of_functions(np.sin(P @ w), A, np.exp(Q @ w)).imag / 1e-20
>>> np.allclose(bilinear_form_of_functions_dz(y, A, x, dy_dz, dx_dz) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def bilinear_form_of_functions(y, A, x):
    """Return y^T A x, a scalar."""
    return y @ A @ x


def bilinear_form_of_functions_dz(y, A, x, dy_dz, dx_dz):
    """Return the derivative by z, shape (q,)."""
    return A @ x @ dy_dz + y @ A @ dx_dz
