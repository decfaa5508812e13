"""Matrix times vector, differentiated by the vector.

Shapes: A (m, n), x (n,) -> value (m,), derivative (m, n).
Sources: Kong K89, K92, K93; Blog B33, B34, B35, B36; Barnes P1a, P5; Wikipedia VV3.

>>> rng = np.random.default_rng(0)
>>> A = rng.normal(size=(4, 3))
>>> x, v = rng.normal(size=(2, 3))
>>> slope = linear_map(A, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(linear_map_dx(A, x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def linear_map(A, x):
    """Return A x, shape (m,)."""
    return A @ x


def linear_map_dx(A, x):
    """Return the derivative by x, shape (m, n)."""
    return A
