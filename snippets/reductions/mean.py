"""Mean of the entries of a vector, differentiated by the vector.

Shapes: x (n,) -> value (), derivative (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 5))
>>> slope = mean(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(mean_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def mean(x):
    """Return the mean of the entries, a scalar."""
    return np.sum(x) / len(x)


def mean_dx(x):
    """Return the derivative by x, shape (n,)."""
    return np.ones(len(x)) / len(x)
