r"""Where it bites: sizes of 1, kinks, singular matrices, negative determinants, indices at their ends.

Generic draws meet none of these, so each is a case of its own.
"""

import math

import numpy as np
import pytest

from tests.expressions import ARITHMETICS, array, statement_of
from verifier.arrays import SingularError, at_high_precision
from verifier.check import check
from verifier.declare import declare
from verifier.differentiate import NoDerivativeError
from verifier.errors import NotationError
from verifier.evaluate import Evaluation, evaluate
from verifier.judge import judge
from verifier.sensitivity import count_mutants, drop_conditions, fails, missing_independence

SEEDS = [f"edges {k}" for k in range(8)]


def judged(sentence, tex, layout="numerator", seed="edges"):
    """Return the judgement on a formula in one layout."""
    return check(sentence, tex, seed, (layout,)).judgements[layout]


NUMPY, BALLS = ARITHMETICS["numpy"], ARITHMETICS["50 digits"]


def value_at(statement, point, arithmetic, method="complex"):
    """Return the value of a first side; of balls with more digits, where 50 do not tell a pivot from zero."""

    def value(ar):
        return evaluate(statement.typed.sides[0], Evaluation(ar, point, statement.checker, method))

    return at_high_precision(value) if arithmetic is BALLS else value(arithmetic)


# Sizes of 1

MATRIX = (
    r"For $\mathbf{A} \in \mathbb{R}^{m \times n}$, $\mathbf{x} \in \mathbb{R}^{n}$, $\mathbf{b} \in \mathbb{R}^{m}$"
)
SQUARE = r"For invertible $\mathbf{X} \in \mathbb{R}^{n \times n}$, $\mathbf{Y} \in \mathbb{R}^{n \times p}$ and $z \in \mathbb{R}$"
TRUE = [  # sentence, statement in numerator layout, shape of its sides
    (MATRIX, r"\frac{\partial\, \mathbf{A} \mathbf{x}}{\partial \mathbf{x}} = \mathbf{A}", "mn"),
    (MATRIX, r"\frac{\partial\, \mathbf{b}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{x}} = \mathbf{b}^{\top} \mathbf{A}", "1n"),
    (MATRIX, r"\frac{\partial\, \mathbf{b}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{A}} = \mathbf{x} \mathbf{b}^{\top}", "nm"),
    (MATRIX, r"\frac{\partial \lVert \mathbf{A} \mathbf{x} - \mathbf{b} \rVert_2^{2}}{\partial \mathbf{x}} = 2 (\mathbf{A} \mathbf{x} - \mathbf{b})^{\top} \mathbf{A}", "1n"),
    (MATRIX, r"\frac{\partial \operatorname{softmax}(\mathbf{x})}{\partial \mathbf{x}} = \operatorname{diag}(\operatorname{softmax}(\mathbf{x})) - \operatorname{softmax}(\mathbf{x}) \operatorname{softmax}(\mathbf{x})^{\top}", "nn"),
    (MATRIX, r"\frac{\partial\, (\mathbf{x} \odot \mathbf{x})}{\partial \mathbf{x}} = 2 \operatorname{diag}(\mathbf{x})", "nn"),
    (MATRIX, r"\frac{\partial \operatorname{vec}(\mathbf{b} \mathbf{x}^{\top})}{\partial \mathbf{x}} = \mathbf{I} \otimes \mathbf{b}", "(mn)n"),
    (MATRIX, r"\nabla_{\mathbf{x}} (\mathbf{b}^{\top} \mathbf{A} \mathbf{x}) = \mathbf{A}^{\top} \mathbf{b}", "n1"),
    (MATRIX, r"\frac{\partial (\mathbf{A} \mathbf{x})_i}{\partial x_j} = a_{ij}", "11"),
    (MATRIX, r"\mathrm{d}(\mathbf{A} \mathbf{x}) = (\mathrm{d} \mathbf{A}) \mathbf{x} + \mathbf{A} \mathrm{d} \mathbf{x}", "m1"),
    (MATRIX, r"\mathbf{A} = \begin{bmatrix} a_{11} & \cdots & a_{1n} \\ \vdots & \ddots & \vdots \\ a_{m1} & \cdots & a_{mn} \end{bmatrix}", "mn"),
    (MATRIX, r"\sum_{i=1}^{m} \sum_{j=1}^{n} b_i a_{ij} x_j = \mathbf{b}^{\top} \mathbf{A} \mathbf{x}", "11"),
    (SQUARE, r"\frac{\partial \det(\mathbf{X})}{\partial \mathbf{X}} = \det(\mathbf{X}) \mathbf{X}^{-1}", "nn"),
    (SQUARE, r"\frac{\partial \operatorname{tr}(\mathbf{Y}^{\top} \mathbf{X} \mathbf{Y})}{\partial \mathbf{X}} = \mathbf{Y} \mathbf{Y}^{\top}", "nn"),
    (SQUARE, r"\frac{\partial}{\partial z}(z^{2} \mathbf{Y}) = 2 z \mathbf{Y}", "np"),
    (SQUARE, r"\frac{\partial \operatorname{vec}(\mathbf{X} \mathbf{Y})}{\partial \operatorname{vec}(\mathbf{Y})} = \mathbf{I} \otimes \mathbf{X}", "(np)(np)"),
]  # fmt: skip


