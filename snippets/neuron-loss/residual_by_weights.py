"""Residuals of a neuron, target minus prediction, differentiated by its weights.

Shapes: w (n,), b (), X (N, n) with a sample in each row, y (N,) -> value (N,), derivative (N, n).
Sources: Kong K74, K76, K77, K79, K80; Parr & Howard PH95, PH97, PH98, PH99.

Central differences, since max compares. They are exact up to rounding
while no sample changes its case within the step.

>>> rng = np.random.default_rng(0)
>>> X, y = rng.normal(size=(7, 3)), rng.normal(size=7)
>>> w, v = rng.normal(size=(2, 3))
>>> b, h = rng.normal(), 1e-4
>>> slope = (residual_by_weights(w + h * v, b, X, y) - residual_by_weights(w - h * v, b, X, y)) / (2 * h)
>>> np.allclose(residual_by_weights_dw(w, b, X, y) @ v, slope, rtol=0, atol=1e-10)
True
"""

import numpy as np


def residual_by_weights(w, b, X, y):
    """Return y_i - max(0, w . x_i + b) for every sample, shape (N,)."""
    return y - np.maximum(0, X @ w + b)


def residual_by_weights_dw(w, b, X, y):
    """Return the derivative by w, shape (N, n): -x_i in row i if the neuron is active for it, else 0."""
    active = X @ w + b > 0
    return np.where(active[:, None], -X, 0.0)
