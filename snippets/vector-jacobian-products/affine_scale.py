"""Scale and shift of layer normalisation, and their vector-Jacobian products.

Shapes: x, gamma, beta (n,) -> value (n,); v and what is saved (n,) -> products (n,).
Sources: Kong K29, K33; Blog B17, B23, B24, B47.

>>> rng = np.random.default_rng(0)
>>> x, gamma, beta, u, v = rng.normal(size=(5, 4))
>>> slope = v @ affine_scale(x + 1e-20j * u, gamma, beta).imag / 1e-20
>>> np.allclose(affine_scale_vjp_x(v, gamma) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v @ affine_scale(x, gamma + 1e-20j * u, beta).imag / 1e-20
>>> np.allclose(affine_scale_vjp_gamma(v, x) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v @ affine_scale(x, gamma, beta + 1e-20j * u).imag / 1e-20
>>> np.allclose(affine_scale_vjp_beta(v) @ u, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def affine_scale(x, gamma, beta):
    """Return gamma * x + beta, shape (n,)."""
    return gamma * x + beta


def affine_scale_vjp_x(v, gamma):
    """Return v times the Jacobian by x, shape (n,)."""
    return v * gamma


def affine_scale_vjp_gamma(v, x):
    """Return v times the Jacobian by gamma, shape (n,)."""
    return v * x


def affine_scale_vjp_beta(v):
    """Return v times the Jacobian by beta, shape (n,)."""
    return v
