r"""Forms of notation beside the operators: values at a point, integrals, limits, remainders, recursions, tensors.

The expected values come from SciPy or from a loop over the drawn numbers; no part of the verifier computes them.
"""

import math

import numpy as np
import pytest
import scipy.integrate
import scipy.linalg

from verifier.arrays import FLOAT, Numpy, high_precision
from verifier.at_point import gauss_legendre
from verifier.check import check
from verifier.declare import declare
from verifier.errors import NotationError, ShapeError
from verifier.evaluate import Evaluation, evaluate_to_array
from verifier.spectral import eigen
from verifier.statement import Statement
from verifier.unify import Unknown, size_name, unify

ARITHMETICS = {"numpy": Numpy(), "float": FLOAT, "balls": high_precision()}
GIVEN = r"""For positive definite $\mathbf{P} \in \mathbb{R}^{n \times n}$, $\mathbf{A}, \mathbf{E} \in \mathbb{R}^{n \times n}$,
$\mathbf{S} \in \mathbb{S}^{n}$, $\mathbf{B} \in \mathbb{R}^{m \times n}$, $\mathbf{x}, \mathbf{y} \in \mathbb{R}^{n}$, $t \in \mathbb{R}$,
positive $q \in \mathbb{R}$, $\mathcal{T} \in \mathbb{R}^{m \times n \times p}$, $\mathbf{a} \in \mathbb{R}^{m}$, $\mathbf{c} \in \mathbb{R}^{p}$,
$f \colon \mathbb{R} \to \mathbb{R}$ and a differentiable function $g(\mathbf{x}) \in \mathbb{R}$ of $\mathbf{x}$, with $f(\mathbf{S})$ a matrix function"""


def elementary(x, b):
    """Return the random function of one number, by its weights."""
    return b[0] * np.sin(b[1] * x + b[2]) + b[3] * np.tanh(b[4] * x + b[5]) + b[6] * x + b[7]


def value(tex, arithmetic="numpy", ones=frozenset()):
    """Return the value of an expression, and what was drawn, by letter."""
    declared = declare(" ".join(GIVEN.split()))
    statement = Statement(declared.read(tex), declared, "numerator")
    point = statement.point("forms", ones, 2)
    evaluation = Evaluation(ARITHMETICS[arithmetic], point, statement.checker)
    rows = ARITHMETICS[arithmetic].rows(evaluate_to_array(statement.typed.sides[0], evaluation))
    drawn = {name.split("{")[-1].rstrip("}"): np.array(value) for name, value in point.values.items()}
    return np.array([[float(x) for x in row] for row in rows]), drawn, point


