"""Maximum, minimum and softmax: shapes, ties and large numbers."""

import numpy as np
import pytest

from tests.expressions import REAL, Expression, refused
from verifier.errors import ShapeError

SHAPES = [
    (r"\max(\mathbf{x}, \mathbf{a})", "the maximum of shapes that differ: n × 1 and m × 1"),
    (r"\min(\mathbf{A}, z)", "the minimum of shapes that differ: m × n and 1 × 1"),
    (r"\operatorname{softmax}(\mathbf{A})", "softmax of m × n, expected a column"),
    (r"\operatorname{softmax}(\mathbf{r})", "softmax of 1 × p, expected a column"),
]
VALUES = {
    r"\max(\mathbf{x}, \mathbf{y}, \mathbf{v})": lambda v: np.maximum(np.maximum(v.x, v.y), v.v),
    r"\min(z, w, q)": lambda v: min(v.z, v.w, v.q),
    r"\max(\mathbf{r})": lambda v: v.r.max(),
    r"\max(\mathbf{x}, \mathbf{x})": lambda v: v.x,
}


@pytest.mark.parametrize("tex", VALUES)
def test_value_agrees_with_numpy(tex):
    expression = Expression(REAL, tex)
    expression.check(VALUES[tex](expression.v))


@pytest.mark.parametrize("tex, message", SHAPES)
def test_shapes_that_do_not_fit_are_refused(tex, message):
    refused(tex, ShapeError, message)
