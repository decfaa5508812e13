"""Mean squared error of a neuron, differentiated by weights and bias over all samples at once.

Shapes: w (n,), b (), X (N, n) with a sample in each row, y (N,) -> value (), derivatives by w (n,), by b ().
Sources: Kong K81, K85; Parr & Howard PH95, PH102, PH107.

Central differences, since max compares. They are exact up to rounding
while no sample changes its case within the step.

>>> rng = np.random.default_rng(0)
>>> X, y = rng.normal(size=(7, 3)), rng.normal(size=7)
>>> w, v = rng.normal(size=(2, 3))
>>> b, h, loss = rng.normal(), 1e-4, loss_gradients_as_matrix_products
>>> slope = (loss(w + h * v, b, X, y) - loss(w - h * v, b, X, y)) / (2 * h)
>>> np.allclose(loss_gradients_as_matrix_products_dw(w, b, X, y) @ v, slope, rtol=0, atol=1e-10)
True
>>> slope = (loss(w, b + h, X, y) - loss(w, b - h, X, y)) / (2 * h)
>>> np.allclose(loss_gradients_as_matrix_products_db(w, b, X, y), slope, rtol=0, atol=1e-10)
True
"""

import numpy as np


def loss_gradients_as_matrix_products(w, b, X, y):
    """Return the mean of (y_i - max(0, w . x_i + b))^2, a scalar."""
    v = y - np.maximum(0, X @ w + b)
    return v @ v / len(y)


def loss_gradients_as_matrix_products_dw(w, b, X, y):
    """Return the derivative by w, shape (n,)."""
    z = X @ w + b
    v, m = y - np.maximum(0, z), z > 0
    return -2 / len(y) * (v * m) @ X


def loss_gradients_as_matrix_products_db(w, b, X, y):
    """Return the derivative by b, a scalar."""
    z = X @ w + b
    v, m = y - np.maximum(0, z), z > 0
    return -2 / len(y) * v @ m
