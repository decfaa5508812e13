"""Bilinear form, differentiated by the vector on its left.

Shapes: y (m,), A (m, n), x (n,) -> value (), derivative (m,).
Sources: Kong K97, K99; Barnes P7b.

>>> rng = np.random.default_rng(0)
>>> A, x = rng.normal(size=(4, 3)), rng.normal(size=3)
>>> y, v = rng.normal(size=(2, 4))
>>> slope = bilinear_form_by_left_vector(y + 1e-20j * v, A, x).imag / 1e-20
>>> np.allclose(bilinear_form_by_left_vector_dy(y, A, x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def bilinear_form_by_left_vector(y, A, x):
    """Return y^T A x, a scalar."""
    return y @ A @ x


def bilinear_form_by_left_vector_dy(y, A, x):
    """Return the derivative by y, shape (m,)."""
    return A @ x
