"""Squared Frobenius norm, differentiated by its matrix.

Shapes: X (m, n) -> value (), derivative (m, n).
Sources: Cookbook (115), (132).

>>> rng = np.random.default_rng(0)
>>> X, V = rng.normal(size=(2, 4, 3))
>>> slope = frobenius_norm(X + 1e-20j * V).imag / 1e-20
>>> np.allclose(np.sum(frobenius_norm_dX(X) * V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def frobenius_norm(X):
    """Return the squared Frobenius norm of X, a scalar."""
    return np.sum(X**2)


def frobenius_norm_dX(X):
    """Return the derivative by X in denominator layout, shape (m, n)."""
    return 2 * X
