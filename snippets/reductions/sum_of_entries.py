"""Sum of the entries of a vector, differentiated by the vector.

Shapes: x (n,) -> value (), derivative (n,).
Sources: Blog B26, B27; Parr & Howard PH50, PH119.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 5))
>>> slope = sum_of_entries(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(sum_of_entries_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def sum_of_entries(x):
    """Return the sum of the entries, a scalar."""
    return np.sum(x)


def sum_of_entries_dx(x):
    """Return the derivative by x, shape (n,)."""
    return np.ones(len(x))
