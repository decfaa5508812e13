"""Two functions applied to each entry of a vector, and their vector-Jacobian product.

Shapes: x (n,), functions f, g with derivatives df, dg -> value (n,); v, x, u = g(x) (n,) -> product (n,).
Sources: Kong K61; Parr & Howard PH79; Blog B47.

>>> rng = np.random.default_rng(0)
>>> x, t, v = rng.normal(size=(3, 4))
>>> slope = v @ two_elementwise_node(np.sin, np.exp, x + 1e-20j * t).imag / 1e-20
>>> np.allclose(two_elementwise_node_vjp_x(v, x, np.exp(x), np.cos, np.exp) @ t, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def two_elementwise_node(f, g, x):
    """Return f(g(x)), shape (n,)."""
    return f(g(x))


def two_elementwise_node_vjp_x(v, x, u, df, dg):
    """Return v times the Jacobian by x, shape (n,): back through f, then through g."""
    return (v * df(u)) * dg(x)
