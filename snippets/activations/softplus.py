"""Softplus of each entry of a vector, differentiated by the vector.

Shapes: x (n,) -> value (n,), derivative (n, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 4))
>>> slope = (softplus(x + 1e-6 * v) - softplus(x - 1e-6 * v)) / 2e-6  # logaddexp takes no complex step
>>> np.allclose(softplus_dx(x) @ v, slope, rtol=1e-8, atol=0)
True
>>> np.allclose(np.exp(softplus(x)), 1 + np.exp(x), rtol=1e-12, atol=0)
True
"""

import numpy as np


def softplus(x):
    """Return ln(1 + e^x), entry by entry, shape (n,), without overflow."""
    return np.logaddexp(0, x)


def softplus_dx(x):
    """Return the derivative by x, shape (n, n)."""
    return np.diag(1 / (1 + np.exp(-x)))
