"""Product of two matrices that depend on a scalar, differentiated by it.

Shapes: A (m, n), B (n, p), their derivatives dA_dx (m, n), dB_dx (n, p) -> value (m, p), derivative (m, p).
Sources: Cookbook (37); Wikipedia MS4.

>>> rng = np.random.default_rng(0)
>>> P, Q = rng.normal(size=(4, 3)), rng.normal(size=(3, 5))
>>> x, h = rng.normal(), 1e-20j
>>> A, dA_dx, B, dB_dx = np.sin(x * P), P * np.cos(x * P), np.exp(x * Q), Q * np.exp(x * Q)
>>> slope = product_by_scalar(np.sin((x + h) * P), np.exp((x + h) * Q)).imag / 1e-20
>>> np.allclose(product_by_scalar_dx(A, B, dA_dx, dB_dx), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def product_by_scalar(A, B):
    """Return A B, shape (m, p)."""
    return A @ B


def product_by_scalar_dx(A, B, dA_dx, dB_dx):
    """Return the derivative by x, shape (m, p)."""
    return dA_dx @ B + A @ dB_dx
