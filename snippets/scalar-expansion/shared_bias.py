"""Linear layer with one bias for all outputs, differentiated by the bias.

Shapes: A (m, n), x (n,), b () -> value (m,), derivative (m,); v (m,) -> vector-Jacobian product ().
Sources: Kong K35, K39; Blog B10, B11; Parr & Howard PH46.

>>> rng = np.random.default_rng(0)
>>> A, x, v = rng.normal(size=(4, 3)), rng.normal(size=3), rng.normal(size=4)
>>> b, step = rng.normal(size=2)
>>> slope = shared_bias(A, x, b + 1e-20j * step).imag / 1e-20
>>> np.allclose(shared_bias_db(A, x, b) * step, slope, rtol=1e-12, atol=0)
True
>>> np.allclose(shared_bias_vjp_b(v) * step, v @ slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def shared_bias(A, x, b):
    """Return A x + b 1, shape (m,)."""
    return A @ x + b


def shared_bias_db(A, x, b):
    """Return the derivative by b, shape (m,)."""
    return np.ones(len(A))


def shared_bias_vjp_b(v):
    """Return v^T times the derivative by b, a scalar."""
    return np.sum(v)
