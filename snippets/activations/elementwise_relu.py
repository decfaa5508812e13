"""Rectifier of each entry of a vector, differentiated by the vector.

Shapes: x (n,), entries not zero -> value (n,), derivative (n, n).
Sources: Kong K16; Parr & Howard PH89, PH90, PH91.

>>> rng = np.random.default_rng(0)
>>> x, v = np.array([-2.0, 0.5, -0.7, 3.0]), rng.normal(size=4)
>>> slope = (elementwise_relu(x + 1e-6 * v) - elementwise_relu(x - 1e-6 * v)) / 2e-6
>>> np.allclose(elementwise_relu_dx(x) @ v, slope, rtol=1e-8, atol=0)
True
"""

import numpy as np


def elementwise_relu(x):
    """Return max(x, 0), entry by entry, shape (n,)."""
    return np.maximum(x, 0)


def elementwise_relu_dx(x):
    """Return the derivative by x, shape (n, n); its entry at a kink, 0, is a convention."""
    return np.diag(np.where(x > 0, 1, 0))
