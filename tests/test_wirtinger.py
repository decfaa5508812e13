r"""Derivatives with respect to complex variables, against formulas and differences in NumPy."""

import numpy as np
import pytest

from verifier.arrays import FLOAT, Numpy, at_high_precision
from verifier.check import check
from verifier.declare import declare
from verifier.errors import NotationError
from verifier.evaluate import Evaluation, evaluate
from verifier.sensitivity import drop_conditions, fails
from verifier.statement import Statement

GIVEN = r"""For non-zero $z \in \mathbb{C}$, $\mathbf{z} \in \mathbb{C}^{n}$, $\mathbf{A} \in \mathbb{C}^{m \times n}$,
$\mathbf{X} \in \mathbb{C}^{n \times n}$, $\mathbf{w}_1, \dots, \mathbf{w}_N \in \mathbb{C}^{n}$,
$x \in \mathbb{R}$, $\mathbf{x} \in \mathbb{R}^{n}$, $u = x + \mathrm{i} x^2$,
a differentiable function $f(z) \in \mathbb{C}$ of $z$, a holomorphic function $h(z) \in \mathbb{C}$ of $z$,
a differentiable function $l(z) \in \mathbb{R}$ of $z$, a differentiable function $c(x) \in \mathbb{C}$ of $x$
and $q \colon \mathbb{R} \to \mathbb{R}$,"""
WAYS = {
    "float64, duals": (Numpy(), "complex"),
    "scalar loops, duals": (FLOAT, "dual"),
    "50 digits, duals": (None, "dual"),
    "50 digits, differences": (None, "central"),
}


def typed(tex, layout="numerator", given=GIVEN):
    """Return an expression as a statement that is equal to itself."""
    declared = declare(" ".join(given.split()))
    return Statement(declared.read(tex), declared, layout)


def value(statement, point, arithmetic=WAYS["float64, duals"][0], method="complex", **indices):
    """Return a value at a point as an array of NumPy."""
    if arithmetic is None:
        return at_high_precision(lambda digits: value(statement, point, digits, method, **indices))
    evaluation = Evaluation(arithmetic, point, statement.checker, method, indices=indices)
    found = evaluate(statement.typed.sides[0], evaluation)
    rows = found.tolist() if isinstance(found, np.ndarray) else found
    rows = rows if isinstance(rows, (list, tuple)) else [[rows]]
    return np.array([[complex(entry) for entry in row] for row in rows])


def drawn(point, name):
    return np.array(point.values[name])


