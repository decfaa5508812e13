"""Power of each entry of a vector, differentiated by the vector.

Shapes: x (n,), positive, p () -> value (n,), derivative (n, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.uniform(0.5, 2, size=(2, 4))
>>> slope = elementwise_power(x + 1e-20j * v, 1.7).imag / 1e-20
>>> np.allclose(elementwise_power_dx(x, 1.7) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def elementwise_power(x, p):
    """Return x^p, entry by entry, shape (n,)."""
    return x**p


def elementwise_power_dx(x, p):
    """Return the derivative by x, shape (n, n)."""
    return p * np.diag(x ** (p - 1))
