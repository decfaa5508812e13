"""Arrays of balls contain the exact result, and what they decide: entry by entry, relative to what was added."""

from fractions import Fraction

import pytest

from tests.expressions import statement_of
from tests.test_numbers import contains, truth
from verifier.arrays import FLOAT, Numpy, SingularError, at_high_precision, eliminate, high_precision
from verifier.check import check
from verifier.compare import are_equal
from verifier.evaluate import Evaluation, evaluate
from verifier.numbers.ball import DIGITS, PrecisionError, midpoint, precision, radius, to_ball
from verifier.numbers.dual import Dual
from verifier.operators import matrix_functions

X = r"For $x \in \mathbb{R}$"
POSITIVE = r"For positive $x \in \mathbb{R}$"
SQUARE = r"For $\mathbf{A} \in \mathbb{R}^{n \times n}$"
VECTOR = r"For $\mathbf{x} \in \mathbb{R}^{n}$"


def judged(sentence, tex, seed="0"):
    return check(sentence, tex, seed, ("numerator",)).judgements["numerator"]


def column(*entries):
    return r"\begin{bmatrix}" + r" \\ ".join(entries) + r"\end{bmatrix}"


# Statements


@pytest.mark.parametrize(
    "sentence, tex",
    [
        (X, r"e^{-100} = 0"),
        (X, r"e^{-1000} = 0"),
        (X, r"10^{-30} x = 0"),
        (X, f"{column('10^{25}', 'x')} = {column('10^{25}', '2 x')}"),
        (X, f"{column('x', '10^{-40}')} = {column('x', '2 (10^{-40})')}"),
        (X, r"(x + 10^{12}) - 10^{12} = 1.000001 x"),
        (X, r"(x + 10^{30}) - 10^{30} = 2 x"),
        (X, r"(x + 10^{150}) - 10^{150} = 2 x"),
        (X, r"x + 10^{-45} = x"),
        (X, r"1 + e^{-100} = 1"),
        (X, r"\frac{\partial}{\partial x}(\sin(x) + 10^{-25} x) = \cos(x)"),
        (X, r"\frac{\partial}{\partial x}(10^{25} + x^{2}) = 3 x"),
        (X, r"e^{1000} = 2 e^{999}"),
        (VECTOR, r"\mathbf{x} + 10^{-11} (n - 2) \mathbf{x} = \mathbf{x}"),
        (POSITIVE, r"x + 10^{-40} \leq x"),
        (VECTOR, r"\mathbf{x}^{\top} \mathbf{x} < \lVert \mathbf{x} \rVert_2^{2}"),
        (SQUARE, r"\operatorname{tr}(\mathbf{A} - \mathbf{A}^{\top}) \neq 0"),
        (SQUARE.replace("For", "For orthogonal"), r"\det(\mathbf{A})^{2} = 1 + 10^{-45}"),
    ],
)
def test_small_difference_is_detected(sentence, tex):
    assert judged(sentence, tex).reason == "value"


@pytest.mark.parametrize(
    "sentence, tex",
    [
        (X, r"(x + 10^{12}) - 10^{12} = x"),
        (X, r"(x + 10^{30}) - 10^{30} = x"),
        (X, r"(x + 10^{100}) - 10^{100} = x"),
        (X, f"{column('10^{25}', 'x')} = {column('10^{25}', 'x')}"),
        (X, r"e^{1000} = e^{999} e"),
        (X, r"e^{-1000} > 0"),
        (X, r"\frac{\partial}{\partial x}((x + 10^{20})^{2} - 10^{40}) = 2 x + 2 \cdot 10^{20}"),
        (X, r"\cos(x)^{2} + \sin(x)^{2} = 1"),
        (POSITIVE, r"x - \sqrt{x} \sqrt{x} = 0"),
        (POSITIVE, r"\max(x, \sqrt{x} \sqrt{x}) = x"),
        (VECTOR, r"\mathbf{x}^{\top} \mathbf{x} \leq \lVert \mathbf{x} \rVert_2^{2}"),
        (SQUARE, r"\operatorname{expm}(10 \mathbf{A}) \operatorname{expm}(-10 \mathbf{A}) = \mathbf{I}"),
        (SQUARE.replace("For", "For invertible"), r"\mathbf{A}^{-1} \mathbf{A} = \mathbf{I}"),
        (SQUARE.replace("For", "For orthogonal"), r"\det(\mathbf{A})^{2} = 1"),
        (SQUARE.replace("For", "For singular"), r"\mathbf{A} \mathbf{A}^{+} \mathbf{A} = \mathbf{A}"),
    ],
)
def test_cancellation_and_overflow_refute_nothing(sentence, tex):
    for seed in "01":
        verdict = judged(sentence, tex, seed)
        assert verdict.holds, verdict.message


