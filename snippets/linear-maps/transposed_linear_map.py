"""Row vector times matrix, as a column: differentiated by the vector.

Shapes: A (m, n), y (m,) -> value (n,), derivative (n, m).
Sources: Kong K90; Barnes P1b; Wikipedia VV4.

>>> rng = np.random.default_rng(0)
>>> A = rng.normal(size=(4, 3))
>>> y, v = rng.normal(size=(2, 4))
>>> slope = transposed_linear_map(A, y + 1e-20j * v).imag / 1e-20
>>> np.allclose(transposed_linear_map_dy(A, y) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def transposed_linear_map(A, y):
    """Return A^T y, shape (n,)."""
    return A.T @ y


def transposed_linear_map_dy(A, y):
    """Return the derivative by y, shape (n, m)."""
    return A.T
