"""Random vectors and their moments: cubatures are exact for their degree, and what they cannot integrate is refused."""

from itertools import product
from math import prod

import mpmath
import numpy as np
import pytest

from tests.expressions import ARITHMETICS, Expression, array, refused
from verifier import random_vectors
from verifier.arrays import at_high_precision
from verifier.check import check
from verifier.cubature import HIGHEST_DEGREE, cholesky, count_points, normal_points, standard_points
from verifier.errors import NotationError, ShapeError
from verifier.evaluate import evaluate
from verifier.numbers.ball import midpoint, radius

GIVEN = r"""For $\mathbf{x} \sim \mathcal{N}(\mathbf{m}, \mathbf{S})$ with $\mathbf{m}, \mathbf{a}, \mathbf{b} \in \mathbb{R}^{n}$,
positive definite $\mathbf{S} \in \mathbb{R}^{n \times n}$, $\mathbf{A} \in \mathbb{R}^{n \times n}$,
$\mathbf{B} \in \mathbb{R}^{k \times n}$, $f \colon \mathbb{R} \to \mathbb{R}$ and $c \in \mathbb{R}$"""
NUMBER = r"For $x \sim \mathcal{N}(m, s^2)$ with $m \in \mathbb{R}$ and positive $s \in \mathbb{R}$"


def judged(tex, given):
    """Return the judgement on a statement in denominator layout."""
    return check(" ".join(given.split()) + ",", tex, layouts=("denominator",)).judgements["denominator"]


# Cubature


def moment(powers):
    """Return the expectation of a monomial of independent standard normal numbers."""
    return 0 if any(k % 2 for k in powers) else prod(prod(range(1, k, 2)) for k in powers)


def cubature(n, degree, powers, ar):
    """Return the sum over the points for a degree that stands for the expectation of a monomial."""
    return sum(
        weight * prod(z**k if k else 1 for z, k in zip(point, powers, strict=True))
        for weight, point in standard_points(n, degree, ar)
    )


@pytest.mark.parametrize("degree", range(HIGHEST_DEGREE + 1))
@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_cubature_misses_no_moment_of_its_degree(n, degree):
    assert len(standard_points(n, degree, ARITHMETICS["numpy"])) == count_points(n, degree)
    for powers in product(range(degree + 1), repeat=n):
        if sum(powers) <= degree and list(powers) == sorted(powers):
            assert cubature(n, degree, powers, ARITHMETICS["numpy"]) == pytest.approx(moment(powers), abs=1e-11)


@pytest.mark.parametrize("degree", [3, 5, 7, 9])
def test_moment_beyond_the_degree_differs(degree):
    powers = (degree + 1, 0)
    assert cubature(2, degree, powers, ARITHMETICS["numpy"]) != pytest.approx(moment(powers), rel=1e-3)


@pytest.mark.parametrize("degree", [3, 5, 7, 9])
def test_cubature_of_balls_holds_the_moment(degree):
    found = at_high_precision(lambda ar: cubature(2, degree, (degree - 1, 0), ar))
    error = float(abs(midpoint(found) - moment((degree - 1,))))
    assert error <= float(radius(found)) < 1e-40 * moment((degree - 1,))


@pytest.mark.parametrize("name", ARITHMETICS)
@pytest.mark.parametrize("degree", [2, 4, 6])
def test_points_have_mean_and_covariance(name, degree):
    ar, factor = ARITHMETICS[name], np.array([[2, 0, 0], [1, 1, 0], [-3, 2, 4]])
    mean, covariance = [[1], [-2], [5]], factor @ factor.T
    entries = [[ar.number(int(x)) for x in row] for row in covariance.tolist()]
    points = normal_points(ar, ar.array([[ar.number(x) for x in row] for row in mean]), ar.array(entries), degree)
    weights = [float(weight) for weight, _ in points]
    centred = np.array([array(point)[:, 0] for _, point in points]) - np.array(mean)[:, 0]
    np.testing.assert_allclose(weights @ centred, 0, atol=1e-12)
    np.testing.assert_allclose(np.einsum("k,ki,kj", weights, centred, centred), covariance, atol=1e-11)


