"""Sums, quotients and powers: which exponents and shapes they take."""

import numpy as np
import pytest
import scipy.linalg

from tests.expressions import ARITHMETICS, REAL, Expression, refused
from verifier.errors import NotationError, ShapeError

VALUES = {
    r"z^{k}": lambda v: v.z**v.k,
    r"\mathbf{X}^{2}": lambda v: v.X @ v.X,
    r"\mathbf{X}^{k}": lambda v: np.linalg.matrix_power(v.X, v.k),
    r"\mathbf{X}^{n-1}": lambda v: np.linalg.matrix_power(v.X, v.n - 1),
    r"\mathbf{X}^{0}": lambda v: np.eye(v.n),
}
SHAPES = [
    (r"\mathbf{A} + \mathbf{C}", "a sum of shapes that differ: m × n and n × p"),
    (r"\mathbf{x} - z", "a sum of shapes that differ: n × 1 and 1 × 1"),
    (r"\frac{z}{\mathbf{x}}", "what divides must be a scalar, this is n × 1"),
    (r"z / \mathbf{x}", "what divides must be a scalar, this is n × 1"),
    (r"z^{\mathbf{x}}", "an exponent must be a scalar, this is n × 1"),
    (r"\mathbf{X}^{\mathbf{x}}", "an exponent must be a scalar, this is n × 1"),
    (r"\mathbf{A}^{\odot \mathbf{x}}", "an exponent must be a scalar, this is n × 1"),
    (r"\mathbf{A}^{2}", "a power of a matrix that is not square, m × n"),
    (r"\prod_{i=1}^{N} \mathbf{u}_i", "a product over an index must be a scalar, this is n × 1"),
]


@pytest.mark.parametrize("tex", VALUES)
def test_value_agrees_with_numpy(tex):
    expression = Expression(REAL, tex)
    expression.check(VALUES[tex](expression.v))


@pytest.mark.parametrize("tex, message", SHAPES)
def test_shapes_that_do_not_fit_are_refused(tex, message):
    refused(tex, ShapeError, message)


@pytest.mark.parametrize("exponent", ["q", "1/2", r"\frac{1}{2}", "0.5"])
def test_matrix_power_without_integer_agrees_with_scipy(exponent):
    expression = Expression(REAL, rf"\mathbf{{X}}^{{{exponent}}}")
    number = expression.v.q if exponent == "q" else 0.5
    power = scipy.linalg.fractional_matrix_power(expression.v.X, number)
    np.testing.assert_allclose(power.imag, 0, atol=1e-12)
    expression.check(power.real)


def test_huge_power_of_a_matrix_is_refused():
    refused(r"\mathbf{X}^{1001}", NotationError, "powers of a matrix are evaluated up to 1000")


@pytest.mark.parametrize("tex", [r"(-q)^{1/2}", r"(-q)^{0.5}", r"(-\mathbf{v})^{\odot 1/2}", r"(-q)^{q}"])
def test_root_of_a_negative_base_is_refused(tex):
    refused(tex, ValueError, "logarithm of a number that is not positive")


FRACTIONS = ["1/2", "-1/2", "0.5", "-0.5", r"\frac{1}{2}", r"-\frac{1}{2}", "1 + 1/2", "z", "2 z", "z + 1", r"\sin(z)"]
INTEGERS = ["2", "-3", "n", "n - 1", "2 n", "-(n + 1)"]


@pytest.mark.parametrize("exponent", [*FRACTIONS, *INTEGERS])
def test_fractional_exponent_restricts_the_domain(exponent):
    for tex in (f"q^{{{exponent}}}", rf"\mathbf{{v}}^{{\odot ({exponent})}}"):
        assert Expression(REAL, tex).statement.has_domain == (exponent in FRACTIONS)


def test_integer_power_of_a_matrix_restricts_nothing():
    assert not Expression(REAL, r"\mathbf{X}^{3} + \mathbf{X}^{n - 1}").statement.has_domain


def test_division_by_zero_is_refused():
    for tex in (r"\frac{z}{q - q}", r"z / (q - q)", "(q - q)^{-2}"):
        for arithmetic in ARITHMETICS.values():
            with pytest.raises(ZeroDivisionError):
                Expression(REAL, tex).value(arithmetic)
