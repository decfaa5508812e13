"""Scalar through n intermediate variables, and its vector-Jacobian product by m variables.

Shapes: u () -> value (); v (), its derivative du_dx (n,), the Jacobian dx_dt (n, m) -> product (m,).
Sources: Kong K52; Parr & Howard PH69; Blog B47.

>>> rng = np.random.default_rng(0)
>>> a, Q, v = rng.normal(size=4), rng.normal(size=(4, 3)), rng.normal()
>>> t, w = rng.normal(size=(2, 3))
>>> x, dx_dt = np.exp(Q @ t), np.exp(Q @ t)[:, None] * Q
>>> du_dx = np.cos(a @ x) * a  # of u = sin(a^T x)
>>> slope = v * total_derivative_node(complex(np.sin(a @ np.exp(Q @ (t + 1e-20j * w))))).imag / 1e-20
>>> np.allclose(total_derivative_node_vjp_t(v, du_dx, dx_dt) @ w, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def total_derivative_node(u):
    """Return u(x(t)), a scalar."""
    return u


def total_derivative_node_vjp_t(v, du_dx, dx_dt):
    """Return v times the derivative by t, shape (m,); in a network x's own product replaces `@ dx_dt`."""
    return (v * du_dx) @ dx_dt
