"""Quadratic form of a symmetric matrix and a function of z, differentiated by z.

Shapes: x (n,), A (n, n), symmetric, the Jacobian dx_dz (n, q) -> value (), derivative (q,).
Sources: Kong K111; Barnes P14.

>>> rng = np.random.default_rng(0)
>>> B, Q = rng.normal(size=(4, 4)), rng.normal(size=(4, 3))
>>> A = B + B.T
>>> z, v = rng.normal(size=(2, 3))
>>> x, dx_dz = np.sin(Q @ z), np.cos(Q @ z)[:, None] * Q
>>> slope = symmetric_quadratic_form_of_function(np.sin(Q @ (z + 1e-20j * v)), A).imag / 1e-20
>>> np.allclose(symmetric_quadratic_form_of_function_dz(x, A, dx_dz) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def symmetric_quadratic_form_of_function(x, A):
    """Return x^T A x, a scalar."""
    return x @ A @ x


def symmetric_quadratic_form_of_function_dz(x, A, dx_dz):
    """Return the derivative by z, shape (q,); wrong if A is not symmetric."""
    return 2 * x @ A @ dx_dz
