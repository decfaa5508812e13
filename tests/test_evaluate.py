r"""Values: every kind of expression that is no operator, against NumPy on the same draws.

Both sides of a statement share one parser and one evaluator, so a misreading could hide in both. Here the expected
values are written on their own: they see the drawn numbers only. Operators have their oracles, in `test_operators`.
"""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from tests.expressions import ARITHMETICS, COMPLEX, REAL, Expression, array
from tests.test_numbers import contains, truth
from verifier import typed
from verifier.arrays import high_precision
from verifier.evaluate import WAYS, Evaluation, PartialValue, evaluate
from verifier.numbers.ball import DIGITS, precision, radius, to_ball
from verifier.statement import Statement


def elementary(x, b):
    return b[0] * np.sin(b[1] * x + b[2]) + b[3] * np.tanh(b[4] * x + b[5]) + b[6] * x + b[7]


def e(size, place):
    return np.eye(size)[:, [place - 1]]


I_J = {"i": 2, "j": 1}

# name: LaTeX, what NumPy makes of it, values of free indices, smallest size
REAL_CASES = {
    "number": (r"2.75 z + 3", lambda v: 2.75 * v.z + 3),
    "size of a vector as a number": (r"n z + N", lambda v: v.n * v.z + v.N),
    "index as a number": (r"i x_i", lambda v: 2 * v.x[1], I_J),
    "commutation matrix": (r"\mathbf{K}_{mn} \operatorname{vec}(\mathbf{A})", lambda v: v.A.reshape(-1, 1)),
    "slice": (r"\mathbf{A}_{1:2,:} \mathbf{x}_{1:n}", lambda v: v.A[:2] @ v.x),
    "pi": (r"\pi z", lambda v: np.pi * v.z),
    "Euler's number": (r"e z + e^{z}", lambda v: np.e * v.z + np.exp(v.z)),
    "sum with limits": (
        r"\sum_{i=2}^{n-1} i x_i + z",
        lambda v: v.z + sum((i + 1) * v.x[i, 0] for i in range(1, v.n - 1)),
        {},
        4,
    ),
    "empty sum": (r"\sum_{i=n+1}^{n} x_i + z", lambda v: v.z),
    "sum but for one": (r"y_i \sum_{j \neq i} x_j", lambda v: v.y[1, 0] * (v.x.sum() - v.x[1, 0]), I_J),
    "sum over pairs": (r"\sum_{j \neq i} x_j", lambda v: (v.n - 1) * v.x.sum()),
    "sum stops at plus": (r"\sum_{i} x_i y_i + z", lambda v: np.vdot(v.x, v.y) + v.z),
    "sum of columns": (
        r"\sum_{i=1}^{N} c_i \mathbf{u}_i",
        lambda v: sum(c * u for c, u in zip(v.c, v.u, strict=True)),
    ),
    "sum within a sum": (
        r"\sum_{i=1}^{m} b_i \sum_{j=1}^{n} a_{ij} x_j",
        lambda v: np.vdot(v.b, v.A @ v.x),
    ),
    "sum with dots": (r"x_1 y_1 + x_2 y_2 + \dots + x_n y_n", lambda v: np.vdot(v.x, v.y)),
    "product but for one": (r"y_i \prod_{j \neq i} x_j", lambda v: v.y[1, 0] * np.prod(v.x) / v.x[1, 0], I_J),
    "entry of a column": (r"x_i", lambda v: v.x[1], I_J),
    "entry of a matrix is row, column": (r"a_{ij}", lambda v: v.A[1, 0], I_J),
    "last entry": (r"a_{mn}", lambda v: v.A[-1, -1]),
    "entry of a product": (r"(\mathbf{A} \mathbf{C})_{ij}", lambda v: (v.A @ v.C)[1, 0], I_J),
    "next entry": (r"x_{j+1} - x_{i-1}", lambda v: v.x[1] - v.x[0], I_J),
    "row of a matrix": (r"\mathbf{A}_{i,:}", lambda v: v.A[[1], :], I_J),
    "column of a matrix": (r"\mathbf{A}_{:,i}", lambda v: v.A[:, [1]], I_J),
    "entry of a row": (r"(\mathbf{r})_{i}", lambda v: v.r[0, 1], I_J),
    "entry of a row by row and column": (r"r_{1i}", lambda v: v.r[0, 1], I_J),
    "member of a family": (r"\mathbf{u}_i", lambda v: v.u[1], I_J),
    "entry of a member": (r"\mathbf{u}_{2,i} c_j", lambda v: v.u[1][1] * v.c[0], I_J),
    "identity": (r"\mathbf{A} \mathbf{I} - \mathbf{I} \mathbf{A} + \mathbf{I} \mathbf{B}", lambda v: v.B),
    "identity in a sum": (r"\mathbf{X} + \mathbf{I}", lambda v: v.X + np.eye(v.n)),
    "ones": (r"\mathbf{x} + z \mathbf{1}", lambda v: v.x + v.z),
    "ones by ones": (r"\mathbf{A} + \mathbf{1} \mathbf{1}^{\top}", lambda v: v.A + np.ones((v.m, v.n))),
    "unit column": (r"\mathbf{A} \mathbf{e}_i", lambda v: v.A @ e(v.n, 2), I_J),
    "single-entry matrix": (
        r"\mathbf{A}^{\top} \mathbf{J}^{ij} \mathbf{C}^{\top}",
        lambda v: v.A.T @ e(v.m, 2) @ e(v.p, 1).T @ v.C.T,
        I_J,
    ),
    "delta off": (r"\delta_{ij} x_i y_j + z", lambda v: v.z, I_J),
    "delta on": (r"\delta_{ij} x_i y_j + z", lambda v: v.x[0] * v.y[0] + v.z, {"i": 1, "j": 1}),
    "delta in a sum": (r"\sum_{j=1}^{n} \delta_{ij} x_j", lambda v: v.x[1], I_J),
    "cases, first": (
        r"\begin{cases} z & q > 0 \\ w & q \leq 0 \end{cases}",
        lambda v: v.z,
    ),
    "cases, second": (
        r"\begin{cases} z & -q \geq 0 \\ \mathbf{x}^{\top} \mathbf{y} & 0 < q \text{ and } q \neq 0 \end{cases}",
        lambda v: np.vdot(v.x, v.y),
    ),
    "cases, otherwise": (
        r"\begin{cases} \mathbf{x} & q < 0 \\ \mathbf{y} & \text{otherwise} \end{cases}",
        lambda v: v.y,
    ),
    "cases by index": (
        r"\begin{cases} z & i = j \\ w & i \neq j \end{cases} x_i y_j",
        lambda v: v.w * v.x[1] * v.y[0],
        I_J,
    ),
    "blocks": (
        r"\begin{bmatrix} \mathbf{A} & \mathbf{a} \\ \mathbf{x}^{\top} & z \end{bmatrix}",
        lambda v: np.block([[v.A, v.a], [v.x.T, np.array([[v.z]])]]),
    ),
    "blocks of zeros and ones": (
        r"\begin{bmatrix} \mathbf{X} & \mathbf{A}^{\top} \\ \mathbf{0} & \mathbf{I} \end{bmatrix} \begin{bmatrix} \mathbf{x} \\ \mathbf{a} \end{bmatrix}",
        lambda v: np.vstack([v.X @ v.x + v.A.T @ v.a, v.a]),
    ),
    "scalars written out": (
        r"\begin{bmatrix} z & w & q \\ x_1 & x_2 & 0 \end{bmatrix}",
        lambda v: np.array([[v.z, v.w, v.q], [v.x[0, 0], v.x[1, 0], 0]]),
    ),
    "one scalar in brackets": (r"\begin{bmatrix} z \end{bmatrix} + w", lambda v: v.z + v.w),
    "dots: column": (
        r"\begin{bmatrix} x_1 \\ \vdots \\ x_n \end{bmatrix}",
        lambda v: v.x,
    ),
    "dots: row": (r"\begin{bmatrix} x_1 & \cdots & x_n \end{bmatrix}", lambda v: v.x.T),
    "dots: matrix": (
        r"\begin{bmatrix} a_{11} & a_{12} & \cdots & a_{1n} \\ a_{21} & a_{22} & \cdots & a_{2n} \\ \vdots & \vdots & \ddots & \vdots \\ a_{m1} & a_{m2} & \cdots & a_{mn} \end{bmatrix}",
        lambda v: v.A,
        {},
        4,
    ),
    "dots: matrix of products": (
        r"\begin{bmatrix} b_1 x_1 & \cdots & b_1 x_n \\ \vdots & \ddots & \vdots \\ b_m x_1 & \cdots & b_m x_n \end{bmatrix}",
        lambda v: v.b @ v.x.T,
    ),
    "dots: transposed": (
        r"\begin{bmatrix} a_{11} & \cdots & a_{m1} \\ \vdots & \ddots & \vdots \\ a_{1n} & \cdots & a_{mn} \end{bmatrix}",
        lambda v: v.A.T,
    ),
    "dots: along the diagonal": (
        r"\begin{bmatrix} x_1 & 0 & \cdots & 0 \\ 0 & x_2 & \cdots & 0 \\ \vdots & \vdots & \ddots & \vdots \\ 0 & 0 & \cdots & x_n \end{bmatrix}",
        lambda v: np.diag(v.x[:, 0]),
        {},
        4,
    ),
    "dots: on and off the diagonal": (
        r"\begin{bmatrix} x_1^{2} & x_1 y_2 & \cdots & x_1 y_n \\ x_2 y_1 & x_2^{2} & \cdots & x_2 y_n \\ \vdots & \vdots & \ddots & \vdots \\ x_n y_1 & x_n y_2 & \cdots & x_n^{2} \end{bmatrix}",
        lambda v: v.x @ v.y.T - np.diag((v.x * v.y)[:, 0]) + np.diag((v.x**2)[:, 0]),
        {},
        4,
    ),
    "dots: with blocks": (
        r"\begin{bmatrix} c_1 \mathbf{X} \\ \vdots \\ c_N \mathbf{X} \end{bmatrix}",
        lambda v: np.vstack([c * v.X for c in v.c]),
    ),
    "dots: with columns": (
        r"\begin{bmatrix} \mathbf{u}_1 & \cdots & \mathbf{u}_N \end{bmatrix}",
        lambda v: np.hstack(v.u),
    ),
    "dots: blocks by row and column": (
        r"\begin{bmatrix} a_{11} \operatorname{diag}(x_1, \dots, x_n) & \cdots & a_{1n} \operatorname{diag}(x_1, \dots, x_n) \\ \vdots & \ddots & \vdots \\ a_{m1} \operatorname{diag}(x_1, \dots, x_n) & \cdots & a_{mn} \operatorname{diag}(x_1, \dots, x_n) \end{bmatrix}",
        lambda v: np.kron(v.A, np.diag(v.x[:, 0])),
    ),
    "dots: dots within before the index outside": (
        r"\begin{bmatrix} \operatorname{diag}(x_1, \dots, x_n) + a_{11} \mathbf{I} & \cdots & \operatorname{diag}(x_1, \dots, x_n) + a_{1n} \mathbf{I} \\ \vdots & \ddots & \vdots \\ \operatorname{diag}(x_1, \dots, x_n) + a_{m1} \mathbf{I} & \cdots & \operatorname{diag}(x_1, \dots, x_n) + a_{mn} \mathbf{I} \end{bmatrix}",
        lambda v: np.kron(np.ones((v.m, v.n)), np.diag(v.x[:, 0])) + np.kron(v.A, np.eye(v.n)),
    ),
    "derivative": (r"\frac{\partial z^{3}}{\partial z}", lambda v: 3 * v.z**2),
    "value at a point": (r"\left. z^{2} w \right|_{z = q}", lambda v: v.q**2 * v.w),
    "integral": (r"\int_{0}^{w} z t^{2} \, \mathrm{d} t", lambda v: v.z * v.w**3 / 3),
}
COMPLEX_CASES = {
    "imaginary unit": (r"\mathrm{i} z", lambda v: 1j * v.z),
    "complex exponential": (r"e^{\mathrm{i} z} + \sin(z)", lambda v: np.exp(1j * v.z) + np.sin(v.z)),
}
ALL_CASES = [
    pytest.param(sentence, *case, *({}, 2)[len(case) - 2 :], id=name)
    for sentence, cases in ((REAL, REAL_CASES), (COMPLEX, COMPLEX_CASES))
    for name, case in cases.items()
]


