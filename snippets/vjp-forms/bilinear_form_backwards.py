"""Bilinear form, and its vector-Jacobian product by the matrix.

Shapes: y (m,), A (m, n), x (n,) -> value (); v (), y (m,), x (n,) -> product (m, n).
Sources: Kong K91; Blog B47.

>>> rng = np.random.default_rng(0)
>>> A, U = rng.normal(size=(2, 4, 3))
>>> y, x, v = rng.normal(size=4), rng.normal(size=3), rng.normal()
>>> slope = v * bilinear_form_backwards(y, A + 1e-20j * U, x).imag / 1e-20
>>> np.allclose(np.sum(bilinear_form_backwards_vjp_A(v, y, x) * U), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def bilinear_form_backwards(y, A, x):
    """Return y^T A x, a scalar."""
    return y @ A @ x


def bilinear_form_backwards_vjp_A(v, y, x):
    """Return v times the derivative by A, shape (m, n)."""
    return np.outer(v * y, x)
