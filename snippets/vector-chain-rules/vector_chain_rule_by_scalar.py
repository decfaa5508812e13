"""Vector function of a vector function of a scalar, differentiated by the scalar.

Shapes: x (), functions g of x and f of g(x), their derivatives dg (k,), df (m, k) -> value (m,), derivative (m,).
Sources: Kong K56, K58; Parr & Howard PH73, PH75; Wikipedia VS7.

>>> rng = np.random.default_rng(0)
>>> P, q = rng.normal(size=(4, 3)), rng.normal(size=3)
>>> x = rng.normal()
>>> f, df = lambda g: np.sin(P @ g), lambda g: np.cos(P @ g)[:, None] * P
>>> g, dg = lambda x: np.exp(q * x), lambda x: np.exp(q * x) * q
>>> slope = vector_chain_rule_by_scalar(f, g, x + 1e-20j).imag / 1e-20
>>> np.allclose(vector_chain_rule_by_scalar_dx(df, g, dg, x), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def vector_chain_rule_by_scalar(f, g, x):
    """Return f(g(x)), shape (m,)."""
    return f(g(x))


def vector_chain_rule_by_scalar_dx(df, g, dg, x):
    """Return the derivative by x, shape (m,)."""
    return df(g(x)) @ dg(x)