def expected_shape(shape, sizes):
    found, product = [], None
    for sign in shape:
        if sign == "(":
            product = 1
        elif sign == ")":
            found.append(product)
            product = None
        else:
            size = 1 if sign == "1" else sizes[sign]
            if product is None:
                found.append(size)
            else:
                product *= size
    return tuple(found)


@pytest.mark.parametrize("sentence, tex, shape", TRUE)
def test_size_of_one_keeps_truth_and_shape(sentence, tex, shape):
    statement = statement_of(sentence, tex)
    sizes = statement.declarations.letters
    for ones in [frozenset(), *(frozenset([size]) for size in sizes), frozenset(sizes)]:
        point = statement.point("edges", ones, 2)
        assert all((point.sizes[size] == 1) == (size in ones) for size in sizes)
        error, difference = statement.decide(point)
        assert difference is None and error < 1e-40
        for arithmetic, method in ((NUMPY, "complex"), (NUMPY, "dual"), (BALLS, "dual")):
            if arithmetic is NUMPY:
                assert statement.check(point, NUMPY, method)[0] < 1e-10
            for _, values in statement.sides(Evaluation(arithmetic, point, statement.checker, method)):
                for value in values:
                    wanted = expected_shape(shape, point.sizes)
                    assert getattr(value, "shape", (1, 1)) == wanted


def test_falsehood_at_a_size_of_one_is_detected():
    sentence = r"For $\mathbf{x} \in \mathbb{R}^{n}$"
    verdict = judged(sentence, r"\frac{1}{n - 1} \sum_{i=1}^{n} (x_i - x_i) = 0")
    assert verdict.holds, "a size of 1 that divides by zero is outside of the statement"
    verdict = judged(sentence, r"\max(n, 2) \mathbf{x} = n \mathbf{x}")
    assert (verdict.holds, verdict.reason, verdict.difference.sizes) == (False, "value", {"n": 1})


def test_fixed_size_of_one_is_a_scalar():
    sentence = r"For $\mathbf{w} \in \mathbb{R}^{1}$ and $\mathbf{x} \in \mathbb{R}^{n}$"
    assert judged(sentence, r"\mathbf{w} \mathbf{x} = \mathbf{x} \mathbf{w}").holds


# Not square: what square data would hide

WRONG_SHAPES = [
    (MATRIX, r"\frac{\partial\, \mathbf{A} \mathbf{x}}{\partial \mathbf{x}} = \mathbf{A}^{\top}"),
    (MATRIX, r"\frac{\partial\, \mathbf{b}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{A}} = \mathbf{b} \mathbf{x}^{\top}"),
    (MATRIX, r"\mathbf{x}^{\top} \mathbf{A} \mathbf{x} = 0"),
    (MATRIX, r"\mathbf{A}^{-1} \mathbf{A} = \mathbf{I}"),
    (MATRIX, r"\det(\mathbf{A}) = 0"),
    (MATRIX, r"\operatorname{tr}(\mathbf{A}) = 0"),
    (MATRIX, r"\mathbf{A}^{2} = \mathbf{A} \mathbf{A}"),
    (MATRIX, r"\mathbf{A} + \mathbf{A}^{\top} = \mathbf{A}^{\top} + \mathbf{A}"),
    (MATRIX, r"\mathbf{A} \odot \mathbf{A}^{\top} = \mathbf{A}^{\top} \odot \mathbf{A}"),
    (MATRIX, r"\operatorname{diagonal}(\mathbf{A}) = \operatorname{diagonal}(\mathbf{A}^{\top})"),
    (MATRIX, r"\sum_{i=1}^{n} b_i x_i = \sum_{j=1}^{n} x_j b_j"),
    (MATRIX, r"a_{ij} = (\mathbf{A}^{\top})_{ij}"),
    (MATRIX, r"\frac{\partial \operatorname{vec}(\mathbf{A} \mathbf{x})}{\partial \operatorname{vec}(\mathbf{A})} = \mathbf{I} \otimes \mathbf{x}^{\top}"),
    (SQUARE, r"\frac{\partial \operatorname{tr}(\mathbf{Y}^{\top} \mathbf{X} \mathbf{Y})}{\partial \mathbf{Y}} = (\mathbf{X} + \mathbf{X}^{\top}) \mathbf{Y}"),
]  # fmt: skip


