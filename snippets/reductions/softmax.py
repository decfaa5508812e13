"""Softmax, its Jacobian, and its vector-Jacobian product without the Jacobian.

Shapes: x (n,), v (n,) -> value (n,), derivative (n, n), vector-Jacobian product (n,).
Sources: Blog B31; Cookbook (569).

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> slope = softmax(x + 1e-20j * u).imag / 1e-20
>>> np.allclose(softmax_dx(x) @ u, slope, rtol=1e-12, atol=0)
True
>>> np.allclose(softmax_vjp_x(v, x) @ u, v @ slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def softmax(x):
    """Return exp(x) / sum(exp(x)), shape (n,); large entries do not overflow."""
    y = np.exp(x - np.max(x))
    return y / np.sum(y)


def softmax_dx(x):
    """Return the derivative by x, shape (n, n)."""
    s = softmax(x)
    return np.diag(s) - np.outer(s, s)


def softmax_vjp_x(v, x):
    """Return v^T times the derivative by x, shape (n,)."""
    s = softmax(x)
    return s * (v - s @ v)