@pytest.mark.parametrize("sentence, tex, expected, indices, smallest", ALL_CASES)
def test_value_agrees_with_numpy(sentence, tex, expected, indices, smallest):
    expression = Expression(sentence, tex, smallest=smallest)
    wanted = np.array(expected(expression.v))
    wanted = wanted.reshape(()) if wanted.shape == (1,) else wanted  # an entry of a column
    expression.check(wanted, **indices)


def test_every_kind_of_node_has_a_case():
    with_own_tests = {
        *(typed.AppliedFunction, typed.AppliedElementwise, typed.AppliedPrime),
        *(typed.DifferentialValue, typed.PartialMatrix, typed.TypedStatement, typed.StructuredEntry),
        typed.Factor,
        *(typed.AppliedMatrixFunction, typed.FrechetValue, typed.LimitValue),  # in test_forms.py, as the next
        *(typed.RemainderValue, typed.TensorByEntries),
        *(typed.Mean, typed.Covariance, typed.MeanOfExponential),  # in test_expectation.py
    }
    used = {
        type(part)
        for sentence, tex, *_ in (case.values for case in ALL_CASES)
        for part in Expression(sentence, tex).typed.walk()
    }
    kinds = {kind for kind in vars(typed).values() if isinstance(kind, type) and issubclass(kind, typed.Typed)}
    assert WAYS.keys() <= used | with_own_tests <= kinds


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
class TestFunctions:
    """Declared functions: random functions, elementwise functions, their primes."""

    def test_function_at_its_declared_argument(self, arithmetic):
        expression = Expression(REAL, r"\mathbf{g}")
        found = array(expression.value(ARITHMETICS[arithmetic]))
        np.testing.assert_allclose(found, expression.network(r"\mathbf{g}", expression.v.x), rtol=1e-12)

    def test_function_at_another_argument(self, arithmetic):
        expression = Expression(REAL, r"\mathbf{g}(\mathbf{X} \mathbf{y})")
        found = array(expression.value(ARITHMETICS[arithmetic]))
        wanted = expression.network(r"\mathbf{g}", expression.v.X @ expression.v.y)
        np.testing.assert_allclose(found, wanted, rtol=1e-12)

    def test_scalar_function_is_applied_elementwise(self, arithmetic):
        expression = Expression(REAL, r"f(\mathbf{A})")
        found = array(expression.value(ARITHMETICS[arithmetic]))
        wanted = elementary(expression.v.A, expression.point.networks["f"]["scalar"])
        np.testing.assert_allclose(found, wanted, rtol=1e-12)

    def test_primes_of_an_elementwise_function(self, arithmetic):
        def once(x, b):
            return b[0] * b[1] * np.cos(b[1] * x + b[2]) + b[3] * b[4] / np.cosh(b[4] * x + b[5]) ** 2 + b[6]

        def twice(x, b):
            bent = np.tanh(b[4] * x + b[5]) / np.cosh(b[4] * x + b[5]) ** 2
            return -b[0] * b[1] ** 2 * np.sin(b[1] * x + b[2]) - 2 * b[3] * b[4] ** 2 * bent

        for primes, slope in (("'", once), ("''", twice)):
            expression = Expression(REAL, rf"f{primes}(\mathbf{{A}})")
            found = array(expression.value(ARITHMETICS[arithmetic]))
            wanted = slope(expression.v.A, expression.point.networks["f"]["scalar"])
            np.testing.assert_allclose(found, wanted, rtol=1e-12)

    def test_prime_of_a_scalar_function(self, arithmetic):
        expression = Expression(REAL, r"h'(z^{2})")
        w = {key: np.array(rows) for key, rows in expression.point.networks["h"].items()}
        hidden = w["in"] * expression.v.z**2 + w["bias"]
        wanted = (w["out"] @ (w["in"] / np.cosh(hidden) ** 2) + w["linear"]).item()
        assert float(expression.value(ARITHMETICS[arithmetic])) == pytest.approx(wanted, rel=1e-12)

    def test_matrix_function_is_filled_by_columns(self, arithmetic):
        sentence = r"For $\mathbf{U}(x) \in \mathbb{R}^{m \times n}$ of $x \in \mathbb{R}$"
        expression = Expression(sentence, r"\mathbf{U}")
        out = expression.network(r"\mathbf{U}", np.array([[expression.v.x]]))
        wanted = out.reshape(expression.v.m, expression.v.n, order="F")
        np.testing.assert_allclose(array(expression.value(ARITHMETICS[arithmetic])), wanted, rtol=1e-12)

    def test_matrix_argument_is_taken_by_columns(self, arithmetic):
        sentence = (
            r"For $u(\mathbf{X}, t) \in \mathbb{R}$ of $\mathbf{X} \in \mathbb{R}^{m \times n}$ and $t \in \mathbb{R}$"
        )
        expression = Expression(sentence, r"u")
        column = np.vstack([expression.v.X.reshape(-1, 1, order="F"), [[expression.v.t]]])
        wanted = expression.network("u", column).item()
        assert float(expression.value(ARITHMETICS[arithmetic])) == pytest.approx(wanted, rel=1e-12)

    def test_definition_equals_its_right_side(self, arithmetic):
        sentence = r"For $\mathbf{A} \in \mathbb{R}^{m \times n}$, $\mathbf{x} \in \mathbb{R}^{n}$ and $\mathbf{z} = \mathbf{A} \mathbf{x}$"
        expression = Expression(sentence, r"z_i \mathbf{z}")
        wanted = (expression.v.A @ expression.v.x)[1] * (expression.v.A @ expression.v.x)
        np.testing.assert_allclose(array(expression.value(ARITHMETICS[arithmetic], i=2)), wanted, rtol=1e-12)

    def test_functions_of_a_family_differ(self, arithmetic):
        expression = Expression(r"For $u_1, \dots, u_N \in \mathbb{R}$ and $x \in \mathbb{R}$", "u_1 + x")
        declared = expression.statement.declarations
        symbol = replace(declared.symbols["u_{*}"], arguments=("x",))  # what dropping their independence makes
        of_x = replace(declared, symbols=declared.symbols | {"u_{*}": symbol})
        statement = Statement(of_x.read("u_1 - u_2"), of_x, "numerator")
        evaluation = Evaluation(ARITHMETICS[arithmetic], statement.point("a draw"), statement.checker)
        assert abs(float(evaluate(statement.typed.sides[0], evaluation))) > 1e-3

    def test_written_entries_stand_at_their_places(self, arithmetic):
        tex = r"\begin{bmatrix} x_1 & \cdots & y_1 \\ \vdots & \ddots & \vdots \\ z & \cdots & w \end{bmatrix} = \mathbf{X}"
        expression = Expression(REAL, tex)
        partial = expression.value(ARITHMETICS[arithmetic])
        v, last = expression.v, expression.v.n - 1
        assert isinstance(partial, PartialValue)
        assert [(r, c, float(x)) for r, c, x in partial.entries] == [
            (0, 0, v.x[0, 0]),
            (0, last, v.y[0, 0]),
            (last, 0, v.z),
            (last, last, v.w),
        ]


