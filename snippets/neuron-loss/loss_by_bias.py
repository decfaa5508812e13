"""Mean squared error of a neuron, differentiated by its bias.

Shapes: w (n,), b (), X (N, n) with a sample in each row, y (N,) -> value (), derivative ().
Sources: Kong K85, K86; Parr & Howard PH104, PH105, PH106, PH107.

Central differences, since max compares. They are exact up to rounding
while no sample changes its case within the step.

>>> rng = np.random.default_rng(0)
>>> X, y = rng.normal(size=(7, 3)), rng.normal(size=7)
>>> w, b, h = rng.normal(size=3), rng.normal(), 1e-4
>>> slope = (loss_by_bias(w, b + h, X, y) - loss_by_bias(w, b - h, X, y)) / (2 * h)
>>> np.allclose(loss_by_bias_db(w, b, X, y), slope, rtol=0, atol=1e-10)
True
"""

import numpy as np


def loss_by_bias(w, b, X, y):
    """Return the mean of (y_i - max(0, w . x_i + b))^2, a scalar."""
    return np.mean((y - np.maximum(0, X @ w + b)) ** 2)


def loss_by_bias_db(w, b, X, y):
    """Return the derivative by b, a scalar."""
    z = X @ w + b
    return np.mean(np.where(z > 0, 2 * (z - y), 0.0))
