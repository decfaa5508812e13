"""Entry of a vector, differentiated by the vector.

Shapes: x (n,), 0 <= i < n -> value (), derivative (n,), vector-Jacobian product with v () (n,).
Sources: Kong K14.

>>> x, v = np.random.default_rng(0).normal(size=(2, 5))
>>> slope = independent_entries(x + 1e-20j * v, 3).imag / 1e-20
>>> np.allclose(independent_entries_dx(x, 3) @ v, slope, rtol=1e-12, atol=0)
True
>>> np.allclose(independent_entries_vjp_x(0.7, 3, 5) @ v, 0.7 * slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def independent_entries(x, i):
    """Return x_i, a scalar; entries count from 0."""
    return x[i]


def independent_entries_dx(x, i):
    """Return the derivative by x, shape (n,): one at i, zero elsewhere."""
    return np.eye(len(x))[i]


def independent_entries_vjp_x(v, i, n):
    """Return v times the derivative by x, shape (n,)."""
    product = np.zeros(n)
    product[i] = v
    return product
