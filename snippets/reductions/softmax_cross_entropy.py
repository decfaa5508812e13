"""Cross-entropy of targets and the softmax of logits, differentiated by the logits.

Shapes: x (n,), y (n,) -> value (), derivative (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, y, v = rng.normal(size=(3, 5))
>>> slope = softmax_cross_entropy(x + 1e-20j * v, y).imag / 1e-20
>>> np.allclose(softmax_cross_entropy_dx(x, y) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def softmax_cross_entropy(x, y):
    """Return -y^T log(softmax(x)), a scalar; large logits do not overflow."""
    z = x - np.max(x)
    return np.sum(y) * np.log(np.sum(np.exp(z))) - y @ z


def softmax_cross_entropy_dx(x, y):
    """Return the derivative by x, shape (n,); softmax(x) - y if y sums to one."""
    s = np.exp(x - np.max(x))
    return np.sum(y) * s / np.sum(s) - y
