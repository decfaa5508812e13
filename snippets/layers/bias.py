"""Linear layer, differentiated by its bias.

Shapes: W (m, n), x (n,), b (m,) -> value (m,), derivative (m, m).
Sources: Blog B16, B17.

>>> rng = np.random.default_rng(0)
>>> W, x = rng.normal(size=(4, 3)), rng.normal(size=3)
>>> b, v = rng.normal(size=(2, 4))
>>> slope = bias(W, x, b + 1e-20j * v).imag / 1e-20
>>> np.allclose(bias_db(W, x, b) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def bias(W, x, b):
    """Return W x + b, shape (m,)."""
    return W @ x + b


def bias_db(W, x, b):
    """Return the derivative by b, shape (m, m)."""
    return np.eye(len(b))
