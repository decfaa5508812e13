"""Decompositions: factors against NumPy, SciPy and mpmath, slopes by every method, what is free, what is refused."""

from dataclasses import replace

import mpmath
import numpy as np
import pytest
import scipy.linalg

from tests.expressions import ARITHMETICS, array
from verifier import decompositions, eigenvalues, factorise
from verifier.arrays import FLOAT, Numpy, at_high_precision, high_precision
from verifier.check import check
from verifier.declare import declare
from verifier.decompositions import RECORDS, factors_in_rows
from verifier.errors import NotationError
from verifier.evaluate import Evaluation, evaluate_to_array
from verifier.implicit import Branch, NotIsolatedError
from verifier.numbers.ball import Ball, PrecisionError, midpoint, precision, radius
from verifier.numbers.dual import Dual
from verifier.sensitivity import drop_conditions, fails
from verifier.statement import Statement

SQUARE = r"\mathbf{A} \in \mathbb{R}^{n \times n}$"
SYMMETRIC = r"For $\mathbf{A} \in \mathbb{S}^{n}$ with distinct eigenvalues, "
REAL = rf"For ${SQUARE} with real and distinct eigenvalues, "
TALL = r"For full column rank $\mathbf{A} \in \mathbb{R}^{m \times n}$ with distinct singular values, "
WIDE = r"For full row rank $\mathbf{A} \in \mathbb{R}^{m \times n}$ with distinct singular values, "
SVD = r"$\mathbf{A} = \mathbf{U} \boldsymbol{\Sigma} \mathbf{V}^{\top}$ a singular value decomposition"
ORTHOGONAL = r"$\mathbf{A} = \mathbf{V} \boldsymbol{\Lambda} \mathbf{V}^{\top}$ an eigendecomposition"
GENERAL = r"$\mathbf{A} = \mathbf{V} \boldsymbol{\Lambda} \mathbf{V}^{-1}$ an eigendecomposition"
PAIR = r"$\mathbf{A} \mathbf{v} = \lambda \mathbf{v}$ an eigenpair"
LEFT = r"$\mathbf{w}^{\top} \mathbf{A} = \lambda \mathbf{w}^{\top}$ a left eigenpair"
SCHUR = r"$\mathbf{A} = \mathbf{Q} \mathbf{T} \mathbf{Q}^{\top}$ a Schur decomposition"
DEFINITE = rf"For positive definite ${SQUARE} and "
GIVEN = {  # every decomposition: the sentence, and its factors
    "thin, tall": (TALL + SVD, ("U", "Sigma", "V")),
    "thin, wide": (WIDE + SVD, ("U", "Sigma", "V")),
    "symmetric": (SYMMETRIC + ORTHOGONAL, ("V", "Lambda")),
    "any length": (REAL + GENERAL, ("V", "Lambda")),
    "unit columns": (REAL + GENERAL + " with unit columns", ("V", "Lambda")),
    "pair": (REAL + PAIR, ("v", "lambda")),
    "unit pair": (SYMMETRIC + PAIR + r", with $\mathbf{v}$ unit,", ("v", "lambda")),
    "left pair": (REAL + PAIR + " and " + LEFT, ("v", "lambda", "w")),
    "Schur": (REAL + SCHUR, ("Q", "T")),
    "Cholesky": (DEFINITE + r"$\mathbf{A} = \mathbf{L} \mathbf{L}^{\top}$ a Cholesky factorisation", ("L",)),
    "QR": (TALL + r"$\mathbf{A} = \mathbf{Q} \mathbf{R}$ a QR decomposition", ("Q", "R")),
    "LU": (
        rf"For invertible ${SQUARE} and $\mathbf{{P}} \mathbf{{A}} = \mathbf{{L}} \mathbf{{U}}$ an LU factorisation",
        ("P", "L", "U"),
    ),
    "polar": (TALL + r"$\mathbf{A} = \mathbf{Q} \mathbf{H}$ a polar decomposition", ("Q", "H")),
}
NAMES = {"lambda": r"\lambda"} | {name: rf"\boldsymbol{{\{name}}}" for name in ("Sigma", "Lambda")}


