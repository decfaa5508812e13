"""Jacobian of the three products z_1^2, z_1 z_2 and z_2^2 by the two variables.

Shapes: z (2,) -> value (3,), derivative (3, 2) with a row per function and a column per variable.
Sources: Kong K2, K3, K9, K10, K12; Blog B8, B9; Parr & Howard PH20, PH23, PH24, PH111.

>>> z, v = np.random.default_rng(0).normal(size=(2, 2))
>>> slope = jacobian(z + 1e-20j * v).imag / 1e-20
>>> np.allclose(jacobian_dz(z) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def jacobian(z):
    """Return [z_1^2, z_1 z_2, z_2^2], shape (3,)."""
    return np.array([z[0] ** 2, z[0] * z[1], z[1] ** 2])


def jacobian_dz(z):
    """Return the derivative by z, shape (3, 2)."""
    return np.array([[2 * z[0], 0], [z[1], z[0]], [0, 2 * z[1]]])
