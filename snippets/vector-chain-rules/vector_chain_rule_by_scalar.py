"""Vector function of a vector function of a scalar, differentiated by the scalar.

Shapes: f (m,), the Jacobian df_dg (m, k), the derivative dg_dx (k,) -> value (m,), derivative (m,).
Sources: Kong K56, K58; Parr & Howard PH73, PH75; Wikipedia VS7.

>>> rng = np.random.default_rng(0)
>>> P, q = rng.normal(size=(4, 3)), rng.normal(size=3)
>>> x = rng.normal()
>>> g, dg_dx = np.exp(q * x), np.exp(q * x) * q
>>> df_dg = np.cos(P @ g)[:, None] * P  # of f = sin(P g)
>>> slope = vector_chain_rule_by_scalar(np.sin(P @ np.exp(q * (x + 1e-20j)))).imag / 1e-20
>>> np.allclose(vector_chain_rule_by_scalar_dx(df_dg, dg_dx), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def vector_chain_rule_by_scalar(f):
    """Return f(g(x)), shape (m,)."""
    return f


def vector_chain_rule_by_scalar_dx(df_dg, dg_dx):
    """Return the derivative by x, shape (m,)."""
    return df_dg @ dg_dx