def tex_of(name):
    """Return the LaTeX of a factor."""
    return NAMES.get(name, rf"\mathbf{{{name}}}")


class Case:
    """A sentence at a point, and the values of symbols there."""

    def __init__(self, given, seed="0", **sizes):
        self.declarations = declare(given)
        names = [name for name in self.declarations.symbols if name != r"\mathbf{A}"]
        self.statements = {
            name: Statement(self.declarations.read(f"{name} = {name}"), self.declarations, "numerator")
            for name in [r"\mathbf{A}", *names]
        }
        self.point = self.statements[r"\mathbf{A}"].point(seed, **sizes)

    def value(self, name, arithmetic, values=None):
        """Return the value of a symbol."""
        statement = self.statements[name]
        evaluation = Evaluation(arithmetic, self.point, statement.checker, values=values)
        return evaluate_to_array(statement.typed.sides[0], evaluation)

    def factors(self, names, arithmetic=FLOAT, values=None):
        """Return factors as arrays of NumPy."""
        return [array(self.value(tex_of(name), arithmetic, values)) for name in names]

    def drawn(self):
        """Return the matrix as an array of NumPy."""
        return np.array(self.point.values[r"\mathbf{A}"])


def residuals(kind, a, factors):
    """Yield what must vanish, as the definitions in textbooks say."""

    def orthonormal(q):
        return q.T @ q - np.eye(q.shape[1])

    match kind, factors:
        case (("thin, tall" | "thin, wide"), (u, s, v)):
            yield from (u @ s @ v.T - a, orthonormal(u), orthonormal(v), s - np.diag(np.diag(s)))
            yield np.diag(s) - np.linalg.svd(a, compute_uv=False)
        case "symmetric", (v, values):
            yield from (v @ values @ v.T - a, orthonormal(v), np.sort(np.diag(values)) - np.linalg.eigvalsh(a))
            yield values - np.diag(np.diag(values))
        case (("any length" | "unit columns"), (v, values)):
            yield from (a @ v - v @ values, values - np.diag(np.diag(values)))
            yield np.sort(np.diag(values)) - np.sort(np.linalg.eigvals(a).real)
            if kind == "unit columns":
                yield np.linalg.norm(v, axis=0) - 1
        case (("pair" | "unit pair"), (v, value)):
            yield a @ v - value * v
            yield abs(np.linalg.eigvals(a) - value).min()
            if kind == "unit pair":
                yield np.linalg.norm(v) - 1
        case "left pair", (v, value, w):
            yield from (a @ v - value * v, w.T @ a - value * w.T)
        case "Schur", (q, t):
            yield from (q @ t @ q.T - a, orthonormal(q), np.tril(t, -1))
        case "Cholesky", (lower,):
            yield lower - np.linalg.cholesky(a)
        case "QR", (q, r):
            signs = np.sign(np.diag(np.linalg.qr(a)[1]))
            yield from (q - np.linalg.qr(a)[0] * signs, r - (np.linalg.qr(a)[1].T * signs).T)
        case "LU", (p, lower, upper):
            for found, wanted in zip((p.T, lower, upper), scipy.linalg.lu(a), strict=True):
                yield found - wanted
        case "polar", (q, h):
            for found, wanted in zip((q, h), scipy.linalg.polar(a), strict=True):
                yield found - wanted


@pytest.mark.parametrize("name", ARITHMETICS)
@pytest.mark.parametrize("kind", GIVEN)
def test_factors_agree_with_their_definition(kind, name):
    given, names = GIVEN[kind]
    for seed in "012":
        case = Case(given, seed, smallest=2 + int(seed))
        found = list(residuals(kind, case.drawn(), case.factors(names, ARITHMETICS[name])))
        assert found
        for residual in found:
            np.testing.assert_allclose(residual, 0, atol=1e-11 * max(1, abs(case.drawn()).max()))