def test_smallest_difference_that_is_detected():
    assert judged(X, r"(1 + 10^{-50}) x = x").reason == "value"
    assert judged(X, r"(1 + 10^{-60}) x = x").holds, "relative to what was added, so much is rounding at 50 digits"
    assert judged(X, r"x - x + 10^{-60} = 0").reason == "value", "where nothing is left, more digits are taken"
    assert judged(X, r"(1 + 10^{-190}) x - x = 0").reason == "value"
    assert judged(X, r"(1 + 10^{-250}) x - x = 0").holds


@pytest.mark.parametrize("factor", ["", "2 "])
def test_undecided_statement_is_not_accepted(factor):
    verdict = judged(X, rf"(x + 10^{{400}}) - 10^{{400}} = {factor}x")
    assert verdict.reason == "precision" and "200 digits are too few" in verdict.message


# Elimination


def hilbert(n):
    return [[Fraction(1, i + j + 1) for j in range(n)] for i in range(n)]


def inverse_of_fractions(rows):
    n = len(rows)
    rows = [[*row, *(Fraction(i == j) for j in range(n))] for i, row in enumerate(rows)]
    for k in range(n):
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for r in range(n):
            if r != k:
                rows[r] = [x - rows[r][k] * y for x, y in zip(rows[r], rows[k], strict=True)]
    return [row[n:] for row in rows]


def as_truth(fraction):
    return truth.mpf(fraction.numerator) / fraction.denominator


@pytest.mark.parametrize("n", [2, 5, 12])
def test_inverse_contains_the_exact_one(n):
    ar = high_precision()
    rows = [[to_ball(x.numerator) / x.denominator for x in row] for row in hilbert(n)]
    inverse, wanted = ar.inverse(ar.array(rows)), inverse_of_fractions(hilbert(n))
    for i in range(n):
        for j in range(n):
            assert contains(inverse[i][j], as_truth(wanted[i][j])), (i, j)
            assert radius(inverse[i][j]) < 1e-15 * abs(midpoint(inverse[i][j])), "of no use"


@pytest.mark.parametrize("n", [2, 5, 12])
def test_determinant_contains_the_exact_one(n):
    ar = high_precision()
    rows = [[to_ball(x.numerator) / x.denominator for x in row] for row in hilbert(n)]
    wanted = truth.det(truth.matrix([[as_truth(x) for x in row] for row in hilbert(n)]))
    assert contains(ar.determinant(ar.array(rows)), wanted)


def test_singular_matrix_has_no_inverse():
    rows = [[1, 3], [2, 6]]
    with pytest.raises(SingularError):
        FLOAT.inverse(FLOAT.array(rows))

    def inverse(ar):
        return ar.inverse(ar.array([[to_ball(x) / 7 for x in row] for row in rows]))

    with pytest.raises(PrecisionError):
        inverse(high_precision())
    with pytest.raises(SingularError):
        at_high_precision(inverse)


def test_tiny_matrix_is_not_singular():
    tiny = [[1e-200, 0], [0, 3e-200]]
    for ar in (FLOAT, high_precision()):
        inverse = ar.inverse(ar.array([[ar.number(x) for x in row] for row in tiny]))
        assert float(inverse[0][0]) == pytest.approx(1e200)
        rank = eliminate([[ar.number(x) for x in row] for row in tiny])[1]
        assert rank == [0, 1]


