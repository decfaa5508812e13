"""Weighted sum of the outputs of a function, differentiated through its Jacobian.

Shapes: v (m,), y (m,), its Jacobian dy_dx (m, n) -> value (), derivative (n,).
Sources: Blog B42, B47.

>>> rng = np.random.default_rng(0)
>>> P = rng.normal(size=(4, 3))
>>> x, u = rng.normal(size=(2, 3))
>>> v = rng.normal(size=4)
>>> dy_dx = np.cos(P @ x)[:, None] * P  # of y = sin(P x)
>>> slope = vector_jacobian_product(v, np.sin(P @ (x + 1e-20j * u))).imag / 1e-20
>>> np.allclose(vector_jacobian_product_dx(v, dy_dx) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def vector_jacobian_product(v, y):
    """Return v^T y, a scalar."""
    return v @ y


def vector_jacobian_product_dx(v, dy_dx):
    """Return the derivative by x, shape (n,): the vector-Jacobian product."""
    return v @ dy_dx