@pytest.mark.parametrize("kind", GIVEN)
def test_size_of_one_is_decomposed(kind):
    given, names = GIVEN[kind]
    case = Case(given, ones=frozenset("mn" if "m" in {*declare(given).symbols[r"\mathbf{A}"].rows} else "n"))
    for residual in residuals(kind, case.drawn(), case.factors(names)):
        np.testing.assert_allclose(residual, 0, atol=1e-12)


def test_balls_contain_eigenvalues_of_more_digits():
    case = Case(SYMMETRIC + ORTHOGONAL, smallest=3)
    with precision(50):
        a = case.value(r"\mathbf{A}", high_precision())
        balls = [row[k] for k, row in enumerate(case.value(r"\boldsymbol{\Lambda}", high_precision()))]
        with mpmath.workdps(90):
            exact = mpmath.eigsy(
                mpmath.matrix([[mpmath.mpf(x.man) * mpmath.mpf(2) ** x.exp for x in row] for row in a])
            )
            for value in exact[0] if isinstance(exact, tuple) else exact:
                distances = [abs(mpmath.mpf(x.man) * mpmath.mpf(2) ** x.exp - value) for x in balls]
                nearest = balls[distances.index(min(distances))]
                assert min(distances) <= mpmath.mpf(nearest.err) * mpmath.mpf(2) ** nearest.exp
        assert all(float(radius(x)) < 1e-45 for x in balls)


def test_repeated_eigenvalues_have_bounds_at_50_digits():
    given = r"For $\mathbf{x} \in \mathbb{R}^{n}$ and $\mathbf{A} = \mathbf{I} + \mathbf{x} \mathbf{x}^{\top}$"
    for formula in (r"\lambda_2(\mathbf{A}) = 1", r"\lambda_1(\mathbf{A}) = 1 + \mathbf{x}^{\top} \mathbf{x}"):
        assert check(given, formula).judgements["numerator"].holds
    assert not check(given, r"\lambda_1(\mathbf{A}) = 2 + \mathbf{x}^{\top} \mathbf{x}").holding


def test_eigenvalue_that_is_badly_approximated_is_in_its_ball(monkeypatch):
    monkeypatch.setattr(factorise, "SWEEPS", 1)
    rows = [[4.0, 1.0, 2.0], [1.0, 3.0, -1.0], [2.0, -1.0, 1.0]]
    with precision(50):
        balls = [
            eigenvalues._repeated_eigenvalue([[Ball(0) + x for x in row] for row in rows], rows, k) for k in range(3)
        ]
    for ball, exact in zip(balls, np.linalg.eigvalsh(rows)[::-1], strict=True):
        assert 1e-12 < abs(float(midpoint(ball)) - exact) <= float(radius(ball))


# Slopes


def moved(a, direction, step):
    """Return a matrix, rows of numbers of any kind, after a step."""
    return FLOAT.map(lambda x, y: x + step * y, a, direction)


def direction_of(case):
    """Return rows of floats: a direction that no property restricts, but symmetry."""
    rng, a = np.random.default_rng(3), case.drawn()
    direction = rng.normal(size=a.shape)
    return (direction + direction.T if np.allclose(a, a.T) else direction) if a.shape[0] == a.shape[1] else direction


