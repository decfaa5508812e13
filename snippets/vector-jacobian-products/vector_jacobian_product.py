"""Any function, and its vector-Jacobian product: the derivative of a weighted sum of its outputs.

Shapes: y (m,) -> value (m,); v (m,), its Jacobian dy_dx (m, n) -> product (n,).
Sources: Blog B42, B47.

>>> rng = np.random.default_rng(0)
>>> P = rng.normal(size=(4, 3))
>>> x, u = rng.normal(size=(2, 3))
>>> v = rng.normal(size=4)
>>> dy_dx = np.cos(P @ x)[:, None] * P  # of y = sin(P x)
>>> slope = v @ vector_jacobian_product(np.sin(P @ (x + 1e-20j * u))).imag / 1e-20
>>> np.allclose(vector_jacobian_product_vjp_x(v, dy_dx) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def vector_jacobian_product(y):
    """Return y(x), shape (m,)."""
    return y


def vector_jacobian_product_vjp_x(v, dy_dx):
    """Return v times the Jacobian by x, shape (n,)."""
    return v @ dy_dx
