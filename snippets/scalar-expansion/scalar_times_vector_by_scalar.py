"""Scalar times vector, differentiated by the scalar.

Shapes: z (), x (n,) -> value (n,), derivative (n,), not (n, n).
Sources: Kong K41; Blog B18, B19; Parr & Howard PH48, PH117.

>>> rng = np.random.default_rng(0)
>>> x = rng.normal(size=5)
>>> z, v = rng.normal(size=2)
>>> slope = scalar_times_vector_by_scalar(z + 1e-20j * v, x).imag / 1e-20
>>> np.allclose(scalar_times_vector_by_scalar_dz(z, x) * v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def scalar_times_vector_by_scalar(z, x):
    """Return z x, shape (n,)."""
    return z * x


def scalar_times_vector_by_scalar_dz(z, x):
    """Return the derivative by z, shape (n,)."""
    return x
