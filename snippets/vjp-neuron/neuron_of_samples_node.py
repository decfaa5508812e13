"""Neuron with a rectified linear unit, for all samples at once, and its vector-Jacobian products.

Shapes: w (n,), b (), X (N, n) with samples as rows, X w + b without zeros -> value u (N,); v (N,) -> products (n,), ().
Sources: Kong K76, K79, K85; Blog B47.

Central differences, since max compares. They are exact up to rounding
while no sample changes its case within the step.

>>> rng = np.random.default_rng(0)
>>> X, v = rng.normal(size=(7, 3)), rng.normal(size=7)
>>> w, t = rng.normal(size=(2, 3))
>>> b, h = rng.normal(), 1e-4
>>> u = neuron_of_samples_node(w, b, X)
>>> slope = v @ (neuron_of_samples_node(w + h * t, b, X) - neuron_of_samples_node(w - h * t, b, X)) / (2 * h)
>>> np.allclose(neuron_of_samples_node_vjp_w(v, u, X) @ t, slope, rtol=0, atol=1e-10)
True
>>> slope = v @ (neuron_of_samples_node(w, b + h, X) - neuron_of_samples_node(w, b - h, X)) / (2 * h)
>>> np.allclose(neuron_of_samples_node_vjp_b(v, u), slope, rtol=0, atol=1e-10)
True
"""

import numpy as np


def neuron_of_samples_node(w, b, X):
    """Return max(0, w . x_i + b) for every sample, shape (N,)."""
    return np.maximum(0, X @ w + b)


def neuron_of_samples_node_vjp_w(v, u, X):
    """Return v times the Jacobian by w, shape (n,)."""
    return (v * (u > 0)) @ X


def neuron_of_samples_node_vjp_b(v, u):
    """Return v times the Jacobian by b, a scalar."""
    return v @ (u > 0)
