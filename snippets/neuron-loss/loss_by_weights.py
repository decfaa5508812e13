"""Mean squared error of a neuron, differentiated by its weights.

Shapes: w (n,), b (), X (N, n) with a sample in each row, y (N,) -> value (), derivative (n,).
Sources: Kong K75, K81, K82, K83, K84; Parr & Howard PH96, PH100, PH101, PH102.

Central differences, since max compares. They are exact up to rounding
while no sample changes its case within the step.

>>> rng = np.random.default_rng(0)
>>> X, y = rng.normal(size=(7, 3)), rng.normal(size=7)
>>> w, v = rng.normal(size=(2, 3))
>>> b, h = rng.normal(), 1e-4
>>> slope = (loss_by_weights(w + h * v, b, X, y) - loss_by_weights(w - h * v, b, X, y)) / (2 * h)
>>> np.allclose(loss_by_weights_dw(w, b, X, y) @ v, slope, rtol=0, atol=1e-10)
True
"""

import numpy as np


def loss_by_weights(w, b, X, y):
    """Return the mean of (y_i - max(0, w . x_i + b))^2, a scalar."""
    return np.mean((y - np.maximum(0, X @ w + b)) ** 2)


def loss_by_weights_dw(w, b, X, y):
    """Return the derivative by w, shape (n,)."""
    z = X @ w + b
    pull = np.where(z > 0, 2 * (z - y), 0.0)
    return np.mean(pull[:, None] * X, axis=0)
