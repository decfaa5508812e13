"""Logistic neuron, and its vector-Jacobian products; what arrives is a number.

Shapes: w (n,), b (), x (n,) -> value p (); v () -> products (n,), () and (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> w, x, u = rng.normal(size=(3, 5))
>>> b, t, v = rng.normal(size=3)
>>> p = logistic_neuron_node(w, b, x)
>>> slope = v * logistic_neuron_node(w + 1e-20j * u, b, x).imag / 1e-20
>>> np.allclose(logistic_neuron_node_vjp_w(v, p, x) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = v * logistic_neuron_node(w, b + 1e-20j * t, x).imag / 1e-20
>>> np.allclose(logistic_neuron_node_vjp_b(v, p) * t, slope, rtol=1e-12, atol=0)
True
>>> slope = v * logistic_neuron_node(w, b, x + 1e-20j * u).imag / 1e-20
>>> np.allclose(logistic_neuron_node_vjp_x(v, p, w) @ u, slope, rtol=1e-12, atol=0)
True
>>> value = logistic_neuron_node(w, np.log(3) - w @ x, x)  # odds of three to one
>>> np.allclose(value, 0.75, rtol=1e-12, atol=0)
True
"""

import numpy as np


def logistic_neuron_node(w, b, x):
    """Return 1 / (1 + e^-(w . x + b)), a scalar."""
    return 1 / (1 + np.exp(-(w @ x + b)))


def logistic_neuron_node_vjp_w(v, p, x):
    """Return v times the derivative by w, shape (n,)."""
    return v * p * (1 - p) * x


def logistic_neuron_node_vjp_b(v, p):
    """Return v times the derivative by b, a scalar."""
    return v * p * (1 - p)


def logistic_neuron_node_vjp_x(v, p, w):
    """Return v times the derivative by x, shape (n,)."""
    return v * p * (1 - p) * w