def test_almost_singular_matrix_has_an_inverse():
    rows = [[to_ball(1), to_ball(1)], [to_ball(1), 1 + to_ball(1) / 10**30]]
    assert contains(high_precision().inverse(rows)[0][0], 1 + truth.mpf(10) ** 30)


def test_slope_passes_through_elimination():
    a = [[Dual(1, to_ball(2), 1), to_ball(1)], [to_ball(1), to_ball(3)]]
    inverse = high_precision().inverse(a)
    assert contains(inverse[0][0].slope, truth.mpf(-9) / 25), "-(A^-1)_11 (A^-1)_11 = -(3/5)^2"
    assert contains(high_precision().determinant(a).slope, truth.mpf(3))


# Values that have a property, and series


PROPERTIES = ["orthogonal", "idempotent", "symmetric idempotent", "unit"]


def drawn(properties, digits):
    """Return a drawn value with some properties, as balls."""
    shape = r"n \times n" if properties != "unit" else "n"
    sentence = rf"For {properties} $\mathbf{{A}} \in \mathbb{{R}}^{{{shape}}}$"
    statement = statement_of(sentence, r"\mathbf{A} = \mathbf{A}")
    point = statement.point("drawn", smallest=4)
    return Evaluation(high_precision(digits), point, statement.checker).value(r"\mathbf{A}")


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize("properties", PROPERTIES)
def test_drawn_property_holds_within_the_radius(properties, digits):
    with precision(digits):
        ar, a = high_precision(digits), drawn(properties, digits)
        projection = "idempotent" in properties
        square = ar.matmul(a if projection else ar.transpose(a), a)
        wanted = a if projection else [[to_ball(int(i == j)) for j in range(len(square))] for i in range(len(square))]
        for row, others in zip(square, wanted, strict=True):
            for x, y in zip(row, others, strict=True):
                assert abs(midpoint(x - y)) <= radius(x - y) < 10.0 ** (8 - digits)


def exponential(size, digits):
    """Return the exponential of a drawn matrix times `size`, and the exact one."""
    symmetric = SQUARE.replace("For", "For symmetric")  # so that its eigenvalues are large, too
    statement = statement_of(symmetric, r"\operatorname{expm}(\mathbf{A}) = \mathbf{A}")
    point = statement.point("series", smallest=3)
    rows = [[size * x for x in row] for row in point.values[r"\mathbf{A}"]]
    point.values[r"\mathbf{A}"] = rows
    point.free.clear()  # these numbers, and no map of others
    with precision(digits):
        found = evaluate(statement.typed.sides[0], Evaluation(high_precision(digits), point, statement.checker))
    return found, truth.expm(truth.matrix(rows), method="taylor")


@pytest.mark.parametrize("size", [0.1, 1, 40, 300])
@pytest.mark.parametrize("digits", DIGITS)
def test_matrix_exponential_contains_the_exact_one(size, digits):
    found, wanted = exponential(size, digits)
    scale = max(abs(x) for x in wanted)
    for i, row in enumerate(found):
        for j, x in enumerate(row):
            assert contains(x, wanted[i, j]), (i, j)
            assert truth.mpf(radius(x)) < scale * truth.mpf(10) ** (12 - digits), "of no use"


def test_radius_covers_terms_left_out(monkeypatch):
    monkeypatch.setattr(matrix_functions, "working_bits", lambda: -25)  # five terms
    found, wanted = exponential(1, DIGITS[0])
    assert all(contains(x, wanted[i, j]) for i, row in enumerate(found) for j, x in enumerate(row))
    assert radius(found[0][0]) > 1e-9


def test_overflow_hides_no_difference():
    numbers = Numpy()
    left, right = (numbers.array([[float("inf")], [other]]) for other in (1.0, 2.0))
    assert not are_equal(left, right, numbers, "complex")
