"""Two functions applied to each entry of a vector, differentiated by the vector.

Shapes: x (n,), functions f, g with derivatives df, dg -> value (n,), derivative (n, n), diagonal.
Sources: Kong K61; Parr & Howard PH78, PH79.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 4))
>>> slope = functions_entry_by_entry(np.sin, np.exp, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(functions_entry_by_entry_dx(np.cos, np.exp, np.exp, x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def functions_entry_by_entry(f, g, x):
    """Return f(g(x)), shape (n,)."""
    return f(g(x))


def functions_entry_by_entry_dx(df, g, dg, x):
    """Return the derivative by x, shape (n, n)."""
    return np.diag(df(g(x)) * dg(x))
