"""Matrix plus scalar, differentiated by the scalar.

Shapes: X (m, n), z () -> value (m, n), derivative (m, n).
Sources: Blog B12.

>>> rng = np.random.default_rng(0)
>>> X = rng.normal(size=(4, 3))
>>> z, v = rng.normal(size=2)
>>> slope = matrix_plus_scalar(X, z + 1e-20j * v).imag / 1e-20
>>> np.allclose(matrix_plus_scalar_dz(X, z) * v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def matrix_plus_scalar(X, z):
    """Return X + z 1 1^T, shape (m, n); NumPy expands the scalar."""
    return X + z


def matrix_plus_scalar_dz(X, z):
    """Return the derivative by z, shape (m, n)."""
    return np.ones(X.shape)
