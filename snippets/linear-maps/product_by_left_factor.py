"""Product of two matrices, stacked, differentiated by its left factor.

Shapes: A (m, n), B (n, p) -> value (mp,), derivative (mp, m, n).
Sources: Kong K88; Cookbook (520).

>>> rng = np.random.default_rng(0)
>>> A, V = rng.normal(size=(2, 4, 3))
>>> B = rng.normal(size=(3, 5))
>>> slope = product_by_left_factor(A + 1e-20j * V, B).imag / 1e-20
>>> np.allclose(np.tensordot(product_by_left_factor_dA(A, B), V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def product_by_left_factor(A, B):
    """Return vec(A B), shape (mp,): the columns of the product, one below the other."""
    return (A @ B).ravel(order="F")


def product_by_left_factor_dA(A, B):
    """Return the derivative by A, shape (mp, m, n): the Jacobian by vec(A), (mp, mn), folded column by column."""
    J = np.kron(B.T, np.eye(len(A)))
    return J.reshape((len(J), *A.shape), order="F")
