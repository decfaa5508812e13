"""Neuron with a rectified linear unit, and its vector-Jacobian products; what arrives is a number.

Shapes: w (n,), b (), x (n,), w . x + b not zero -> value y (); v () -> products (n,), () and (n,).
Sources: Kong K70, K71, K72, K73; Blog B47.

Central differences, since max compares. They are exact up to rounding
while w . x + b keeps its sign within the step.

>>> rng = np.random.default_rng(0)
>>> w, x, u = rng.normal(size=(3, 5))
>>> v, h = rng.normal(), 1e-4
>>> b = -w @ x + np.array([-0.5, 0.5])  # inactive, active
>>> y = [neuron_node(w, c, x) for c in b]
>>> slope = [v * (neuron_node(w + h * u, c, x) - neuron_node(w - h * u, c, x)) / (2 * h) for c in b]
>>> np.allclose([neuron_node_vjp_w(v, out, x) @ u for out in y], slope, rtol=0, atol=1e-10)
True
>>> slope = [v * (neuron_node(w, c + h, x) - neuron_node(w, c - h, x)) / (2 * h) for c in b]
>>> np.allclose([neuron_node_vjp_b(v, out) for out in y], slope, rtol=0, atol=1e-10)
True
>>> slope = [v * (neuron_node(w, c, x + h * u) - neuron_node(w, c, x - h * u)) / (2 * h) for c in b]
>>> np.allclose([neuron_node_vjp_x(v, out, w) @ u for out in y], slope, rtol=0, atol=1e-10)
True
"""

import numpy as np


def neuron_node(w, b, x):
    """Return max(0, w . x + b), a scalar."""
    return max(0, w @ x + b)


def neuron_node_vjp_w(v, y, x):
    """Return v times the derivative by w, shape (n,)."""
    return v * (y > 0) * x


def neuron_node_vjp_b(v, y):
    """Return v times the derivative by b, a scalar."""
    return v * (y > 0)


def neuron_node_vjp_x(v, y, w):
    """Return v times the derivative by x, shape (n,)."""
    return v * (y > 0) * w
