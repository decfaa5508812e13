"""Vector function of a vector function, differentiated by the innermost vector.

Shapes: x (n,), functions g of x and f of g(x), their Jacobians dg (k, n), df (m, k) -> value (m,), derivative (m, n).
Sources: Kong K60, K62, K63, K64; Parr & Howard PH76, PH77, PH80; Wikipedia VV10.

>>> rng = np.random.default_rng(0)
>>> P, Q = rng.normal(size=(5, 4)), rng.normal(size=(4, 3))
>>> x, v = rng.normal(size=(2, 3))
>>> f, df = lambda g: np.sin(P @ g), lambda g: np.cos(P @ g)[:, None] * P
>>> g, dg = lambda x: np.exp(Q @ x), lambda x: np.exp(Q @ x)[:, None] * Q
>>> slope = vector_chain_rule(f, g, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(vector_chain_rule_dx(df, g, dg, x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def vector_chain_rule(f, g, x):
    """Return f(g(x)), shape (m,)."""
    return f(g(x))


def vector_chain_rule_dx(df, g, dg, x):
    """Return the derivative by x, shape (m, n)."""
    return df(g(x)) @ dg(x)
