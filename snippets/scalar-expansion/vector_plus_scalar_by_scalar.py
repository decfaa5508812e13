"""Vector plus scalar, differentiated by the scalar.

Shapes: x (n,), z () -> value (n,), derivative (n,), not (n, n).
Sources: Kong K35, K39; Blog B10, B11; Parr & Howard PH43, PH46, PH117.

>>> rng = np.random.default_rng(0)
>>> x = rng.normal(size=5)
>>> z, v = rng.normal(size=2)
>>> slope = vector_plus_scalar_by_scalar(x, z + 1e-20j * v).imag / 1e-20
>>> np.allclose(vector_plus_scalar_by_scalar_dz(x, z) * v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def vector_plus_scalar_by_scalar(x, z):
    """Return x + z 1, shape (n,); NumPy expands the scalar."""
    return x + z


def vector_plus_scalar_by_scalar_dz(x, z):
    """Return the derivative by z, shape (n,)."""
    return np.ones(len(x))
