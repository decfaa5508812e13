"""Rectified linear unit of a number, differentiated; an array is taken entry by entry.

Shapes: z () -> value (), derivative ().
Sources: Kong K69, K70; Parr & Howard PH88.

Central differences, since max compares. They are exact up to rounding
where z is further from 0 than the step.

>>> rng = np.random.default_rng(0)
>>> z = rng.normal(size=8)
>>> slope = (rectified_linear_unit(z + 1e-4) - rectified_linear_unit(z - 1e-4)) / 2e-4
>>> np.allclose(rectified_linear_unit_dz(z), slope, rtol=0, atol=1e-10)
True
>>> np.array_equal(rectified_linear_unit_dz(0.0), 0)  # the convention
True
"""

import numpy as np


def rectified_linear_unit(z):
    """Return max(0, z), a scalar."""
    return np.maximum(0, z)


def rectified_linear_unit_dz(z):
    """Return the derivative by z, a scalar: 1 where z > 0, else 0."""
    return np.where(z > 0, 1.0, 0.0)
