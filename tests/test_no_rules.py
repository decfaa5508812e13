r"""No rule of matrix calculus is built in: the verifier would otherwise judge a rule by itself.

Four probes, each able to find another kind of rule:

- the evaluation in every record is replaced by an impostor, another function of the same shape. What differentiates
  by rule still answers with the rule's derivative of the real one;
- every array operation is replaced by the scalar loops below, of floats and of balls. What needs a rule in the arithmetic is wrong;
- the product and quotient rules of dual numbers are switched off. A slope that survives comes from a rule;
- the source is read: who makes a dual number or asks for a slope, what `Dual` defines, and what a record may use.

At the end such rules are added, in copies, and each must be detected.
"""

import ast
import math
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import scipy.linalg

from tests.expressions import ARITHMETICS, array
from verifier import arrays, differentiate, evaluate, typed
from verifier.arrays import Numpy, Rows, ScalarLoopArithmetic, at_high_precision
from verifier.declare import declare
from verifier.errors import NotationError, ShapeError
from verifier.evaluate import Evaluation
from verifier.judge import judge
from verifier.numbers.ball import to_ball
from verifier.numbers.dual import Dual
from verifier.numbers.functions import SCALAR, function
from verifier.operators import FUNCTION_NAMES, OPERATORS
from verifier.operators.record import (
    Big,
    Bracket,
    Function,
    Infix,
    Macro,
    Operator,
    Pair,
    Postfix,
    SizedName,
    Special,
    Ways,
)
from verifier.statement import Statement

DECLARED = declare(
    r"For $\mathbf{A} \in \mathbb{R}^{m \times n}$, invertible $\mathbf{X}, \mathbf{Y} \in \mathbb{R}^{n \times n}$, "
    r"positive definite $\mathbf{P} \in \mathbb{R}^{n \times n}$, $\mathbf{x}, \mathbf{y} \in \mathbb{R}^{n}$ and $z \in \mathbb{R}$"
)


FLOATS = (Numpy(), ScalarLoopArithmetic())
BALLS = ARITHMETICS["50 digits"]


@cache
def statement_of(tex):
    """Return an expression as a statement with one side."""
    return Statement(DECLARED.read(tex), DECLARED, "numerator")


def point_of(statement):
    """Return the sample point, of at least three rows and columns: a cross product needs them."""
    return statement.point("no rules 4", smallest=3)


def value(tex, arithmetic, method="dual"):
    """Return the value of an expression as an array of NumPy."""
    statement = statement_of(tex)
    point = point_of(statement)

    def evaluated(ar):
        return evaluate.evaluate(statement.typed.sides[0], Evaluation(ar, point, statement.checker, method))

    return array(evaluated(arithmetic) if arithmetic.number is float else at_high_precision(evaluated))


def drawn(name):
    """Return what is drawn for a matrix or a column."""
    return np.array(point_of(statement_of("z")).values[rf"\mathbf{{{name}}}"])


# 1. Impostors