@pytest.mark.parametrize("name", ARITHMETICS)
@pytest.mark.parametrize(
    "rows, what",
    [
        ([[1, 2], [0, 5]], "symmetric"),
        ([[1, 2], [2, 1]], "positive definite"),
        ([[1, 2], [2, 4]], "positive definite"),
        ([[0]], "positive definite"),
        ([[-1]], "positive definite"),
    ],
)
def test_matrix_that_is_no_covariance_is_refused(name, rows, what):
    ar = ARITHMETICS[name]
    with pytest.raises(ValueError, match=f"a covariance matrix is {what}, and this one is not"):
        cholesky(ar, ar.array([[ar.number(x) for x in row] for row in rows]))


# Moments

VALUES = {
    r"\operatorname{E}[\mathbf{x}]": lambda v: v.m,
    r"\mathbb{E}[\mathbf{x} \mathbf{x}^{\top}]": lambda v: v.S + v.m @ v.m.T,
    r"\operatorname{E}\left[\lVert \mathbf{x} \rVert^2\right]": lambda v: np.trace(v.S) + np.vdot(v.m, v.m),
    r"\operatorname{E}[\frac{\mathbf{a}^{\top} \mathbf{x}}{c}]": lambda v: np.vdot(v.a, v.m) / v.c,
    r"\operatorname{E}[\mathbf{A}]": lambda v: v.A,
    r"\operatorname{E}[c]": lambda v: v.c,
    r"\operatorname{E}[\operatorname{diag}(\mathbf{x}) \operatorname{diag}(\mathbf{x})]": lambda v: np.diag(
        np.diag(v.S) + v.m[:, 0] ** 2
    ),
    r"\operatorname{Cov}(\mathbf{x})": lambda v: v.S,
    r"\operatorname{Cov}(\mathbf{B} \mathbf{x}, \mathbf{x})": lambda v: v.B @ v.S,
    r"\operatorname{Var}(c \mathbf{a}^{\top} \mathbf{x} - c)": lambda v: v.c**2 * (v.a.T @ v.S @ v.a).item(),
    r"\operatorname{Var}(c)": lambda v: 0.0,
    r"\operatorname{E}[(\mathbf{a}^{\top} (\mathbf{x} - \mathbf{m}))^6]": lambda v: (
        15 * (v.a.T @ v.S @ v.a).item() ** 3
    ),
    r"\operatorname{E}[(\mathbf{x} - \operatorname{E}[\mathbf{x}])^{\top} (\mathbf{x} - \mathbf{m})]": lambda v: (
        np.trace(v.S)
    ),
    r"\operatorname{E}[e^{\mathbf{a}^{\top} \mathbf{x}} - 2 e^{c} + \mathbf{b}^{\top} \mathbf{x}]": lambda v: (
        np.exp((v.a.T @ v.m + v.a.T @ v.S @ v.a / 2).item()) - 2 * np.exp(v.c) + np.vdot(v.b, v.m)
    ),
    r"\operatorname{E}[\nabla_{\mathbf{x}} (\mathbf{a}^{\top} \mathbf{x})^2]": lambda v: 2 * np.vdot(v.a, v.m) * v.a,
    r"\operatorname{E}[\nabla_{\mathbf{m}} (\mathbf{m}^{\top} \mathbf{x})]": lambda v: v.m,
    r"\nabla_{\mathbf{m}} \operatorname{E}[\mathbf{m}^{\top} \mathbf{x}]": lambda v: 2 * v.m,
    r"\nabla_{\mathbf{S}} \operatorname{E}[\mathbf{x}^{\top} \mathbf{A} \mathbf{x}]": lambda v: (v.A + v.A.T) / 2,
}


@pytest.mark.parametrize("ones", [frozenset(), frozenset("n"), frozenset("nk")], ids=["", "n = 1", "n = k = 1"])
@pytest.mark.parametrize("tex", VALUES)
def test_moment_is_that_of_the_distribution(tex, ones):
    expression = Expression(GIVEN, tex, ones=ones, smallest=3)
    wanted = VALUES[tex](expression.v)
    if expression.typed.shape != (1, 1) or np.ndim(wanted):
        expression.check(wanted)
    else:
        expression.check(float(wanted))