@pytest.mark.parametrize("sentence, tex", WRONG_SHAPES)
def test_formula_for_square_data_only_is_rejected(sentence, tex):
    verdict = judged(sentence, tex)
    assert not verdict.holds and verdict.reason in ("shape", "value") and verdict.message
    if "otimes" not in tex:
        assert verdict.reason == "shape", "already its letters do not fit, whatever the numbers"


@pytest.mark.parametrize(
    "tex",
    [
        r"\mathbf{x}^{\top} \mathbf{A} \mathbf{y} = \mathbf{y}^{\top} \mathbf{A} \mathbf{x}",
        r"\frac{\partial\, \mathbf{x}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{x}} = 2 \mathbf{x}^{\top} \mathbf{A}",
        r"\operatorname{vec}(\mathbf{A}) = \operatorname{vec}(\mathbf{A}^{\top})",
        r"\frac{\partial \operatorname{tr}(\mathbf{A} \mathbf{B})}{\partial \mathbf{A}} = \mathbf{B}^{\top}",
    ],
)
def test_formula_for_symmetric_data_only_is_rejected(tex):
    sentence = (
        r"For $\mathbf{A}, \mathbf{B} \in \mathbb{R}^{n \times n}$ and $\mathbf{x}, \mathbf{y} \in \mathbb{R}^{n}$"
    )
    statement = statement_of(sentence, tex)
    alone = statement.point("edges", frozenset(["n"]), 2)
    assert statement.decide(alone)[1] is None, "true where n = 1"
    assert judged(sentence, tex).reason == "value"


# Kinks


def at(x, tex, arithmetic, method):
    """Return the derivative of an expression of x at a given number."""
    statement = statement_of(r"For $x \in \mathbb{R}$", rf"\frac{{\partial}}{{\partial x}} \left( {tex} \right)")
    point = statement.point("edges")
    point.values["x"] = x
    return float(value_at(statement, point, arithmetic, method))


METHODS = [(ARITHMETICS[name], method) for name in ("numpy", "scalar loops") for method in ("complex", "dual")]
METHODS += [(BALLS, "dual")]
KINKS = {
    # expression with its kink at 0: slopes left of it, at it by complex step and dual numbers, right of it
    r"\operatorname{relu}(x)": (0, 0, 1),
    r"\lvert x \rvert": (-1, 1, 1),
    r"\max(x, 0)": (0, 1, 1),
    r"\max(0, x)": (0, 0, 1),
    r"\min(x, 0)": (1, 1, 0),
    r"\operatorname{sign}(x)": (0, 0, 0),
    r"\begin{cases} 0 & x \leq 0 \\ x & x > 0 \end{cases}": (0, 0, 1),
    r"\begin{cases} 0 & x < 0 \\ x & x \geq 0 \end{cases}": (0, 1, 1),
}


@pytest.mark.parametrize("arithmetic, method", METHODS)
@pytest.mark.parametrize("tex", KINKS)
def test_methods_take_the_same_side_at_kinks(tex, arithmetic, method):
    left, on, right = KINKS[tex]
    assert at(0.0, tex, arithmetic, method) == on
    assert at(-1e-8, tex, arithmetic, method) == left
    assert at(1e-8, tex, arithmetic, method) == right


@pytest.mark.parametrize("tex", KINKS)
def test_central_differences_refuse_a_kink(tex):
    left, _, right = KINKS[tex]
    if left != right:
        with pytest.raises(NoDerivativeError, match=f"no derivative there.* {left} and {right}$"):
            at(0.0, tex, BALLS, "central")
    assert at(-1e-8, tex, BALLS, "central") == left
    assert at(1e-8, tex, BALLS, "central") == right


