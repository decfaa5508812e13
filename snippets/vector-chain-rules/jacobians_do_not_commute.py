"""A function of each entry, then a matrix: the order of the two Jacobians matters.

Shapes: A (n, n), x (n,), function h with derivative dh -> value (n,), derivative (n, n).
Sources: Kong K61.

>>> rng = np.random.default_rng(0)
>>> A = rng.normal(size=(4, 4))
>>> x, v = rng.normal(size=(2, 4))
>>> slope = jacobians_do_not_commute(A, np.sin, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(jacobians_do_not_commute_dx(A, np.cos, x) @ v, slope, rtol=1e-12, atol=0)
True
>>> not np.allclose(np.diag(np.cos(x)) @ A @ v, slope, rtol=1e-6, atol=0)  # swapped
True
"""

import numpy as np


def jacobians_do_not_commute(A, h, x):
    """Return A h(x), shape (n,)."""
    return A @ h(x)


def jacobians_do_not_commute_dx(A, dh, x):
    """Return the derivative by x, shape (n, n); the other order is wrong."""
    return A @ np.diag(dh(x))
