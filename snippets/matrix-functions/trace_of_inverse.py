"""Trace of a matrix times an inverse, differentiated by the inverted matrix.

Shapes: A (n, n), X (n, n), invertible -> value (), derivative (n, n).
Sources: Cookbook (63), (124); Wikipedia SM20.

>>> rng = np.random.default_rng(0)
>>> A, X, V = rng.normal(size=(3, 4, 4))
>>> slope = trace_of_inverse(A, X + 1e-20j * V).imag / 1e-20
>>> np.allclose(np.sum(trace_of_inverse_dX(A, X) * V), slope, rtol=1e-10, atol=0)
True
"""

import numpy as np


def trace_of_inverse(A, X):
    """Return tr(A X^-1), a scalar."""
    return np.trace(np.linalg.solve(X, A))


def trace_of_inverse_dX(A, X):
    """Return the derivative by X in denominator layout, shape (n, n)."""
    W = np.linalg.inv(X)
    return -(W @ A @ W).T
