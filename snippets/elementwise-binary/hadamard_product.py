"""Hadamard product of two vectors, differentiated by each of its operands.

Shapes: w (n,), x (n,) -> value (n,), derivatives (n, n) and (n, n).
Sources: Kong K29, K33; Blog B22, B23, B24; Parr & Howard PH37, PH41, PH116.

>>> rng = np.random.default_rng(0)
>>> w, u = rng.normal(size=(2, 4))
>>> x, v = rng.normal(size=(2, 4))
>>> slope = hadamard_product(w + 1e-20j * u, x).imag / 1e-20
>>> np.allclose(hadamard_product_dw(w, x) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = hadamard_product(w, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(hadamard_product_dx(w, x) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def hadamard_product(w, x):
    """Return w * x, entry by entry, shape (n,)."""
    return w * x


def hadamard_product_dw(w, x):
    """Return the derivative by w, shape (n, n)."""
    return np.diag(x)


def hadamard_product_dx(w, x):
    """Return the derivative by x, shape (n, n)."""
    return np.diag(w)
