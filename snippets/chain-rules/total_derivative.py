"""Total derivative of a scalar through n intermediate variables, by m variables.

Shapes: u (), its derivative du_dx (n,), the Jacobian dx_dt (n, m) -> value (), derivative (m,).
Sources: Kong K52; Parr & Howard PH68, PH69.

>>> rng = np.random.default_rng(0)
>>> a, Q = rng.normal(size=4), rng.normal(size=(4, 3))
>>> t, v = rng.normal(size=(2, 3))
>>> x, dx_dt = np.exp(Q @ t), np.exp(Q @ t)[:, None] * Q
>>> du_dx = np.cos(a @ x) * a  # of u = sin(a^T x)
>>> slope = total_derivative(complex(np.sin(a @ np.exp(Q @ (t + 1e-20j * v))))).imag / 1e-20
>>> np.allclose(total_derivative_dt(du_dx, dx_dt) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def total_derivative(u):
    """Return u(x(t)), a scalar."""
    return u


def total_derivative_dt(du_dx, dx_dt):
    """Return the derivative by t, shape (m,): a sum over the n ways to u."""
    return du_dx @ dx_dt
