"""Absolute value of each entry of a vector, differentiated by the vector.

Shapes: x (n,), entries not zero -> value (n,), derivative (n, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = np.array([-2.0, 0.5, -0.7, 3.0]), rng.normal(size=4)
>>> slope = (elementwise_absolute_value(x + 1e-6 * v) - elementwise_absolute_value(x - 1e-6 * v)) / 2e-6
>>> np.allclose(elementwise_absolute_value_dx(x) @ v, slope, rtol=1e-8, atol=0)
True
"""

import numpy as np


def elementwise_absolute_value(x):
    """Return |x|, entry by entry, shape (n,)."""
    return np.abs(x)


def elementwise_absolute_value_dx(x):
    """Return the derivative by x, shape (n, n)."""
    return np.diag(np.sign(x))
