"""Linear algebra: matrices that are not square, singular or imaginary."""

import numpy as np
import pytest

from tests.expressions import COMPLEX, REAL, Expression, refused
from verifier.arrays import SingularError
from verifier.errors import ShapeError

SHAPES = [
    (r"\mathbf{A}^{-1}", "the inverse of a matrix that is not square, m × n"),
    (r"\mathbf{A}^{-\top}", "the inverse of a matrix that is not square, m × n"),
    (r"\operatorname{tr}(\mathbf{A})", "tr of a matrix that is not square, m × n"),
    (r"\det(\mathbf{x})", "det of a matrix that is not square, n × 1"),
    (r"\operatorname{diagonal}(\mathbf{A})", "diagonal of a matrix that is not square, m × n"),
    (r"\operatorname{diag}(\mathbf{A})", "diag of m × n, expected a column"),
    (r"\operatorname{diag}(\mathbf{r})", "diag of 1 × p, expected a column"),
]


@pytest.mark.parametrize("tex, message", SHAPES)
def test_shapes_that_do_not_fit_are_refused(tex, message):
    refused(tex, ShapeError, message)


@pytest.mark.parametrize("tex", [r"\mathbf{S}^{-1}", r"\mathbf{S}^{-\top}", r"(\mathbf{x} \mathbf{y}^{\top})^{-1}"])
def test_inverse_of_a_singular_matrix_is_refused(tex):
    refused(tex, SingularError, "")


@pytest.mark.parametrize(
    "tex, expected",
    [
        (r"\det(\mathrm{i} (\mathbf{X} + \mathbf{X}^{*}))", lambda v: np.linalg.det(2j * v.X.real)),
        (r"(\mathrm{i} (\mathbf{X} + \mathbf{X}^{*}))^{-1}", lambda v: np.linalg.inv(2j * v.X.real)),
    ],
)
def test_imaginary_matrix_is_no_complex_step(tex, expected):
    expression = Expression(COMPLEX, tex)
    expression.check(expected(expression.v))


def test_pseudo_inverse_of_rank_one():
    expression = Expression(REAL, r"(\mathbf{a} \mathbf{x}^{\top})^{+}")
    expression.check(np.linalg.pinv(np.outer(expression.v.a, expression.v.x)))
