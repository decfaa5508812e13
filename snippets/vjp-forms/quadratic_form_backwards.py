"""Quadratic form, and its vector-Jacobian product by the vector.

Shapes: x (n,), A (n, n), any square matrix -> value (); v (), x (n,), A (n, n) -> product (n,).
Sources: Kong K102; Blog B47.

>>> rng = np.random.default_rng(0)
>>> x, u = rng.normal(size=(2, 5))
>>> A, v = rng.normal(size=(5, 5)), rng.normal()
>>> slope = v * quadratic_form_backwards(x + 1e-20j * u, A).imag / 1e-20
>>> np.allclose(quadratic_form_backwards_vjp_x(v, x, A) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def quadratic_form_backwards(x, A):
    """Return x^T A x, a scalar."""
    return x @ A @ x


def quadratic_form_backwards_vjp_x(v, x, A):
    """Return v times the derivative by x, shape (n,)."""
    return v * (A @ x + A.T @ x)
