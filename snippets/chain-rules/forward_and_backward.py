"""Three functions in a row: the Jacobian forward, the vector-Jacobian product backward.

Shapes: f (m,), v (m,), the Jacobians df_dg (m, k), dg_du (k, p), du_dx (p, n)
-> value (m,), derivative (m, n), vector-Jacobian product (n,).
Sources: Kong K43, K44; Parr & Howard PH55; Wikipedia VV11.

>>> rng = np.random.default_rng(0)
>>> F, G, U = rng.normal(size=(5, 4)), rng.normal(size=(4, 6)), rng.normal(size=(6, 3))
>>> v, (x, w) = rng.normal(size=5), rng.normal(size=(2, 3))
>>> u, du_dx = np.sin(U @ x), np.cos(U @ x)[:, None] * U
>>> g, dg_du = np.exp(G @ u), np.exp(G @ u)[:, None] * G
>>> df_dg = np.cos(F @ g)[:, None] * F  # of f = sin(F g)
>>> f = np.sin(F @ np.exp(G @ np.sin(U @ (x + 1e-20j * w))))
>>> slope = forward_and_backward(f).imag / 1e-20
>>> np.allclose(forward_and_backward_dx(df_dg, dg_du, du_dx) @ w, slope, rtol=1e-12, atol=0)
True
>>> np.allclose(forward_and_backward_vjp_x(v, df_dg, dg_du, du_dx) @ w, v @ slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def forward_and_backward(f):
    """Return f(g(u(x))), shape (m,)."""
    return f


def forward_and_backward_dx(df_dg, dg_du, du_dx):
    """Return the derivative by x, shape (m, n), from the right: forward."""
    return df_dg @ (dg_du @ du_dx)


def forward_and_backward_vjp_x(v, df_dg, dg_du, du_dx):
    """Return v^T times the derivative by x, shape (n,), from the left: backward."""
    return ((v @ df_dg) @ dg_du) @ du_dx