@pytest.mark.parametrize("kind", GIVEN)
def test_slopes_agree_with_central_differences(kind):
    given, names = GIVEN[kind]
    case = Case(given, smallest=3)
    direction = direction_of(case).tolist()

    def slopes(ar):
        a, h = case.value(r"\mathbf{A}", ar), ar.number(10) ** -12

        def at(name, step):
            return case.value(tex_of(name), ar, {r"\mathbf{A}": moved(a, direction, step)})

        dual = [FLOAT.map(lambda x: getattr(x, "slope", 0), at(name, Dual(1, 0, 1))) for name in names]
        second = [FLOAT.map(lambda x, y: (x - y) / (2 * h), at(name, h), at(name, -h)) for name in names]
        return [(array(one), array(other)) for one, other in zip(dual, second, strict=True)]

    a = np.array(case.point.values[r"\mathbf{A}"], dtype=complex) + 1e-30j * np.array(direction)
    stepped = [np.asarray(case.value(tex_of(name), Numpy(), {r"\mathbf{A}": a})).imag / 1e-30 for name in names]
    for name, (dual, central), step in zip(names, at_high_precision(slopes), stepped, strict=True):
        assert dual.any() == (name != "P"), "a slope of zero shows nothing"
        np.testing.assert_allclose(dual, central, rtol=1e-15, atol=1e-18)
        np.testing.assert_allclose(step, dual, rtol=1e-10, atol=1e-11)


def test_second_slopes_agree_with_central_differences():
    case = Case(SYMMETRIC + ORTHOGONAL, smallest=3)
    direction = direction_of(case).tolist()

    def slopes(ar):
        a, h = case.value(r"\mathbf{A}", ar), ar.number(10) ** -12

        def slope(step):
            at = {r"\mathbf{A}": moved(a, direction, step)}
            return FLOAT.map(lambda x: x.slope, case.value(r"\mathbf{V}", ar, at))

        twice = FLOAT.map(lambda x: x.slope, slope(Dual(1, Dual(2, 0, 1), 1)))
        central = FLOAT.map(lambda x, y: (x - y) / (2 * h), slope(h + Dual(1, 0, 1)), slope(Dual(1, 0, 1) - h))
        return array(twice), array(central)

    twice, central = at_high_precision(slopes)
    assert abs(twice).max() > 1e-3
    np.testing.assert_allclose(twice, central, rtol=1e-14)


def test_impostor_of_equations_is_differentiated_as_itself(monkeypatch):
    """A rule for the slope of a Cholesky factor would answer with it, whatever the equations are."""
    given, (name,) = GIVEN["Cholesky"]
    case = Case(given, smallest=3)
    k = next(k for k, record in enumerate(RECORDS) if record.name == "a Cholesky factorisation")
    genuine = RECORDS[k]

    def equations(a, factors, fixing):  # L L^T = A o A, a definite matrix, too
        return genuine.equations(FLOAT.map(lambda x: x * x, a), factors, fixing)

    def start(a, choice):
        return genuine.start([[x * x for x in row] for row in a], choice)

    impostor = replace(genuine, equations=equations, start=start)
    monkeypatch.setattr(decompositions, "RECORDS", (*RECORDS[:k], impostor, *RECORDS[k + 1 :]))
    a, direction = case.drawn(), direction_of(case)
    found = case.value(tex_of(name), FLOAT, {r"\mathbf{A}": moved(a.tolist(), direction.tolist(), Dual(1, 0, 1))})
    scale = 2.0 ** (2 * np.floor(np.log2(abs(a).max()) / 2))  # the matrix is scaled before its factors are found

    def exact(a):
        return np.linalg.cholesky((a / scale) ** 2) * scale**0.5

    wanted = (exact(a + 1e-6 * direction) - exact(a - 1e-6 * direction)) / 2e-6
    np.testing.assert_allclose(array(FLOAT.map(lambda x: getattr(x, "slope", 0.0), found)), wanted, atol=1e-6)


def test_central_differences_have_a_say_in_derivatives_of_factors():
    declarations = declare(GIVEN["thin, tall"][0])
    tex = (
        r"\frac{\partial\, \operatorname{tr}(\boldsymbol{\Sigma})}{\partial \mathbf{A}} = \mathbf{U} \mathbf{V}^{\top}"
    )
    assert Statement(declarations.read(tex), declarations, "denominator").needs_central
    tex = r"\mathbf{A}^{\top} \mathbf{A} = \mathbf{A}^{\top} \mathbf{A}"
    assert not Statement(declarations.read(tex), declarations, "denominator").needs_central


# What is free is drawn, and followed


