r"""No rule of matrix calculus is built in: the verifier would otherwise judge a rule by itself.

Four probes, each able to find another kind of rule:

- every operation is swapped for an impostor, another function of the same shape. What differentiates by
  rule still answers with the rule's derivative of the real one;
- every array operation is replaced by the scalar loops below. What needs a rule in the arithmetic is wrong;
- the product and quotient rules of dual numbers are switched off. A slope that survives comes from a rule;
- the source is read: who makes a dual number or asks for a slope, and what `Dual` defines.

At the end such rules are added, in copies, and each must be found.
"""

import ast
import math
from pathlib import Path

import numpy as np
import pytest
import scipy.linalg
from verifier.shapes import is_scalar

from verifier import arrays, differentiate, evaluate
from verifier.arrays import SCALAR, Dual, Entrywise, Numpy, Rows
from verifier.compare import Statement
from verifier.declare import declare
from verifier.evaluate import OPERATIONS, Frame

DECLARED = declare(
    r"For $\mathbf{A} \in \mathbb{R}^{m \times n}$, invertible $\mathbf{X}, \mathbf{Y} \in \mathbb{R}^{n \times n}$, "
    r"positive definite $\mathbf{P} \in \mathbb{R}^{n \times n}$, $\mathbf{x}, \mathbf{y} \in \mathbb{R}^{n}$ and $z \in \mathbb{R}$"
)


def typed(tex, seed="no rules"):
    """Return an expression, typed, the shaper and a point."""
    statement = Statement(DECLARED.read(tex), DECLARED, "numerator")
    return statement.typed.args[0], statement.shaper, statement.point(seed)


def value(tex, arithmetic, method="dual", seed="no rules"):
    """Return the value of an expression as an array of NumPy."""
    expression, shaper, point = typed(tex, seed)
    return plain(evaluate.evaluate(expression, Frame(arithmetic, point, shaper, method)))


def plain(found):
    return np.atleast_2d(np.array([list(row) for row in found] if isinstance(found, tuple) else found))


def drawn(name, seed="no rules"):
    return np.array(typed("z", seed)[2].values[rf"\mathbf{{{name}}}"])


# 1. Impostors

OF_X = {  # operation: an expression of X made by it
    "add": r"\mathbf{X} + \mathbf{Y}",
    "neg": r"-\mathbf{X}",
    "scale": r"z \mathbf{X}",
    "matmul": r"\mathbf{Y} \mathbf{X}",
    "hadamard": r"\mathbf{X} \odot \mathbf{Y}",
    "divide": r"\mathbf{Y} \oslash \mathbf{X}",
    "max": r"\max(\mathbf{X}, \mathbf{Y})",
    "min": r"\min(\mathbf{X}, \mathbf{Y})",
    "max_entry": r"\max(\mathbf{X})",
    "min_entry": r"\min(\mathbf{X})",
    "kron": r"\mathbf{X} \otimes \mathbf{Y}",
    "quotient": r"\frac{\mathbf{X}}{z}",
    "power": r"x_{12}^{3}",
    "matrix_power": r"\mathbf{X}^{3}",
    "hadamard_power": r"\mathbf{X}^{\odot 2}",
    "transpose": r"\mathbf{X}^{\top}",
    "inverse": r"\mathbf{X}^{-1}",
    "inverse_transpose": r"\mathbf{X}^{-\top}",
    "pseudo_inverse": r"\mathbf{X}^{+}",
    "elementwise": r"\sin(\mathbf{X})",
    "sqrt": r"\sqrt{x_{12}}",
    "norm": r"\lVert \mathbf{X} \rVert_F",
    "abs": r"\lvert \mathbf{X} \rvert",
    "tr": r"\operatorname{tr}(\mathbf{X})",
    "det": r"\det(\mathbf{X})",
    "vec": r"\operatorname{vec}(\mathbf{X})",
    "diag": r"\operatorname{diag}(\mathbf{X}_{:,2})",
    "diagonal": r"\operatorname{diagonal}(\mathbf{X})",
    "softmax": r"\operatorname{softmax}(\mathbf{X}_{:,2})",
    "expm": r"\operatorname{expm}(\mathbf{X})",
    "blocks": r"\begin{bmatrix} \mathbf{X} & \mathbf{Y} \end{bmatrix}",
}
OF_MORE = {  # two operations: the outer one is swapped, the inner one is not, or the other way round
    "ln of det": ("det", r"\ln(\det(\mathbf{X}))"),
    "tr of a product": ("tr", r"\operatorname{tr}(\mathbf{Y} \mathbf{X})"),
    "tr of the inverse": ("inverse", r"\operatorname{tr}(\mathbf{Y} \mathbf{X}^{-1})"),
    "quadratic form": ("matmul", r"\mathbf{x}^{\top} \mathbf{X} \mathbf{x}"),
}


