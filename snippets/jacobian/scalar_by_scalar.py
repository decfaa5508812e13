"""The polynomial x^3 + 2 x + 1, differentiated.

Shapes: x () -> value (), derivative ().
Sources: Kong K12; Blog B1; Parr & Howard PH24.

>>> np.allclose(scalar_by_scalar(2.0), 8 + 4 + 1, rtol=1e-12, atol=0)
True
>>> x, v = np.random.default_rng(0).normal(size=2).tolist()
>>> slope = scalar_by_scalar(x + 1e-20j * v).imag / 1e-20
>>> np.allclose(scalar_by_scalar_dx(x) * v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def scalar_by_scalar(x):
    """Return x^3 + 2 x + 1, a scalar."""
    return x**3 + 2 * x + 1


def scalar_by_scalar_dx(x):
    """Return the derivative by x, a scalar."""
    return 3 * x**2 + 2