@pytest.mark.parametrize(
    "kind, wrong",
    [
        ("symmetric", r"v_{11} > 0"),
        ("symmetric", r"v_{11} < 0"),
        ("symmetric", r"\lambda_{11} \geq \lambda_{22}"),
        ("symmetric", r"\lambda_{11} \leq \lambda_{22}"),
        ("symmetric", r"\det(\mathbf{V}) = 1"),
        ("thin, tall", r"u_{11} > 0"),
        ("thin, tall", r"\mathbf{U} = \mathbf{A} (\mathbf{A}^{\top} \mathbf{A})^{-1} \mathbf{A}^{\top} \mathbf{A}"),
        ("any length", r"\mathbf{V}^{\top} \mathbf{V} = \mathbf{I}"),
        ("any length", r"\operatorname{diagonal}(\mathbf{V}^{\top} \mathbf{V}) = \mathbf{1}"),
        ("any length", r"\operatorname{diagonal}(\mathbf{V}^{\top} \mathrm{d}\mathbf{V}) = \mathbf{0}"),
        ("pair", r"\mathbf{v}^{\top} \mathbf{v} = 1"),
        ("pair", r"\lambda = \lambda_{\max}(\frac{1}{2} (\mathbf{A} + \mathbf{A}^{\top}))"),
        ("left pair", r"\mathbf{w}^{\top} \mathbf{v} = 1"),
        ("LU", r"\mathbf{P} = \mathbf{I}"),
        ("Schur", r"t_{11} \geq t_{22}"),
    ],
)
def test_statement_on_what_is_free_is_rejected(kind, wrong):
    verdict = check(GIVEN[kind][0], wrong)
    assert not verdict.holding
    assert {judgement.reason for judgement in verdict.judgements.values()} == {"value"}


@pytest.mark.parametrize(
    "kind, true",
    [
        ("thin, tall", r"\sigma_{11} \geq \sigma_{22}"),
        ("thin, tall", r"\boldsymbol{\Sigma}_{11} = \sigma_{\max}(\mathbf{A})"),
        ("left pair", r"\mathrm{d}\lambda = \frac{\mathbf{w}^{\top} \mathrm{d}\mathbf{A} \mathbf{v}}{\mathbf{w}^{\top} \mathbf{v}}"),
        ("polar", r"\mathbf{A}^{\top} \mathbf{A} = \mathbf{H}^2"),
    ],
)  # fmt: skip
def test_statement_on_what_is_fixed_holds(kind, true):
    assert check(GIVEN[kind][0], true).holding == ["numerator", "denominator"]


def test_factors_stay_on_their_branch():
    case = Case(SYMMETRIC + ORTHOGONAL, smallest=4)
    a, direction = case.drawn(), direction_of(case)
    before, _ = case.factors(("V", "Lambda"))
    for step in (1e-6, -1e-6, 1e-9):
        after, _ = case.factors(("V", "Lambda"), FLOAT, {r"\mathbf{A}": (a + step * direction).tolist()})
        np.testing.assert_allclose(after, before, atol=1e-3)
    (branches,) = [value for (name, _), value in case.point.arrays.items() if name[0] == "factors"]
    assert len(branches) == 1, "a start of its own may be on another branch"
    case.factors(("V", "Lambda"), FLOAT, {r"\mathbf{A}": (a + direction).tolist()})
    assert len(branches) == 2