OF_X = {  # operators that are written in a way of their own: an expression of X made by each
    "add": r"\mathbf{X} + \mathbf{Y}",
    "neg": r"-\mathbf{X}",
    "scale": r"z \mathbf{X}",
    "matmul": r"\mathbf{Y} \mathbf{X}",
    "quotient": r"\frac{\mathbf{X}}{z}",
    "slash": r"\mathbf{X} / z",
    "power": r"x_{12}^{3}",
    "matrix_power": r"\mathbf{X}^{3}",
    "hadamard_power": r"\mathbf{X}^{\odot 2}",
    "sum": r"\sum_{i=1}^{n} \mathbf{X}_{:,i}",
    "prod": r"\prod_{i=1}^{n} x_{1i}",
    "eigenvalue": r"\lambda_1(\mathbf{X} + \mathbf{X}^{\top})",
    "largest_eigenvalue": r"\lambda_{\max}(\mathbf{X} + \mathbf{X}^{\top})",
    "smallest_eigenvalue": r"\lambda_{\min}(\mathbf{X} + \mathbf{X}^{\top})",
    "singular_value": r"\sigma_1(\mathbf{X})",
    "largest_singular_value": r"\sigma_{\max}(\mathbf{X})",
    "smallest_singular_value": r"\sigma_{\min}(\mathbf{X})",
    "chol": r"\operatorname{chol}(\mathbf{X} \mathbf{X}^{\top})",
    "cross": r"\mathbf{X}_{1:3,2} \times \mathbf{X}_{1:3,1}",
    "tril": r"\operatorname{tril}(\mathbf{X}, 1)",
    "triu": r"\operatorname{triu}(\mathbf{X}, 1)",
    "norm_2": r"\lVert \mathbf{X}_{:,2} \rVert_2",
    "norm_1": r"\lVert \mathbf{X}_{:,2} \rVert_1",
    "norm_inf": r"\lVert \mathbf{X}_{:,2} \rVert_{\infty}",
    "norm_spectral": r"\lVert \mathbf{X} \rVert_2",
    "norm_columns": r"\lVert \mathbf{X} \rVert_1",
    "norm_rows": r"\lVert \mathbf{X} \rVert_{\infty}",
    "norm_weighted": r"\lVert \mathbf{X}_{:,2} \rVert_{\mathbf{P}}",
    "normal_density": r"\mathcal{N}(\mathbf{X}_{:,2}; \mathbf{X}_{:,1}, \mathbf{P})",
    "kl_normal": r"\operatorname{KL}(\mathcal{N}(\mathbf{x}, \mathbf{X} \mathbf{X}^{\top} + \mathbf{I}) \Vert \mathcal{N}(\mathbf{X}_{:,2}, \mathbf{P}))",
    "kl": r"\operatorname{KL}(\operatorname{softmax}(\mathbf{X}_{:,2}) \Vert \operatorname{softmax}(\mathbf{y}))",
}
OF_MORE = {  # two operators: the outer one is swapped, the inner one is not, or the other way round
    "ln of det": ("det", r"\ln(\lvert \det(\mathbf{X}) \rvert)"),
    "tr of a product": ("tr", r"\operatorname{tr}(\mathbf{Y} \mathbf{X})"),
    "tr of the inverse": ("inverse", r"\operatorname{tr}(\mathbf{Y} \mathbf{X}^{-1})"),
    "quadratic form": ("matmul", r"\mathbf{x}^{\top} \mathbf{X} \mathbf{x}"),
    "sum of scalars": ("sum", r"\sum_{i=1}^{n} x_{1i}"),
    "scalars": ("scale", r"z x_{12}"),
    "inverse of a scalar": ("inverse", r"x_{12}^{-1}"),
    "quotient of scalars": ("quotient", r"\frac{z}{x_{12}}"),
}
PAIRS = (  # what an operator may be applied to: the first in its domain is taken
    (r"\mathbf{X}", r"\mathbf{Y}"),
    (r"(\mathbf{X} \odot \mathbf{X})", r"\mathbf{Y}"),
    (r"\mathbf{X}_{:,2}", r"\mathbf{y}"),
    (r"(\mathbf{X}_{:,2} \odot \mathbf{X}_{:,2})", r"\mathbf{y}"),  # a root of a square matrix is refused
    (r"\frac{\mathbf{X} \odot \mathbf{X}}{1 + \lVert \mathbf{X} \rVert_F^{2}}", r"\mathbf{Y}"),  # between 0 and 1
    ("x_{12}", "z"),
    ("(x_{12}^{2} + 1)", "z"),
)


def of_x(record: Operator) -> str:
    """Return an expression of X made by an operator: from the table, or as its form says."""
    if record.name in OF_X:
        return OF_X[record.name]
    for x, y in PAIRS:
        match record.form:
            case Function(command=command, arguments=(_, most)):
                tex = f"{command}({x})" if most == 1 else f"{command}({x}, {y})"
            case Postfix(superscript=superscript):
                tex = f"{x}^{{{superscript}}}"
            case Infix(sign=sign):
                tex = f"{x} {sign} {y}"
            case Bracket(left=left, right=right, index=index):
                tex = f"{left} {x} {right}" + (f"_{{{'z' if index == '?' else index}}}" if index else "")
            case Macro(command=command):
                tex = f"{command}{{{x}}}"
            case Pair(left=left, right=right):
                tex = f"{left} {x}, {y} {right}"
            case Special() | Big() | SizedName():
                raise LookupError(f"{record.name} is written in a way of its own: give an expression of X in OF_X")
        try:
            value(tex, Numpy())
        except (NotationError, ShapeError, ValueError):  # as the logarithm of a square matrix has two meanings
            continue
        return tex
    raise LookupError(f"{record.name} takes none of {PAIRS}: give an expression of X in OF_X")


def squares(numbers):
    """Return one and the sum of squared numbers, weighted by their places."""
    total = 1
    for k, x in enumerate(numbers):
        total = total + (1 + k) * (x * x)
    return total


def impostor(record: Operator):
    """Return an evaluation that stands in for that of an operator: a smooth function of all operands, of its shape."""

    def of_numbers(evaluation, *numbers):
        return squares(numbers)

    def of_arrays(evaluation, *operands):
        total = squares(x for array in operands for row in evaluation.arithmetic.rows(array) for x in row)
        shapes = [array.shape for array in operands]
        rows, columns = shapes[0] if isinstance(record.form, Big) else record.shape(*shapes)
        return evaluation.arithmetic.array([[(1 + i + 2 * j) * total for j in range(columns)] for i in range(rows)])

    return Ways(of_numbers, of_arrays) if isinstance(record.evaluate, Ways) else of_arrays


