"""Natural logarithm of each entry of a vector, differentiated by the vector.

Shapes: x (n,), positive -> value (n,), derivative (n, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.uniform(0.5, 2, size=(2, 4))
>>> slope = elementwise_logarithm(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(elementwise_logarithm_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def elementwise_logarithm(x):
    """Return ln(x), entry by entry, shape (n,)."""
    return np.log(x)


def elementwise_logarithm_dx(x):
    """Return the derivative by x, shape (n, n)."""
    return np.diag(1 / x)