@pytest.mark.parametrize("record", RECORDS, ids=[f"{record.name} {k}" for k, record in enumerate(RECORDS)])
def test_every_choice_is_made(record):
    a = [[5.0, 1.0, 0.5], [1.0, 3.0, -0.3], [0.5, -0.3, 1.0]]
    found = []
    for seed in range(30):
        choice = decompositions.Choice(str(seed), (), None)
        found.append([array(rows) for rows in factors_in_rows(record, a, choice, [], True)])
    first = np.array([factors[0][:, 0] for factors in found])
    if not record.name.startswith(("an eigen", "a left", "a Schur", "a singular")):
        np.testing.assert_allclose(first, np.broadcast_to(first[0], first.shape), atol=1e-12)
        return
    others = [factors[1] for factors in found]
    signs = {(round(float(other[0, 0]), 6), np.sign(column[0])) for other, column in zip(others, first, strict=True)}
    assert {(value, -sign) for value, sign in signs} == signs, "the sign is always the same"
    if record.name == "a singular value decomposition":
        np.testing.assert_allclose(others, np.broadcast_to(others[0], np.shape(others)), atol=1e-12)
    else:
        assert len({round(float(other[0, 0]), 6) for other in others}) == 3, "the first eigenvalue is always the same"


# The condition


@pytest.mark.parametrize(
    "given, formula",
    [
        (GIVEN["symmetric"][0], r"\mathbf{V}^{\top} \mathbf{V} = \mathbf{I}"),
        (GIVEN["thin, tall"][0], r"\mathbf{U}^{\top} \mathbf{U} = \mathbf{I}"),
        (GIVEN["unit columns"][0], r"\mathbf{A} \mathbf{V} = \mathbf{V} \boldsymbol{\Lambda}"),
        (r"For $t \in \mathbb{R}$, $\mathbf{A}(t) \in \mathbb{S}^{n}$ with distinct eigenvalues, and " + ORTHOGONAL,
         r"\mathbf{V}^{\top} \mathbf{V} = \mathbf{I}"),
    ],
)  # fmt: skip
def test_condition_of_distinct_values_is_needed(given, formula):
    declarations = declare(given)
    tree = declarations.read(formula)
    assert check(declarations, formula).holding
    dropped = {words: without for words, without, _ in drop_conditions(declarations) if "distinct" in words}
    assert dropped
    for without in dropped.values():
        assert fails(tree, without, "numerator", "0")


@pytest.mark.parametrize(
    "given, formula, message",
    [
        (r"For $\mathbf{x} \in \mathbb{R}^{n}$, $\mathbf{A} = \mathbf{x} \mathbf{x}^{\top} - 2 \mathbf{I}$ and " + ORTHOGONAL,
         r"\mathbf{V}^{\top} \mathbf{V} = \mathbf{I}", "must be declared with distinct eigenvalues"),
        (r"For $\mathbf{A} \in \mathbb{S}^{n}$ and " + ORTHOGONAL, r"\mathbf{V}^{\top} \mathbf{V} = \mathbf{I}",
         "must be declared with distinct eigenvalues, as its factors are no functions of it"),
        (rf"For ${SQUARE} and " + ORTHOGONAL, r"\mathbf{V}^{\top} \mathbf{V} = \mathbf{I}",
         "of a symmetric matrix: declare it so"),
        (rf"For ${SQUARE} and " + GENERAL, r"\mathbf{A} \mathbf{V} = \mathbf{V} \boldsymbol{\Lambda}",
         "must be declared with real and distinct eigenvalues, as some eigenvalues are not real here"),
        (r"For $\mathbf{A} \in \mathbb{S}^{n}$ and $\mathbf{A} = \mathbf{L} \mathbf{L}^{\top}$ a Cholesky factorisation",
         r"l_{ii} > 0", "must be declared positive definite, as it is not positive definite here"),
        (rf"For singular ${SQUARE} and $\mathbf{{P}} \mathbf{{A}} = \mathbf{{L}} \mathbf{{U}}$ an LU factorisation",
         r"l_{ii} = 1", "must be declared invertible, as it has no inverse here"),
        (rf"For singular ${SQUARE} and " + SVD, r"\mathbf{U}^{\top} \mathbf{U} = \mathbf{I}",
         "of full rank and with distinct singular values, as a singular value is zero here"),
        (rf"For singular ${SQUARE} and $\mathbf{{A}} = \mathbf{{Q}} \mathbf{{R}}$ a QR factorisation",
         r"r_{ii} > 0", "of full column rank, as its columns are linearly dependent here"),
        (r"For $\mathbf{x} \in \mathbb{R}^{n}$",
         r"\frac{\partial}{\partial \mathbf{x}} \left( \lambda_2(\mathbf{x} \mathbf{x}^{\top}) \right) = \mathbf{0}",
         "is repeated here, so it has no derivative: declare the matrix with distinct eigenvalues"),
        (r"For $\mathbf{A} \in \mathbb{C}^{n \times n}$ and " + PAIR, r"\mathbf{A} \mathbf{v} = \lambda \mathbf{v}",
         "is read of real matrices only"),
        (rf"For ${SQUARE}", r"\lambda_{\max}(\mathbf{A}) = 1", "of a symmetric matrix: declare it symmetric"),
        (r"For $x \in \mathbb{R}$", r"\lambda_i (x + 1) = 1", "is of a matrix, and this is a scalar"),
        (r"For $\mathbf{A} \in \mathbb{R}^{m \times n}$", r"\lambda_{\max}(\mathbf{A}) = 1", "not square"),
        (r"For $\mathbf{A} \in \mathbb{R}^{m \times n}$ and " + SVD, r"\mathbf{U}^{\top} \mathbf{U} = \mathbf{I}",
         "declare the matrix of full column rank or of full row rank"),
        (r"For $\mathbf{A} \in \mathbb{R}^{m \times n}$ and " + PAIR, r"\lambda = 1", "not square"),
    ],
)  # fmt: skip
def test_missing_condition_is_proposed(given, formula, message):
    judgement = check(given, formula).judgements["numerator"]
    assert not judgement.holds
    assert message in judgement.message


