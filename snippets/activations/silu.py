"""SiLU, x sigmoid(x), of each entry of a vector, differentiated by the vector.

Shapes: x (n,) -> value (n,), derivative (n, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 4))
>>> slope = silu(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(silu_dx(x) @ v, slope, rtol=1e-12, atol=0)
True
>>> np.allclose(silu(2 * x), x * (1 + np.tanh(x)), rtol=1e-12, atol=0)
True
"""

import numpy as np


def silu(x):
    """Return x / (1 + e^-x), entry by entry, shape (n,)."""
    return x / (1 + np.exp(-x))


def silu_dx(x):
    """Return the derivative by x, shape (n, n)."""
    s = 1 / (1 + np.exp(-x))
    return np.diag(s + silu(x) * (1 - s))
