"""Linear layer, differentiated by its bias, its weights and its input.

Shapes: W (m, n), x (n,), b (m,) -> value (m,), derivatives (m, m), (m, m, n) and (m, n).
Sources: Blog B16, B17, B36, B41.

>>> rng = np.random.default_rng(0)
>>> W, V = rng.normal(size=(2, 4, 3))
>>> x, u = rng.normal(size=(2, 3))
>>> b, v = rng.normal(size=(2, 4))
>>> slope = linear_layer(W, x, b + 1e-20j * v).imag / 1e-20
>>> np.allclose(linear_layer_db(W, x, b) @ v, slope, rtol=1e-12, atol=0)
True
>>> slope = linear_layer(W + 1e-20j * V, x, b).imag / 1e-20
>>> np.allclose(np.einsum("ijk,jk->i", linear_layer_dW(W, x, b), V), slope, rtol=1e-12, atol=0)
True
>>> slope = linear_layer(W, x + 1e-20j * u, b).imag / 1e-20
>>> np.allclose(linear_layer_dx(W, x, b) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def linear_layer(W, x, b):
    """Return W x + b, shape (m,)."""
    return W @ x + b


def linear_layer_db(W, x, b):
    """Return the derivative by b, shape (m, m)."""
    return np.eye(len(b))


def linear_layer_dW(W, x, b):
    """Return the derivative by W, shape (m, m, n)."""
    return np.einsum("ij,k->ijk", np.eye(len(b)), x)


def linear_layer_dx(W, x, b):
    """Return the derivative by x, shape (m, n)."""
    return W