@pytest.mark.parametrize("tex", [r"\lvert x \rvert^{3}", r"\max(0, x)^{2}", r"x^{3} + \lvert 1 + x \rvert"])
def test_central_differences_take_smooth_functions(tex):
    slope = 1 if "1 + x" in tex else 0
    assert at(0.0, tex, BALLS, "central") == pytest.approx(slope, abs=1e-11)


def test_derivative_at_a_kink_is_rejected():
    for value in ("0", "1"):
        verdict = judged(
            r"For $x \in \mathbb{R}$ and a differentiable function $u(x) \in \mathbb{R}$ of $x$",
            rf"\frac{{\partial \operatorname{{relu}}(u - u)}}{{\partial u}} = {value}",
        )
        assert verdict.holds == (value == "0"), "what is constantly 0 has no kink"
    for value in ("0", "1", r"\frac{1}{2}"):
        statement = rf"\frac{{\partial \operatorname{{relu}}(x)}}{{\partial x}} = {value}"
        verdict = judged(r"For $x = 0$", statement)
        assert (verdict.holds, verdict.difference) == (False, None), "there is no number to compare with"
        assert verdict.message == (
            "no derivative there, as the slopes from the two sides are 0 and 1: a condition is missing"
        )


@pytest.mark.parametrize("layout", ["numerator", "denominator"])
def test_derivatives_off_the_kink_hold(layout):
    sentence = r"For non-zero $\mathbf{x} \in \mathbb{R}^{n}$"
    for tex in (
        r"\frac{\partial \operatorname{relu}(x_i)}{\partial x_i} = \begin{cases} 0 & x_i \leq 0 \\ 1 & x_i > 0 \end{cases}",
        r"\frac{\partial \lvert x_i \rvert}{\partial x_i} = \operatorname{sign}(x_i)",
        r"\nabla_{\mathbf{x}} \lVert \mathbf{x} \rVert_1 = \operatorname{sign}(\mathbf{x})",
        r"\frac{\partial \max(\mathbf{x}, \mathbf{0})}{\partial \mathbf{x}} = \frac{1}{2} \operatorname{diag}(\mathbf{1} + \operatorname{sign}(\mathbf{x}))",
    ):
        assert judged(sentence, tex, layout).holds


def test_wrong_slope_beside_a_kink_is_rejected():
    sentence = r"For non-zero $x \in \mathbb{R}$"
    for wrong in (
        r"\begin{cases} 0 & x \leq 0 \\ 2 & x > 0 \end{cases}",
        r"\begin{cases} 1 & x \leq 0 \\ 1 & x > 0 \end{cases}",
    ):
        for seed in SEEDS:
            verdict = judged(
                sentence, rf"\frac{{\partial \operatorname{{relu}}(x)}}{{\partial x}} = {wrong}", seed=seed
            )
            assert verdict.reason == "value"


@pytest.mark.parametrize("seed", SEEDS)
def test_wrong_branch_of_cases_is_rejected(seed):
    sentence = r"For $x \in \mathbb{R}$"
    right = r"\lvert x \rvert = \begin{cases} -x & x < 0 \\ x & x \geq 0 \end{cases}"
    assert judged(sentence, right, seed=seed).holds
    for wrong in (right.replace("-x &", "x &"), right.replace(r"\\ x &", r"\\ -x &")):
        assert judged(sentence, wrong, seed=seed).reason == "value"


def test_cases_with_a_gap_are_rejected():
    verdict = judged(r"For $x \in \mathbb{R}$", r"x = \begin{cases} x & x < 0 \\ x & x > 1 \end{cases}")
    assert not verdict.holds and "gap" in verdict.message


# Repeated eigenvalues


