"""Scalar function of a matrix, and its vector-Jacobian product.

Shapes: f (), its gradient df_dX (m, n) -> value (); v (), df_dX (m, n) -> product (m, n).
Sources: Wikipedia SM2, SM5.

>>> rng = np.random.default_rng(0)
>>> X, U = rng.normal(size=(2, 4, 3))
>>> v = rng.normal()
>>> f = complex(np.sum(np.sin(X + 1e-20j * U)))
>>> slope = v * scalar_of_matrix_node(f).imag / 1e-20
>>> np.allclose(np.sum(scalar_of_matrix_node_vjp_X(v, np.cos(X)) * U), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def scalar_of_matrix_node(f):
    """Return the value of the function itself, a scalar."""
    return f


def scalar_of_matrix_node_vjp_X(v, df_dX):
    """Return v times the derivative by X in denominator layout, shape (m, n)."""
    return v * df_dX
