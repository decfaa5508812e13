"""Jacobian of z_1 a + z_2^2 b, built from the derivatives by z_1 and by z_2.

Shapes: z (2,), a (k,), b (k,) -> value (k,), derivative (k, 2) with a variable for each column.
Sources: Kong K12; Blog B9; Parr & Howard PH24.

>>> rng = np.random.default_rng(0)
>>> a, b = rng.normal(size=(2, 5))
>>> z, v = rng.normal(size=(2, 2))
>>> slope = jacobian_by_columns(z + 1e-20j * v, a, b).imag / 1e-20
>>> np.allclose(jacobian_by_columns_dz(z, a, b) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def jacobian_by_columns(z, a, b):
    """Return z_1 a + z_2^2 b, shape (k,)."""
    return z[0] * a + z[1] ** 2 * b


def jacobian_by_columns_dz(z, a, b):
    """Return the derivative by z, shape (k, 2)."""
    return np.column_stack([a, 2 * z[1] * b])
