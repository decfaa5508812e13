"""Total derivative of a scalar through n intermediate variables, by m variables.

Shapes: t (m,), functions x of t and u of x(t), their derivatives dx (n, m), du (n,) -> value (), derivative (m,).
Sources: Kong K52; Parr & Howard PH68, PH69.

>>> rng = np.random.default_rng(0)
>>> a, Q = rng.normal(size=4), rng.normal(size=(4, 3))
>>> t, v = rng.normal(size=(2, 3))
>>> u, du = lambda x: np.sin(a @ x), lambda x: np.cos(a @ x) * a
>>> x, dx = lambda t: np.exp(Q @ t), lambda t: np.exp(Q @ t)[:, None] * Q
>>> slope = total_derivative(u, x, t + 1e-20j * v).imag / 1e-20
>>> np.allclose(total_derivative_dt(du, x, dx, t) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def total_derivative(u, x, t):
    """Return u(x(t)), a scalar."""
    return u(x(t))


def total_derivative_dt(du, x, dx, t):
    """Return the derivative by t, shape (m,): a sum over the n ways to u."""
    return du(x(t)) @ dx(t)
