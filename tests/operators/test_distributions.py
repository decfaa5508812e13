"""Densities and divergences: shapes and domains that are refused, and edges."""

import numpy as np
import pytest

from tests.expressions import ARITHMETICS, REAL, Expression, refused
from verifier.errors import NotationError, ShapeError

SHAPES = [
    (r"\mathcal{N}(\mathbf{a}; \mathbf{x}, \mathbf{P})", "a density at m × 1, and its mean is n × 1"),
    (
        r"\mathcal{N}(\mathbf{a}; \mathbf{a}, \mathbf{P})",
        "the covariance of a normal distribution is m × m here, not n × n",
    ),
    (
        r"\mathcal{N}(\mathbf{A}; \mathbf{A}, \mathbf{P})",
        "the mean of a normal distribution is a column or a number, not m × n",
    ),
    (
        r"\operatorname{KL}(\mathcal{N}(\mathbf{x}, \mathbf{P}) \,\Vert\, \mathcal{N}(z, q))",
        "KL of distributions of n × 1 and 1 × 1",
    ),
    (
        r"\operatorname{KL}(\mathcal{N}(\mathbf{x}, \mathbf{P}) \,\Vert\, \mathcal{N}(\mathbf{y}, q))",
        "the covariance of a normal distribution is n × n here, not 1 × 1",
    ),
    (r"\operatorname{KL}(\mathbf{x} \,\Vert\, \mathbf{a})", "KL of distributions of n × 1 and m × 1"),
    (
        r"\operatorname{KL}(\mathbf{A} \,\Vert\, \mathbf{B})",
        "KL is of columns of probabilities or of normal distributions, not m × n",
    ),
]
UNREADABLE = [
    (r"\mathcal{N}(z, q)", "an operator or the end was expected where , stands"),
    (r"\operatorname{KL}(\mathbf{x}, \mathbf{y})", "an operator or the end was expected where , stands"),
    (r"\operatorname{KL}(\mathbf{x} \Vert \mathbf{y}]", "the bracket ( is closed by ]"),
]


@pytest.mark.parametrize("tex, message", SHAPES)
def test_distribution_of_bad_shape_is_refused(tex, message):
    refused(tex, ShapeError, message)


@pytest.mark.parametrize("tex, message", UNREADABLE)
def test_unreadable_distribution_is_refused(tex, message):
    refused(tex, NotationError, message)


@pytest.mark.parametrize("name", ARITHMETICS)
@pytest.mark.parametrize(
    "tex, message",
    [
        (r"\mathcal{N}(\mathbf{x}; \mathbf{y}, \mathbf{Y})", "a covariance matrix is symmetric"),
        (r"\mathcal{N}(\mathbf{x}; \mathbf{y}, -\mathbf{P})", "a covariance matrix is positive definite"),
        (r"\mathcal{N}(z; w, -q)", "a covariance matrix is positive definite"),
        (r"\operatorname{KL}(\mathcal{N}(z, -1) \Vert \mathcal{N}(w, q))", "a covariance matrix is positive definite"),
        (r"\operatorname{KL}(\mathcal{N}(z, 1) \Vert \mathcal{N}(w, -q))", "a covariance matrix is positive definite"),
        (r"\operatorname{KL}(\mathbf{v} \Vert \operatorname{softmax}(\mathbf{x}))", "these do not add up to 1"),
        (
            r"\operatorname{KL}(\operatorname{softmax}(\mathbf{x}) \Vert 2 \mathbf{e}_1 - \mathbf{e}_2)",
            "one of these is negative",
        ),
        (r"\operatorname{KL}(\operatorname{softmax}(\mathbf{x}) \Vert \mathbf{v})", "these do not add up to 1"),
        (r"\operatorname{KL}(\operatorname{softmax}(\mathbf{x}) \Vert \mathbf{e}_1)", "zero"),
    ],
)
def test_value_outside_of_the_domain_is_refused(tex, message, name):
    with pytest.raises((ValueError, ZeroDivisionError), match=message):
        Expression(REAL, tex).value(ARITHMETICS[name])


def test_divergence_from_a_certain_outcome_is_its_surprise():
    expression = Expression(REAL, r"\operatorname{KL}(\mathbf{e}_1 \Vert \operatorname{softmax}(\mathbf{x}))")
    x = expression.v.x[:, 0]
    expression.check(np.log(np.exp(x).sum()) - x[0])


@pytest.mark.parametrize("sign", [r"\Vert", r"\,\Vert\,", r"\|", r"\parallel"])
@pytest.mark.parametrize("name", [r"\operatorname{KL}", r"D_{\mathrm{KL}}", r"\mathrm{KL}"])
def test_spelling_of_the_divergence_is_read(name, sign):
    expression = Expression(REAL, rf"{name}(\mathcal{{N}}(z, 1) {sign} \mathcal{{N}}(w, 1))")
    expression.check((expression.v.z - expression.v.w) ** 2 / 2)
