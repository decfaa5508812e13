"""Squared residual of a linear system, differentiated by its unknowns.

Shapes: A (m, n), x (n,), b (m,) -> value (), derivative (n,).
Sources: Cookbook (84); Wikipedia SV19.

>>> rng = np.random.default_rng(0)
>>> A, b = rng.normal(size=(5, 3)), rng.normal(size=5)
>>> x, v = rng.normal(size=(2, 3))
>>> slope = least_squares(A, x + 1e-20j * v, b).imag / 1e-20
>>> np.allclose(least_squares_dx(A, x, b) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def least_squares(A, x, b):
    """Return the squared norm of A x - b, a scalar."""
    r = A @ x - b
    return r @ r


def least_squares_dx(A, x, b):
    """Return the derivative by x, shape (n,)."""
    return 2 * (A @ x - b) @ A
