"""Neuron with a rectified linear unit, differentiated by its bias.

Shapes: w (n,), b (), x (n,) -> value (), derivative ().
Sources: Kong K73; Parr & Howard PH94.

Central differences, since max compares. They are exact up to rounding
while w . x + b keeps its sign within the step.

>>> rng = np.random.default_rng(0)
>>> w, x = rng.normal(size=(2, 5))
>>> b = -w @ x + np.array([-0.5, 0.5])  # inactive, active
>>> slope = [(neuron_by_bias(w, c + 1e-4, x) - neuron_by_bias(w, c - 1e-4, x)) / 2e-4 for c in b]
>>> np.allclose([neuron_by_bias_db(w, c, x) for c in b], slope, rtol=0, atol=1e-10)
True
"""

import numpy as np


def neuron_by_bias(w, b, x):
    """Return max(0, w . x + b), a scalar."""
    return max(0, w @ x + b)


def neuron_by_bias_db(w, b, x):
    """Return the derivative by b, a scalar: 1 if the neuron is active, else 0."""
    return 1.0 if w @ x + b > 0 else 0.0
