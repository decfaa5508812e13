"""Neuron with a rectified linear unit, differentiated by its weights.

Shapes: w (n,), b (), x (n,) -> value (), derivative (n,).
Sources: Kong K65, K71, K72; Parr & Howard PH81, PH92, PH93.

Central differences, since max compares. They are exact up to rounding
while w . x + b keeps its sign within the step.

>>> rng = np.random.default_rng(0)
>>> w, x, v = rng.normal(size=(3, 5))
>>> b = -w @ x + np.array([-0.5, 0.5])  # inactive, active
>>> slope = [(neuron_by_weights(w + 1e-4 * v, c, x) - neuron_by_weights(w - 1e-4 * v, c, x)) / 2e-4 for c in b]
>>> np.allclose([neuron_by_weights_dw(w, c, x) @ v for c in b], slope, rtol=0, atol=1e-10)
True
"""

import numpy as np


def neuron_by_weights(w, b, x):
    """Return max(0, w . x + b), a scalar."""
    return max(0, w @ x + b)


def neuron_by_weights_dw(w, b, x):
    """Return the derivative by w, shape (n,); 0 at the kink, by convention."""
    return x * (w @ x + b > 0)