def squares(found, frame):
    """Return the sum of the squared entries of a value, weighted by their places."""
    if not hasattr(found, "shape"):
        return found * found
    entries = [x for row in frame.arithmetic.rows(found) for x in row]
    total = 0
    for k, x in enumerate(entries):
        total = total + (1 + k) * (x * x)
    return total


def impostor(expression, frame):
    """Stand in for an operation: a smooth function of all its arguments, as large as its result should be."""
    total = 1
    for arg in expression.args:
        total = total + squares(evaluate.evaluate(arg, frame), frame)
    if is_scalar(expression.shape):
        return total
    rows, columns = map(frame.point.size, expression.shape)
    return frame.arithmetic.array([[(1 + i + 2 * j) * total for j in range(columns)] for i in range(rows)])


def differences(tex, h=1e-6):
    """Return the derivative of an expression by x_12 from its values at two points."""
    expression, shaper, point = typed(tex)
    sides = []
    for step in (h, -h):
        moved = np.array(point.values[r"\mathbf{X}"])
        moved[0, 1] += step
        frame = Frame(Numpy(), point, shaper, values={r"\mathbf{X}": moved})
        sides.append(plain(evaluate.evaluate(expression, frame)))
    return (sides[0] - sides[1]) / (2 * h)


def check_impostor(op, tex, monkeypatch):
    """Differentiate an expression in which an operation is another function than its name says."""
    derivative = rf"\frac{{\partial}}{{\partial x_{{12}}}} \left( {tex} \right)"
    genuine = value(derivative, Numpy())
    with monkeypatch.context() as patch:
        patch.setitem(OPERATIONS, op, impostor)
        wanted = differences(tex)
        found = {
            (kind.__name__, method): value(derivative, kind(), method)
            for kind in (Numpy, Entrywise)
            for method in ("complex", "dual")
        }
    assert abs(wanted).max() > 0.1, "a slope of zero shows nothing"
    assert genuine.shape != wanted.shape or abs(genuine - wanted).max() > 1e-3, "the impostor is no impostor"
    for (arithmetic, method), slope in found.items():
        np.testing.assert_allclose(
            slope, wanted, rtol=1e-6, atol=1e-6,
            err_msg=f"{op} is differentiated by a rule ({arithmetic}, {method})",
        )  # fmt: skip


@pytest.mark.parametrize("op", OF_X)
def test_an_impostor_is_differentiated_as_what_it_is(op, monkeypatch):
    check_impostor(op, OF_X[op], monkeypatch)


@pytest.mark.parametrize("name", OF_MORE)
def test_an_impostor_within_another_operation_is_differentiated_as_what_it_is(name, monkeypatch):
    check_impostor(*OF_MORE[name], monkeypatch)


def test_every_operation_that_has_a_slope_has_its_impostor():
    leaves = {"number", "size", "index", "constant", "symbol", "member", "entry", "identity", "ones", "zeros"}
    leaves |= {"unit", "single_entry", "delta", "shown", "rank"}  # constants, or read off an array
    themselves = {"derivative", "differential"}  # what is under test
    functions = {"applied", "applied_elementwise", "applied_prime"}  # random: nobody knows their rule
    binders = {"sum", "prod", "cases", "filled"}  # evaluate their parts at other indices
    complex_only = {"conjugate", "hermitian"}
    assert set(OF_X) == set(OPERATIONS) - leaves - themselves - functions - binders - complex_only


# 2. Scalar loops in place of every array operation


class Loops(Entrywise):
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
        return self.map(arrays.function(name), a)

    def add(self, a, b):
        return self.map(lambda x, y: x + y, a, b)

    def scale(self, s, a):
        return self.map(lambda x: s * x, a)

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


def test_the_loops_leave_no_array_operation_of_either_arithmetic_in_use():
    assert public(Entrywise) <= public(Loops)
    assert public(Numpy) - {"number"} <= public(Loops)


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


@pytest.mark.parametrize("method", ["complex", "dual"])
@pytest.mark.parametrize("arithmetic", [Numpy, Entrywise, Loops])
@pytest.mark.parametrize("tex", KNOWN)
def test_a_derivative_is_right_with_scalar_loops_for_array_operations_too(tex, arithmetic, method):
    check_known(tex, arithmetic(), method)


