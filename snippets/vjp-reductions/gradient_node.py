"""Scalar function of a vector, and its vector-Jacobian product.

Shapes: f (), its gradient df_dx (n,) -> value (); v (), df_dx (n,) -> product (n,).
Sources: Wikipedia SV2, SV5.

>>> rng = np.random.default_rng(0)
>>> x, u = rng.normal(size=(2, 5))
>>> v = rng.normal()
>>> f = complex(np.sum(np.sin(x + 1e-20j * u)))
>>> slope = v * gradient_node(f).imag / 1e-20
>>> np.allclose(gradient_node_vjp_x(v, np.cos(x)) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def gradient_node(f):
    """Return the value of the function itself, a scalar."""
    return f


def gradient_node_vjp_x(v, df_dx):
    """Return v times the derivative by x, shape (n,)."""
    return v * df_dx
