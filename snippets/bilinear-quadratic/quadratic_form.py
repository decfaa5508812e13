"""Quadratic form, differentiated by its vector.

Shapes: x (n,), A (n, n), any square matrix -> value (), derivative (n,).
Sources: Kong K100, K101, K102; Barnes P8; Cookbook (81); Wikipedia SV12.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 5))
>>> A = rng.normal(size=(5, 5))
>>> slope = quadratic_form(x + 1e-20j * v, A).imag / 1e-20
>>> np.allclose(quadratic_form_dx(x, A) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def quadratic_form(x, A):
    """Return x^T A x, a scalar."""
    return x @ A @ x


def quadratic_form_dx(x, A):
    """Return the derivative by x, shape (n,)."""
    return x @ (A + A.T)