ORACLES = [
    (r"\operatorname{logm}(\mathbf{P})", lambda v: scipy.linalg.logm(v["P"])),
    (r"\operatorname{sqrtm}(\mathbf{P})", lambda v: scipy.linalg.sqrtm(v["P"])),
    (r"\mathbf{P}^{-1/2}", lambda v: scipy.linalg.inv(scipy.linalg.sqrtm(v["P"]))),
    (r"\mathbf{P}^{t}", lambda v: scipy.linalg.fractional_matrix_power(v["P"], v["t"])),
    (r"\operatorname{sinm}(\mathbf{A})", lambda v: scipy.linalg.sinm(v["A"])),
    (r"\operatorname{cosm}(\mathbf{A})", lambda v: scipy.linalg.cosm(v["A"])),
    (r"L_{\exp}(\mathbf{A}, \mathbf{E})", lambda v: scipy.linalg.expm_frechet(v["A"], v["E"])[1]),
    (r"e^{\odot \mathbf{A}}", lambda v: np.exp(v["A"])),
    (r"\ln^{\odot}(\mathbf{P} \odot \mathbf{P})", lambda v: np.log(v["P"] ** 2)),
    (r"\left. (\mathbf{x} + t \mathbf{y}) \right\rvert_{t = 3}", lambda v: (v["x"] + 3 * v["y"])),
    (r"\left. z^2 \right\rvert_{z = \mathbf{x}^{\top} \mathbf{y}}", lambda v: (v["x"].T @ v["y"]) ** 2),
    (r"\int_0^t \sin(a q) \, \mathrm{d} a", lambda v: scipy.integrate.quad(lambda a: math.sin(a * v["q"]), 0, v["t"])[0]),
    (r"\int_1^3 \frac{1}{q + a} \, \mathrm{d} a", lambda v: math.log((v["q"] + 3) / (v["q"] + 1))),
    (r"\lim_{t \to 0} \frac{\sin(t q)}{t}", lambda v: v["q"]),
    (r"\lim_{t \to \infty} \tanh(t q)", lambda v: 1),
    (r"\nabla^2_{\mathbf{x}} (\mathbf{x}^{\top} \mathbf{A} \mathbf{x})", lambda v: v["A"] + v["A"].T),
    (r"\Delta_{\mathbf{x}} (\mathbf{x}^{\top} \mathbf{A} \mathbf{x})", lambda v: 2 * np.trace(v["A"])),
    (r"\sum_{i < j} a_{ij}", lambda v: np.triu(v["A"], 1).sum()),
    (r"\sum_{i \neq j} a_{ij}", lambda v: v["A"].sum() - np.trace(v["A"])),
    (r"\sum_{\lvert i - j \rvert = 1} a_{ij}", lambda v: np.trace(v["A"], 1) + np.trace(v["A"], -1)),
    (r"\sum_{(i - j) \bmod 2 = 0} a_{ij}", lambda v: sum(x for (i, j), x in np.ndenumerate(v["A"]) if (i - j) % 2 == 0)),
    (r"\sum_{i,j,k} \mathcal{T}_{ijk} a_i x_j c_k", lambda v: contracted(v)),
]  # fmt: skip


def contracted(drawn):
    tensor = drawn["T"].ravel().reshape(len(drawn["a"]), len(drawn["x"]), len(drawn["c"]), order="F")
    return np.einsum("ijk,i,j,k", tensor, drawn["a"].ravel(), drawn["x"].ravel(), drawn["c"].ravel())


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
@pytest.mark.parametrize(("tex", "oracle"), ORACLES, ids=[tex for tex, _ in ORACLES])
def test_a_form_has_the_value_of_its_oracle(tex, oracle, arithmetic):
    found, drawn, _ = value(tex, arithmetic)
    expected = np.atleast_2d(np.array(oracle(drawn), dtype=float))
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("tex", [tex for tex, _ in ORACLES if "m}" in tex or "L_" in tex])
def test_a_matrix_function_takes_one_row(tex):
    found, drawn, _ = value(tex, ones=frozenset(["n"]))
    expected = np.atleast_2d(np.array(dict(ORACLES)[tex](drawn), dtype=float))
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
def test_a_declared_matrix_function_acts_on_eigenvalues(arithmetic):
    found, drawn, point = value(r"f(\mathbf{S})", arithmetic)
    weights = point.networks["f"]["scalar"]
    values, vectors = np.linalg.eigh(drawn["S"])
    np.testing.assert_allclose(found, vectors @ np.diag(elementary(values, weights)) @ vectors.T, rtol=1e-9)


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_eigenvalues_are_found_in_every_order(n):
    for seed in range(5):
        matrix = np.random.default_rng(seed).normal(size=(n, n))
        for symmetric in (matrix + matrix.T, np.diag(range(n)) + 1e-3 * (matrix + matrix.T), np.diag(range(n, 0, -1))):
            values, vectors = eigen(FLOAT, FLOAT.array(symmetric.tolist()), (0, 0))
            np.testing.assert_allclose(sorted(values), np.linalg.eigvalsh(symmetric), atol=1e-12)
            np.testing.assert_allclose(np.array(vectors) @ np.diag(values) @ np.array(vectors).T, symmetric, atol=1e-12)


