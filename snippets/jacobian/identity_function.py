"""The identity function, differentiated by its vector.

Shapes: x (n,) -> value (n,), derivative (n, n).
Sources: Kong K13; Parr & Howard PH22, PH25, PH112; Wikipedia VV2.

>>> x, v = np.random.default_rng(0).normal(size=(2, 5))
>>> slope = identity_function(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(identity_function_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def identity_function(x):
    """Return x, shape (n,)."""
    return x


def identity_function_dx(x):
    """Return the derivative by x, shape (n, n)."""
    return np.eye(len(x))
