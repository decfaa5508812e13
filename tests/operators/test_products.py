"""Products: which shapes each takes."""

import numpy as np
import pytest

from tests.expressions import REAL, Expression, refused
from verifier.errors import NotationError, ShapeError

VALUES = {
    r"\mathbf{a}^{\top} \mathbf{A} \mathbf{x}": lambda v: np.einsum("i,ij,j", v.a[:, 0], v.A, v.x[:, 0]),
    r"\mathbf{a} \mathbf{x}^{\top}": lambda v: np.outer(v.a, v.x),
    r"\mathbf{C} \mathbf{r}^{\top}": lambda v: v.C @ v.r.T,
    r"z \cdot \mathbf{x}": lambda v: v.z * v.x,
    r"\mathbf{x} \cdot z": lambda v: v.z * v.x,
    r"\mathbf{A} \times z": lambda v: v.z * v.A,
    r"z \cdot w \cdot q": lambda v: v.z * v.w * v.q,
    r"\mathbf{A} \odot \mathbf{B} \odot \mathbf{D}": lambda v: v.A * v.B * v.D,
    r"z \odot w": lambda v: v.z * v.w,
    r"z \oslash q": lambda v: v.z / v.q,
}
SHAPES = [
    (r"\mathbf{A} \mathbf{B}", "the product of m × n and m × n does not exist, as n and m differ"),
    (r"\mathbf{x} \mathbf{x}", "the product of n × 1 and n × 1 does not exist, as 1 and n differ"),
    (r"\mathbf{x} \cdot \mathbf{a}", "the dot product of n × 1 and m × 1 does not exist"),
    (r"\mathbf{X} \cdot \mathbf{X}", "the dot product of n × n and n × n does not exist"),
    (
        r"\mathbf{x} \cdot \mathbf{y} \cdot \mathbf{x}",
        "at most one factor beside this sign is no scalar: use brackets, or no sign at all",
    ),
    (
        r"\mathbf{A} \times \mathbf{C}",
        "the cross product is of columns of 3, this is m × n: a matrix product has no sign at all",
    ),
    (
        r"\mathbf{a} \times \mathbf{b}",
        "the cross product is of columns of 3, this is m × 1: a matrix product has no sign at all",
    ),
    (
        r"\mathbf{e}_1 \times \mathbf{e}_2 \times \mathbf{e}_3",
        "the cross product is of two columns: brackets must say which come first",
    ),
    (r"\langle \mathbf{A}, \mathbf{C} \rangle", "the inner product of shapes that differ: m × n and n × p"),
    (r"\mathbf{x} * \mathbf{A}", "a convolution is of columns, this is m × n"),
    (
        r"\mathbf{x} * \mathbf{y} + \mathbf{x}",
        "a sum of shapes that differ: (2·n - 1) × 1 and n × 1",
    ),
    (r"\mathbf{A} \odot \mathbf{C}", "an elementwise product of shapes that differ: m × n and n × p"),
    (r"\mathbf{x} \odot z", "an elementwise product of shapes that differ: n × 1 and 1 × 1"),
    (r"\mathbf{x} \oslash \mathbf{a}", "an elementwise quotient of shapes that differ: n × 1 and m × 1"),
]


def test_inner_product_needs_two_operands():
    message = r"between \langle and \rangle stand two operands and a comma"
    refused(r"\langle \mathbf{A} \rangle", NotationError, message)
    refused(r"\lVert \mathbf{A}, \mathbf{B} \rVert", NotationError, r"\lVert takes no comma")
    refused(r"\langle \mathbf{A}, \mathbf{B} \rVert", NotationError, r"the bracket \langle is closed by \rVert")
    refused(r"\langle \mathbf{A}, \mathbf{B} \rangle_2", NotationError, r"\langle takes no index 2")


@pytest.mark.parametrize("tex", VALUES)
def test_value_agrees_with_numpy(tex):
    expression = Expression(REAL, tex)
    expression.check(VALUES[tex](expression.v))


@pytest.mark.parametrize("tex, message", SHAPES)
def test_shapes_that_do_not_fit_are_refused(tex, message):
    refused(tex, ShapeError, message)