def test_gauss_legendre_integrates_polynomials_exactly():
    rule = gauss_legendre(5, float)
    nodes, weights = np.polynomial.legendre.leggauss(5)
    np.testing.assert_allclose(sorted(x for x, _ in rule), (nodes + 1) / 2, rtol=1e-14)
    assert math.isclose(sum(w * x**9 for x, w in rule), 1 / 10, rel_tol=1e-14)
    assert not math.isclose(sum(w * x**10 for x, w in rule), 1 / 11, rel_tol=1e-9)


def verdict(tex, given=GIVEN):
    return check(" ".join(given.split()), tex).judgements["numerator"]


REFUSED = [  # what is written, the reason, and a part of the message
    (r"e^{t \mathbf{A}} = \mathbf{A}", "notation", r"\operatorname{expm}"),
    (r"\ln(\mathbf{P}) = \mathbf{P}", "notation", r"\operatorname{logm}"),
    (r"\sqrt{\mathbf{P}} = \mathbf{P}", "notation", r"\operatorname{sqrtm}"),
    (r"\left. t^2 \right\rvert = 3", "notation", "with a value below it"),
    (r"\left. t^2 \right\rvert_{t} = 3", "notation", "what a name is"),
    (r"\left. t^2 \right\rvert_{t=\mathbf{x}} = 3", "shape", "its value is n × 1"),
    (r"\left. y^2 \right\rvert_{y=3} = y", "notation", "in another expression only"),
    (r"\int_0^1 t = 1", "notation", "the letter that it is over"),
    (r"\int a \, \mathrm{d} a = 1", "notation", "two limits"),
    (r"\int_0^{\mathbf{x}} a \, \mathrm{d} a = 1", "shape", "a scalar"),
    (r"\int_0^1 \frac{1}{a} \, \mathrm{d} a = 1", "domain", "does not converge"),
    (r"\lim_{t \to q} t = 1", "notation", "a limit is written"),
    (r"\lim_{t \to 0} \frac{\lvert t \rvert}{t} = 1", "domain", "two sides differ"),
    (r"\lim_{t \to \infty} \sin(t) = 0", "domain", "does not settle"),
    (r"t = 2 O(t)", "notation", "term of a side"),
    (r"t = q + O(3)", "notation", "what goes to zero"),
    (r"t = O(t) + O(t^2)", "notation", "stands once"),
    (r"L_{\tan}(\mathbf{A}, \mathbf{E}) = \mathbf{A}", "notation", "no function of a matrix"),
    (r"L_{\exp}(\mathbf{B}, \mathbf{B}) = \mathbf{B}", "shape", "not square"),
    (r"\nabla^3_{\mathbf{x}} g = 1", "notation", "exponent 2"),
    (r"\nabla^2_{\mathbf{A}} \operatorname{tr}(\mathbf{A}) = \mathbf{I}", "shape", "columns or scalars"),
    (r"\mathcal{T} = \mathcal{T}", "notation", "entry by entry"),
    (r"\mathcal{T}_{ij} = 1", "shape", "2 indices on a tensor with 3 sizes"),
    (r"\sum_{i < j} t = t", "notation", "does not follow"),
    (r"x_i = 1 \Rightarrow t = 1", "notation", "without indices"),
    (r"t^2 = -1 \Rightarrow t = 1", "notation", "no point satisfies the premise"),
    (r"\mathbf{A} = \mathbf{x} \Rightarrow t = 1", "shape", "premise differ"),
    (r"(-\mathbf{P})^{1/2} = \mathbf{P}", "domain", "negative or zero"),
    (r"f(\mathbf{A}) = \mathbf{A}", "notation", "symmetric"),
    (r"t \bmod 2 = 1", "notation", "whole numbers"),
]


@pytest.mark.parametrize(("tex", "reason", "message"), REFUSED)
def test_a_form_is_refused_with_its_reason(tex, reason, message):
    found = verdict(tex)
    assert (found.holds, found.reason) == (False, reason), found.message
    assert message in found.message


