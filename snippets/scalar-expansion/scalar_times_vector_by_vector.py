"""Scalar times vector, differentiated by the vector.

Shapes: z (), x (n,) -> value (n,), derivative (n, n).
Sources: Kong K40; Blog B18, B21; Parr & Howard PH47, PH117.

>>> rng = np.random.default_rng(0)
>>> z = rng.normal()
>>> x, v = rng.normal(size=(2, 5))
>>> slope = scalar_times_vector_by_vector(z, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(scalar_times_vector_by_vector_dx(z, x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def scalar_times_vector_by_vector(z, x):
    """Return z x, shape (n,)."""
    return z * x


def scalar_times_vector_by_vector_dx(z, x):
    """Return the derivative by x, shape (n, n)."""
    return z * np.eye(len(x))
