"""Sum of the entries of a vector, repeated in every entry, differentiated by the vector.

Shapes: x (n,) -> value (n,), derivative (n, n).
Sources: Blog B26, B27.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 5))
>>> slope = sum_in_every_entry(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(sum_in_every_entry_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def sum_in_every_entry(x):
    """Return 1 1^T x, shape (n,)."""
    return np.sum(x) * np.ones(len(x))


def sum_in_every_entry_dx(x):
    """Return the derivative by x, shape (n, n)."""
    return np.ones((len(x), len(x)))
