r"""Derivatives of what a page writes: their layouts, differentials, and three ways that share no idea."""

import numpy as np
import pytest

from tests.expressions import ARITHMETICS, REAL, Expression, array
from verifier import differentiate
from verifier.numbers.ball import mp
from verifier.numbers.dual import Dual

# Layouts: what stands where in a derivative. Expected arrays are built entry by entry.


def matrix(rows, columns, entry):
    return np.array([[entry(i, j) for j in range(columns)] for i in range(rows)])


LAYOUTS = {
    # name: LaTeX, expected in numerator layout; denominator layout is its transpose
    "scalar by vector": (
        r"\frac{\partial\, \mathbf{b}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{x}}",
        lambda v: matrix(1, v.n, lambda _, j: sum(v.b[i, 0] * v.A[i, j] for i in range(v.m))),
    ),
    "scalar by row vector": (
        r"\frac{\partial\, \mathbf{r} \mathbf{r}^{\top}}{\partial \mathbf{r}}",
        lambda v: matrix(v.p, 1, lambda i, _: 2 * v.r[0, i]),
    ),
    "vector by scalar": (
        r"\frac{\partial\, (z^{3} \mathbf{x})}{\partial z}",
        lambda v: matrix(v.n, 1, lambda i, _: 3 * v.z**2 * v.x[i, 0]),
    ),
    "vector by vector": (
        r"\frac{\partial\, \mathbf{A} \mathbf{x}}{\partial \mathbf{x}}",
        lambda v: matrix(v.m, v.n, lambda i, j: v.A[i, j]),
    ),
    "vector by vector, not linear": (
        r"\frac{\partial}{\partial \mathbf{x}} \left( \mathbf{a} (\mathbf{x}^{\top} \mathbf{x}) \right)",
        lambda v: matrix(v.m, v.n, lambda i, j: 2 * v.a[i, 0] * v.x[j, 0]),
    ),
    "row vector by vector counts as the column": (
        r"\frac{\partial\, \mathbf{x}^{\top} \mathbf{A}^{\top}}{\partial \mathbf{x}}",
        lambda v: matrix(v.m, v.n, lambda i, j: v.A[i, j]),
    ),
    "scalar by matrix": (
        r"\frac{\partial\, \mathbf{a}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{A}}",
        lambda v: matrix(v.n, v.m, lambda j, i: v.a[i, 0] * v.x[j, 0]),
    ),
    "matrix by scalar": (
        r"\frac{\partial\, (\sin(z) \mathbf{A})}{\partial z}",
        lambda v: matrix(v.m, v.n, lambda i, j: np.cos(v.z) * v.A[i, j]),
    ),
    "matrix by an entry": (
        r"\frac{\partial\, \mathbf{A} \mathbf{C}}{\partial a_{21}}",
        lambda v: matrix(v.m, v.p, lambda i, j: v.C[0, j] if i == 1 else 0),
    ),
    "vector by an entry": (
        r"\frac{\partial\, \mathbf{A} \mathbf{x}}{\partial x_2}",
        lambda v: matrix(v.m, 1, lambda i, _: v.A[i, 1]),
    ),
    "vec by vec": (
        r"\frac{\partial \operatorname{vec}(\mathbf{A} \mathbf{C})}{\partial \operatorname{vec}(\mathbf{A})}",
        lambda v: matrix(
            v.m * v.p,
            v.m * v.n,  # entry (i, j) of the product stands in row i + m j, entry (k, l) of A in column k + m l
            lambda r, c: v.C[c // v.m, r // v.m] if r % v.m == c % v.m else 0,
        ),
    ),
    "scalar by vec": (
        r"\frac{\partial\, \mathbf{a}^{\top} \mathbf{A} \mathbf{x}}{\partial \operatorname{vec}(\mathbf{A})}",
        lambda v: matrix(1, v.m * v.n, lambda _, c: v.a[c % v.m, 0] * v.x[c // v.m, 0]),
    ),
    "column of a matrix": (
        r"\frac{\partial\, \mathbf{a}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{A}_{:,2}}",
        lambda v: matrix(1, v.m, lambda _, i: v.a[i, 0] * v.x[1, 0]),
    ),
    "member of a family": (
        r"\frac{\partial\, \mathbf{u}_1^{\top} \mathbf{X} \mathbf{u}_2}{\partial \mathbf{u}_2}",
        lambda v: matrix(1, v.n, lambda _, j: sum(v.u[0][i, 0] * v.X[i, j] for i in range(v.n))),
    ),
    "another member of the family": (
        r"\frac{\partial\, \mathbf{u}_1^{\top} \mathbf{X} \mathbf{u}_1}{\partial \mathbf{u}_2}",
        lambda v: np.zeros((1, v.n)),
    ),
    "total derivative": (
        r"\frac{\mathrm{d}}{\mathrm{d} \mathbf{x}}(\mathbf{A} \mathbf{x})",
        lambda v: matrix(v.m, v.n, lambda i, j: v.A[i, j]),
    ),
}


@pytest.mark.parametrize("layout", ["numerator", "denominator"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_swap_is_detected(name, layout):
    tex, expected = LAYOUTS[name]
    expression = Expression(REAL, tex, layout)
    wanted = expected(expression.v)
    expression.check(wanted if layout == "numerator" else wanted.T)


WITHOUT_LAYOUT = {
    # the same in both layouts
    "by the transpose": (
        r"\frac{\partial^2\, \mathbf{a}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{a} \partial \mathbf{x}^{\top}}",
        lambda v: matrix(v.m, v.n, lambda i, j: v.A[i, j]),
    ),
    "Hessian": (
        r"\frac{\partial^2\, \mathbf{x}^{\top} \mathbf{X} \mathbf{x}}{\partial \mathbf{x} \partial \mathbf{x}^{\top}}",
        lambda v: matrix(v.n, v.n, lambda i, j: v.X[i, j] + v.X[j, i]),
    ),
    "second derivative by entries of two vectors": (
        r"\frac{\partial^2 (\mathbf{a}^{\top} \mathbf{A} \mathbf{x})^{2}}{\partial a_2 \partial x_1}",
        lambda v: 2 * (v.A @ v.x)[1, 0] * (v.a.T @ v.A)[0, 0] + 2 * (v.a.T @ v.A @ v.x).item() * v.A[1, 0],
    ),
    "second derivative by a scalar": (
        r"\frac{\partial^2 z^{5}}{\partial z^{2}}",
        lambda v: 20 * v.z**3,
    ),
    "third derivative by scalars": (
        r"\frac{\partial^3\, z^{3} w^{2}}{\partial z^{2} \partial w}",
        lambda v: 12 * v.z * v.w,
    ),
    "gradient by a vector is a column": (
        r"\nabla_{\mathbf{x}} (\mathbf{a}^{\top} \mathbf{A} \mathbf{x})",
        lambda v: matrix(v.n, 1, lambda j, _: sum(v.a[i, 0] * v.A[i, j] for i in range(v.m))),
    ),
    "gradient by a matrix is shaped like it": (
        r"\nabla_{\mathbf{A}} (\mathbf{a}^{\top} \mathbf{A} \mathbf{x})",
        lambda v: matrix(v.m, v.n, lambda i, j: v.a[i, 0] * v.x[j, 0]),
    ),
    "entry of a vector by an entry": (
        r"\frac{\partial (\mathbf{A} \mathbf{x})_i}{\partial x_j}",
        lambda v: v.A[1, 0],
        {"i": 2, "j": 1},
    ),
    "entry of a matrix by an entry": (
        r"\frac{\partial (\mathbf{X} \mathbf{Y})_{ij}}{\partial x_{ij}}",
        lambda v: v.Y[0, 0],
        {"i": 2, "j": 1},
    ),
    "scalar by an entry of a matrix": (
        r"\frac{\partial\, \mathbf{a}^{\top} \mathbf{A} \mathbf{x}}{\partial a_{ij}}",
        lambda v: v.a[1, 0] * v.x[0, 0],
        {"i": 2, "j": 1},
    ),
    "scalar by an entry of a member": (
        r"\frac{\partial\, \mathbf{u}_1^{\top} \mathbf{u}_2}{\partial \mathbf{u}_{1,i}}",
        lambda v: v.u[1][1, 0],
        {"i": 2, "j": 1},
    ),
}


@pytest.mark.parametrize("layout", ["numerator", "denominator"])
@pytest.mark.parametrize("name", WITHOUT_LAYOUT)
def test_derivative_without_layout_ignores_it(name, layout):
    tex, expected, *indices = WITHOUT_LAYOUT[name]
    expression = Expression(REAL, tex, layout)
    expression.check(expected(expression.v), **(indices[0] if indices else {}))


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
def test_transposed_variable_transposes_the_derivative(arithmetic):
    tex = r"\frac{\partial\, \mathbf{x}^{\top} \mathbf{y}}{\partial \mathbf{x}^{\top}}"
    for layout, shape in (("numerator", (-1, 1)), ("denominator", (1, -1))):
        expression = Expression(REAL, tex, layout)
        found = array(expression.value(ARITHMETICS[arithmetic]))
        np.testing.assert_allclose(found, expression.v.y.reshape(shape), rtol=1e-12)


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
class TestDifferentials:
    """A differential moves all that may vary along drawn directions."""

    def directions(self, expression):
        return {name: np.array(value) for name, value in expression.point.directions.items()}

    def test_differential_of_a_symbol_is_its_direction(self, arithmetic):
        expression = Expression(REAL, r"\mathrm{d} \mathbf{A}")
        found = array(expression.value(ARITHMETICS[arithmetic]))
        np.testing.assert_allclose(found, self.directions(expression)[r"\mathbf{A}"], rtol=1e-12)

    def test_product_rule_has_both_terms(self, arithmetic):
        expression = Expression(REAL, r"\mathrm{d}(\mathbf{A} \mathbf{C})")
        d, v = self.directions(expression), expression.v
        found = array(expression.value(ARITHMETICS[arithmetic]))
        np.testing.assert_allclose(found, d[r"\mathbf{A}"] @ v.C + v.A @ d[r"\mathbf{C}"], rtol=1e-11)

    def test_constant_has_no_differential(self, arithmetic):
        expression = Expression(REAL + r", with $\mathbf{A}$ constant", r"\mathrm{d}(\mathbf{A} \mathbf{C})")
        found = array(expression.value(ARITHMETICS[arithmetic]))
        wanted = expression.v.A @ self.directions(expression)[r"\mathbf{C}"]
        np.testing.assert_allclose(found, wanted, rtol=1e-11)

    def test_second_differential_of_a_quadratic_form(self, arithmetic):
        expression = Expression(
            REAL + r", with $\mathbf{X}$ constant",
            r"\mathrm{d}(\mathrm{d}(\mathbf{x}^{\top} \mathbf{X} \mathbf{x}))",
        )
        d = self.directions(expression)[r"\mathbf{x}"]
        wanted = 2 * (d.T @ expression.v.X @ d).item()
        assert float(expression.value(ARITHMETICS[arithmetic])) == pytest.approx(wanted, rel=1e-11)

    def test_differential_of_a_symmetric_matrix_is_symmetric(self, arithmetic):
        expression = Expression(r"For $\mathbf{P} \in \mathbb{S}^{n}$", r"\mathrm{d} \mathbf{P}")
        found = array(expression.value(ARITHMETICS[arithmetic]))
        assert np.array_equal(found, found.T) and abs(found).max() > 0.1


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
class TestIntermediateFunctions:
    """Functions of functions: the derivative by the inner one is taken at its value."""

    SENTENCE = r"For $f(\mathbf{g}) \in \mathbb{R}$ of $\mathbf{g}(\mathbf{x}) \in \mathbb{R}^{k}$ of $\mathbf{x} \in \mathbb{R}^{n}$"

    def slope(self, expression, name, at):
        w = {key: np.array(rows) for key, rows in expression.point.networks[name].items()}
        return w["out"] @ (w["in"] / np.cosh(w["in"] @ at + w["bias"]) ** 2) + w["linear"]

    def test_derivative_by_the_inner_function(self, arithmetic):
        expression = Expression(self.SENTENCE, r"\frac{\partial f}{\partial \mathbf{g}}")
        g = expression.network(r"\mathbf{g}", expression.v.x)
        found = array(expression.value(ARITHMETICS[arithmetic]))
        np.testing.assert_allclose(found, self.slope(expression, "f", g), rtol=1e-11)

    def test_derivative_by_the_innermost_variable(self, arithmetic):
        expression = Expression(self.SENTENCE, r"\frac{\partial f}{\partial \mathbf{x}}", "denominator")
        g = expression.network(r"\mathbf{g}", expression.v.x)
        wanted = self.slope(expression, "f", g) @ self.slope(expression, r"\mathbf{g}", expression.v.x)
        np.testing.assert_allclose(array(expression.value(ARITHMETICS[arithmetic])), wanted.T, rtol=1e-11)

    def test_gradient_of_a_function_of_one_vector(self, arithmetic):
        expression = Expression(self.SENTENCE, r"\nabla f")
        g = expression.network(r"\mathbf{g}", expression.v.x)
        found = array(expression.value(ARITHMETICS[arithmetic]))
        np.testing.assert_allclose(found, self.slope(expression, "f", g).T, rtol=1e-11)

    def test_partial_and_total_derivative_differ(self, arithmetic):
        sentence = r"For $f(x, y) \in \mathbb{R}$ of $x \in \mathbb{R}$ and $y(x) \in \mathbb{R}$"
        partial = Expression(sentence, r"\frac{\partial f}{\partial x}")
        total = Expression(sentence, r"\frac{\mathrm{d} f}{\mathrm{d} x}")
        x = np.array([[partial.v.x]])
        slopes = self.slope(partial, "f", np.vstack([x, partial.network("y", x)]))[0]
        inner = self.slope(partial, "y", x).item()
        assert float(partial.value(ARITHMETICS[arithmetic])) == pytest.approx(slopes[0], rel=1e-11)
        assert float(total.value(ARITHMETICS[arithmetic])) == pytest.approx(slopes[0] + slopes[1] * inner, rel=1e-11)


# Three ways to differentiate that share no idea

FLOATS = ("numpy", "scalar loops")
SEED = "slopes"  # of a draw at which none of these is zero
DIFFERENTIATED = [
    r"\frac{\partial\, \mathbf{x}^{\top} \mathbf{X} \mathbf{x}}{\partial \mathbf{x}}",
    r"\frac{\partial\, \mathbf{A} (\mathbf{x} \odot \mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial\, \mathbf{X}^{-1} \mathbf{y}}{\partial x_{21}}",
    r"\frac{\partial\, \mathbf{X}^{-\top}}{\partial x_{12}}",
    r"\frac{\partial \det(\mathbf{X})}{\partial \mathbf{X}}",
    r"\frac{\partial \det(\mathbf{S})}{\partial \mathbf{S}}",
    r"\frac{\partial \ln(\det(\mathbf{P}))}{\partial \mathbf{P}}",
    r"\frac{\partial \ln(\lvert \det(\mathbf{X}) \rvert)}{\partial \mathbf{X}}",
    r"\frac{\partial \operatorname{tr}(\mathbf{X}^{3} \mathbf{Y})}{\partial \mathbf{X}}",
    r"\frac{\partial \operatorname{tr}(\mathbf{X}^{-2})}{\partial \mathbf{X}}",
    r"\frac{\partial \operatorname{vec}(\mathbf{A} \otimes \mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial \operatorname{vec}(\mathbf{X} \mathbf{Y} \mathbf{X})}{\partial \operatorname{vec}(\mathbf{X})}",
    r"\frac{\partial \operatorname{expm}(z \mathbf{Y})}{\partial z}",
    r"\frac{\partial \operatorname{tr}(\operatorname{expm}(\mathbf{Y}))}{\partial y_{21}}",
    r"\frac{\partial \operatorname{softmax}(\mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial \operatorname{sigmoid}(\mathbf{A} \mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial \operatorname{relu}(\mathbf{A} \mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial \max(\mathbf{x}, \mathbf{y})}{\partial \mathbf{x}}",
    r"\frac{\partial \max(\mathbf{A})}{\partial \mathbf{A}}",
    r"\frac{\partial \lVert \mathbf{x} \rVert_2}{\partial \mathbf{x}}",
    r"\frac{\partial \lVert \mathbf{x} \rVert_1}{\partial \mathbf{x}}",
    r"\frac{\partial \lVert \mathbf{x} \rVert_{\infty}}{\partial \mathbf{x}}",
    r"\frac{\partial \lVert \mathbf{x} \rVert_q}{\partial \mathbf{x}}",
    r"\frac{\partial \lVert \mathbf{A} \rVert_F}{\partial \mathbf{A}}",
    r"\frac{\partial\, (\mathbf{x} \oslash \mathbf{v})}{\partial \mathbf{v}}",
    r"\frac{\partial\, \mathbf{v}^{\odot 1/2}}{\partial \mathbf{v}}",
    r"\frac{\partial\, q^{z}}{\partial z}",
    r"\frac{\partial\, q^{z}}{\partial q}",
    r"\frac{\partial \operatorname{tr}(\mathbf{A}^{+} \mathbf{B})}{\partial a_{21}}",
    r"\frac{\partial\, \mathbf{g}}{\partial \mathbf{x}}",
    r"\frac{\partial\, \mathbf{g}(\mathbf{X} \mathbf{x})}{\partial \mathbf{X}_{:,1}}",
    r"\frac{\partial f(\mathbf{X} \mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial f'(\mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial\, h'(z^{2})}{\partial z}",
    r"\frac{\partial^2 h}{\partial z^{2}}",
    r"\frac{\partial^2\, (\mathbf{a}^{\top} \mathbf{g})}{\partial \mathbf{x} \partial \mathbf{x}^{\top}}",
    r"\frac{\partial^2 \ln(\det(\mathbf{P}))}{\partial p_{11} \partial p_{21}}",
    r"\frac{\partial^2 \det(\mathbf{S})}{\partial s_{11} \partial s_{22}}",
    r"\frac{\partial^2\, \mathbf{X}^{-1}}{\partial x_{11} \partial x_{12}}",
    r"\frac{\partial^2 \sin(z w)}{\partial z \partial w}",
    r"\frac{\partial}{\partial z} \left( z \frac{\partial}{\partial w}(e^{z w}) \right)",
    r"\frac{\partial}{\partial \mathbf{x}} \left( \nabla_{\mathbf{x}} (\mathbf{x}^{\top} \mathbf{x})^{2} \right)",
    r"\nabla_{\mathbf{x}} \sqrt{1 + \mathbf{x}^{\top} \mathbf{P} \mathbf{x}}",
    r"\frac{\partial}{\partial z} \left( \begin{cases} z^{2} & z < 0 \\ z^{3} & z \geq 0 \end{cases} \right)",
    r"\frac{\partial}{\partial \mathbf{x}} \left( \sum_{i=1}^{n-1} x_{i+1} \cos(x_i) \right)",
    r"\frac{\partial}{\partial \mathbf{x}} \left( \prod_{i=1}^{n} x_i \right)",
    r"\frac{\partial}{\partial \mathbf{u}_2} \left( \sum_{i=1}^{N} c_i \lVert \mathbf{u}_i \rVert_2 \right)",
    r"\mathrm{d}(\mathbf{X}^{-1} \mathbf{x})",
    r"\mathrm{d} \ln(\det(\mathbf{P}))",
]  # fmt: skip


@pytest.mark.parametrize("tex", DIFFERENTIATED)
def test_complex_step_and_dual_numbers_agree(tex):
    expression = Expression(REAL, tex, seed=SEED)
    results = {
        (name, method): array(expression.value(ARITHMETICS[name], method))
        for name in FLOATS
        for method in ("complex", "dual")
    }
    first, *others = results.values()
    scale = abs(first).max()
    assert scale > 1e-3, "a slope of zero shows nothing"
    for other in others:
        assert other.shape == first.shape and abs(other - first).max() <= 1e-10 * scale


class StepError(Exception):
    """A dual number was made where the complex step serves."""


def no_dual(*_):
    raise StepError


@pytest.mark.parametrize("arithmetic", FLOATS)
@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{\partial\, \mathbf{X}^{-1}}{\partial x_{12}}",
        r"\frac{\partial \operatorname{softmax}(\mathbf{x})}{\partial \mathbf{x}}",
        r"\frac{\partial\, \mathbf{g}}{\partial \mathbf{x}}",
        r"\frac{\partial h}{\partial z}",
        r"\mathrm{d}(\mathbf{X}^{-1} \mathbf{x})",
    ],
)
def test_duals_for_complex_steps_are_detected(tex, arithmetic, monkeypatch):
    monkeypatch.setattr(differentiate, "Dual", no_dual)
    expression = Expression(REAL, tex)
    assert array(expression.value(ARITHMETICS[arithmetic], "complex")).any()
    with pytest.raises(StepError):
        expression.value(ARITHMETICS[arithmetic], "dual")


@pytest.mark.parametrize("arithmetic", FLOATS)
def test_step_that_is_not_taken_is_detected(arithmetic, monkeypatch):
    monkeypatch.setattr(differentiate, "STEP", 0.0)
    expression = Expression(REAL, r"\frac{\partial z^{3}}{\partial z}")
    with pytest.raises(ZeroDivisionError):
        expression.value(ARITHMETICS[arithmetic], "complex")
    assert expression.value(ARITHMETICS[arithmetic], "dual") == pytest.approx(3 * expression.v.z**2)


@pytest.mark.parametrize("tex", DIFFERENTIATED)
def test_dual_numbers_and_central_differences_agree(tex):
    expression = Expression(REAL, tex, seed=SEED)

    def entries(method):
        value = expression.value(ARITHMETICS["50 digits"], method)
        return [mp.mpf(x) for row in value for x in row] if hasattr(value, "shape") else [mp.mpf(value)]

    dual, central = entries("dual"), entries("central")
    scale = max(abs(x) for x in dual)
    assert scale > 1e-3, "a slope of zero shows nothing"
    assert max(abs(x - y) for x, y in zip(dual, central, strict=True)) <= 1e-20 * scale


def test_steps_into_two_variables_do_not_mix():
    x, y = Dual(1, 2.0, 1), Dual(2, 3.0, 1)
    product = x * x * y
    assert (product.level, product.value.slope, product.slope.value) == (2, 12.0, 4.0)
    assert product.slope.slope == 4.0, "the mixed derivative of x x y is 2 x"
    assert (2.0 / x).slope == -0.5 and (1 - x).slope == -1 and (x**-2).slope == -0.25