@pytest.mark.parametrize("arithmetic", ARITHMETICS.values(), ids=ARITHMETICS)
@pytest.mark.parametrize(
    "tex, expected",
    [
        (r"\det(\mathbf{X})", lambda x: np.linalg.det(x)),
        (r"\mathbf{X}^{-1}", lambda x: np.linalg.inv(x)),
        (r"\mathbf{X}^{+}", lambda x: np.linalg.pinv(x)),
        (r"\operatorname{expm}(\mathbf{X})", lambda x: math.e**2 * (np.eye(3) + x - 2 * np.eye(3))),
        (r"\operatorname{tr}(\mathbf{X}^{3})", lambda x: 24),
        (r"\frac{\partial \det(\mathbf{X})}{\partial \mathbf{X}}", lambda x: np.linalg.det(x) * np.linalg.inv(x)),
        (r"\frac{\partial \operatorname{tr}(\mathbf{X}^{3})}{\partial \mathbf{X}}", lambda x: 3 * x @ x),
        (r"\frac{\partial \ln(\det(\mathbf{X}))}{\partial \mathbf{X}}", lambda x: np.linalg.inv(x)),
    ],
)
def test_repeated_eigenvalues_disturb_nothing(tex, expected, arithmetic):
    statement = statement_of(r"For $\mathbf{X} \in \mathbb{R}^{n \times n}$", tex)
    point = statement.point("edges", smallest=3)
    jordan = np.array([[2.0, 1, 0], [0, 2, 0], [0, 0, 2]])  # its square less 2 I is zero
    point.values[r"\mathbf{X}"] = jordan.tolist()
    for method in ("complex", "dual"):
        found = array(value_at(statement, point, arithmetic, method))
        np.testing.assert_allclose(found, expected(jordan), rtol=1e-11, atol=1e-11)


def test_projection_is_its_own_pseudo_inverse():
    sentence = r"For symmetric idempotent $\mathbf{S} \in \mathbb{R}^{n \times n}$ and orthogonal $\mathbf{Q} \in \mathbb{R}^{n \times n}$"
    assert judged(sentence, r"\mathbf{S}^{+} = \mathbf{S}").holds
    assert judged(sentence, r"\operatorname{rank}(\mathbf{S}) = \operatorname{tr}(\mathbf{S})").holds
    assert judged(
        sentence, r"(\mathbf{Q} \mathbf{S} \mathbf{Q}^{\top})^{+} = \mathbf{Q} \mathbf{S} \mathbf{Q}^{\top}"
    ).holds
    assert judged(sentence, r"\mathbf{S} \mathbf{S} = \mathbf{I}").reason == "value"
    oblique = judged(sentence.replace("symmetric ", ""), r"\mathbf{S}^{+} = \mathbf{S}")
    assert oblique.reason == "value" and oblique.difference.error > 1e-3


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "sentence, tex",
    [
        (r"For orthogonal $\mathbf{Q} \in \mathbb{R}^{n \times n}$", r"\mathbf{Q}^{\top} \mathbf{Q} = \mathbf{I}"),
        (r"For orthogonal $\mathbf{Q} \in \mathbb{R}^{n \times n}$", r"\mathbf{Q}^{-1} = \mathbf{Q}^{\top}"),
        (r"For unit $\mathbf{x} \in \mathbb{R}^{n}$", r"\mathbf{x}^{\top} \mathbf{x} = 1"),
        (r"For unit $\mathbf{x} \in \mathbb{C}^{n}$", r"\mathbf{x}^{\mathsf{H}} \mathbf{x} = 1"),
        (r"For idempotent $\mathbf{S} \in \mathbb{R}^{n \times n}$", r"\mathbf{S}^{3} = \mathbf{S}"),
        (r"For singular $\mathbf{S} \in \mathbb{R}^{n \times n}$", r"\det(\mathbf{S}) = 0"),
        (r"For skew-symmetric $\mathbf{S} \in \mathbb{R}^{n \times n}$", r"\mathbf{S}^{\top} = -\mathbf{S}"),
    ],
)
def test_samples_have_their_properties_to_fifty_digits(sentence, tex, seed):
    verdict = judged(sentence, tex, seed=seed)
    assert verdict.holds and verdict.referee_error < 1e-40


# Singular matrices, and matrices that may be

ANY, INVERTIBLE, SINGULAR, DEFINITE = (
    rf"For {words}$\mathbf{{X}} \in \mathbb{{R}}^{{n \times n}}$"
    for words in ("", "invertible ", "singular ", "positive definite ")
)
INVERTED = [
    r"\mathbf{X} \mathbf{X}^{-1} = \mathbf{I}",
    r"\mathbf{X}^{-\top} \mathbf{X}^{\top} = \mathbf{I}",
    r"\mathbf{X}^{-2} \mathbf{X}^{2} = \mathbf{I}",
    r"\frac{\partial \det(\mathbf{X})}{\partial \mathbf{X}} = \det(\mathbf{X}) \mathbf{X}^{-1}",
]


