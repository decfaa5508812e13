"""Hadamard product of two functions of z, differentiated by z.

Shapes: y (n,), x (n,), their Jacobians dy_dz (n, q), dx_dz (n, q) -> value (n,), derivative (n, q).
Sources: Parr & Howard PH26, PH27, PH28.

>>> rng = np.random.default_rng(0)
>>> P, Q = rng.normal(size=(2, 4, 3))
>>> z, v = rng.normal(size=(2, 3))
>>> y, dy_dz = np.sin(P @ z), np.cos(P @ z)[:, None] * P
>>> x, dx_dz = np.exp(Q @ z), np.exp(Q @ z)[:, None] * Q
>>> w = z + 1e-20j * v
>>> slope = hadamard_product_of_functions(np.sin(P @ w), np.exp(Q @ w)).imag / 1e-20
>>> np.allclose(hadamard_product_of_functions_dz(y, x, dy_dz, dx_dz) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def hadamard_product_of_functions(y, x):
    """Return y * x, entry by entry, shape (n,)."""
    return y * x


def hadamard_product_of_functions_dz(y, x, dy_dz, dx_dz):
    """Return the derivative by z, shape (n, q), with no diagonal matrix built."""
    return x[:, None] * dy_dz + y[:, None] * dx_dz
