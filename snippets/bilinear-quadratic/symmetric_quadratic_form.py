"""Quadratic form of a symmetric matrix, differentiated by its vector.

Shapes: x (n,), A (n, n), symmetric -> value (), derivative (n,).
Sources: Kong K103; Barnes P9; Wikipedia SV13.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 5))
>>> B = rng.normal(size=(5, 5))
>>> A = B + B.T
>>> slope = symmetric_quadratic_form(x + 1e-20j * v, A).imag / 1e-20
>>> np.allclose(symmetric_quadratic_form_dx(x, A) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def symmetric_quadratic_form(x, A):
    """Return x^T A x, a scalar."""
    return x @ A @ x


def symmetric_quadratic_form_dx(x, A):
    """Return the derivative by x, shape (n,); wrong if A is not symmetric."""
    return 2 * x @ A