@pytest.mark.parametrize("tex", INVERTED)
def test_inverse_of_a_singular_matrix_is_rejected(tex):
    verdict = judged(SINGULAR, tex)
    assert (verdict.holds, verdict.reason) == (False, "domain") and "inverse" in verdict.message
    assert judged(INVERTIBLE, tex).holds


@pytest.mark.parametrize("tex", INVERTED)
def test_no_arithmetic_inverts_a_singular_matrix(tex):
    statement = statement_of(SINGULAR, tex)
    for seed in SEEDS:
        point = statement.point(seed)
        for name in ("numpy", "scalar loops"):
            with pytest.raises(SingularError):
                statement.check(point, ARITHMETICS[name], "complex")
        with pytest.raises(SingularError):
            statement.decide(point)


@pytest.mark.parametrize("seed", SEEDS)
def test_slope_of_singular_determinant_is_the_adjugate(seed):
    cofactors = r"\frac{\partial \det(\mathbf{X})}{\partial x_{11}} = x_{22}"
    two = r"For singular $\mathbf{X} \in \mathbb{R}^{2 \times 2}$"
    assert judged(two, cofactors, seed=seed).holds
    assert judged(two, cofactors.replace("= x", "= -x"), seed=seed).reason == "value"
    product = r"\mathbf{X} \frac{\partial \det(\mathbf{X})}{\partial \mathbf{X}} = \mathbf{0}"
    assert judged(SINGULAR, product, seed=seed).holds
    assert judged(ANY, product, seed=seed).reason == "value"


def test_pseudo_inverse_takes_singular_matrices():
    for sentence in (ANY, INVERTIBLE, SINGULAR):
        assert judged(sentence, r"\mathbf{X} \mathbf{X}^{+} \mathbf{X} = \mathbf{X}").holds
    assert judged(SINGULAR, r"\mathbf{X} \mathbf{X}^{+} = \mathbf{I}").reason == "value"
    assert judged(SINGULAR, r"\det(\mathbf{X}) = 0").holds
    assert judged(INVERTIBLE, r"\det(\mathbf{X}) = 0").reason == "value"


# A negative determinant, a negative number

LOGARITHM = r"\frac{\partial \ln(\det(\mathbf{X}))}{\partial \mathbf{X}} = \mathbf{X}^{-1}"


@pytest.mark.parametrize("seed", SEEDS)
def test_logarithm_of_a_negative_determinant_is_rejected(seed):
    verdict = judged(INVERTIBLE, LOGARITHM, seed=seed)
    assert (verdict.holds, verdict.reason) == (False, "domain") and "logarithm" in verdict.message
    assert judged(DEFINITE, LOGARITHM, seed=seed).holds
    assert judged(
        INVERTIBLE, LOGARITHM.replace(r"\det(\mathbf{X})", r"\lvert \det(\mathbf{X}) \rvert"), seed=seed
    ).holds


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{\partial \ln(x)}{\partial x} = \frac{1}{x}",
        r"\sqrt{x}^{2} = x",
        r"\frac{\partial}{\partial x} (\sqrt{x}^{2}) = 1",
        r"(x^{1/2})^{2} = x",
        r"(x^{0.5})^{2} = x",
        r"(x^{-1/2})^{2} = \frac{1}{x}",
        r"e^{\ln(x)} = x",
    ],
)
def test_root_of_a_negative_number_is_rejected(tex):
    for seed in range(60, 80):  # at 69, all usual draws are positive numbers
        verdict = judged(r"For $x \in \mathbb{R}$", tex, seed=f"edges {seed}")
        assert (verdict.holds, verdict.reason) == (False, "domain")
    assert judged(r"For positive $x \in \mathbb{R}$", tex).holds
    assert judged(r"For $x \in \mathbb{R}$, with $x > 0$", tex).holds


def test_division_by_zero_at_one_size_is_skipped():
    sentence = r"For $\mathbf{x} \in \mathbb{R}^{n}$"
    assert judged(sentence, r"\frac{n - 1}{n - 1} \mathbf{x} = \mathbf{x}").holds
    verdict = judged(sentence, r"\frac{\mathbf{x}}{n - n} = \mathbf{x}")
    assert (verdict.holds, verdict.reason) == (False, "domain")


# Conditions that nothing satisfies


