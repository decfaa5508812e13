"""Jacobian of the two numbers z^T z and a^T z, built from the two gradients.

Shapes: z (k,), a (k,) -> value (2,), derivative (2, k) with a gradient in each row.
Sources: Kong K10, K11; Blog B9; Parr & Howard PH125.

>>> rng = np.random.default_rng(0)
>>> a = rng.normal(size=5)
>>> z, v = rng.normal(size=(2, 5))
>>> slope = jacobian_by_rows(z + 1e-20j * v, a).imag / 1e-20
>>> np.allclose(jacobian_by_rows_dz(z, a) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def jacobian_by_rows(z, a):
    """Return [z^T z, a^T z], shape (2,)."""
    return np.array([z @ z, a @ z])


def jacobian_by_rows_dz(z, a):
    """Return the derivative by z, shape (2, k)."""
    return np.vstack([2 * z, a])