def block_impostor(node, evaluation):
    """Stand in for a matrix that is written out in blocks."""
    ar = evaluation.arithmetic
    blocks = [ar.rows(evaluate.evaluate_to_array(block, evaluation)) for block in node.blocks]
    total = squares(x for rows in blocks for row in rows for x in row)
    rows, columns = map(evaluation.point.size, node.shape)
    return ar.array([[(1 + i + 2 * j) * total for j in range(columns)] for i in range(rows)])


def differences(tex, h=1e-6):
    """Return the derivative of an expression by x_12 from its values at two points."""
    statement, sides = statement_of(tex), []
    point = point_of(statement)
    for step in (h, -h):
        moved = np.array(point.values[r"\mathbf{X}"])
        moved[0, 1] += step
        evaluation = Evaluation(Numpy(), point, statement.checker, values={r"\mathbf{X}": moved})
        sides.append(array(evaluate.evaluate(statement.typed.sides[0], evaluation)))
    return (sides[0] - sides[1]) / (2 * h)


def check_impostor(name, tex, swap):
    """Differentiate an expression in which `swap` puts an impostor in the place of what its name says."""
    derivative = rf"\frac{{\partial}}{{\partial x_{{12}}}} \left( {tex} \right)"
    genuine = value(derivative, Numpy())
    with pytest.MonkeyPatch.context() as patch:
        swap(patch)
        wanted = differences(tex)
        found = {
            (type(ar).__name__, method): value(derivative, ar, method)
            for ar in FLOATS
            for method in ("complex", "dual")
        }
        found["balls", "dual"] = value(derivative, BALLS)
    assert abs(wanted).max() > 0.01, "a slope of zero shows nothing"
    assert abs(genuine - wanted).max() > 1e-3, "the impostor is no impostor"
    for (arithmetic, method), slope in found.items():
        np.testing.assert_allclose(
            slope, wanted, rtol=1e-6, atol=1e-6,
            err_msg=f"{name} is differentiated by a rule ({arithmetic}, {method})",
        )  # fmt: skip


def check_operator(name, tex):
    """Differentiate an expression in which an operator is an impostor."""
    record = OPERATORS[name]
    swapped = replace(record, evaluate=impostor(record))
    check_impostor(name, tex, lambda patch: patch.setitem(OPERATORS, name, swapped))


CONSTANT = {"mod"}  # it takes whole numbers only: nothing to differentiate by
OF_OPERANDS = [
    name for name, record in OPERATORS.items() if not isinstance(record.form, SizedName) and name not in CONSTANT
]


@pytest.mark.parametrize("name", OF_OPERANDS)
def test_impostor_is_differentiated_as_itself(name):
    check_operator(name, of_x(OPERATORS[name]))


@pytest.mark.parametrize("name", OF_MORE)
def test_nested_impostor_is_differentiated_as_itself(name):
    check_operator(*OF_MORE[name])


def test_block_impostor_is_differentiated_as_itself():
    check_impostor(
        "a block matrix",
        r"\begin{bmatrix} \mathbf{X} & \mathbf{Y} \end{bmatrix}",
        lambda patch: patch.setitem(evaluate.WAYS, typed.BlockMatrix, block_impostor),
    )


def test_operator_without_an_expression_is_detected(monkeypatch):
    with pytest.raises(LookupError, match="commutator is written in a way of its own: give an expression of X"):
        of_x(replace(OPERATORS["add"], name="commutator"))
    monkeypatch.setitem(globals(), "PAIRS", PAIRS[:2])  # matrices only
    with pytest.raises(LookupError, match="softmax takes none of"):
        of_x(OPERATORS["softmax"])


def test_expression_of_no_operator_is_detected():
    assert OF_X.keys() <= OPERATORS.keys()
    for name, tex in OF_X.items():
        statement = statement_of(tex)
        parts = list(statement.checker.walk(statement.typed.sides[0]))
        assert name in {getattr(part, "operator", "") for part in parts}, f"{tex} is made without {name}"


def test_every_kind_of_node_has_its_probe():
    leaves = {"Literal", "SizeValue", "IndexValue", "Constant", "SymbolValue", "Every", "FamilyMember", "Entry"}
    leaves |= {"Identity", "Filled", "UnitVector", "SingleEntry", "Delta"}  # constants, or read off an array
    leaves |= {"Places", "StructuredEntry", "SizedMatrix", "RemainderValue"}  # likewise
    themselves = {"DerivativeValue", "DifferentialValue", "FrechetValue"}  # what is under test
    functions = {
        "AppliedFunction",
        "AppliedElementwise",
        "AppliedPrime",
        "AppliedMatrixFunction",
    }  # random: nobody knows their rule
    equations = {"Factor"}  # an impostor in the place of these: see tests/test_decompositions.py
    parts = {
        "CaseDistinction",
        "PatternMatrix",
        "PartialMatrix",
        "TensorByEntries",
        "Mean",
        "Covariance",
        "MeanOfExponential",
    }  # evaluate their parts, at other indices
    parts |= {"ValueAtPoint", "IntegralValue", "LimitValue"}  # or other values
    conditions = {"Comparison", "AllOf", "Always", "TypedStatement"}
    swapped = {"Applied", "Reduction", "BlockMatrix"}
    kinds = {
        name: kind for name, kind in vars(typed).items() if isinstance(kind, type) and issubclass(kind, typed.Typed)
    }
    evaluated = {name for name, kind in kinds.items() if kind in evaluate.WAYS}
    assert evaluated <= leaves | themselves | functions | parts | equations | conditions | swapped <= kinds.keys()


