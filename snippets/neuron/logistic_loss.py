"""Cross-entropy of a label and a logistic neuron, differentiated by weights and bias.

Shapes: w (n,), b (), x (n,), label y () -> value (), derivatives by w (n,), by b ().
Sources: standard result.

Central differences, since logaddexp takes real numbers alone.

>>> rng = np.random.default_rng(0)
>>> w, x, v = rng.normal(size=(3, 5))
>>> b, y, h = rng.normal(), 1, 1e-5
>>> slope = (logistic_loss(w + h * v, b, x, y) - logistic_loss(w - h * v, b, x, y)) / (2 * h)
>>> np.allclose(logistic_loss_dw(w, b, x, y) @ v, slope, rtol=1e-8, atol=0)
True
>>> slope = (logistic_loss(w, b + h, x, y) - logistic_loss(w, b - h, x, y)) / (2 * h)
>>> np.allclose(logistic_loss_db(w, b, x, y), slope, rtol=1e-8, atol=0)
True
>>> value = logistic_loss(w, np.log(3) - w @ x, x, y)  # odds of three to one
>>> np.allclose(value, -np.log(0.75), rtol=1e-12, atol=0)
True
"""

import numpy as np


def logistic_loss(w, b, x, y):
    """Return -y log(p) - (1 - y) log(1 - p), a scalar; a large |w . x + b| does not overflow."""
    z = w @ x + b
    return np.logaddexp(0, z) - y * z


def logistic_loss_dw(w, b, x, y):
    """Return the derivative by w, shape (n,)."""
    p = np.exp(-np.logaddexp(0, -(w @ x + b)))  # 1 / (1 + exp(-(w . x + b))), without overflow
    return (p - y) * x


def logistic_loss_db(w, b, x, y):
    """Return the derivative by b, a scalar."""
    p = np.exp(-np.logaddexp(0, -(w @ x + b)))  # 1 / (1 + exp(-(w . x + b))), without overflow
    return p - y
