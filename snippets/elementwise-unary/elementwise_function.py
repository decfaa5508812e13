"""A function of one number, applied to each entry of a vector, differentiated by the vector.

Shapes: f and its derivative df, which take arrays entry by entry, x (n,) -> value (n,), derivative (n, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 4))
>>> slope = elementwise_function(np.sin, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(elementwise_function_dx(np.cos, x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def elementwise_function(f, x):
    """Return f(x), entry by entry, shape (n,)."""
    return f(x)


def elementwise_function_dx(df, x):
    """Return the derivative by x, shape (n, n)."""
    return np.diag(df(x))
