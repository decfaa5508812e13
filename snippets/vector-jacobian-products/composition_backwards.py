"""Two functions in a row, and their vector-Jacobian product, back to front.

Shapes: y (m,) -> value (m,); v (m,), the Jacobians dy_dz (m, k), dz_dx (k, n) -> product (n,).
Sources: Kong K60; Blog B42, B47.

>>> rng = np.random.default_rng(0)
>>> P, Q = rng.normal(size=(5, 4)), rng.normal(size=(4, 3))
>>> x, u = rng.normal(size=(2, 3))
>>> v, z = rng.normal(size=5), np.sin(Q @ x)
>>> dz_dx = np.cos(Q @ x)[:, None] * Q  # of z = sin(Q x)
>>> dy_dz = np.exp(P @ z)[:, None] * P  # of y = exp(P z)
>>> slope = v @ composition_backwards(np.exp(P @ np.sin(Q @ (x + 1e-20j * u)))).imag / 1e-20
>>> np.allclose(composition_backwards_vjp_x(v, dy_dz, dz_dx) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def composition_backwards(y):
    """Return y(z(x)), shape (m,)."""
    return y


def composition_backwards_vjp_x(v, dy_dz, dz_dx):
    """Return v times the Jacobian by x, shape (n,): two vector-Jacobian products, the last function's first."""
    return (v @ dy_dz) @ dz_dx
