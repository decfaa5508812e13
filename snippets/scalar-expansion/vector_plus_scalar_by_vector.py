"""Vector plus scalar, differentiated by the vector.

Shapes: x (n,), z () -> value (n,), derivative (n, n).
Sources: Kong K35, K38; Blog B10, B13; Parr & Howard PH43, PH45, PH117.

>>> rng = np.random.default_rng(0)
>>> z = rng.normal()
>>> x, v = rng.normal(size=(2, 5))
>>> np.allclose(vector_plus_scalar_by_vector(x, z) - x, z, rtol=1e-12, atol=0)
True
>>> slope = vector_plus_scalar_by_vector(x + 1e-20j * v, z).imag / 1e-20
>>> np.allclose(vector_plus_scalar_by_vector_dx(x, z) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def vector_plus_scalar_by_vector(x, z):
    """Return x + z 1, shape (n,); NumPy expands the scalar."""
    return x + z


def vector_plus_scalar_by_vector_dx(x, z):
    """Return the derivative by x, shape (n, n)."""
    return np.eye(len(x))