@pytest.mark.parametrize("method", ["complex", "dual"])
@pytest.mark.parametrize("arithmetic", [Numpy, Entrywise, Loops])
def test_the_derivative_of_an_inverse_is_right_with_scalar_loops_too(arithmetic, method):
    inverse = np.linalg.inv(drawn("X"))
    slope = value(r"\frac{\partial\, \mathbf{X}^{-1}}{\partial x_{12}}", arithmetic(), method)
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
        for arithmetic in (Numpy(), Entrywise()):
            assert not value(derivative, arithmetic, "dual").any(), f"a rule supplies the slope of {tex}"


@pytest.mark.parametrize("tex", BY_PRODUCTS)
def test_no_slope_survives_without_the_rules_of_scalar_arithmetic(tex, monkeypatch):
    assert value(rf"\frac{{\partial}}{{\partial x_{{12}}}} \left( {tex} \right)", Numpy(), "dual").any()
    check_without_rules(tex, monkeypatch)


@pytest.mark.parametrize("name", [name for name in SCALAR if name != "sqrt"])
def test_the_slope_of_an_elementary_function_comes_from_the_table_alone(name, monkeypatch):
    of = r"\mathbf{P} \odot \mathbf{P}"  # so that logarithms exist
    tex = rf"\frac{{\partial}}{{\partial p_{{12}}}} \left( \{name}({of}) \right)"
    genuine = value(tex, Entrywise(), "dual")
    with monkeypatch.context() as patch:
        patch.setitem(SCALAR, name, (SCALAR[name][0], lambda x: 3 * SCALAR_BEFORE[name](x)))
        assert np.allclose(value(tex, Entrywise(), "dual"), 3 * genuine) and genuine.any()


SCALAR_BEFORE = {name: slope for name, (_, slope) in SCALAR.items()}


@pytest.mark.parametrize("name", SCALAR)
def test_each_derivative_in_the_table_is_that_of_its_function(name):
    for x in (0.3, 1.7, 2.9):
        slope = SCALAR[name][1](x)
        h = 1e-5
        assert math.isclose(
            slope, (SCALAR[name][0](x + h) - SCALAR[name][0](x - h)) / (2 * h), rel_tol=1e-6, abs_tol=1e-8
        )


def check_inverse_takes_large_imaginary_parts(arithmetic):
    """An inverse that knows the first order only, by a rule, is wrong here."""
    z = np.array([[1.0, 0.5], [-0.3, 2.0]]) + 1j * np.array([[2.0, -1.0], [0.7, 3.0]])
    np.testing.assert_allclose(plain(arithmetic.inverse(arithmetic.array(z.tolist()))) @ z, np.eye(2), atol=1e-12)
    assert np.isclose(arithmetic.determinant(arithmetic.array(z.tolist())), z[0, 0] * z[1, 1] - z[0, 1] * z[1, 0])


@pytest.mark.parametrize("arithmetic", [Numpy, Entrywise])
def test_inverse_and_determinant_take_an_imaginary_part_for_no_slope(arithmetic):
    check_inverse_takes_large_imaginary_parts(arithmetic())


# 4. The source

VERIFIER = Path(arrays.__file__).parent
DUALS = {  # file: the functions that make a dual number or ask for a slope, and what for
    "arrays.py": {"Dual", "function"},  # scalar arithmetic, and the table of elementary functions
    "evaluate.py": {"conjugate", "random_scalar"},  # slopes of f, for f'
    "differentiate.py": {
        "slope_of",
        "_perturbed",
        "differential",
        "_applied_prime",
    },  # the step, and what it left behind
}
SCALAR_ARITHMETIC = {
    *("__init__", "_split", "__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__"),
    *("__truediv__", "__rtruediv__", "__neg__", "__pow__"),
}


