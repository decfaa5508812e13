"""Product of two matrices, stacked, differentiated by its right factor.

Shapes: A (m, n), B (n, p) -> value (mp,), derivative (mp, n, p).
Sources: Kong K88; Cookbook (520).

>>> rng = np.random.default_rng(0)
>>> A = rng.normal(size=(4, 3))
>>> B, V = rng.normal(size=(2, 3, 5))
>>> slope = product_by_right_factor(A, B + 1e-20j * V).imag / 1e-20
>>> np.allclose(np.tensordot(product_by_right_factor_dB(A, B), V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def product_by_right_factor(A, B):
    """Return vec(A B), shape (mp,): the columns of the product, one below the other."""
    return (A @ B).ravel(order="F")


def product_by_right_factor_dB(A, B):
    """Return the derivative by B, shape (mp, n, p): the Jacobian by vec(B), (mp, np), folded column by column."""
    J = np.kron(np.eye(B.shape[1]), A)
    return J.reshape((len(J), *B.shape), order="F")
