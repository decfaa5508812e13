"""Power of each entry, and its vector-Jacobian product.

Shapes: x (n,), positive, p () -> value (n,); v, x (n,), p () -> product (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, (u, v) = rng.uniform(0.5, 2, size=5), rng.normal(size=(2, 5))
>>> slope = v @ power_node(x + 1e-20j * u, 1.7).imag / 1e-20
>>> np.allclose(power_node_vjp_x(v, x, 1.7) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def power_node(x, p):
    """Return x^p, entry by entry, shape (n,)."""
    return x**p


def power_node_vjp_x(v, x, p):
    """Return v times the Jacobian by x, shape (n,)."""
    return p * v * x ** (p - 1)
