"""Sum of two vectors, differentiated by each of its operands.

Shapes: w (n,), x (n,) -> value (n,), derivatives (n, n) and (n, n).
Sources: Kong K15, K27, K31; Blog B15, B16, B17; Parr & Howard PH33, PH34, PH35, PH39, PH116.

>>> rng = np.random.default_rng(0)
>>> w, u = rng.normal(size=(2, 4))
>>> x, v = rng.normal(size=(2, 4))
>>> slope = elementwise_sum(w + 1e-20j * u, x).imag / 1e-20
>>> np.allclose(elementwise_sum_dw(w, x) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = elementwise_sum(w, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(elementwise_sum_dx(w, x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def elementwise_sum(w, x):
    """Return w + x, shape (n,)."""
    return w + x


def elementwise_sum_dw(w, x):
    """Return the derivative by w, shape (n, n)."""
    return np.eye(len(w))


def elementwise_sum_dx(w, x):
    """Return the derivative by x, shape (n, n)."""
    return np.eye(len(x))
