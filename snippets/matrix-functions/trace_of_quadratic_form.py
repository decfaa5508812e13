"""Trace of a quadratic form, differentiated by its outer matrix.

Shapes: X (n, p), A (n, n), any square matrix -> value (), derivative (n, p).
Sources: Cookbook (108); Wikipedia SM19.

>>> rng = np.random.default_rng(0)
>>> X, V = rng.normal(size=(2, 4, 3))
>>> A = rng.normal(size=(4, 4))
>>> slope = trace_of_quadratic_form(X + 1e-20j * V, A).imag / 1e-20
>>> np.allclose(np.sum(trace_of_quadratic_form_dX(X, A) * V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def trace_of_quadratic_form(X, A):
    """Return tr(X^T A X), a scalar."""
    return np.sum(X * (A @ X))


def trace_of_quadratic_form_dX(X, A):
    """Return the derivative by X in denominator layout, shape (n, p)."""
    return (A + A.T) @ X
