"""Layer normalisation before scale and shift, differentiated by its input.

Shapes: x (n,), epsilon (), positive -> value (n,), derivative (n, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 5))
>>> slope = layer_normalisation(x + 1e-20j * v, 0.1).imag / 1e-20
>>> np.allclose(layer_normalisation_dx(x, 0.1) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def layer_normalisation(x, epsilon):
    """Return (x - mean) / sqrt(variance + epsilon), shape (n,)."""
    c = x - np.mean(x)
    return c / np.sqrt(np.mean(c**2) + epsilon)


def layer_normalisation_dx(x, epsilon):
    """Return the derivative by x, shape (n, n)."""
    n, y = len(x), layer_normalisation(x, epsilon)
    return (np.eye(n) - 1 / n - np.outer(y, y) / n) / np.sqrt(np.var(x) + epsilon)
