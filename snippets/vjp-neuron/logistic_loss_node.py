"""Mean cross-entropy of labels and a logistic neuron, and its vector-Jacobian products; what arrives is a number.

Shapes: w (n,), b (), X (N, n) with a sample in each row, labels y (N,) -> value ();
v (), probabilities p (N,), y and X -> products (n,) and ().
Sources: standard result.

Central differences, since logaddexp takes real numbers alone.

>>> rng = np.random.default_rng(0)
>>> X, y = rng.normal(size=(7, 3)), rng.integers(2, size=7)
>>> w, t = rng.normal(size=(2, 3))
>>> (b, v), h = rng.normal(size=2), 1e-5
>>> p = 1 / (1 + np.exp(-(X @ w + b)))
>>> slope = v * (logistic_loss_node(w + h * t, b, X, y) - logistic_loss_node(w - h * t, b, X, y)) / (2 * h)
>>> np.allclose(logistic_loss_node_vjp_w(v, p, y, X) @ t, slope, rtol=1e-8, atol=0)
True
>>> slope = v * (logistic_loss_node(w, b + h, X, y) - logistic_loss_node(w, b - h, X, y)) / (2 * h)
>>> np.allclose(logistic_loss_node_vjp_b(v, p, y), slope, rtol=1e-8, atol=0)
True
>>> value = logistic_loss_node(0 * w, np.log(3), X, y > 2)  # odds of three to one, all wrong
>>> np.allclose(value, -np.log(0.25), rtol=1e-12, atol=0)
True
"""

import numpy as np


def logistic_loss_node(w, b, X, y):
    """Return the mean of -y_i log(p_i) - (1 - y_i) log(1 - p_i), a scalar."""
    z = X @ w + b
    return np.mean(np.logaddexp(0, z) - y * z)


def logistic_loss_node_vjp_w(v, p, y, X):
    """Return v times the derivative by w, shape (n,)."""
    return v / len(y) * (p - y) @ X


def logistic_loss_node_vjp_b(v, p, y):
    """Return v times the derivative by b, a scalar."""
    return v * np.mean(p - y)
