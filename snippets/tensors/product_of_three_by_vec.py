"""Product of three matrices, stacked, differentiated by the middle one.

Shapes: A (m, n), X (n, p), B (p, q) -> value (mq,), derivative (mq, n, p).
Sources: Kong K88; Cookbook (520).

>>> rng = np.random.default_rng(0)
>>> A, B = rng.normal(size=(5, 4)), rng.normal(size=(3, 2))
>>> X, V = rng.normal(size=(2, 4, 3))
>>> slope = product_of_three_by_vec(A, X + 1e-20j * V, B).imag / 1e-20
>>> np.allclose(np.tensordot(product_of_three_by_vec_dX(A, X, B), V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def product_of_three_by_vec(A, X, B):
    """Return vec(A X B), shape (mq,): the columns of the product, one below the other."""
    return (A @ X @ B).ravel(order="F")


def product_of_three_by_vec_dX(A, X, B):
    """Return the derivative by X, shape (mq, n, p): the Jacobian by vec(X), (mq, np), folded column by column."""
    J = np.kron(B.T, A)
    return J.reshape((len(J), *X.shape), order="F")
