"""Mean cross-entropy of labels and a logistic neuron, differentiated by weights and bias.

Shapes: w (n,), b (), X (N, n) with a sample in each row, labels y (N,) -> value (), derivatives by w (n,), by b ().
Sources: standard result.

Central differences, since logaddexp takes real numbers alone.

>>> rng = np.random.default_rng(0)
>>> X, y = rng.normal(size=(7, 3)), rng.integers(2, size=7)
>>> w, v = rng.normal(size=(2, 3))
>>> b, h = rng.normal(), 1e-5
>>> slope = (logistic_regression(w + h * v, b, X, y) - logistic_regression(w - h * v, b, X, y)) / (2 * h)
>>> np.allclose(logistic_regression_dw(w, b, X, y) @ v, slope, rtol=1e-8, atol=0)
True
>>> slope = (logistic_regression(w, b + h, X, y) - logistic_regression(w, b - h, X, y)) / (2 * h)
>>> np.allclose(logistic_regression_db(w, b, X, y), slope, rtol=1e-8, atol=0)
True
>>> value = logistic_regression(0 * w, np.log(3), X, y > 2)  # odds of three to one, all wrong
>>> np.allclose(value, -np.log(0.25), rtol=1e-12, atol=0)
True
"""

import numpy as np


def logistic_regression(w, b, X, y):
    """Return the mean of -y_i log(p_i) - (1 - y_i) log(1 - p_i), a scalar."""
    z = X @ w + b
    return np.mean(np.logaddexp(0, z) - y * z)


def logistic_regression_dw(w, b, X, y):
    """Return the derivative by w, shape (n,)."""
    p = np.exp(-np.logaddexp(0, -(X @ w + b)))  # 1 / (1 + exp(-(X w + b))), without overflow
    return (p - y) @ X / len(y)


def logistic_regression_db(w, b, X, y):
    """Return the derivative by b, a scalar."""
    p = np.exp(-np.logaddexp(0, -(X @ w + b)))  # 1 / (1 + exp(-(X w + b))), without overflow
    return np.mean(p - y)