# Sentences


@pytest.mark.parametrize(
    "sentence, message",
    [
        (r"$\mathbf{A} = \mathbf{U} \boldsymbol{\Sigma} \mathbf{U}^{\top}$ a singular value decomposition",
         "U} is declared twice"),
        (r"$\mathbf{A} = \mathbf{U} \boldsymbol{\Sigma} \mathbf{V}$ a singular value decomposition", "write it as"),
        (r"$\mathbf{A} = \mathbf{V} \boldsymbol{\Lambda} \mathbf{W}^{\top}$ an eigendecomposition", "write it as"),
        (r"$\mathbf{A} = \mathbf{L} \mathbf{L}^{\top}$ a Jordan decomposition",
         "'Jordan decomposition' is no decomposition that is known"),
        (r"$\mathbf{A} = \mathbf{B} \mathbf{B}^{\top}$ a Cholesky factorisation and $\mathbf{B} \in \mathbb{R}^{n}$",
         "declared twice"),
        (r"$\mathbf{A} = \mathbf{Q} \mathbf{R}$ a QR factorisation with unit columns", "have the length that they have"),
        (r"$\mathbf{A} \mathbf{v} = \sigma_1(\mathbf{A}) \mathbf{v}$ an eigenpair", "is not one of its matrix"),
        (r"$\mathbf{A} \mathbf{v} = \lambda_i(\mathbf{A}) \mathbf{v}$ an eigenpair", "does not say which eigenvalue"),
        (r"$\mathbf{A} \mathbf{v} = 2 \mathbf{v}$ an eigenpair", "is no name for a factor"),
        (r"$\mathbf{A} = \mathbf{I} \mathbf{R}$ a QR factorisation", "is reserved"),
    ],
)  # fmt: skip
def test_sentence_that_declares_no_factors_is_refused(sentence, message):
    with pytest.raises(NotationError) as caught:
        declare(rf"For ${SQUARE}, and {sentence}, ")
    assert message in caught.value.why
    assert caught.value.span != (0, 0)


def test_largest_eigenvalue_is_taken_for_its_name():
    given = rf"{SYMMETRIC} with $\mathbf{{A}} \mathbf{{v}} = \lambda_{{\min}}(\mathbf{{A}}) \mathbf{{v}}$ an eigenpair"
    true = r"\mathbf{v}^{\top} \mathbf{A} \mathbf{v} = \lambda_{\min}(\mathbf{A}) \mathbf{v}^{\top} \mathbf{v}"
    assert check(given, true).holding
    assert not check(given, true.replace("min", "max")).holding