@pytest.mark.parametrize(
    "sentence",
    [
        r"For $x \in \mathbb{R}$, with $x > 0$ and $x < 0$,",
        r"For $x \in \mathbb{R}$, with $x^{2} < 0$,",
        r"For $x, y \in \mathbb{R}$, with $x > y$ and $y > x$,",
        r"For positive $x \in \mathbb{R}$, with $x < 0$,",
    ],
)
def test_contradictory_conditions_are_rejected(sentence):
    verdict = judged(sentence, r"x = x")
    assert not verdict.holds and "no point satisfies the conditions" in verdict.message
    assert verdict.evaluations == 0


def test_contradictory_properties_are_rejected():
    verdict = judged(
        r"For skew-symmetric invertible $\mathbf{X} \in \mathbb{R}^{3 \times 3}$", r"\mathbf{X} = \mathbf{X}"
    )
    assert not verdict.holds and "exclude each other" in verdict.message


# Indices at their ends

COLUMN = r"For $\mathbf{x} \in \mathbb{R}^{n}$"


def test_index_beyond_the_last_is_skipped():
    statement = statement_of(COLUMN, r"\frac{\partial}{\partial x_i}(x_{i+1} x_i) = x_{i+1}")
    point = statement.point("edges", smallest=4)
    evaluation = Evaluation(NUMPY, point, statement.checker)
    assert [indices["i"] for indices, _ in statement.sides(evaluation)] == [1, 2, 3]
    statement = statement_of(COLUMN, r"x_{i-1} + x_{i+1} = x_{i+1} + x_{i-1}")
    evaluation = Evaluation(NUMPY, point, statement.checker)
    assert [indices["i"] for indices, _ in statement.sides(evaluation)] == [2, 3]


def test_previous_entry_for_the_next_is_rejected():
    assert judged(COLUMN, r"\frac{\partial}{\partial x_i}(x_{i+1} x_i) = x_{i+1}").holds
    assert judged(COLUMN, r"\frac{\partial}{\partial x_i}(x_{i+1} x_i) = x_{i-1}").reason == "value"
    assert judged(COLUMN, r"\sum_{i=1}^{n-1} x_{i+1} = \sum_{i=2}^{n} x_i").holds
    assert judged(COLUMN, r"\sum_{i=1}^{n-1} x_{i+1} = \sum_{i=1}^{n} x_i").reason == "value"


@pytest.mark.parametrize("tex", [r"\sum_{i=1}^{n} x_{i+1} = 0", r"x_{i+7} = 0", r"x_{i-7} = x_{i-7}"])
def test_index_that_is_never_valid_is_rejected(tex):
    verdict = judged(COLUMN, tex)
    assert not verdict.holds and "at no value of its indices" in verdict.message


# Dots at small sizes


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("arithmetic", ARITHMETICS.values(), ids=ARITHMETICS)
@pytest.mark.parametrize(
    "tex, expected",
    [
        (r"x_1 + x_2 + \dots + x_n", lambda x: x.sum()),
        (r"x_1^{2} + \dots + x_n^{2}", lambda x: (x**2).sum()),
        (r"\begin{bmatrix} x_1 \\ x_2 \\ \vdots \\ x_n \end{bmatrix}", lambda x: x),
        (r"\begin{bmatrix} x_1 & \cdots & x_n \end{bmatrix}", lambda x: x.T),
        (
            r"\begin{bmatrix} x_1 & 0 & \cdots & 0 \\ 0 & x_2 & \cdots & 0 \\ \vdots & \vdots & \ddots & \vdots \\ 0 & 0 & \cdots & x_n \end{bmatrix}",
            lambda x: np.diag(x[:, 0]),
        ),
        (r"\operatorname{diag}(x_1, \dots, x_n)", lambda x: np.diag(x[:, 0])),
        (r"\max(x_1, \dots, x_n)", lambda x: x.max()),
        (r"\prod_{i=1}^{n} x_i", lambda x: x.prod()),
    ],
)
def test_dots_repeat_no_entry_at_small_sizes(tex, expected, size, arithmetic):
    statement = statement_of(COLUMN, tex)
    point = statement.point("edges", frozenset("n") if size == 1 else frozenset(), size)
    x = np.array(point.values[r"\mathbf{x}"])
    assert x.shape == (size, 1)
    found = array(value_at(statement, point, arithmetic))
    wanted = np.array(expected(x))
    assert found.size == wanted.size
    np.testing.assert_allclose(found.reshape(wanted.shape), wanted, rtol=1e-12)


