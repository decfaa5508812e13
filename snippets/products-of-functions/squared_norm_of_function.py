"""Squared Euclidean norm of a function of z, differentiated by z.

Shapes: x (n,), its Jacobian dx_dz (n, q) -> value (), derivative (q,).
Sources: Kong K107; Barnes P11.

>>> rng = np.random.default_rng(0)
>>> Q = rng.normal(size=(4, 3))
>>> z, v = rng.normal(size=(2, 3))
>>> x, dx_dz = np.sin(Q @ z), np.cos(Q @ z)[:, None] * Q
>>> slope = squared_norm_of_function(np.sin(Q @ (z + 1e-20j * v))).imag / 1e-20
>>> np.allclose(squared_norm_of_function_dz(x, dx_dz) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def squared_norm_of_function(x):
    """Return x^T x, a scalar."""
    return x @ x


def squared_norm_of_function_dz(x, dx_dz):
    """Return the derivative by z, shape (q,)."""
    return 2 * x @ dx_dz