def uses_duals(tree):
    """Tell whether source makes a `Dual` or asks for a slope."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Dual":
            return True
        if isinstance(node, ast.Attribute) and node.attr == "slope":
            return True
    return False


def check_source(file, source):
    """Find slopes outside of their places, and a differentiation that asks which operation it is of."""
    for statement in ast.parse(source).body:
        if uses_duals(statement):
            name = getattr(statement, "name", ast.unparse(statement)[:60])
            assert name in DUALS.get(file, ()), f"{file}: {name} makes slopes"
    if file == "differentiate.py":
        words = {
            node.value
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        named = words & set(OPERATIONS) - {"derivative", "differential"}
        assert not named, f"{file} names the operations {named}"


@pytest.mark.parametrize("file", sorted(path.name for path in VERIFIER.glob("*.py")))
def test_slopes_are_made_in_few_places_and_of_no_named_operation(file):
    check_source(file, (VERIFIER / file).read_text(encoding="utf-8"))


def test_a_dual_number_defines_scalar_arithmetic_and_nothing_else():
    own = {name for name in vars(Dual) if name not in ("__module__", "__doc__", "__slots__", *Dual.__slots__)}
    own -= {"__firstlineno__", "__static_attributes__", "__qualname__"}
    assert own == SCALAR_ARITHMETIC


def test_the_table_of_derivatives_is_of_functions_of_one_number():
    assert set(SCALAR) == {
        *("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "ln", "log", "sqrt", "arctan"),
    }
    for name, (function, slope) in SCALAR.items():
        assert isinstance(function(0.7), float) and isinstance(slope(0.7), float), name


# The probes find rules: each is added here, in the copy that a monkeypatch makes


def minus_inverse_slope_inverse(value, slope):
    return -(np.linalg.inv(value) @ slope @ np.linalg.inv(value))


def test_the_probes_find_a_rule_in_the_differentiation(monkeypatch):
    genuine = differentiate.partial

    def partial(frame, expression, entries):
        if expression.op == "inverse" and len(entries) == 1 and entries[0][0] == r"\mathbf{X}":
            x = plain(frame.symbol(r"\mathbf{X}"))
            slope = minus_inverse_slope_inverse(x, unit(len(x), *entries[0][2]))
            return frame.arithmetic.array(slope.tolist())
        return genuine(frame, expression, entries)

    monkeypatch.setattr(differentiate, "partial", partial)
    inverse = np.linalg.inv(drawn("X"))
    slope = value(r"\frac{\partial\, \mathbf{X}^{-1}}{\partial x_{12}}", Numpy())
    np.testing.assert_allclose(slope, -inverse @ unit(len(inverse), 0, 1) @ inverse)  # the rule is right
    with pytest.raises(AssertionError, match="differentiated by a rule"):
        check_impostor("inverse", r"\mathbf{X}^{-1}", monkeypatch)
    with pytest.raises(AssertionError, match="a rule supplies"):
        check_without_rules(r"\mathbf{X}^{-1}", monkeypatch)


def test_the_probes_find_a_rule_in_the_arithmetic_of_dual_numbers(monkeypatch):
    genuine = Entrywise.inverse

    def inverse(self, a):
        if not any(isinstance(x, Dual) for row in a for x in row):
            return genuine(self, a)
        level = max(x.level for row in a for x in row if isinstance(x, Dual))
        value = [[x.value if isinstance(x, Dual) else x for x in row] for row in a]
        slope = [[x.slope if isinstance(x, Dual) else 0 for x in row] for row in a]
        inverse, slope = np.linalg.inv(value), minus_inverse_slope_inverse(value, slope)
        return self.array(
            [[Dual(level, *pair) for pair in zip(*rows, strict=True)] for rows in zip(inverse, slope, strict=True)]
        )

    monkeypatch.setattr(Entrywise, "inverse", inverse)
    check_known(r"\operatorname{tr}(\mathbf{Y} \mathbf{X}^{-1})", Entrywise())  # the rule is right
    with pytest.raises(AssertionError, match="a rule supplies"):
        check_without_rules(r"\mathbf{X}^{-1}", monkeypatch)


@pytest.mark.parametrize("arithmetic", [Numpy, Entrywise])
def test_the_probes_find_a_rule_for_the_complex_step(arithmetic, monkeypatch):
    def inverse(self, a):
        z = plain(self.rows(a)).astype(complex)
        result = np.linalg.inv(z.real) + 1j * minus_inverse_slope_inverse(z.real, z.imag)
        return self.array(result.tolist())

    monkeypatch.setattr(arithmetic, "inverse", inverse)
    check_known(r"\operatorname{tr}(\mathbf{Y} \mathbf{X}^{-1})", arithmetic(), "complex")  # the rule is right
    with pytest.raises(AssertionError):
        check_inverse_takes_large_imaginary_parts(arithmetic())


@pytest.mark.parametrize(
    "file, added",
    [
        ("arrays.py", "def inverse_slope(a):\n    return [[x.slope for x in row] for row in a]\n"),
        ("evaluate.py", "def _log_det(typed, frame):\n    return Dual(1, 0, 0)\n"),
        ("shapes.py", "def trace_rule(x):\n    return x.slope\n"),
        ("differentiate.py", "def by_rule(typed):\n    return typed.op == 'inverse'\n"),
    ],
)
def test_the_probes_find_a_rule_in_a_copy_of_the_source(file, added):
    source = (VERIFIER / file).read_text(encoding="utf-8")
    check_source(file, source)
    with pytest.raises(AssertionError):
        check_source(file, source + "\n\n" + added)
