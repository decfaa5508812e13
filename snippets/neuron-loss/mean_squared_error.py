"""Mean squared error, differentiated by the predictions.

Shapes: y (N,), y_hat (N,) -> value (), derivative (N,).
Sources: Kong K75, K78; Parr & Howard PH3, PH97.

>>> rng = np.random.default_rng(0)
>>> y, y_hat, v = rng.normal(size=(3, 7))
>>> slope = mean_squared_error(y, y_hat + 1e-20j * v).imag / 1e-20
>>> np.allclose(mean_squared_error_dy_hat(y, y_hat) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def mean_squared_error(y, y_hat):
    """Return the mean of (y_i - y_hat_i)^2, a scalar."""
    return np.mean((y - y_hat) ** 2)


def mean_squared_error_dy_hat(y, y_hat):
    """Return the derivative by y_hat, shape (N,)."""
    return -2 / len(y) * (y - y_hat)
