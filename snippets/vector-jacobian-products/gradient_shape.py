"""Sum of a function of every entry of a matrix, differentiated by the matrix.

Shapes: A (m, n), f and its derivative df, entry by entry -> value (), derivative (m, n).
Sources: Blog B43.

>>> rng = np.random.default_rng(0)
>>> A, V = rng.normal(size=(2, 4, 3))
>>> slope = gradient_shape(A + 1e-20j * V, np.sin).imag / 1e-20
>>> np.allclose(np.sum(gradient_shape_dA(A, np.cos) * V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def gradient_shape(A, f):
    """Return the sum of f(a_ij) over all entries, a scalar."""
    return np.sum(f(A))


def gradient_shape_dA(A, df):
    """Return the derivative by A in denominator layout, shape (m, n)."""
    return df(A)
