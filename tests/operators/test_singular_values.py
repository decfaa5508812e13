"""Norms by singular values: against NumPy, with slopes, at ties and at rank-deficient matrices."""

import numpy as np
import pytest

from tests.expressions import ARITHMETICS, COMPLEX, REAL, Expression, array, refused
from verifier.errors import NotationError, ShapeError

NUCLEAR = r"\frac{\partial \lVert \mathbf{A} \rVert_{*}}{\partial \mathbf{A}}"
SPECTRAL = r"\frac{\partial \lVert \mathbf{A} \rVert_2}{\partial \mathbf{A}}"
VALUES = {
    r"\lVert \mathbf{I}_n \rVert_{*}": lambda v: v.n,
    r"\lVert \mathbf{I}_n \rVert_2": lambda v: 1,
    r"\lVert \mathbf{S} \rVert_{*}": lambda v: np.linalg.norm(v.S, "nuc"),
    r"\lVert \mathbf{S} \mathbf{S}^{\top} \rVert_2": lambda v: np.linalg.norm(v.S @ v.S.T, 2),
    r"\lVert \mathbf{A}^{\top} \rVert_{*}": lambda v: np.linalg.norm(v.A, "nuc"),
    r"\lVert \mathbf{x} \rVert_{*}": lambda v: np.linalg.norm(v.x),
    r"\lVert \mathbf{r} \rVert_{\infty}": lambda v: abs(v.r).max(),
    r"\lVert \mathbf{x} \rVert_{\mathbf{P} + \mathbf{I}}": lambda v: np.sqrt(
        (v.x.T @ (v.P + np.eye(v.n)) @ v.x).item()
    ),
    r"\lVert \operatorname{diag}(\mathbf{v}) \rVert_{*}": lambda v: v.v.sum(),
}


def unit_factors(a):
    u, s, vt = np.linalg.svd(a, full_matrices=False)
    return u, s, vt


@pytest.mark.parametrize("tex", VALUES)
def test_value_agrees_with_numpy(tex):
    for smallest in (2, 4):
        expression = Expression(REAL, tex, smallest=smallest)
        expression.check(VALUES[tex](expression.v))


@pytest.mark.parametrize("method", ["complex", "dual"])
@pytest.mark.parametrize("arithmetic", ARITHMETICS)
def test_slopes_are_those_of_the_singular_vectors(arithmetic, method):
    for tex, wanted in (
        (NUCLEAR, lambda a: (lambda u, s, vt: u @ vt)(*unit_factors(a))),
        (SPECTRAL, lambda a: (lambda u, s, vt: np.outer(u[:, 0], vt[0]))(*unit_factors(a))),
    ):
        expression = Expression(REAL, tex, "denominator")
        found = array(expression.value(ARITHMETICS[arithmetic], method))
        np.testing.assert_allclose(found, wanted(expression.v.A), rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("tex", [NUCLEAR, SPECTRAL])
def test_slopes_agree_to_thirty_digits(tex):
    expression = Expression(REAL, tex)
    values = [expression.value(ARITHMETICS["50 digits"], method) for method in ("complex", "dual")]
    for left, right in zip(*values, strict=True):
        assert all(float(abs(x - y)) < 1e-30 for x, y in zip(left, right, strict=True))


def test_large_and_small_singular_values_are_told_apart():
    tex = r"\lVert \mathbf{Y} \rVert_{*} - \lVert \mathbf{Y} \rVert_2"
    expression = Expression(REAL, tex, seed="of rank one", smallest=3)
    n = expression.v.n
    expression.point.values[r"\mathbf{Y}"] = (np.diag([1e4] + [1e-3] * (n - 1)) @ np.ones((n, n)) / n).tolist()
    found = float(expression.value(ARITHMETICS["50 digits"]))
    assert abs(found) < 1e-12, "a matrix of rank one has one singular value that is not zero"


@pytest.mark.parametrize(
    "tex, error, message",
    [
        (r"\lVert \mathbf{A} \rVert_q", ShapeError,
         "this norm is of a vector: of a matrix, m × n, it is the operator norm, which is not evaluated"),
        (r"\lVert \mathbf{A} \rVert_{\mathbf{X}}", ShapeError, "a weighted norm is of a column, this is m × n"),
        (r"\lVert \mathbf{a} \rVert_{\mathbf{X}}", ShapeError, "a column of m × 1 is weighted by n × n"),
        (r"\lVert \mathbf{x} \rVert_{\mathbf{A}}", ShapeError, "a column of n × 1 is weighted by m × n"),
        (r"\lVert \mathbf{x} \rVert_{-\mathbf{P}}", ValueError, "square root of a negative number"),
    ],
)  # fmt: skip
def test_norms_that_do_not_fit_are_refused(tex, error, message):
    refused(tex, error, message)


def test_spectral_norm_is_no_frobenius_norm_of_unknown_size():
    message = r"the size of this matrix follows from nothing in its norm: write it, as in \mathbf{I}_n"
    given = r"For $\mathbf{A} \in \mathbb{R}^{n \times n}$"
    tex = r"\sum_{i,j} \lVert \mathbf{J}^{ij} + \mathbf{J}^{ji} \rVert_2 a_{ij}"
    refused(tex, NotationError, message, given)


def test_weight_of_a_norm_is_read_with_its_place():
    refused(r"\lVert \mathbf{x} \rVert_{2,1}", NotationError, "an operator or the end was expected where , stands")
    Expression(REAL, r"\lVert \mathbf{x} \rVert_{q + 1}").check(
        (lambda v: np.linalg.norm(v.x[:, 0], v.q + 1))(Expression(REAL, r"\lVert \mathbf{x} \rVert_{q + 1}").v)
    )


def test_singular_values_of_a_complex_matrix_are_refused():
    message = "the singular values of a complex matrix are not evaluated: use those of a real one"
    refused(r"\lVert \mathbf{A} \rVert_{*}", NotationError, message, COMPLEX)
