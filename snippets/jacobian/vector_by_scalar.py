"""The curve [3 x^2, 6 x + 1], differentiated.

Shapes: x () -> value (2,), derivative (2,).
Sources: Kong K12; Blog B5, B6, B7; Parr & Howard PH24.

>>> np.allclose(vector_by_scalar(2.0), [12, 13], rtol=1e-12, atol=0)
True
>>> x, v = np.random.default_rng(0).normal(size=2)
>>> slope = vector_by_scalar(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(vector_by_scalar_dx(x) * v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def vector_by_scalar(x):
    """Return [3 x^2, 6 x + 1], shape (2,)."""
    return np.array([3 * x**2, 6 * x + 1])


def vector_by_scalar_dx(x):
    """Return the derivative by x, shape (2,)."""
    return np.array([6 * x, 6])
