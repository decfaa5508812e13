"""Elementwise operation y_i = g(w_i, x_i), differentiated by each of its operands.

Shapes: w, x (n,), a function g, slopes p, q (n,): dy_i/dw_i, dy_i/dx_i -> value (n,), derivatives (n, n).
Sources: Kong K17, K18, K19, K20, K21, K22, K23, K24, K25, K26; Parr & Howard PH29, PH30, PH31, PH32, PH115.

>>> rng = np.random.default_rng(0)
>>> w, u = rng.normal(size=(2, 4))
>>> x, v = rng.normal(size=(2, 4))
>>> g = lambda w, x: w**2 * np.sin(x)
>>> p, q = 2 * w * np.sin(x), w**2 * np.cos(x)
>>> slope = elementwise_operation(g, w + 1e-20j * u, x).imag / 1e-20
>>> np.allclose(elementwise_operation_dw(p) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = elementwise_operation(g, w, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(elementwise_operation_dx(q) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def elementwise_operation(g, w, x):
    """Return y, shape (n,): its entry i is g(w_i, x_i)."""
    return g(w, x)


def elementwise_operation_dw(p):
    """Return the derivative by w, shape (n, n)."""
    return np.diag(p)


def elementwise_operation_dx(q):
    """Return the derivative by x, shape (n, n)."""
    return np.diag(q)
