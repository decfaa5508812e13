"""Elementwise quotient of two vectors, differentiated by each of its operands.

Shapes: w (n,), x (n,), entries not zero -> value (n,), derivatives (n, n) and (n, n).
Sources: Kong K30, K34; Blog B30; Parr & Howard PH38, PH42, PH116.

>>> rng = np.random.default_rng(0)
>>> w, u = rng.normal(size=(2, 4))
>>> x, v = rng.normal(size=(2, 4))
>>> slope = elementwise_quotient(w + 1e-20j * u, x).imag / 1e-20
>>> np.allclose(elementwise_quotient_dw(w, x) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = elementwise_quotient(w, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(elementwise_quotient_dx(w, x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def elementwise_quotient(w, x):
    """Return w / x, entry by entry, shape (n,)."""
    return w / x


def elementwise_quotient_dw(w, x):
    """Return the derivative by w, shape (n, n)."""
    return np.diag(1 / x)


def elementwise_quotient_dx(w, x):
    """Return the derivative by x, shape (n, n)."""
    return np.diag(-w / x**2)
