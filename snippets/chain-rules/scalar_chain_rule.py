"""Chain rule of two scalar functions, differentiated by the innermost variable.

Shapes: x (), functions f, g with derivatives df, dg -> value (), derivative ().
Sources: Kong K42, K59; Parr & Howard PH10, PH53.

>>> rng = np.random.default_rng(0)
>>> x = rng.normal()
>>> slope = scalar_chain_rule(np.sin, np.exp, x + 1e-20j).imag / 1e-20
>>> np.allclose(scalar_chain_rule_dx(np.cos, np.exp, np.exp, x), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def scalar_chain_rule(f, g, x):
    """Return f(g(x)), a scalar."""
    return f(g(x))


def scalar_chain_rule_dx(df, g, dg, x):
    """Return the derivative by x, a scalar."""
    return df(g(x)) * dg(x)
