"""Linear layer, differentiated by its weights.

Shapes: W (m, n), x (n,), b (m,) -> value (m,), derivative (m, m, n).
Sources: Blog B41.

>>> rng = np.random.default_rng(0)
>>> W, V = rng.normal(size=(2, 4, 3))
>>> x, b = rng.normal(size=3), rng.normal(size=4)
>>> slope = linear_layer_by_weights(W + 1e-20j * V, x, b).imag / 1e-20
>>> np.allclose(np.einsum("ijk,jk->i", linear_layer_by_weights_dW(W, x, b), V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def linear_layer_by_weights(W, x, b):
    """Return W x + b, shape (m,)."""
    return W @ x + b


def linear_layer_by_weights_dW(W, x, b):
    """Return the derivative by W, shape (m, m, n); as (m, m n) after `order="F"` of W."""
    return np.einsum("ij,k->ijk", np.eye(len(b)), x)
