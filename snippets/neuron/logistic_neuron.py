"""Logistic neuron, differentiated by its weights, its bias and its input.

Shapes: w (n,), b (), x (n,) -> value (), derivatives by w (n,), by b (), by x (n,).
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> w, x, u, v = rng.normal(size=(4, 5))
>>> b, t = rng.normal(size=2)
>>> slope = logistic_neuron(w + 1e-20j * u, b, x).imag / 1e-20
>>> np.allclose(logistic_neuron_dw(w, b, x) @ u, slope, rtol=1e-12, atol=0)
True
>>> slope = logistic_neuron(w, b + 1e-20j * t, x).imag / 1e-20
>>> np.allclose(logistic_neuron_db(w, b, x) * t, slope, rtol=1e-12, atol=0)
True
>>> slope = logistic_neuron(w, b, x + 1e-20j * v).imag / 1e-20
>>> np.allclose(logistic_neuron_dx(w, b, x) @ v, slope, rtol=1e-12, atol=0)
True
>>> value = logistic_neuron(w, np.log(3) - w @ x, x)  # odds of three to one
>>> np.allclose(value, 0.75, rtol=1e-12, atol=0)
True
"""

import numpy as np


def logistic_neuron(w, b, x):
    """Return 1 / (1 + e^-(w . x + b)), a scalar."""
    return 1 / (1 + np.exp(-(w @ x + b)))


def logistic_neuron_dw(w, b, x):
    """Return the derivative by w, shape (n,)."""
    p = logistic_neuron(w, b, x)
    return p * (1 - p) * x


def logistic_neuron_db(w, b, x):
    """Return the derivative by b, a scalar."""
    p = logistic_neuron(w, b, x)
    return p * (1 - p)


def logistic_neuron_dx(w, b, x):
    """Return the derivative by x, shape (n,)."""
    p = logistic_neuron(w, b, x)
    return p * (1 - p) * w