# 2. Scalar loops in place of every array operation


class Loops(ScalarLoopArithmetic):
    """All array operations once more, as loops over plain arithmetic; inverse and determinant by expansion."""

    def array(self, rows):
        return Rows(tuple(row) for row in rows)

    def entry(self, a, i, j):
        return a[i][j]

    def with_entry(self, a, i, j, number):
        copy = [list(row) for row in a]
        copy[i][j] = number
        return self.array(copy)

    def map(self, f, *arrays_):
        first = arrays_[0]
        return self.array([[f(*(a[i][j] for a in arrays_)) for j in range(len(first[0]))] for i in range(len(first))])

    def elementwise(self, name, a):
        return self.map(function(name), a)

    def add(self, a, b):
        return self.map(lambda x, y: x + y, a, b)

    def scale(self, s, a):
        return self.map(lambda x: s * x, a)

    def imaginary_part(self, a):
        return self.map(lambda x: x.imag, a)

    def transpose(self, a):
        return self.array([[a[i][j] for i in range(len(a))] for j in range(len(a[0]))])

    def matmul(self, a, b):
        result = []
        for i in range(len(a)):
            row = []
            for j in range(len(b[0])):
                total = 0
                for k in range(len(b)):
                    total = total + a[i][k] * b[k][j]
                row.append(total)
            result.append(row)
        return self.array(result)

    def minor(self, a, i, j):
        return [[x for c, x in enumerate(row) if c != j] for r, row in enumerate(a) if r != i]

    def determinant(self, a):
        if len(a) == 0:
            return 1
        total = 0
        for j in range(len(a)):
            total = total + (-1) ** j * (a[0][j] * self.determinant(self.minor(a, 0, j)))
        return total

    def inverse(self, a):
        whole, n = self.determinant(a), len(a)
        return self.array(
            [[(-1) ** (i + j) * (self.determinant(self.minor(a, j, i)) / whole) for j in range(n)] for i in range(n)]
        )

    def conjugate(self, a):
        return self.map(lambda x: x.conjugate(), a)

    def rows(self, a):
        return a


def public(kind):
    return {name for name in vars(kind) if not name.startswith("_")}


def test_loops_replace_every_array_operation():
    assert public(ScalarLoopArithmetic) - {"quiet"} <= public(Loops), "all but what is said of overflow"
    assert public(Numpy) - {"number", "quiet"} <= public(Loops)


def unit(n, i, j):
    single = np.zeros((n, n))
    single[i, j] = 1
    return single


KNOWN = {
    # what textbooks say, in NumPy, by entry of X; numerator layout is the transpose
    r"\det(\mathbf{X})": lambda X: np.linalg.det(X) * np.linalg.inv(X).T,
    r"\ln(\lvert \det(\mathbf{X}) \rvert)": lambda X: np.linalg.inv(X).T,
    r"\operatorname{tr}(\mathbf{Y} \mathbf{X})": lambda X: drawn("Y").T,
    r"\operatorname{tr}(\mathbf{Y} \mathbf{X}^{-1})": lambda X: (
        -(np.linalg.inv(X) @ drawn("Y") @ np.linalg.inv(X)).T
    ),
    r"\operatorname{tr}(\mathbf{X}^{3})": lambda X: 3 * (X @ X).T,
    r"\mathbf{x}^{\top} \mathbf{X} \mathbf{y}": lambda X: np.outer(drawn("x"), drawn("y")),
    r"\mathbf{x}^{\top} \mathbf{X}^{-1} \mathbf{y}": lambda X: (
        -np.linalg.inv(X).T @ np.outer(drawn("x"), drawn("y")) @ np.linalg.inv(X).T
    ),
    r"\lVert \mathbf{X} \rVert_F": lambda X: X / np.linalg.norm(X),
    r"\lVert \mathbf{X} \rVert_F^{2}": lambda X: 2 * X,
    r"\operatorname{tr}(\operatorname{expm}(\mathbf{X}))": lambda X: scipy.linalg.expm(X.T),
    r"\mathbf{x}^{\top} \operatorname{softmax}(\mathbf{X} \mathbf{y})": lambda X: softmax_slope(X),
}  # fmt: skip


