"""Functions of one number: outside of their domain, and the exponential as a power."""

import numpy as np
import pytest

from tests.expressions import REAL, Expression, refused


@pytest.mark.parametrize(
    "tex, message",
    [
        (r"\ln(-q)", "logarithm of a number that is not positive"),
        (r"\ln(q - q)", "logarithm of a number that is not positive"),
        (r"\log(-\mathbf{v})", "logarithm of a number that is not positive"),
        (r"\sqrt{-q}", "square root of a negative number"),
        (r"\sqrt{-\mathbf{v}}", "square root of a negative number"),
    ],
)
def test_negative_numbers_are_refused(tex, message):
    refused(tex, ValueError, message)


@pytest.mark.parametrize("tex", [r"\ln(q)", r"\log(\mathbf{v})", r"\sqrt{q}", r"\ln(\sqrt{q})", r"\sin(\ln(q))"])
def test_logarithm_restricts_the_domain(tex):
    assert Expression(REAL, tex).statement.has_domain


@pytest.mark.parametrize("tex", [r"\sin(q)", r"\arctan(q)", r"\exp(q)", r"e^{q}", r"\lvert z \rvert"])
def test_function_of_all_numbers_restricts_nothing(tex):
    assert not Expression(REAL, tex).statement.has_domain


def test_exponential_is_read_as_a_power():
    expression = Expression(REAL, r"e^{\mathbf{A}}")
    expression.check(np.exp(expression.v.A))


def test_sign_and_relu_at_zero():
    for tex in (r"\operatorname{sign}(z - z)", r"\operatorname{relu}(z - z)", r"\lvert z - z \rvert"):
        Expression(REAL, tex).check(0)
