"""Two scalar functions in a row, and their vector-Jacobian product.

Shapes: x (), functions f, g with derivatives df, dg -> value (); v (), x (), u = g(x) () -> product ().
Sources: Kong K42, K59; Parr & Howard PH55; Blog B47.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=2)
>>> slope = v * scalar_chain_node(np.sin, np.exp, x + 1e-20j).imag / 1e-20
>>> np.allclose(scalar_chain_node_vjp_x(v, x, np.exp(x), np.cos, np.exp), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def scalar_chain_node(f, g, x):
    """Return f(g(x)), a scalar."""
    return f(g(x))


def scalar_chain_node_vjp_x(v, x, u, df, dg):
    """Return v times the derivative by x, a scalar: back through f, then through g."""
    return (v * df(u)) * dg(x)
