"""Cofactors and adjugate: singular matrices, one row, and slopes where nothing can be inverted."""

import numpy as np
import pytest

from tests.expressions import ARITHMETICS, REAL, Expression, refused
from verifier.errors import ShapeError

ONE = r"For $\mathbf{A} \in \mathbb{R}^{n \times n}$"


def minors(a):
    """Return the cofactors, by NumPy's determinants of what is left."""
    n = len(a)
    return np.array(
        [[(-1) ** (i + j) * np.linalg.det(np.delete(np.delete(a, i, 0), j, 1)) for j in range(n)] for i in range(n)]
    )


def test_cofactors_of_a_singular_matrix():
    expression = Expression(REAL, r"\operatorname{cof}(\mathbf{S})", smallest=4)
    assert abs(np.linalg.det(expression.v.S)) < 1e-12
    expression.check(minors(expression.v.S))


def test_adjugate_of_rank_two_less_is_zero():
    expression = Expression(REAL, r"\operatorname{adj}(\mathbf{x} \mathbf{y}^{\top})", smallest=4)
    expression.check(np.zeros((expression.v.n, expression.v.n)))


@pytest.mark.parametrize("name", ["adj", "cof"])
@pytest.mark.parametrize("arithmetic", ARITHMETICS)
def test_one_row_has_an_empty_minor(name, arithmetic):
    expression = Expression(ONE, rf"\operatorname{{{name}}}(\mathbf{{A}})", ones=frozenset("n"))
    found = expression.value(ARITHMETICS[arithmetic])
    assert [float(x) for row in ARITHMETICS[arithmetic].rows(found) for x in row] == [1.0]


def test_slope_of_the_determinant_of_a_singular_matrix():
    expression = Expression(REAL, r"\frac{\partial \det(\mathbf{S})}{\partial \mathbf{S}}", "denominator")
    expression.check(minors(expression.v.S))


def test_shapes_that_do_not_fit_are_refused():
    refused(r"\operatorname{adj}(\mathbf{A})", ShapeError, "the adjugate of a matrix that is not square, m × n")
    refused(
        r"\operatorname{cof}(\mathbf{x})", ShapeError, "the matrix of cofactors of a matrix that is not square, n × 1"
    )
