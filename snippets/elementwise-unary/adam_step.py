"""Step of Adam, differentiated by each of its moments.

Shapes: m (n,), v (n,), positive, eta (), varepsilon () -> value (n,), derivatives (n, n) and (n, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> m, k = rng.normal(size=(2, 4))
>>> v, h = rng.uniform(0.5, 2, size=(2, 4))
>>> slope = adam_step(m + 1e-20j * k, v, 0.1, 0.3).imag / 1e-20
>>> np.allclose(adam_step_dm(m, v, 0.1, 0.3) @ k, slope, rtol=1e-12, atol=0)
True
>>> slope = adam_step(m, v + 1e-20j * h, 0.1, 0.3).imag / 1e-20
>>> np.allclose(adam_step_dv(m, v, 0.1, 0.3) @ h, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def adam_step(m, v, eta, varepsilon):
    """Return what is added to the parameters, shape (n,)."""
    return -eta * m / (np.sqrt(v) + varepsilon)


def adam_step_dm(m, v, eta, varepsilon):
    """Return the derivative by m, shape (n, n)."""
    return -eta * np.diag(1 / (np.sqrt(v) + varepsilon))


def adam_step_dv(m, v, eta, varepsilon):
    """Return the derivative by v, shape (n, n)."""
    root = np.sqrt(v)
    return eta / 2 * np.diag(m / (root * (root + varepsilon) ** 2))
