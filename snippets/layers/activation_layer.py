"""Linear layer with an activation, differentiated by its input.

Shapes: W (m, n), x (n,), b (m,), f and its derivative df entry by entry -> value (m,), derivative (m, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> W, b = rng.normal(size=(4, 3)), rng.normal(size=4)
>>> x, v = rng.normal(size=(2, 3))
>>> slope = activation_layer(np.sin, W, x + 1e-20j * v, b).imag / 1e-20
>>> np.allclose(activation_layer_dx(np.cos, W, x, b) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def activation_layer(f, W, x, b):
    """Return f(W x + b), shape (m,)."""
    return f(W @ x + b)


def activation_layer_dx(df, W, x, b):
    """Return the derivative by x, shape (m, n)."""
    return df(W @ x + b)[:, None] * W
