"""Bilinear form, differentiated by the vector on its right.

Shapes: y (m,), A (m, n), x (n,) -> value (), derivative (n,).
Sources: Kong K96, K98; Barnes P7a; Wikipedia SV11.

>>> rng = np.random.default_rng(0)
>>> y, A = rng.normal(size=4), rng.normal(size=(4, 3))
>>> x, v = rng.normal(size=(2, 3))
>>> slope = bilinear_form_by_right_vector(y, A, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(bilinear_form_by_right_vector_dx(y, A, x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def bilinear_form_by_right_vector(y, A, x):
    """Return y^T A x, a scalar."""
    return y @ A @ x


def bilinear_form_by_right_vector_dx(y, A, x):
    """Return the derivative by x, shape (n,)."""
    return y @ A
