"""Bilinear form, and its vector-Jacobian products by the matrix and both vectors.

Shapes: y (m,), A (m, n), x (n,) -> value (); v () and what is saved -> products (m, n), (n,) and (m,).
Sources: Kong K91, K98, K99; Blog B47.

>>> rng = np.random.default_rng(0)
>>> A, U = rng.normal(size=(2, 4, 3))
>>> (y, t), (x, u), v = rng.normal(size=(2, 4)), rng.normal(size=(2, 3)), rng.normal()
>>> slope = v * bilinear_form_backwards(y, A + 1e-20j * U, x).imag / 1e-20
>>> np.allclose(np.sum(bilinear_form_backwards_vjp_A(v, y, x) * U), slope, rtol=1e-12, atol=0)
True
>>> slope = v * bilinear_form_backwards(y, A, x + 1e-20j * u).imag / 1e-20
>>> np.allclose(bilinear_form_backwards_vjp_x(v, y, A) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v * bilinear_form_backwards(y + 1e-20j * t, A, x).imag / 1e-20
>>> np.allclose(bilinear_form_backwards_vjp_y(v, A, x) @ t, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def bilinear_form_backwards(y, A, x):
    """Return y^T A x, a scalar."""
    return y @ A @ x


def bilinear_form_backwards_vjp_A(v, y, x):
    """Return v times the derivative by A in denominator layout, shape (m, n)."""
    return np.outer(v * y, x)


def bilinear_form_backwards_vjp_x(v, y, A):
    """Return v times the derivative by x, shape (n,)."""
    return v * (A.T @ y)


def bilinear_form_backwards_vjp_y(v, A, x):
    """Return v times the derivative by y, shape (m,)."""
    return v * (A @ x)
