"""Affine function, differentiated by its weights, its bias and its input.

Shapes: w (n,), b (), x (n,) -> value (), derivatives by w (n,), by b (), by x (n,).
Sources: Kong K66, K67, K68; Parr & Howard PH1, PH86, PH87.

>>> rng = np.random.default_rng(0)
>>> w, x, u, v = rng.normal(size=(4, 5))
>>> b, t = rng.normal(size=2)
>>> slope = affine_function(w + 1e-20j * u, b, x).imag / 1e-20
>>> np.allclose(affine_function_dw(w, b, x) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = affine_function(w, b + 1e-20j * t, x).imag / 1e-20
>>> np.allclose(affine_function_db(w, b, x) * t, slope, rtol=1e-12, atol=0)
True
>>> slope = affine_function(w, b, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(affine_function_dx(w, b, x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def affine_function(w, b, x):
    """Return w . x + b, a scalar."""
    return w @ x + b


def affine_function_dw(w, b, x):
    """Return the derivative by w, shape (n,)."""
    return x


def affine_function_db(w, b, x):
    """Return the derivative by b, a scalar."""
    return 1.0


def affine_function_dx(w, b, x):
    """Return the derivative by x, shape (n,)."""
    return w