def softmax_slope(X):
    powers = np.exp(X @ drawn("y"))
    s = powers / powers.sum()
    return (s * (drawn("x") - (s * drawn("x")).sum())) @ drawn("y").T


def check_known(tex, arithmetic, method="dual"):
    slope = value(rf"\frac{{\partial}}{{\partial \mathbf{{X}}}} \left( {tex} \right)", arithmetic, method)
    np.testing.assert_allclose(slope, KNOWN[tex](drawn("X")).T, rtol=1e-9, atol=1e-11)


def in_every_arithmetic(test):
    """Run a test with every arithmetic, with the loops in its place, and every method that it has."""
    cases = [
        pytest.param(ar, method, id=f"{type(ar).__name__} {method}")
        for ar in (*FLOATS, Loops())
        for method in ("complex", "dual")
    ]
    cases += [pytest.param(BALLS, "dual", id="balls"), pytest.param(Loops(to_ball), "dual", id="loops over balls")]
    return pytest.mark.parametrize("arithmetic, method", cases)(test)


@in_every_arithmetic
@pytest.mark.parametrize("tex", KNOWN)
def test_derivative_needs_no_array_operation(tex, arithmetic, method):
    check_known(tex, arithmetic, method)


@in_every_arithmetic
def test_derivative_of_inverse_needs_no_array_operation(arithmetic, method):
    inverse = np.linalg.inv(drawn("X"))
    slope = value(r"\frac{\partial\, \mathbf{X}^{-1}}{\partial x_{12}}", arithmetic, method)
    np.testing.assert_allclose(slope, -inverse @ unit(len(inverse), 0, 1) @ inverse, rtol=1e-9)


# 3. Dual numbers with their rules switched off


def without_rules(patch):
    """Take away the product and the quotient rule: every product and quotient is taken for a constant."""

    def product(self, other):
        level, a, _, b, _ = self._split(other)
        return Dual(level, a * b, 0)

    def quotient(self, other):
        level, a, _, b, _ = self._split(other)
        return Dual(level, a / b, 0)

    patch.setattr(Dual, "__mul__", product)
    patch.setattr(Dual, "__rmul__", product)
    patch.setattr(Dual, "__truediv__", quotient)
    patch.setattr(Dual, "__rtruediv__", lambda self, other: Dual(self.level, other / self.value, 0))


BY_PRODUCTS = [
    r"\mathbf{X}^{-1}",
    r"\mathbf{X}^{-\top}",
    r"\mathbf{X}^{+}",
    r"\mathbf{X}^{3}",
    r"\mathbf{X}^{-2}",
    r"\mathbf{Y} \mathbf{X}",
    r"\mathbf{X} \mathbf{Y}",
    r"\mathbf{X} \otimes \mathbf{Y}",
    r"\mathbf{X} \odot \mathbf{Y}",
    r"\mathbf{Y} \oslash \mathbf{X}",
    r"\mathbf{X}^{\odot 2}",
    r"\mathbf{x}^{\top} \mathbf{X} \mathbf{y}",
    r"\operatorname{tr}(\mathbf{Y} \mathbf{X})",
    r"\operatorname{tr}(\mathbf{X}^{-1})",
    r"\det(\mathbf{X})",
    r"\ln(\lvert \det(\mathbf{X}) \rvert)",
    r"\lVert \mathbf{X} \rVert_F",
    r"\operatorname{expm}(\mathbf{X})",
    r"\operatorname{expm}(\mathbf{X}) + \mathbf{X}^{-1}",
]


def check_without_rules(tex, monkeypatch):
    derivative = rf"\frac{{\partial}}{{\partial x_{{12}}}} \left( {tex} \right)"
    with monkeypatch.context() as patch:
        without_rules(patch)
        for arithmetic in (*FLOATS, BALLS):
            assert not value(derivative, arithmetic, "dual").any(), f"a rule supplies the slope of {tex}"


@pytest.mark.parametrize("tex", BY_PRODUCTS)
def test_no_slope_survives_without_scalar_rules(tex, monkeypatch):
    assert value(rf"\frac{{\partial}}{{\partial x_{{12}}}} \left( {tex} \right)", Numpy(), "dual").any()
    check_without_rules(tex, monkeypatch)


@pytest.mark.parametrize("name", sorted(SCALAR.keys() & FUNCTION_NAMES.keys()))
def test_elementary_slopes_come_from_the_table(name, monkeypatch):
    of = r"\frac{\mathbf{P}_{:,2} \odot \mathbf{P}_{:,2}}{\operatorname{tr}(\mathbf{P})^{2}}"  # entries between 0 and 1
    of = rf"\mathbf{{1}} + {of}" if name == "arcosh" else of
    tex = rf"\frac{{\partial}}{{\partial p_{{12}}}} \left( {FUNCTION_NAMES[name].form.command}({of}) \right)"
    genuine = {ar: value(tex, ar) for ar in (ScalarLoopArithmetic(), BALLS)}
    with monkeypatch.context() as patch:
        patch.setitem(SCALAR, name, (SCALAR[name][0], lambda x: 3 * SCALAR_BEFORE[name](x)))
        for ar, slope in genuine.items():
            assert np.allclose(value(tex, ar), 3 * slope) and slope.any()


