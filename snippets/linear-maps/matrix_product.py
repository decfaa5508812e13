"""Product of two matrices, differentiated by each of them.

Shapes: A (m, n), B (n, p) -> value (m, p), derivatives (m, p, m, n) and (m, p, n, p).
Sources: Kong K88; Blog B14; Barnes D3.

>>> rng = np.random.default_rng(0)
>>> A, U = rng.normal(size=(2, 4, 3))
>>> B, V = rng.normal(size=(2, 3, 5))
>>> slope = matrix_product(A + 1e-20j * U, B).imag / 1e-20
>>> np.allclose(np.einsum("ijkl,kl->ij", matrix_product_dA(A, B), U), slope, rtol=1e-12, atol=0)
True
>>> slope = matrix_product(A, B + 1e-20j * V).imag / 1e-20
>>> np.allclose(np.einsum("ijkl,kl->ij", matrix_product_dB(A, B), V), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def matrix_product(A, B):
    """Return A B, shape (m, p)."""
    return A @ B


def matrix_product_dA(A, B):
    """Return the derivative by A, shape (m, p, m, n)."""
    return np.einsum("ik,lj->ijkl", np.eye(len(A)), B)


def matrix_product_dB(A, B):
    """Return the derivative by B, shape (m, p, n, p)."""
    return np.einsum("ik,jl->ijkl", A, np.eye(B.shape[1]))
