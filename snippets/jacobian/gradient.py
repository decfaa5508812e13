"""Gradient of the function z_1^2 + 2 z_1 z_2 + 1 of two variables.

Shapes: z (2,) -> value (), derivative (2,).
Sources: Kong K1, K11, K12; Blog B2, B3, B4, B7; Parr & Howard PH24, PH110.

>>> np.allclose(gradient(np.array([2.0, 3.0])), 4 + 12 + 1, rtol=1e-12, atol=0)
True
>>> z, v = np.random.default_rng(0).normal(size=(2, 2))
>>> slope = gradient(z + 1e-20j * v).imag / 1e-20
>>> np.allclose(gradient_dz(z) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def gradient(z):
    """Return z_1^2 + 2 z_1 z_2 + 1, a scalar."""
    return z[0] ** 2 + 2 * z[0] * z[1] + 1


def gradient_dz(z):
    """Return the derivative by z, shape (2,)."""
    return np.array([2 * z[0] + 2 * z[1], 2 * z[0]])