def test_entries_are_averaged_for_each_index():
    expression = Expression(GIVEN, r"\operatorname{E}[x_i x_j]")
    v = expression.v
    for i, j in ((1, 1), (1, 2), (2, 1)):
        expression.check(v.S[i - 1, j - 1] + v.m[i - 1, 0] * v.m[j - 1, 0], i=i, j=j)


@pytest.mark.parametrize("method", ["complex", "dual", "central"])
def test_expectation_is_differentiated_by_every_method(method):
    expression = Expression(NUMBER, r"\frac{\partial\, \operatorname{E}[x^4]}{\partial s}")
    m, s = expression.v.m, expression.v.s
    arithmetic = ARITHMETICS["50 digits" if method == "central" else "numpy"]
    assert float(expression.value(arithmetic, method)) == pytest.approx(12 * m**2 * s + 12 * s**3, rel=1e-11)


@pytest.mark.parametrize("seed", ["a draw", "another"])
def test_expectation_of_an_exponential_agrees_with_quadrature(seed):
    given = r"For $x \sim \mathcal{N}(m, 1 + c^2)$ and $m, c \in \mathbb{R}$"
    expression = Expression(given, r"\operatorname{E}[e^{x}]", seed=seed)
    with mpmath.workdps(60):
        m, s = mpmath.mpf(expression.v.m), mpmath.sqrt(1 + mpmath.mpf(expression.v.c) ** 2)
        wanted = mpmath.quad(lambda t: mpmath.exp(t) * mpmath.npdf(t, m, s), [m + k * s for k in range(-20, 40, 4)])
        found = at_high_precision(lambda ar: evaluate(expression.typed, expression.evaluation(ar)))
        error = abs(mpmath.mpf(midpoint(found).mpf()) - wanted)
        assert error <= mpmath.mpf(radius(found).mpf()) + mpmath.mpf(10) ** -50 * wanted
        assert float(radius(found)) < 1e-40 * wanted


def test_degree_that_is_too_low_is_detected(monkeypatch):
    tex = r"\operatorname{E}[x^2 x^2] = m^4 + 6 m^2 s^2 + 3 s^4"
    assert judged(tex, NUMBER).holds
    monkeypatch.setattr(random_vectors, "LINEAR", random_vectors.LINEAR | {"scale"})
    monkeypatch.setattr(random_vectors, "PRODUCTS", random_vectors.PRODUCTS - {"scale"})
    found = judged(tex, NUMBER)
    assert (found.holds, found.reason, found.message) == (False, "value", "the two sides differ")


# Several random vectors

TWO = r"For $x \sim \mathcal{N}(a, 1)$, $y \sim \mathcal{N}(b, c^2)$, $a, b \in \mathbb{R}$ and non-zero $c \in \mathbb{R}$"


def test_independent_vectors_are_averaged_over_both():
    given = TWO + ", with $x$ and $y$ independent of each other"
    assert judged(r"\operatorname{Var}(x y) = a^2 c^2 + b^2 + c^2", given).holds
    assert judged(r"\operatorname{Cov}(x, y) = 0", given).holds
    assert not judged(r"\operatorname{Var}(x + y) = 1", given).holds


def test_joint_distribution_is_not_guessed():
    message = (
        "the joint distribution of $x$ and $y$ is not known: end the sentence with ', with $x$ and $y$ independent of "
        "each other,'"
    )
    refused(r"\operatorname{E}[x y]", NotationError, message, TWO)


# What is refused

