"""Root mean square normalisation before the scale, differentiated by its input.

Shapes: x (n,), epsilon (), positive -> value (n,), derivative (n, n).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, v = rng.normal(size=(2, 5))
>>> slope = root_mean_square_normalisation(x + 1e-20j * v, 0.1).imag / 1e-20
>>> np.allclose(root_mean_square_normalisation_dx(x, 0.1) @ v, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def root_mean_square_normalisation(x, epsilon):
    """Return x / sqrt(mean of squares + epsilon), shape (n,)."""
    return x / np.sqrt(np.mean(x**2) + epsilon)


def root_mean_square_normalisation_dx(x, epsilon):
    """Return the derivative by x, shape (n, n)."""
    n, r = len(x), np.sqrt(np.mean(x**2) + epsilon)
    y = x / r
    return (np.eye(n) - np.outer(y, y) / n) / r