def test_product_is_taken_for_the_matrix():
    given = TALL + r"$\mathbf{A}^{\top} \mathbf{A} \mathbf{v} = \lambda \mathbf{v}$ an eigenpair"
    assert check(given, r"\lVert \mathbf{A} \mathbf{v} \rVert_2^2 = \lambda \mathbf{v}^{\top} \mathbf{v}").holding
    with pytest.raises(NotationError, match="write it as"):
        declare(rf"For ${SQUARE} and $\mathbf{{A}} = \mathbf{{Q}} \mathbf{{R}} \mathbf{{S}}$ a QR factorisation")


def test_entry_beside_a_bracket_is_no_eigenvalue():
    given = r"For $\boldsymbol{\lambda}, \mathbf{x} \in \mathbb{R}^{n}$"
    assert check(given, r"\lambda_i (\mathbf{x})_i = x_i \lambda_i").holding
    given = r"For $\sigma \colon \mathbb{R} \to \mathbb{R}$ and $\mathbf{x} \in \mathbb{R}^{n}$"
    assert check(given, r"\sigma_i(\mathbf{x}) = \sigma(x_i)").holding


def test_eigenvalues_are_printed_as_they_are_read():
    declarations = declare(r"For $\mathbf{A} \in \mathbb{S}^{n}$")
    for tex in (
        r"\lambda_{\max}(\mathbf{A}) = \lambda_{2}(\mathbf{A})",
        r"\sigma_{i}(\mathbf{A}) = \lambda_{\min}(\mathbf{A})",
    ):
        assert str(declarations.read(tex)) == tex


# The solver


def test_start_far_from_a_solution_is_detected():
    def equations(a, x):
        return [x[0] * x[0] - a[0][0]]

    branch = Branch([[2.0]], [1.5], equations)
    with precision(50):
        (root,) = branch.solve([[Ball(2)]])
        assert abs(midpoint(root * root - 2)) <= radius(root * root - 2) + Ball(1, -150)
    branch.x, branch.jacobian_inverse, branch.boxes = [1e-3], [[1e-3]], {}
    with precision(50), pytest.raises(PrecisionError, match="do not isolate"):
        branch.solve([[Ball(2)]])


def test_double_root_is_not_isolated():
    with pytest.raises(NotIsolatedError):
        Branch([[0.0]], [0.0], lambda a, x: [x[0] * x[0] - a[0][0]])


def test_missing_equation_is_detected(monkeypatch):
    record = next(record for record in RECORDS if record.name == "a QR factorisation")
    broken = replace(record, equations=lambda *args: record.equations(*args)[:-1])
    choice = decompositions.Choice("0", (), None)
    with pytest.raises(AssertionError, match="equations for"):
        factors_in_rows(broken, [[2.0, 1.0], [0.0, 3.0]], choice, [], False)


@pytest.mark.parametrize("entry", [1.0, 2.0, 0.25, 4.0, 100.0, 0.1])
def test_small_step_changes_no_scale(entry):
    scales = {decompositions._scale([[entry + step]]) for step in (-1e-11, 0.0, 1e-11)}
    assert len(scales) == 1 and 0.25 <= entry / scales.pop() ** 2 <= 8


@pytest.mark.parametrize("seed", [str(k) for k in range(8)])
def test_permutation_is_not_taken_for_its_inverse(seed):
    sentence = (
        r"For invertible $\mathbf{A} \in \mathbb{R}^{n \times n}$, $\mathbf{P} \mathbf{A} = \mathbf{L} \mathbf{U}$ an LU "
        "decomposition"
    )
    (judgement,) = check(sentence, r"\mathbf{P}^{\top} = \mathbf{P}", seed, ("numerator",)).judgements.values()
    assert judgement.reason == "value"
