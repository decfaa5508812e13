"""Scalar plus its square, and its vector-Jacobian product.

Shapes: x () -> value (); v (), x () -> product ().
Sources: Parr & Howard PH63, PH64; Blog B47.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=2)
>>> slope = v * used_twice_node(x + 1e-20j).imag / 1e-20
>>> np.allclose(used_twice_node_vjp_x(v, x), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def used_twice_node(x):
    """Return x + x^2, a scalar."""
    return x + x**2


def used_twice_node_vjp_x(v, x):
    """Return v times the derivative by x, a scalar: directly, and through the square."""
    return v + v * 2 * x
