"""Three functions in a row: the Jacobian forward, the vector-Jacobian product backward.

Shapes: x (n,), v (m,), functions u of x, g of u(x), f of g(u(x)), their Jacobians du_dx (p, n), dg_du (k, p),
df_dg (m, k) -> value (m,), derivative (m, n), vector-Jacobian product (n,).
Sources: Kong K43, K44; Parr & Howard PH55; Wikipedia VV11.

>>> rng = np.random.default_rng(0)
>>> F, G, U = rng.normal(size=(5, 4)), rng.normal(size=(4, 6)), rng.normal(size=(6, 3))
>>> v, (x, w) = rng.normal(size=5), rng.normal(size=(2, 3))
>>> f, g, u = lambda g: np.sin(F @ g), lambda u: np.exp(G @ u), lambda x: np.sin(U @ x)
>>> du_dx = np.cos(U @ x)[:, None] * U
>>> dg_du = g(u(x))[:, None] * G
>>> df_dg = np.cos(F @ g(u(x)))[:, None] * F
>>> slope = forward_and_backward(f, g, u, x + 1e-20j * w).imag / 1e-20
>>> np.allclose(forward_and_backward_dx(df_dg, dg_du, du_dx) @ w, slope, rtol=1e-12, atol=0)
True
>>> np.allclose(forward_and_backward_vjp_x(v, df_dg, dg_du, du_dx) @ w, v @ slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def forward_and_backward(f, g, u, x):
    """Return f(g(u(x))), shape (m,)."""
    return f(g(u(x)))


def forward_and_backward_dx(df_dg, dg_du, du_dx):
    """Return the derivative by x, shape (m, n), from the right: forward."""
    return df_dg @ (dg_du @ du_dx)


def forward_and_backward_vjp_x(v, df_dg, dg_du, du_dx):
    """Return v^T times the derivative by x, shape (n,), from the left: backward."""
    return ((v @ df_dg) @ dg_du) @ du_dx
