"""Matrix of three rows and two columns times vector, differentiated by the matrix.

Shapes: A (3, 2), x (2,) -> value (3,), derivative (3, 3, 2).
Sources: Blog B37, B38, B39, B40.

>>> rng = np.random.default_rng(0)
>>> A, V = rng.normal(size=(2, 3, 2))
>>> x = rng.normal(size=2)
>>> slope = blocks_of_three_by_two(A + 1e-20j * V, x).imag / 1e-20
>>> np.allclose(np.tensordot(blocks_of_three_by_two_dA(A, x), V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def blocks_of_three_by_two(A, x):
    """Return A x, shape (3,)."""
    return A @ x


def blocks_of_three_by_two_dA(A, x):
    """Return the derivative by A, shape (3, 3, 2): three blocks shaped like A."""
    o = np.zeros(2)
    return np.array([[x, o, o], [o, x, o], [o, o, x]])
