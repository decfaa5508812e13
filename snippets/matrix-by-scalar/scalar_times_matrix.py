"""Scalar times matrix, differentiated by the scalar.

Shapes: z (), X (m, n) -> value (m, n), derivative (m, n).
Sources: Blog B20.

>>> rng = np.random.default_rng(0)
>>> X = rng.normal(size=(4, 3))
>>> z, v = rng.normal(size=2)
>>> slope = scalar_times_matrix(z + 1e-20j * v, X).imag / 1e-20
>>> np.allclose(scalar_times_matrix_dz(z, X) * v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def scalar_times_matrix(z, X):
    """Return z X, shape (m, n)."""
    return z * X


def scalar_times_matrix_dz(z, X):
    """Return the derivative by z, shape (m, n)."""
    return X
