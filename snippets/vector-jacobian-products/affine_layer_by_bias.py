"""Affine layer, and its vector-Jacobian product by the bias.

Shapes: A (m, n), x (n,), b (m,) -> value (m,); v (m,) -> product (m,).
Sources: Blog B17, B47.

>>> rng = np.random.default_rng(0)
>>> A, x = rng.normal(size=(4, 3)), rng.normal(size=3)
>>> b, u, v = rng.normal(size=(3, 4))
>>> slope = v @ affine_layer_by_bias(A, x, b + 1e-20j * u).imag / 1e-20
>>> np.allclose(affine_layer_by_bias_vjp_b(v) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def affine_layer_by_bias(A, x, b):
    """Return A x + b, shape (m,)."""
    return A @ x + b


def affine_layer_by_bias_vjp_b(v):
    """Return v times the Jacobian by b, shape (m,)."""
    return v
