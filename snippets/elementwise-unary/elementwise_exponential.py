"""Exponential of each entry of a vector, differentiated by the vector.

Shapes: x (n,) -> value (n,), derivative (n, n).
Sources: Blog B28, B29.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 4))
>>> slope = elementwise_exponential(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(elementwise_exponential_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def elementwise_exponential(x):
    """Return e^x, entry by entry, shape (n,)."""
    return np.exp(x)


def elementwise_exponential_dx(x):
    """Return the derivative by x, shape (n, n)."""
    return np.diag(np.exp(x))