SCALAR_BEFORE = {name: slope for name, (_, slope) in SCALAR.items()}


WITHIN = {**dict.fromkeys(("arcsin", "arccos", "artanh"), (0.3, -0.7)), "arcosh": (1.3, 1.7, 2.9)}  # their domains


@pytest.mark.parametrize("name", SCALAR)
def test_wrong_slope_in_the_table_is_detected(name):
    for x in WITHIN.get(name, (0.3, 1.7, 2.9)):
        slope = SCALAR[name][1](x)
        h = 1e-5
        assert math.isclose(
            slope, (SCALAR[name][0](x + h) - SCALAR[name][0](x - h)) / (2 * h), rel_tol=1e-6, abs_tol=1e-8
        )


def test_wrong_dual_slope_does_not_decide_alone(monkeypatch):
    """The complex step objects where a statement is as wrong as the table."""
    wrong = r"\frac{\partial \tanh(\mathbf{x})}{\partial \mathbf{x}} = 2 \operatorname{diag}(\mathbf{1} - \tanh(\mathbf{x})^{\odot 2})"
    statement = statement_of(wrong)
    assert judge(statement).reason == "value"
    monkeypatch.setitem(SCALAR, "tanh", (SCALAR["tanh"][0], lambda x: 2 * SCALAR_BEFORE["tanh"](x)))
    verdict = judge(statement)
    assert (verdict.holds, verdict.reason) == (False, "precision")
    assert verdict.message == "complex step and dual numbers disagree about a derivative"


def check_inverse_takes_large_imaginary_parts(arithmetic):
    """An inverse that knows the first order only, by a rule, is wrong here."""
    z = np.array([[1.0, 0.5], [-0.3, 2.0]]) + 1j * np.array([[2.0, -1.0], [0.7, 3.0]])
    np.testing.assert_allclose(array(arithmetic.inverse(arithmetic.array(z.tolist()))) @ z, np.eye(2), atol=1e-12)
    assert np.isclose(arithmetic.determinant(arithmetic.array(z.tolist())), z[0, 0] * z[1, 1] - z[0, 1] * z[1, 0])


@pytest.mark.parametrize("arithmetic", [Numpy, ScalarLoopArithmetic])
def test_large_imaginary_parts_are_no_slopes(arithmetic):
    check_inverse_takes_large_imaginary_parts(arithmetic())


# 4. The source

VERIFIER = Path(arrays.__file__).parent
FILES = sorted(path.relative_to(VERIFIER).as_posix() for path in VERIFIER.rglob("*.py"))
DUALS = {  # file: the functions that make a dual number or ask for a slope, and what for
    "numbers/dual.py": {
        "Dual",
        "conjugate",
        "truncated",
        "widened_to",
        "_at_level",
        "centre",
        "reach",
    },  # scalar arithmetic; the errors of slopes
    "numbers/functions.py": {"function"},  # the table of elementary functions
    "implication.py": {"_slopes"},  # of a premise, to solve it
    "sample.py": {"Free"},  # how a value moves along with its free numbers
    "evaluate.py": {"random_scalar"},  # slopes of f, for f'
    "implicit.py": {"_jacobian"},  # of the equations that define factors, for Newton's method
    "differentiate.py": {
        "slope_of",
        "_perturbed",
        "differential",
        "applied_prime",
    },  # the step, and what it left behind
}
OF_EVALUATION = {"arithmetic", "conjugate", "is_complex"}  # all that a record may know of an evaluation
OF_NUMBERS = {  # and of numbers and arrays: no dual, no slope, no imaginary part
    "verifier.arrays": {"eliminate", "largest"},
    "verifier.numbers.ball": {"Ball", "PrecisionError", "radius", "working_bits"},
    "verifier.numbers.dual": {"centre", "primal", "reach", "truncated", "widened_to"},
    "verifier.numbers.functions": {"absolute", "function", "maximum", "minimum", "pi", "power", "whole_number"},
}
SCALAR_ARITHMETIC = {
    *("__init__", "_split", "__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__"),
    *("__truediv__", "__rtruediv__", "__neg__", "__pow__"),
}