POLYNOMIALS = "E is taken of polynomials of a random vector, and of e to the power of a linear function of it"
REFUSED = {
    r"\mathbf{x}": r"\mathbf{x} is random: it stands inside \operatorname{E}[...], \operatorname{Var}(...) or "
    r"\operatorname{Cov}(...)",
    r"\operatorname{E}[\ln(\mathbf{x})]": POLYNOMIALS,
    r"\operatorname{E}[\frac{1}{\mathbf{a}^{\top} \mathbf{x}}]": POLYNOMIALS,
    r"\operatorname{E}[(\mathbf{a}^{\top} \mathbf{x})^{-2}]": POLYNOMIALS,
    r"\operatorname{E}[(\mathbf{a}^{\top} \mathbf{x})^{c}]": POLYNOMIALS,
    r"\operatorname{E}[\lVert \mathbf{x} \rVert]": POLYNOMIALS,
    r"\operatorname{E}[\lVert \mathbf{x} \rVert^3]": POLYNOMIALS,
    r"\operatorname{E}[f(\mathbf{x})]": POLYNOMIALS,
    r"\operatorname{E}[e^{\mathbf{x}}]": POLYNOMIALS,
    r"\operatorname{E}[e^{\mathbf{x}^{\top} \mathbf{x}}]": POLYNOMIALS,
    r"\operatorname{E}[\mathbf{x} e^{\mathbf{a}^{\top} \mathbf{x}}]": POLYNOMIALS,
    r"\operatorname{Var}(e^{\mathbf{a}^{\top} \mathbf{x}})": "Var is taken of polynomials of a random vector",
    r"\operatorname{E}[(\mathbf{a}^{\top} \mathbf{x})^{10}]": "E of degree 10: expectations are up to degree 9",
    r"\operatorname{Var}((\mathbf{a}^{\top} \mathbf{x})^5)": "Var of degree 10: expectations are up to degree 9",
    r"\operatorname{E}[\mathbf{x}, \mathbf{x}]": "E takes one argument",
    r"\operatorname{Cov}(\mathbf{x}, \mathbf{x}, \mathbf{x})": "Cov takes one or two arguments",
    r"\operatorname{E}[\mathbf{x}, \dots, \mathbf{x}]": "E takes one argument",
    r"\operatorname{E}[\mathbf{x})": "the bracket [ is closed by )",
}


@pytest.mark.parametrize("tex", REFUSED)
def test_moment_that_has_no_cubature_is_refused(tex):
    refused(tex, NotationError, REFUSED[tex], GIVEN)


def test_shape_without_a_moment_is_refused():
    message = r"Var is of a scalar, this is n × 1: write \operatorname{Cov}"
    refused(r"\operatorname{Var}(\mathbf{x})", ShapeError, message, GIVEN)
    refused(r"\operatorname{Cov}(\mathbf{x}^{\top})", ShapeError, "Cov is of columns, this is 1 × n", GIVEN)


DECLARATIONS = {
    r"For $x \sim \mathcal{U}(0, 1)$": r"a distribution is written $x \sim \mathcal{N}(m, S)$, with mean and covariance",
    r"For $x \sim \mathcal{N}(0)$": r"a distribution is written $x \sim \mathcal{N}(m, S)$, with mean and covariance",
    r"For positive $x \sim \mathcal{N}(0, 1)$": (
        r"$x \sim \mathcal{N}(0, 1)$ is random and cannot be declared positive"
    ),
    r"For $x \sim \mathcal{N}(x, 1)$": "x depends on itself: x on x",
    r"For $x \sim \mathcal{N}(y, 1)$ and $y \sim \mathcal{N}(0, 1)$": (
        "the distribution of x depends on y, which is random itself"
    ),
    r"For $x \sim \mathcal{N}(z, 1)$ and $z \in \mathbb{C}$": "mean and covariance of x are real",
    r"For $x \sim \mathcal{N}(\mathbf{A}, 1)$ and $\mathbf{A} \in \mathbb{R}^{2 \times 3}$": (
        "the mean of x is a column or a number, not 2 × 3"
    ),
    r"For $x \sim \mathcal{N}(\mathbf{a}, 1)$ and $\mathbf{a} \in \mathbb{R}^{n}$": (
        "the covariance of x is n × n, not 1 × 1"
    ),
    r"For $x \sim \mathcal{N}(0, 1)$ and $x \neq 0$": REFUSED[r"\mathbf{x}"].replace(r"\mathbf{x}", "x"),
    r"For $x \sim \mathcal{N}(\mathbf{0}, \mathbf{I})$": (
        r"the size of x does not follow from the context: declare its mean, as in $\mathbf{m} \in \mathbb{R}^{n}$"
    ),
}


