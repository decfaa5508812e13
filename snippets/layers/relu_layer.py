"""Layer of rectified linear units, differentiated by its input.

Shapes: W (m, n), x (n,), b (m,), no entry of W x + b zero -> value (m,), derivative (m, n).
Sources: Kong K69; Parr & Howard PH89, PH91.

>>> rng = np.random.default_rng(0)
>>> W, b = rng.normal(size=(7, 3)), rng.normal(size=7)
>>> x, v = rng.normal(size=(2, 3))
>>> h = 1e-5  # exact up to rounding while no unit switches
>>> slope = (relu_layer(W, x + h * v, b) - relu_layer(W, x - h * v, b)) / (2 * h)
>>> np.allclose(relu_layer_dx(W, x, b) @ v, slope, rtol=1e-8, atol=0)
True
"""

import numpy as np


def relu_layer(W, x, b):
    """Return max(W x + b, 0), shape (m,)."""
    return np.maximum(W @ x + b, 0)


def relu_layer_dx(W, x, b):
    """Return the derivative by x, shape (m, n); zero at the kink, by convention."""
    return (W @ x + b > 0)[:, None] * W