def uses_duals(tree):
    """Tell whether source makes a `Dual` or asks for a slope, under whatever name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and "Dual" in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
            return True
        if isinstance(node, ast.alias) and node.name == "Dual" and node.asname:
            return True
        if isinstance(node, ast.Attribute) and node.attr == "slope":
            return True
        if isinstance(node, ast.Constant) and node.value == "slope":  # getattr(x, "slope")
            return True
    return False


def check_source(file, source):
    """Find slopes outside of their places, a differentiation by name, and a record that knows of either."""
    tree = ast.parse(source)
    for statement in tree.body:
        if uses_duals(statement):
            name = getattr(statement, "name", ast.unparse(statement)[:60])
            assert name in DUALS.get(file, ()), f"{file}: {name} makes slopes"
    if file == "differentiate.py":
        words = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert not words & OPERATORS.keys(), f"{file} names the operators {words & OPERATORS.keys()}"
    if file.startswith("operators/"):
        check_record(file, tree)


def check_record(file, tree):
    """Find in a file of records what only a rule of differentiation would need."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="evaluation"), attr=attribute):
                assert attribute in OF_EVALUATION, f"{file}, line {node.lineno}: a record asks for {attribute}"
            case ast.Attribute(attr="level" | "method" | "imag" | "real" as attribute):
                raise AssertionError(f"{file}, line {node.lineno}: a record asks for {attribute}")
            case ast.ImportFrom(module=module, names=names) if module in OF_NUMBERS:
                taken = {alias.name for alias in names} - OF_NUMBERS[module]
                assert not taken, f"{file}, line {node.lineno}: a record takes {taken} from {module}"
            case ast.ImportFrom(module=module) | ast.Import(names=[ast.alias(name=module), *_]):
                step = module.removeprefix("verifier.").split(".")[0]
                assert step not in ("arrays", "differentiate", "evaluate", "numbers", "verifier"), (
                    f"{file}, line {node.lineno}: a record takes {module}"
                )


@pytest.mark.parametrize("file", FILES)
def test_slopes_are_made_in_few_places(file):
    check_source(file, (VERIFIER / file).read_text(encoding="utf-8"))


def test_table_of_slopes_names_no_dead_function():
    for file, names in DUALS.items():
        tree = ast.parse((VERIFIER / file).read_text(encoding="utf-8"))
        assert names == {getattr(each, "name", "") for each in tree.body if uses_duals(each)}, file


def test_dual_number_defines_scalar_arithmetic_only():
    own = {name for name in vars(Dual) if name not in ("__module__", "__doc__", "__slots__", *Dual.__slots__)}
    own -= {"__firstlineno__", "__static_attributes__", "__qualname__"}
    assert own == SCALAR_ARITHMETIC


