"""Triangles, vech and cumulative sums: other diagonals, one row, and shapes that are refused."""

import numpy as np
import pytest

from tests.expressions import REAL, Expression, refused
from verifier.errors import NotationError, ShapeError
from verifier.unify import TRIANGLE, Unknown, known, shape_name, unify

VALUES = {
    r"\operatorname{tril}(\mathbf{A}, -2)": lambda v: np.tril(v.A, -2),
    r"\operatorname{triu}(\mathbf{A}, 2)": lambda v: np.triu(v.A, 2),
    r"\operatorname{tril}(\mathbf{A}, n)": lambda v: v.A,
    r"\operatorname{triu}(\mathbf{x})": lambda v: np.triu(v.x),
    r"\operatorname{vech}(\mathbf{X} \mathbf{X}^{\top})": lambda v: (v.X @ v.X.T)[np.triu_indices(v.n)][:, None],
    r"\operatorname{cumsum}(\mathbf{X} \mathbf{x})": lambda v: np.cumsum(v.X @ v.x)[:, None],
}


@pytest.mark.parametrize("tex", VALUES)
def test_value_agrees_with_numpy(tex):
    for ones in (frozenset(), frozenset("m")):
        expression = Expression(REAL, tex, ones=ones)
        expression.check(VALUES[tex](expression.v))


@pytest.mark.parametrize(
    "tex, message",
    [
        (r"\operatorname{vech}(\mathbf{A})", "vech of a matrix that is not square, m × n"),
        (r"\operatorname{cumsum}(\mathbf{A})", "cumsum of m × n, expected a column"),
        (r"\operatorname{tril}(\mathbf{A}, \mathbf{x})", "the number of a diagonal must be a scalar, this is n × 1"),
        (
            r"\operatorname{vech}(\mathbf{X}) + \mathbf{x}",
            "a sum of shapes that differ: n·(n + 1)/2 × 1 and n × 1",
        ),
        (
            r"\operatorname{vech}(\mathbf{X}) + \operatorname{vec}(\mathbf{X})",
            "a sum of shapes that differ: n·(n + 1)/2 × 1 and n·n × 1",
        ),
    ],
)
def test_shapes_that_do_not_fit_are_refused(tex, message):
    refused(tex, ShapeError, message)


def test_diagonal_is_a_whole_number():
    refused(
        r"\operatorname{tril}(\mathbf{A}, 1/2)",
        NotationError,
        "the number of a diagonal is a whole number, this is 0.5",
    )


def test_triangle_takes_two_arguments_at_most():
    refused(r"\operatorname{tril}(\mathbf{A}, 1, 2)", NotationError, "tril takes 1 to 2 arguments")


def test_triangular_size_is_unified_with_its_like_only():
    side = Unknown()
    assert unify((TRIANGLE, side), (TRIANGLE, "n")) and known(side) == "n"
    side = Unknown()
    assert unify(10, (TRIANGLE, side)) and known(side) == 4
    assert known((TRIANGLE, 3)) == 6
    assert not unify((TRIANGLE, Unknown()), 11), "eleven is no triangular number"
    assert not unify((TRIANGLE, "n"), (TRIANGLE, "m"))
    assert not unify((TRIANGLE, Unknown()), ("*", "n", "n"))
    assert shape_name((("+", (TRIANGLE, "n"), 1), 1)) == "(n·(n + 1)/2 + 1) × 1"