def test_written_entries_are_compared_at_their_places():
    shown = r"\mathbf{x} \mathbf{x}^{\top} = \begin{bmatrix} x_1 x_1 & \cdots & x_n x_1 \\ \vdots & \ddots & \vdots \\ x_1 x_n & \cdots & x_n^{2} \end{bmatrix}"
    assert judged(COLUMN, shown).holds
    assert judged(COLUMN, shown.replace("x_n^{2}", "x_n")).reason == "value"
    with pytest.raises(NotationError, match="declares nothing|not declared|a size does not follow"):
        statement_of(COLUMN, r"\mathbf{y} = \mathbf{x}")


def test_unknown_size_of_one_is_no_crash():
    sentence = r"For $\mathbf{x} \in \mathbb{R}^{n}$ and $\mathbf{c} = \mathbf{x} - \frac{1}{n} \mathbf{1} \mathbf{1}^{\top} \mathbf{x}$,"
    wrong = judged(sentence, r"\mathbf{c} = (\mathbf{I} - \frac{1}{n} \mathbf{1} \mathbf{1}) \mathbf{x}")
    assert not wrong.holds and wrong.message


def test_variable_is_no_function_of_its_result():
    statement = statement_of(
        r"For a differentiable function $f(x, \mathbf{u}) \in \mathbb{R}$ of $x \in \mathbb{R}$ and $\mathbf{u}(x) \in \mathbb{R}^{n}$,",
        r"\frac{\mathrm{d} f}{\mathrm{d} x} = \frac{\partial f}{\partial x} + \sum_{i=1}^{n} \frac{\partial f}{\partial u_i} \frac{\mathrm{d} u_i}{\mathrm{d} x}",
    )
    assert judge(statement).holds and not list(missing_independence(statement))


@pytest.mark.parametrize("seed", [f"signs {k}" for k in range(24)])
def test_bound_is_tried_at_both_signs_of_each_scale(seed):
    sentence = r"For $x \in \mathbb{R}$ and $f \colon \mathbb{R} \to \mathbb{R}$,"
    assert judged(sentence, r"f(x) \geq -100", seed=seed).reason == "value"


@pytest.mark.parametrize("seed", SEEDS)
def test_bound_is_tried_at_both_signs_of_size_one(seed):
    judgement = judged(r"For $\mathbf{x} \in \mathbb{R}^{n}$,", r"(n - 1) \lvert x_1 \rvert + x_1 \geq 0", seed=seed)
    assert judgement.reason == "value"


# Cancellation


def test_complex_step_that_underflows_refutes_nothing():
    tex = r"\frac{\partial\, \ln(e^{-700 - x^2})}{\partial x} = -2 x"
    assert judged(r"For $x \in \mathbb{R}$,", tex).holds
    assert judged(r"For $x \in \mathbb{R}$,", tex.replace("-2", "-3")).reason == "value"


def test_rounding_rejects_no_equal_variant():
    sentence = r"For $\mathbf{x}, \mathbf{y} \in \mathbb{R}^{n}$"
    product = r"\mathbf{x}^{\top} \mathbf{y}"

    def equal_variants(large):
        verdict = check(sentence, f"{product} = ({product} + {large}) - {large}")
        return count_mutants(verdict.statements["numerator"], verdict.tree, "numerator", "edges")[1]

    assert equal_variants("10^{9}") == equal_variants("1") == 1


def test_small_violation_of_a_condition_counts():
    declared = declare(r"For symmetric $\mathbf{A} \in \mathbb{R}^{n \times n}$,")
    tree = declared.read(r"\mathbf{A} = \mathbf{A} + 10^{-3} (\mathbf{A} - \mathbf{A}^{\top})")
    ((_, without, equal),) = drop_conditions(declared)
    assert fails(tree, without, "numerator", "edges", equal)


@pytest.mark.parametrize("seed", SEEDS)
def test_condition_that_only_rounding_satisfies_is_violated(seed):
    sentence = (
        r"For $\mathbf{X} \in \mathbb{R}^{m \times n}$, $\mathbf{A} \in \mathbb{R}^{m \times m}$ and "
        r"$\mathbf{M} = 100 \mathbf{X}^{\top} \mathbf{A} \mathbf{X}$, with $\det(\mathbf{M}) \neq 0$,"
    )  # for m < n it is zero, but for rounding
    assert judged(sentence, r"\mathbf{M}^{-1} \mathbf{M} = \mathbf{I}", seed=seed).holds
