"""Norms: of rows, and what is no norm of a vector."""

import numpy as np
import pytest

from tests.expressions import REAL, Expression, refused
from verifier.errors import ShapeError

OPERATOR_NORM = "this norm is of a vector: of a matrix, m × n, it is the operator norm, which is not evaluated"


@pytest.mark.parametrize("index, order", [("2", 2), ("1", 1), (r"\infty", np.inf), ("q", "q"), ("3", 3), ("F", 2)])
def test_norm_of_a_row_agrees_with_numpy(index, order):
    expression = Expression(REAL, rf"\lVert \mathbf{{r}} \rVert_{{{index}}}")
    order = expression.v.q if order == "q" else order
    expression.check(np.linalg.norm(expression.v.r[0], order))


@pytest.mark.parametrize("index", ["_q", "_3"])
def test_operator_norm_is_refused(index):
    refused(rf"\lVert \mathbf{{A}} \rVert{index}", ShapeError, OPERATOR_NORM)


def test_norm_with_a_vector_as_index_is_refused():
    refused(r"\lVert \mathbf{x} \rVert_{\mathbf{y}}", ShapeError, "a column of n × 1 is weighted by n × 1")
