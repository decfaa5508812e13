"""Vector function of a vector function, differentiated by the innermost vector.

Shapes: f (m,), the Jacobians df_dg (m, k), dg_dx (k, n) -> value (m,), derivative (m, n).
Sources: Kong K60, K62, K63, K64; Parr & Howard PH76, PH77, PH80; Wikipedia VV10.

>>> rng = np.random.default_rng(0)
>>> P, Q = rng.normal(size=(5, 4)), rng.normal(size=(4, 3))
>>> x, v = rng.normal(size=(2, 3))
>>> g, dg_dx = np.exp(Q @ x), np.exp(Q @ x)[:, None] * Q
>>> df_dg = np.cos(P @ g)[:, None] * P  # of f = sin(P g)
>>> slope = vector_chain_rule(np.sin(P @ np.exp(Q @ (x + 1e-20j * v)))).imag / 1e-20
>>> np.allclose(vector_chain_rule_dx(df_dg, dg_dx) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def vector_chain_rule(f):
    """Return f(g(x)), shape (m,)."""
    return f


def vector_chain_rule_dx(df_dg, dg_dx):
    """Return the derivative by x, shape (m, n)."""
    return df_dg @ dg_dx