def test_table_has_functions_of_one_number():
    assert set(SCALAR) == {
        *("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "ln", "log", "sqrt", "erf", "log1p"),
        *("arcsin", "arccos", "arctan", "arsinh", "arcosh", "artanh"),
    }
    for name, (of_number, slope) in SCALAR.items():
        x = WITHIN.get(name, (0.7,))[0]
        assert isinstance(of_number(x), float) and isinstance(slope(x), float), name


# Rules that are added here, in copies, are detected


def minus_inverse_slope_inverse(value, slope):
    return -(np.linalg.inv(value) @ slope @ np.linalg.inv(value))


def test_rule_in_the_differentiation_is_detected(monkeypatch):
    genuine = differentiate.partial

    def partial(evaluation, node, entries):
        applied = isinstance(node, typed.Applied) and node.operator == "inverse"
        if applied and len(entries) == 1 and entries[0][0] == r"\mathbf{X}":
            x = array(evaluation.symbol(r"\mathbf{X}"))
            slope = minus_inverse_slope_inverse(x, unit(len(x), *entries[0][2]))
            return evaluation.arithmetic.array(slope.tolist())
        return genuine(evaluation, node, entries)

    monkeypatch.setattr(differentiate, "partial", partial)
    inverse = np.linalg.inv(drawn("X"))
    slope = value(r"\frac{\partial\, \mathbf{X}^{-1}}{\partial x_{12}}", Numpy())
    np.testing.assert_allclose(slope, -inverse @ unit(len(inverse), 0, 1) @ inverse)  # the rule is right
    with pytest.raises(AssertionError, match="inverse is differentiated by a rule"):
        check_operator("inverse", of_x(OPERATORS["inverse"]))
    with pytest.raises(AssertionError, match="a rule supplies"):
        check_without_rules(r"\mathbf{X}^{-1}", monkeypatch)


def inverse_by_rule(array_of, a):
    """Return the inverse of an array of dual numbers, its slope by the rule."""
    level = max(x.level for row in a for x in row if isinstance(x, Dual))
    value = [[float(x.value if isinstance(x, Dual) else x) for x in row] for row in a]
    slope = [[float(x.slope if isinstance(x, Dual) else 0) for x in row] for row in a]
    both = np.linalg.inv(value).tolist(), minus_inverse_slope_inverse(value, slope).tolist()
    return array_of([[Dual(level, *pair) for pair in zip(*rows, strict=True)] for rows in zip(*both, strict=True)])


def has_duals(a):
    """Tell whether there is a dual number in an array."""
    return isinstance(a, tuple) and any(isinstance(x, Dual) for row in a for x in row)


@pytest.mark.parametrize("arithmetic", [ScalarLoopArithmetic(), BALLS], ids=["floats", "balls"])
def test_rule_in_the_arithmetic_of_duals_is_detected(arithmetic, monkeypatch):
    genuine = ScalarLoopArithmetic.inverse

    def inverse(self, a):
        by_rule = has_duals(a) and self.number is arithmetic.number
        return inverse_by_rule(self.array, a) if by_rule else genuine(self, a)

    monkeypatch.setattr(ScalarLoopArithmetic, "inverse", inverse)
    check_known(r"\operatorname{tr}(\mathbf{Y} \mathbf{X}^{-1})", arithmetic)  # the rule is right
    with pytest.raises(AssertionError, match="a rule supplies"):
        check_without_rules(r"\mathbf{X}^{-1}", monkeypatch)


def test_rule_in_a_record_is_detected(monkeypatch):
    record = OPERATORS["inverse"]

    def of_arrays(evaluation, a):
        if has_duals(a):
            return inverse_by_rule(evaluation.arithmetic.array, a)
        return record.evaluate.of_arrays(evaluation, a)

    changed = replace(record, evaluate=Ways(record.evaluate.of_numbers, of_arrays))
    monkeypatch.setitem(OPERATORS, "inverse", changed)
    check_known(r"\operatorname{tr}(\mathbf{Y} \mathbf{X}^{-1})", ScalarLoopArithmetic())  # the rule is right
    with pytest.raises(AssertionError, match="a rule supplies"):
        check_without_rules(r"\mathbf{X}^{-1}", monkeypatch)


@pytest.mark.parametrize("arithmetic", [Numpy, ScalarLoopArithmetic])
def test_rule_for_the_complex_step_is_detected(arithmetic, monkeypatch):
    def inverse(self, a):
        z = array(self.rows(a)).astype(complex)
        result = np.linalg.inv(z.real) + 1j * minus_inverse_slope_inverse(z.real, z.imag)
        return self.array(result.tolist())

    monkeypatch.setattr(arithmetic, "inverse", inverse)
    check_known(r"\operatorname{tr}(\mathbf{Y} \mathbf{X}^{-1})", arithmetic(), "complex")  # the rule is right
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        check_inverse_takes_large_imaginary_parts(arithmetic())


@pytest.mark.parametrize(
    "file, added, found",
    [
        (
            "arrays.py",
            "def inverse_slope(a):\n    return [[x.slope for x in row] for row in a]\n",
            "inverse_slope makes",
        ),
        ("evaluate.py", "def _log_det(node, evaluation):\n    return Dual(1, 0, 0)\n", "_log_det makes slopes"),
        ("typecheck.py", "def trace_rule(x):\n    return x.slope\n", "trace_rule makes slopes"),
        ("pages/entry.py", "def trace_rule(x):\n    return getattr(x, 'slope')\n", "trace_rule makes slopes"),
        ("differentiate.py", "def by_rule(node):\n    return node.operator == 'inverse'\n", "names the operators"),
        ("operators/record.py", "def rule(x):\n    return dual.Dual(1, x, 0)\n", "rule makes slopes"),
        ("operators/norms.py", "from verifier.numbers.dual import Dual as D\n", "makes slopes"),
        ("operators/norms.py", "from verifier.numbers.dual import Dual\n", "takes {'Dual'} from verifier.numbers.dual"),
        ("operators/norms.py", "from verifier.numbers.functions import SCALAR\n", "takes {'SCALAR'} from"),
        ("operators/norms.py", "from verifier.numbers import dual\n", "a record takes verifier.numbers"),
        ("operators/products.py", "from verifier import arrays\n", "a record takes verifier"),
        ("operators/products.py", "import verifier.differentiate\n", "a record takes verifier.differentiate"),
        ("operators/products.py", "from verifier.differentiate import partial\n", "takes verifier.differentiate"),
        ("operators/linear_algebra.py", "def rule(evaluation, a):\n    return evaluation.level\n", "asks for level"),
        ("operators/linear_algebra.py", "def rule(evaluation, a):\n    return evaluation.point\n", "asks for point"),
        ("operators/linear_algebra.py", "def rule(ar, x):\n    return x.imag\n", "asks for imag"),
    ],
)
def test_rule_in_the_source_is_detected(file, added, found):
    source = (VERIFIER / file).read_text(encoding="utf-8")
    check_source(file, source)
    with pytest.raises(AssertionError) as raised:
        check_source(file, source + "\n\n" + added)
    assert file in str(raised.value) and found in str(raised.value)