def mp_matrix(value):
    return truth.matrix([[truth.mpf(x) for x in row] for row in np.atleast_2d(value).tolist()])


@pytest.mark.parametrize(
    "tex, expected",
    [
        (r"\mathbf{X}^{-1}", lambda v: mp_matrix(v.X) ** -1),
        (r"\det(\mathbf{X})", lambda v: truth.det(mp_matrix(v.X))),
        (r"\mathbf{A} \mathbf{C}", lambda v: mp_matrix(v.A) * mp_matrix(v.C)),
        (r"\operatorname{expm}(\mathbf{Y})", lambda v: truth.expm(mp_matrix(v.Y), method="taylor")),
        (r"\lVert \mathbf{A} \rVert_F", lambda v: truth.norm(truth.matrix([x for row in v.A.tolist() for x in row]), 2)),
        (r"\ln(\mathbf{v})", lambda v: mp_matrix(v.v).apply(truth.log)),
        (r"\arctan(\mathbf{x})", lambda v: mp_matrix(v.x).apply(truth.atan)),
        (r"q^{1/3}", lambda v: truth.cbrt(truth.mpf(v.q))),
        (r"\pi e", lambda v: truth.pi * truth.e),
        (r"0.1 z", lambda v: truth.mpf(v.z) / 10),
        (r"\mathbf{S}^{+} \mathbf{S} \mathbf{S}^{+} - \mathbf{S}^{+}", lambda v: truth.zeros(v.n)),
        (r"\frac{\partial}{\partial z}(\sin(z^{2}))", lambda v: 2 * truth.mpf(v.z) * truth.cos(truth.mpf(v.z) ** 2)),
        (r"\frac{\partial}{\partial z}(q^{z})", lambda v: truth.log(v.q) * truth.power(v.q, v.z)),
    ],
)  # fmt: skip
def test_ball_contains_the_value_of_mpmath(tex, expected):
    expression = Expression(REAL, tex)
    with precision(DIGITS[-1]):
        evaluation = expression.evaluation(high_precision(DIGITS[-1]))
        exact = {"q": evaluation.symbol("q"), "v": np.array(evaluation.symbol(r"\mathbf{v}"), dtype=object)}
    v = SimpleNamespace(**vars(expression.v) | exact)  # what is declared positive is so through a map
    found, wanted = expression.value(ARITHMETICS["50 digits"]), expected(v)
    rows = found if hasattr(found, "shape") else [[found]]
    wanted = wanted if isinstance(wanted, truth.matrix) else truth.matrix([[wanted]])
    assert (len(rows), len(rows[0])) == (wanted.rows, wanted.cols)
    for i, row in enumerate(rows):
        for j, x in enumerate(row):
            assert contains(x, wanted[i, j]), (i, j)
            assert truth.mpf(radius(to_ball(x))) < truth.mpf(10) ** -40 * max(1, abs(wanted[i, j])), "of no use"
