"""Quadratic form of a function of z, differentiated by z.

Shapes: x (n,), A (n, n), any square matrix, the Jacobian dx_dz (n, q) -> value (), derivative (q,).
Sources: Kong K110; Barnes P13.

>>> rng = np.random.default_rng(0)
>>> A, Q = rng.normal(size=(4, 4)), rng.normal(size=(4, 3))
>>> z, v = rng.normal(size=(2, 3))
>>> x, dx_dz = np.sin(Q @ z), np.cos(Q @ z)[:, None] * Q
>>> slope = quadratic_form_of_function(np.sin(Q @ (z + 1e-20j * v)), A).imag / 1e-20
>>> np.allclose(quadratic_form_of_function_dz(x, A, dx_dz) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def quadratic_form_of_function(x, A):
    """Return x^T A x, a scalar."""
    return x @ A @ x


def quadratic_form_of_function_dz(x, A, dx_dz):
    """Return the derivative by z, shape (q,)."""
    return x @ (A.T + A) @ dx_dz