def test_a_rest_of_lower_order_is_noticed():
    assert verdict(r"\sin(t) = t + O(t^3)").holds
    assert not verdict(r"\sin(t) = t + O(t^4)").holds
    assert not verdict(r"\sin(t) = \frac{1001}{1000} t + O(t^2)").holds


def test_a_recursion_ends_with_its_declared_range():
    given = r"For $x_0, a \in \mathbb{R}$, $c_1, \dots, c_T \in \mathbb{R}$ and $x_t = a x_{t-1} + c_t$ for $t \in \{1, \dots, T\}$"
    assert verdict(r"x_t = a x_{t-1} + c_t", given).holds
    assert verdict(r"x_2 - c_2 = a x_1", given).holds
    assert not verdict(r"x_t = a x_{t-1} + c_{t-1} \text{ for } t \geq 2", given).holds
    assert verdict(r"x_{t-3} = 0 \text{ for } t < 3", given).reason == "notation"


def test_a_function_of_later_members_follows_an_earlier_one():
    given = r"For $x_0, a \in \mathbb{R}$ and $x_t = a x_{t-1}^2$ for $t \in \{1, \dots, T\}$, $c_1, \dots, c_T \in \mathbb{R}$"
    assert verdict(r"\frac{\partial x_t}{\partial x_{t-1}} = 2 a x_{t-1}", given).holds
    assert verdict(r"\frac{\partial x_{t-1}}{\partial x_t} = 0", given).holds


def test_a_definition_by_entries_needs_the_range_of_its_indices():
    with pytest.raises(NotationError, match="over what k runs"):
        declared = declare(r"For $\mathbf{x} \in \mathbb{R}^{n}$ and $\mathcal{Y}_{ijk} = x_i x_j$")
        Statement(declared.read(r"\mathcal{Y}_{111} = 1"), declared, "numerator")


# Sizes


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("+", "m", "m"), ("*", 2, "m")),
        (("*", "m", ("+", "n", 1)), ("+", ("*", "n", "m"), "m")),
        (("+", ("*", 2, "n"), -1), ("+", "n", "n", -1)),
    ],
)
def test_equal_polynomials_of_sizes_unify(left, right):
    assert unify(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("+", "m", "m"), ("*", "m", "m")),
        (("+", "m", "n"), ("*", 2, "m")),
        (("+", "n", 1), "n"),
        (("*", "m", "n"), "m"),
    ],
)
def test_sizes_that_differ_do_not_unify(left, right):
    assert not unify(left, right)


def test_an_unknown_size_is_found_in_a_polynomial():
    first, second = Unknown(), Unknown()
    assert unify(("+", first, second), ("*", 2, "n")) and unify(first, "n") and size_name(second) == "n"
    first, second = Unknown(), Unknown()
    assert unify(("*", first, "m"), ("*", "n", second)) and unify(("*", first, "m"), ("*", "m", "n"))
    assert (size_name(first), size_name(second)) == ("n", "m")
    root, quotient = Unknown(), Unknown()
    assert unify(("*", root, root), ("*", "n", "n")) and size_name(root) == "n"
    assert unify(("*", quotient, "n"), ("+", ("*", "m", "n"), ("*", "n", "n"))) and size_name(quotient) == "m + n"


def test_a_size_within_itself_is_no_size():
    size = Unknown()
    assert not unify(size, ("*", size, "n")) and not unify(size, ("+", size, 1)) and size.found is None


def test_a_size_below_one_is_no_size():
    size = Unknown()
    assert not unify(("+", size, "n"), "n") and size.found is None


def test_a_block_of_the_wrong_width_is_refused():
    given = r"For $\mathbf{x} \in \mathbb{R}^{m}$ and $\mathbf{y} \in \mathbb{R}^{n}$"
    tex = r"\begin{bmatrix} \mathbf{I} & \mathbf{I} \end{bmatrix} \begin{bmatrix} \mathbf{x} \\ \mathbf{y} \end{bmatrix} = \mathbf{x}"
    with pytest.raises(ShapeError):
        declared = declare(given)
        Statement(declared.read(tex), declared, "numerator")
