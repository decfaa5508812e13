"""Functions of a matrix as a whole: of large, nilpotent and commuting matrices."""

import numpy as np

from tests.expressions import REAL, Expression, refused
from verifier.errors import ShapeError


def test_exponential_of_no_square_matrix_is_refused():
    refused(r"\operatorname{expm}(\mathbf{A})", ShapeError, "expm of a matrix that is not square, m × n")


def test_exponential_of_a_diagonal_matrix():
    expression = Expression(REAL, r"\operatorname{expm}(5 \operatorname{diag}(\mathbf{x}))")
    expression.check(np.diag(np.exp(5 * expression.v.x[:, 0])))


def test_exponential_of_zeros_is_the_identity():
    expression = Expression(REAL, r"\operatorname{expm}(\mathbf{X} - \mathbf{X})")
    expression.check(np.eye(expression.v.n))