DERIVATIVES = {  # layout, expression: its value by what is drawn for z, the vector z, A and X
    ("numerator", r"\frac{\partial\, z^{*}}{\partial z}"): lambda z, v, A, X: 0,
    ("numerator", r"\frac{\partial\, z^{*}}{\partial z^{*}}"): lambda z, v, A, X: 1,
    ("numerator", r"\frac{\partial\, \lvert z \rvert^2}{\partial z}"): lambda z, v, A, X: z.conj(),
    ("numerator", r"\frac{\partial\, \lvert z \rvert}{\partial z^{*}}"): lambda z, v, A, X: z / 2 / abs(z),
    ("numerator", r"\frac{\partial\, z^2 z^{*}}{\partial \Im(z)}"): lambda z, v, A, X: 2j * abs(z) ** 2 - 1j * z**2,
    ("numerator", r"\frac{\mathrm{d} e^{z}}{\mathrm{d} z}"): lambda z, v, A, X: np.exp(z),
    ("numerator", r"\frac{\mathrm{d}^2 e^{2 z}}{\mathrm{d} z^2}"): lambda z, v, A, X: 4 * np.exp(2 * z),
    ("numerator", r"\frac{\partial^2 \lvert z \rvert^4}{\partial z \partial z^{*}}"): lambda z, v, A, X: 4 * abs(z) ** 2,
    ("numerator", r"\frac{\partial^3 \lvert z \rvert^4}{\partial z^2 \partial z^{*}}"): lambda z, v, A, X: 4 * z.conj(),
    ("numerator", r"\frac{\partial\, \arg(z)}{\partial z}"): lambda z, v, A, X: 1 / (2j * z),
    ("numerator", r"\nabla_{z} \lvert z \rvert^2"): lambda z, v, A, X: 2 * z,
    ("numerator", r"\frac{\partial\, (\mathbf{A} \mathbf{z})^{*}}{\partial \mathbf{z}^{*}}"): lambda z, v, A, X: A.conj(),
    ("denominator", r"\frac{\partial\, (\mathbf{A} \mathbf{z})^{*}}{\partial \mathbf{z}^{*}}"): lambda z, v, A, X: A.conj().T,
    ("numerator", r"\frac{\partial\, (\mathbf{A} \mathbf{z})^{*}}{\partial \mathbf{z}^{\mathsf{H}}}"): lambda z, v, A, X: A.conj().T,
    ("numerator", r"\frac{\partial\, (\mathbf{A} \mathbf{z})^{*}}{\partial (\mathbf{z}^{\mathsf{H}})^{\top}}"): lambda z, v, A, X: A.conj(),
    ("numerator", r"\frac{\partial\, \mathbf{z}^{\mathsf{H}} \mathbf{X} \mathbf{z}}{\partial \mathbf{z}}"): lambda z, v, A, X: v.conj().T @ X,
    ("denominator", r"\frac{\partial\, \mathbf{z}^{\mathsf{H}} \mathbf{X} \mathbf{z}}{\partial \mathbf{z}^{*}}"): lambda z, v, A, X: X @ v,
    ("numerator", r"\frac{\partial\, \mathbf{z}^{\mathsf{H}} \mathbf{X} \mathbf{z}}{\partial \mathbf{z}^{\mathsf{H}}}"): lambda z, v, A, X: X @ v,
    ("numerator", r"\frac{\partial\, \mathbf{z}^{\mathsf{H}} \mathbf{z}}{\partial z_2^{*}}"): lambda z, v, A, X: v[1, 0],
    ("numerator", r"\frac{\partial^2 \mathbf{z}^{\mathsf{H}} \mathbf{X} \mathbf{z}}{\partial \mathbf{z}^{*} \partial \mathbf{z}}"): lambda z, v, A, X: X,
    ("numerator", r"\frac{\partial\, \ln(\lvert \det(\mathbf{X}) \rvert^2)}{\partial \mathbf{X}}"): lambda z, v, A, X: np.linalg.inv(X),
    ("denominator", r"\frac{\partial\, \lVert \mathbf{X} \rVert_F}{\partial \mathbf{X}^{*}}"): lambda z, v, A, X: X / 2 / np.linalg.norm(X),
    ("denominator", r"\frac{\partial\, \lVert \mathbf{X} \rVert_F^2}{\partial \Re(\mathbf{X})}"): lambda z, v, A, X: 2 * X.real,
    ("denominator", r"\frac{\partial\, \lVert \mathbf{X} \rVert_F^2}{\partial \Im(\mathbf{X})}"): lambda z, v, A, X: 2 * X.imag,
    ("numerator", r"\nabla_{\mathbf{X}} \lVert \mathbf{X} \rVert_F^2"): lambda z, v, A, X: 2 * X,
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("layout, tex", DERIVATIVES)
@pytest.mark.parametrize("smallest", [2, 4])
def test_derivative_disagrees_with_formula(layout, tex, way, smallest):
    statement = typed(tex, layout)
    point = statement.point("formulas", smallest=smallest)
    names = ("z", r"\mathbf{z}", r"\mathbf{A}", r"\mathbf{X}")
    wanted = np.atleast_2d(DERIVATIVES[layout, tex](*(drawn(point, name) for name in names)))
    found = value(statement, point, *WAYS[way])
    assert found.shape == wanted.shape
    np.testing.assert_allclose(found, wanted, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("layout", ["numerator", "denominator"])
def test_layout_of_conjugate_derivative_is_lost(layout):
    shapes = {
        (r"\mathbf{z}^{\mathsf{H}} \mathbf{z}", r"\mathbf{z}^{*}"): ("1", "n"),
        (r"\mathbf{z}^{\mathsf{H}} \mathbf{z}", r"\mathbf{z}^{\mathsf{H}}"): ("n", "1"),
        (r"\mathbf{A} \mathbf{z}", r"\Re(\mathbf{z})"): ("m", "n"),
        (r"\mathbf{A} \mathbf{z}", r"z^{*}"): ("m", "1"),
        (r"\operatorname{tr}(\mathbf{X})", r"\mathbf{X}^{*}"): ("n", "n"),
    }
    for (above, below), shape in shapes.items():
        found = typed(rf"\frac{{\partial\, {above}}}{{\partial {below}}}", layout).typed.sides[0].shape
        assert tuple(map(str, found)) == (shape if layout == "numerator" else shape[::-1]), (above, below)


def test_vectors_of_one_entry_fail():
    statement = typed(r"\frac{\partial\, \mathbf{z}^{\mathsf{H}} \mathbf{X} \mathbf{z}}{\partial \mathbf{z}^{*}}")
    point = statement.point("one", frozenset("nmN"))
    np.testing.assert_allclose(value(statement, point), drawn(point, r"\mathbf{X}") @ drawn(point, r"\mathbf{z}"))


def test_member_of_family_is_not_moved_alone():
    statement = typed(r"\frac{\partial\, \mathbf{w}_1^{\mathsf{H}} \mathbf{w}_2}{\partial \mathbf{w}_1^{*}}")
    point = statement.point("family")
    np.testing.assert_allclose(value(statement, point).T, drawn(point, r"\mathbf{w}_{*}")[1])


def test_real_variable_is_treated_as_complex():
    statement = typed(r"\frac{\partial\, \lvert x + z \rvert^2}{\partial x}")
    point = statement.point("real")
    np.testing.assert_allclose(value(statement, point), 2 * point.values["x"] + 2 * point.values["z"].real)


def test_abbreviation_of_complex_value_is_treated_as_real():
    statement = typed(r"\frac{\partial\, \lvert u \rvert^2}{\partial u}")
    point = statement.point("abbreviation")
    x = point.values["x"]
    np.testing.assert_allclose(value(statement, point), x - 1j * x**2)


# declared functions


def slopes(name, seed="functions"):
    """Return the value of a declared function, and its slopes along the real and the imaginary axis by differences."""
    statement = typed(f"{name} + z - z")
    point = statement.point(seed)
    at, step = point.values["z"], 1e-5

    def moved(by):
        point.values["z"], point.arrays = at + by, {}
        found = value(statement, point).item()
        point.values["z"] = at
        return found

    return moved(0), *((moved(by) - moved(-by)) / (2 * step * abs(by / step)) for by in (step, 1j * step))


def test_declared_function_is_holomorphic_unasked():
    _, by_real, by_imaginary = slopes("f")
    assert abs(by_real + 1j * by_imaginary) > 0.01, "it should depend on the conjugate, too"


def test_holomorphic_function_breaks_cauchy_riemann():
    _, by_real, by_imaginary = slopes("h")
    assert abs(by_real) > 0.01
    np.testing.assert_allclose(by_imaginary, 1j * by_real, rtol=1e-7)


def test_holomorphic_function_is_real_on_real_axis():
    statement = typed(r"h(x) + z - z")
    assert abs(value(statement, statement.point("axis")).imag) > 0.01


def test_real_function_of_complex_number_is_complex():
    found, by_real, by_imaginary = slopes("l")
    assert [found.imag, by_real.imag, by_imaginary.imag] == [0, 0, 0]
    assert min(abs(by_real), abs(by_imaginary)) > 0.01


def test_complex_function_of_real_number_is_real():
    statement = typed(r"c + z - z")
    assert abs(value(statement, statement.point("real argument")).imag) > 0.01


@pytest.mark.parametrize("name", "fhl")
def test_wirtinger_derivatives_disagree_with_differences(name):
    _, by_real, by_imaginary = slopes(name)
    for below, wanted in (("z", by_real - 1j * by_imaginary), ("z^{*}", by_real + 1j * by_imaginary)):
        statement = typed(rf"\frac{{\partial\, {name}}}{{\partial {below}}}")
        found = value(statement, statement.point("functions"))
        np.testing.assert_allclose(found.item(), wanted / 2, rtol=1e-7, atol=1e-8)


def test_holomorphic_counts_as_unneeded():
    given = r"For $z \in \mathbb{C}$ and a holomorphic function $f(z) \in \mathbb{C}$ of $z$,"
    declared = declare(given)
    tree = declared.read(r"\frac{\partial\, f}{\partial z^{*}} = 0")
    assert not fails(tree, declared, "numerator", "0")
    ((words, dropped, _),) = drop_conditions(declared)
    assert words == "holomorphic $f$"
    assert fails(tree, dropped, "numerator", "0")


def test_missing_independence_of_conjugate_passes():
    formula = r"\frac{\partial\, \lvert z - a \rvert^2}{\partial z^{*}} = z - a"
    given = r"For $z, a \in \mathbb{C}$, "
    (found,) = check(given + "without further conditions,", formula, layouts=("numerator",)).judgements.values()
    assert not found.holds and "a is independent of z" in found.message
    (found,) = check(given + "with $a$ independent of $z$,", formula, layouts=("numerator",)).judgements.values()
    assert found.holds


# what is refused

NO_CONJUGATE = "x is real, so there is no derivative by its conjugate or a part of it"
NOT_HOLOMORPHIC = (
    "this has no complex derivative: it is not holomorphic, as the Cauchy-Riemann equations fail; "
    r"write \partial for the derivative with the conjugate held fixed"
)
NO_ORDER = "complex numbers have no order: compare their absolute values or real parts"
REFUSED = {  # formula: the message, and where it points
    r"\frac{\partial\, z x}{\partial x^{*}} = 0": (NO_CONJUGATE, "x^{*}"),
    r"\frac{\partial\, z x}{\partial \Re(x)} = z": (NO_CONJUGATE, r"\Re(x)"),
    r"\frac{\partial\, z z}{\partial \Re(z^{*})} = z": (
        "a derivative is by a symbol, its conjugate, or its real or imaginary part", r"\Re(z^{*})"),
    r"\frac{\partial\, z z}{\partial (z z^{*})} = z": ("a derivative is by a symbol or by an entry of one", "(z z^{*})"),
    r"\frac{\mathrm{d} z}{\mathrm{d} z^{*}} = 0": (
        r"a derivative by the conjugate of z is partial: write it with \partial", "z^{*}"),
    r"\frac{\mathrm{d} z^{*}}{\mathrm{d} z} = 0": (NOT_HOLOMORPHIC, "z^{*}"),
    r"\frac{\mathrm{d} (\mathbf{z}^{\mathsf{H}} \mathbf{z})}{\mathrm{d} \mathbf{z}} = \mathbf{z}^{\mathsf{H}}": (
        NOT_HOLOMORPHIC, r"(\mathbf{z}^{\mathsf{H}} \mathbf{z})"),
    r"\frac{\mathrm{d} f}{\mathrm{d} z} = 0": (NOT_HOLOMORPHIC, "f"),
    r"f'(z) = 0": ("f' needs a holomorphic function: declare f holomorphic", "f'(z)"),
    r"\nabla_{z} (z^2) = 2 z": (
        "a gradient by a complex variable is of a real function, and this one is not real", "z^2"),
    r"q(z) = q(z)": ("q is a function of real numbers, and this argument is complex", ""),
    r"c(z) = c(z)": ("c is a function of real numbers, and this argument is complex", ""),
    r"z \leq z + 1": (NO_ORDER, r"z \leq z + 1"),
    r"\max(z, 0) = z": (NO_ORDER, r"\max(z, 0)"),
    r"\operatorname{sign}(\mathbf{z}) = \mathbf{z}": (NO_ORDER, r"\operatorname{sign}(\mathbf{z})"),
}  # fmt: skip


@pytest.mark.parametrize("formula", REFUSED)
def test_meaningless_formula_is_judged(formula):
    message, place = REFUSED[formula]
    (found,) = check(" ".join(GIVEN.split()), formula, layouts=("numerator",)).judgements.values()
    assert (found.reason, found.message) == ("notation", message)
    first, last = found.span
    assert formula[first:last].strip("() ") == place.strip("() ")


@pytest.mark.parametrize(
    "given, message",
    [
        (r"For holomorphic $z \in \mathbb{C}$,", "$z$ is no function: only these are holomorphic"),
        (
            r"For $z \in \mathbb{C}$ and a holomorphic function $f(z) \in \mathbb{R}$ of $z$,",
            r"$f$ has real values: a holomorphic function has its values in $\mathbb{C}$",
        ),
        (
            r"For $f \colon \mathbb{C} \to \mathbb{R}$,",
            "$f$ is applied entry by entry and goes from reals to reals, or from complex numbers to complex numbers: "
            r"declare it as $f(z) \in \mathbb{R}$ of $z$",
        ),
    ],
)
def test_meaningless_declaration_is_read(given, message):
    with pytest.raises(NotationError) as raised:
        declare(given)
    assert raised.value.why == message


def test_modulus_has_derivative_at_zero():
    (found,) = check(
        r"For $z \in \mathbb{C}$ and $w = z - z$,",
        r"\frac{\partial\, \lvert w \rvert}{\partial w} = 0",
        layouts=("numerator",),
    ).judgements.values()
    assert found.reason == "domain"


def test_real_statement_counts_as_complex():
    for tex, is_complex in {
        r"\Re(\mathbf{x}) = \mathbf{x}": False,
        r"\frac{\partial\, \mathbf{x}^{\top} \mathbf{x}}{\partial \mathbf{x}} = 2 \mathbf{x}^{\top}": False,
        r"\mathbf{x}^{\mathsf{H}} = \mathbf{x}^{\top}": True,
        r"\frac{1}{\mathrm{i}} = -\mathrm{i}": True,
    }.items():
        statement = typed(tex, given=r"For $\mathbf{x} \in \mathbb{R}^{n}$,")
        assert statement.checker.is_complex == is_complex, tex


@pytest.mark.parametrize(
    "given, formula",
    [
        (r"For $z, w \in \mathbb{C}$, with $z \neq w$,", r"\frac{z^2 - w^2}{z - w} = z + w"),
        (r"For $z \in \mathbb{C}$, with $z + z^2 \neq 0$,", r"\frac{z + z^2}{z + z^2} = 1"),
    ],
)
def test_needed_inequality_of_complex_numbers_counts_as_unneeded(given, formula):
    declared = declare(given)
    tree = declared.read(formula)
    ((_, dropped, link),) = drop_conditions(declared)
    assert fails(tree, dropped, "numerator", "0", link)


def test_complex_numbers_with_equal_real_parts_count_as_equal():
    declared = declare(r"For $z, w \in \mathbb{C}$, with $z \neq w$,")
    tree = declared.read(r"\frac{z^2 - w^2}{z - w} = z + w")
    statement = Statement(tree, declared, "numerator")
    point = statement.point("equal real parts")
    point.values["w"] = point.values["z"].real + 1j * (point.values["z"].imag + 1)
    point.arrays = {}
    assert statement.satisfied(point)


@pytest.mark.parametrize("superscript", [r"{\mathsf{H}}", r"{\mathrm{H}}", r"{\dagger}", r"\dagger"])
def test_spelling_of_conjugate_transpose_is_unread(superscript):
    found = check(
        r"For $\mathbf{z} \in \mathbb{C}^{n}$,", rf"\mathbf{{z}}^{superscript} = (\mathbf{{z}}^{{*}})^{{\top}}"
    )
    assert found.holding == ["numerator", "denominator"]


def test_real_number_beside_imaginary_unit_is_refused():
    given = r"For $x \in \mathbb{R}$ and $z \in \mathbb{C}$,"
    for formula in (r"\Im(x + \mathrm{i} x) = x", r"\frac{x}{\mathrm{i}} = -\mathrm{i} x", r"\Im(x) = 0"):
        assert check(given, formula).holding == ["numerator", "denominator"], formula