@pytest.mark.parametrize("given", DECLARATIONS)
def test_unreadable_distribution_is_refused(given):
    found = judged(r"\operatorname{E}[x] = \operatorname{E}[x]", given)
    assert (found.holds, found.message) == (False, DECLARATIONS[given])


@pytest.mark.parametrize("word, what", [("symmetric ", "positive definite"), ("", "symmetric")])
def test_covariance_must_be_declared_positive_definite(word, what):
    given = rf"For $\mathbf{{x}} \sim \mathcal{{N}}(\mathbf{{m}}, \mathbf{{S}})$, $\mathbf{{m}} \in \mathbb{{R}}^{{n}}$ and {word}"
    found = judged(r"\operatorname{E}[\mathbf{x}] = \mathbf{m}", given + r"$\mathbf{S} \in \mathbb{R}^{n \times n}$")
    wanted = f"a covariance matrix is {what}, and this one is not: a condition is missing"
    assert (found.holds, found.reason, found.message) == (False, "domain", wanted)


def test_complex_variance_is_refused():
    given = r"For $x \sim \mathcal{N}(0, 1)$ and $z \in \mathbb{C}$"
    refused(r"\operatorname{Var}(z x)", NotationError, "Var is of real numbers", given)
    assert judged(r"\operatorname{E}[z x^2] = z", given).holds


@pytest.mark.parametrize("tex", [r"\operatorname{E}[x]", r"\operatorname{Var}(x)", r"\operatorname{Cov}(x, y + z)"])
def test_printed_moment_is_read_back(tex):
    given = r"For $x \sim \mathcal{N}(0, 1)$ and $y, z \in \mathbb{R}$"
    tree = Expression(given, tex).statement.declarations.read(tex)
    assert str(tree) == tex


def test_derivative_inside_holds_the_random_vector_fixed():
    given = r"For $x \sim \mathcal{N}(m, 1)$ and $m \in \mathbb{R}$"
    assert judged(r"\operatorname{E}[\frac{\partial\, (m x)}{\partial m}] = m", given).holds
    assert judged(r"\frac{\partial\, \operatorname{E}[m x]}{\partial m} = 2 m", given).holds
    assert not judged(r"\frac{\partial\, \operatorname{E}[m x]}{\partial m} = m", given).holds


def test_variance_that_may_be_zero_is_refused():
    found = judged(r"\operatorname{E}[x^2] = m^2 + s^2", r"For $x \sim \mathcal{N}(m, s^2)$ and $m, s \in \mathbb{R}$")
    assert (found.holds, found.reason) == (False, "domain")
    assert "s = 0" in found.message and "non-zero $s$" in found.message


def test_missing_independence_of_a_parameter_is_detected():
    given = r"For $x \sim \mathcal{N}(m, s^2)$, $m \in \mathbb{R}$ and non-zero $s \in \mathbb{R}$, without further conditions"
    found = judged(r"\frac{\partial\, \operatorname{E}[x^2]}{\partial m} = 2 m", given)
    assert (found.holds, found.reason) == (False, "domain")
    assert "it holds only if s is independent of m" in found.message


def test_function_of_a_random_vector_is_random():
    given = r"For $x \sim \mathcal{N}(0, 1)$ and a differentiable function $f(x) \in \mathbb{R}$ of $x$"
    refused(r"\operatorname{E}[f]", NotationError, POLYNOMIALS, given)
    refused("f", NotationError, REFUSED[r"\mathbf{x}"].replace(r"\mathbf{x}", "x"), given)
    given = r"For $x \sim \mathcal{N}(m, 1)$, $m \in \mathbb{R}$ and $f(x) = 2 x^2$"
    assert judged(r"\operatorname{E}[f] = \operatorname{E}[f(x)] = 2 m^2 + 2", given).holds


def test_index_is_not_kept_from_another_entry():
    assert judged(r"\operatorname{E}[x_i x_j] = s_{ij} + m_i m_j", GIVEN).holds
