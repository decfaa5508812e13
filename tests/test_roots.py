r"""Roots: what is proven to be one, in a ball if no float holds it, and what is none."""

import cmath
import math

import pytest

from tests.expressions import statement_of
from verifier.numbers.ball import Ball, ComplexBall, radius
from verifier.probe import _moved
from verifier.roots import Gap, plain_number

REAL, COMPLEX = r"For $x \in \mathbb{R}$,", r"For $x \in \mathbb{C}$,"


def roots(tex, sentence=REAL):
    """Return the roots of an expression in x."""
    statement = statement_of(sentence, f"{tex} = {tex}")
    side = statement.typed.sides[0]
    base = statement.point("roots")
    return Gap(statement, (side, None), lambda number: _moved(base, "x", number), sentence is REAL).roots(by_balls=True)


@pytest.mark.parametrize(("tex", "wanted"), [(r"2 x - 3", 1.5), (r"x^2 - 9", 3.0), (r"(x + 1)^3 - 8", 1.0)])
def test_a_fraction_is_found_as_itself(tex, wanted):
    assert wanted in map(abs, roots(tex)) and not any(isinstance(root, Ball) for root in roots(tex))


@pytest.mark.parametrize(
    ("tex", "wanted"), [(r"x^2 - 2", math.sqrt(2)), (r"3 x - 1", 1 / 3), (r"e^{x} - 2", math.log(2))]
)
def test_what_no_float_holds_is_in_a_ball(tex, wanted):
    found = [root for root in roots(tex) if isinstance(root, Ball)]
    assert any(abs(abs(plain_number(root)) - wanted) < 1e-15 for root in found)
    assert all(float(radius(root)) < 1e-39 for root in found)


@pytest.mark.parametrize("tex", [r"1 - \operatorname{sigmoid}(10 x)", r"1 - \tanh(10 x)"])
def test_what_no_digits_tell_from_zero_is_no_root(tex):
    assert roots(tex) == []


@pytest.mark.parametrize("tex", [r"x^2 + 2", r"\frac{1}{x - \pi}", r"e^{x}", r"\cosh(x)"])
def test_poles_and_positive_functions_have_no_root(tex):
    assert roots(tex) == []


@pytest.mark.parametrize(
    ("tex", "wanted"),
    [(r"x^2 + 2", 1j * math.sqrt(2)), (r"x^{*} x - 2", math.sqrt(2)), (r"e^{x} + 2", cmath.log(-2))],
)
def test_complex_roots_are_in_a_ball(tex, wanted):
    found = [root for root in roots(tex, COMPLEX) if isinstance(root, (Ball, ComplexBall))]
    assert any(abs(plain_number(root) - wanted) < 1e-14 for root in found)
