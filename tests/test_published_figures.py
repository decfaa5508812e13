"""The figures on the page about verification: what differs by just more than each of them is noticed."""

from fractions import Fraction

import pytest

from verifier.arrays import FLOAT, high_precision
from verifier.check import check
from verifier.compare import are_equal
from verifier.declare import declare
from verifier.numbers.ball import Ball, PrecisionError, precision
from verifier.pages.snippets import differ
from verifier.statement import Statement


def said(root, words):
    """Make sure that the page says these words."""
    assert " ".join(words.split()) in " ".join((root / "docs" / "verification.md").read_text().split()), words


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ([[1.0]], [[1 + 0.9e-13]], True),
        ([[1.0]], [[1 + 1.2e-13]], False),
        ([[1.0, 0.0]], [[1.0, 0.9e-14]], True),
        ([[1.0, 0.0]], [[1.0, 1.2e-14]], False),
    ],
)
def test_double_precision_is_suspicious_from_the_published_difference_on(root, left, right, equal):
    said(root, r"differ by more than $10^{-13}$ of the entry plus $10^{-14}$ of the largest entry are suspicious")
    assert are_equal(FLOAT.array(left), FLOAT.array(right), FLOAT, "complex") is equal


def one_and(difference, digits, err=0):
    """Return one plus a small number as a 1 x 1 array of balls, and the arithmetic."""
    bits = 120
    ball = Ball(round(Fraction(difference) * 2**bits) + 2**bits, -bits, err)
    return high_precision(digits).array([[ball]]), high_precision(digits)


@pytest.mark.parametrize(("difference", "equal"), [("0.9e-15", True), ("1.2e-15", False)])
def test_central_differences_agree_to_the_published_difference(root, difference, equal):
    said(root, r"Central differences must agree to $10^{-15}$ of the largest entry")
    with precision(200):
        one, numbers = one_and(0, 200)
        assert are_equal(one, one_and(difference, 200)[0], numbers, "central") is equal


@pytest.mark.parametrize(("err", "known"), [(2**19, True), (2**21, False)])
def test_balls_are_narrower_than_published(root, err, known):
    said(root, r"If a bound is not below $10^{-30}$ of the entry")
    with precision(50):
        wide, numbers = one_and(0, 50, err)
        if known:
            assert are_equal(wide, one_and(0, 50)[0], numbers, "dual")
        else:
            with pytest.raises(PrecisionError):
                are_equal(wide, one_and(0, 50)[0], numbers, "dual")


@pytest.mark.parametrize(("difference", "how"), [(0.9e-10, ""), (1.2e-10, "value")])
def test_snippets_agree_to_ten_digits(difference, how):
    assert differ([1.0, 2.0], [1.0, 2.0 + 2 * difference]) == how


def test_sizes_next_to_each_other_begin_at_three(root, monkeypatch):
    said(root, "next to each other, equal, and far apart in either order")
    drawn, point = [], Statement.point

    def spy(statement, *arguments, **how):
        found = point(statement, *arguments, **how)
        drawn.append((how.get("pattern"), sorted(found.sizes.values())))
        return found

    monkeypatch.setattr(Statement, "point", spy)
    declared = declare(r"For $\mathbf{A} \in \mathbb{R}^{m \times n}$,")
    assert check(declared, r"\mathbf{A} = \mathbf{A}").judgements["numerator"].holds
    assert ("consecutive", [3, 4]) in drawn
    assert {"consecutive", "equal", "far", "far reversed", "spread"} <= {pattern for pattern, _ in drawn}
