"""Step of Adam, and its vector-Jacobian products by both of its means.

Shapes: m (n,), s (n,), positive, eta (), varepsilon () -> value u (n,); v (n,) and what is saved -> products (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> m, h, v = rng.normal(size=(3, 5))
>>> s = rng.uniform(0.5, 2, size=5)
>>> q = np.sqrt(s)
>>> u, r = adam_node(m, s, 0.1, 0.3), q + 0.3
>>> slope = v @ adam_node(m + 1e-20j * h, s, 0.1, 0.3).imag / 1e-20
>>> np.allclose(adam_node_vjp_m(v, r, 0.1) @ h, slope, rtol=1e-12, atol=0)
True
>>> slope = v @ adam_node(m, s + 1e-20j * h, 0.1, 0.3).imag / 1e-20
>>> np.allclose(adam_node_vjp_s(v, u, q, r) @ h, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def adam_node(m, s, eta, varepsilon):
    """Return what is added to the parameters, shape (n,)."""
    return -eta * m / (np.sqrt(s) + varepsilon)


def adam_node_vjp_m(v, r, eta):
    """Return v times the Jacobian by m, shape (n,); r is the root of s, plus varepsilon."""
    return -eta * v / r


def adam_node_vjp_s(v, u, q, r):
    """Return v times the Jacobian by s, shape (n,); q is the root of s."""
    return -v * u / (2 * q * r)
