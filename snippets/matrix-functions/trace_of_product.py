"""Trace of a product, differentiated by a factor.

Shapes: A (m, n), X (n, m) -> value (), derivative (n, m).
Sources: Cookbook (100); Wikipedia SM17.

>>> rng = np.random.default_rng(0)
>>> A = rng.normal(size=(4, 3))
>>> X, V = rng.normal(size=(2, 3, 4))
>>> slope = trace_of_product(A, X + 1e-20j * V).imag / 1e-20
>>> np.allclose(np.sum(trace_of_product_dX(A, X) * V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def trace_of_product(A, X):
    """Return tr(A X), a scalar; the product is not formed."""
    return np.sum(A.T * X)


def trace_of_product_dX(A, X):
    """Return the derivative by X in denominator layout, shape (n, m)."""
    return A.T
