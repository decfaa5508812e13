"""Sums, quotients and powers."""

from verifier.errors import NotationError, ShapeError
from verifier.numbers.dual import primal
from verifier.numbers.functions import power, whole_number
from verifier.operators.matrix_functions import broken_power
from verifier.operators.record import (
    ALMOST_EVERYWHERE,
    EVERYWHERE,
    Big,
    Domain,
    Infix,
    Operator,
    Special,
    Ways,
    entry_by_entry,
    from_the_left,
    identity,
    real,
    same_shape,
    scalar_of_scalars,
    unchanged,
)
from verifier.typed import Applied, IndexValue, Literal, SizeValue
from verifier.unify import SCALAR_SHAPE, shape_name, unify, unify_shapes

LARGEST_EXPONENT = 1000  # of a matrix

_ADD = entry_by_entry(lambda evaluation, x, y: x + y, lambda evaluation, a, b: evaluation.arithmetic.add(a, b))


def _divided_by_a_scalar(above, below):
    if not unify_shapes(below, SCALAR_SHAPE):
        raise ShapeError(f"what divides must be a scalar, this is {shape_name(below)}")
    return above


def _quotient_of_arrays(evaluation, above, below):
    ar = evaluation.arithmetic
    return ar.scale(1 / ar.entry(below, 0, 0), above)


_QUOTIENT = Ways(lambda evaluation, x, y: x / y, _quotient_of_arrays)


def _shape_of_power(base, exponent):
    if not unify_shapes(exponent, SCALAR_SHAPE):
        raise ShapeError(f"an exponent must be a scalar, this is {shape_name(exponent)}")
    return base


def _shape_of_matrix_power(base, exponent):
    if not unify(*base):
        raise ShapeError(f"a power of a matrix that is not square, {shape_name(base)}")
    return _shape_of_power(base, exponent)


def _modulo(evaluation, x, n):
    dividend, divisor = whole_number(primal(x)), whole_number(primal(n))
    if dividend is None or divisor is None:
        raise NotationError("a remainder is of whole numbers")
    return evaluation.arithmetic.number(dividend % divisor)


def _power_of_entries(evaluation, base, exponent):
    ar = evaluation.arithmetic
    k = ar.entry(exponent, 0, 0)
    return ar.map(lambda x: power(x, k), base)


def _matrix_power(evaluation, base, exponent):
    ar = evaluation.arithmetic
    exponent = ar.entry(exponent, 0, 0)
    k = whole_number(primal(exponent))
    if k is None:
        return broken_power(evaluation, base, exponent)
    if abs(k) > LARGEST_EXPONENT:
        raise NotationError(f"powers of a matrix are evaluated up to {LARGEST_EXPONENT}")
    if k < 0:
        base, k = ar.inverse(base), -k
    result = identity(ar, base.shape[0])
    for _ in range(k):
        result = ar.matmul(result, base)
    return result


def _may_be_no_integer(base, exponent) -> bool:
    match exponent:
        case Literal(text=text):
            return not text.isdigit()
        case SizeValue() | IndexValue():
            return False
        case Applied(operator="add" | "neg" | "scale", operands=operands):
            return any(_may_be_no_integer(base, operand) for operand in operands)
    return True


_POWERS = Domain("for a positive base, or any, not zero, if the exponent is an integer", _may_be_no_integer)

OPERATORS = (
    Operator(
        name="add",
        form=Special(r"\mathbf{A} + \mathbf{B}"),
        spellings=(),
        shape=same_shape("a sum"),
        evaluate=from_the_left(_ADD),
        smooth=True,
        domain=EVERYWHERE,
        oracles=(real(r"\mathbf{A} - \mathbf{B} + \mathbf{D}", "A - B + D"), real("z - w - q", "z - w - q")),
        mutants=(),
        convention=(r"$\mathbf{A} + \mathbf{B}$", "sum of one shape: a scalar is not added to a vector"),
        search=("sum", "addition"),
    ),
    Operator(
        name="neg",
        form=Special(r"-\mathbf{A}"),
        spellings=(),
        shape=unchanged,
        evaluate=Ways(lambda evaluation, x: -x, lambda evaluation, a: evaluation.arithmetic.scale(-1, a)),
        smooth=True,
        domain=EVERYWHERE,
        oracles=(real(r"-(\mathbf{x} + \mathbf{y})", "-(x + y)"), real("-z^{2}", "-(z**2)")),
        mutants=(),
        convention=(r"$-\mathbf{A}$", "negative: it takes in the product behind it"),
        search=("negative", "minus"),
    ),
    Operator(
        name="quotient",
        form=Special(r"\frac{\mathbf{A}}{z}"),
        spellings=(r"\tfrac", r"\dfrac"),
        shape=_divided_by_a_scalar,
        evaluate=_QUOTIENT,
        smooth=True,
        domain=ALMOST_EVERYWHERE,
        oracles=(real(r"\frac{\mathbf{A}}{q}", "A / q"), real(r"\frac{z + w}{q}", "(z + w) / q")),
        mutants=(),
        convention=(r"$\frac{\mathbf{A}}{z}$", "quotient: what divides is a scalar"),
        search=("quotient", "fraction", "division"),
    ),
    Operator(
        name="slash",
        form=Infix("/"),
        spellings=(),
        shape=_divided_by_a_scalar,
        evaluate=_QUOTIENT,
        smooth=True,
        domain=ALMOST_EVERYWHERE,
        oracles=(real("z / q", "z / q"),),
        mutants=(),
        convention=(r"$\mathbf{A} / z$", "the same quotient on one line"),
        search=("quotient", "division"),
    ),
    Operator(
        name="mod",
        form=Infix(r"\bmod"),
        spellings=(),
        shape=scalar_of_scalars("what is divided with a remainder"),
        evaluate=entry_by_entry(_modulo),
        smooth=False,
        domain=Domain("for whole numbers, the divisor positive", lambda *operands: False),
        oracles=(real(r"n \bmod 2", "n % 2"), real(r"(m - n) \bmod n", "(m - n) % n")),
        mutants=(),
        convention=(r"$n \bmod 2$", "remainder of a whole number: not negative, less than the divisor"),
        search=("modulo", "remainder"),
    ),
    Operator(
        name="power",
        form=Special("z^{p}"),
        spellings=(),
        shape=_shape_of_power,
        evaluate=Ways(lambda evaluation, x, k: power(x, k), _power_of_entries),
        smooth=True,
        domain=_POWERS,
        oracles=(
            real("z^{2}", "z**2"),
            real("q^{1/2}", "np.sqrt(q)"),
            real("q^{-3}", "q**-3.0"),
            real("q^{z}", "q**z"),
        ),
        mutants=(),
        convention=("$z^{p}$", "power of a scalar"),
        search=("power",),
    ),
    Operator(
        name="matrix_power",
        form=Special(r"\mathbf{X}^{k}"),
        spellings=(),
        shape=_shape_of_matrix_power,
        evaluate=_matrix_power,
        smooth=True,
        domain=Domain(
            "for an invertible matrix, or any, if the exponent is a positive integer; for other exponents, of a matrix "
            "without an eigenvalue that is negative or zero",
            _may_be_no_integer,
        ),
        oracles=(
            real(r"\mathbf{X}^{3}", "X @ X @ X"),
            real(r"\mathbf{X}^{-2}", "np.linalg.inv(X @ X)"),
            real(r"\mathbf{S}^{0}", "np.eye(n)"),
            real(r"(\mathbf{X} \mathbf{X}^{\top})^{-1/2}", "scipy.linalg.inv(scipy.linalg.sqrtm(X @ X.T))"),
            real(r"(\mathbf{X} \mathbf{X}^{\top})^{z}", "scipy.linalg.fractional_matrix_power(X @ X.T, z)"),
        ),
        mutants=(),
        convention=(
            r"$\mathbf{A}^{k}$, $\mathbf{A}^{1/2}$",
            r"power of a square matrix as a whole; a broken one is the principal one, $\operatorname{expm}"
            r"(p \operatorname{logm}(\mathbf{A}))$",
        ),
        search=("matrix power",),
    ),
    Operator(
        name="hadamard_power",
        form=Special(r"\mathbf{A}^{\odot p}"),
        spellings=(),
        shape=_shape_of_power,
        evaluate=Ways(lambda evaluation, x, k: power(x, k), _power_of_entries),
        smooth=True,
        domain=_POWERS,
        oracles=(
            real(r"\mathbf{A}^{\odot 3}", "np.power(A, 3)"),
            real(r"\mathbf{v}^{\odot 1/2}", "np.sqrt(v)"),
            real(r"z^{\odot 2}", "z**2"),
        ),
        mutants=(),
        convention=(r"$\mathbf{x}^{\odot p}$", "power entry by entry"),
        search=("elementwise power", "Hadamard power"),
    ),
    Operator(
        name="sum",
        form=Big(r"\sum", 0, takes_constants=True),
        spellings=(),
        shape=unchanged,
        evaluate=_ADD,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\sum_{i=1}^{n} x_i y_i", "np.vdot(x, y)"),
            real(r"\sum_{i,j} a_{ij} x_j", "(A @ x).sum()"),
            real(r"\mathbf{x} + \sum_{i=2}^{1} i \mathbf{y}", "x"),
        ),
        mutants=(),
        convention=(r"$\sum_{i=1}^{n} x_i$, $\sum_i x_i$", "sum: it takes in the product behind it"),
        search=("sum", "series"),
    ),
    Operator(
        name="prod",
        form=Big(r"\prod", 1, takes_constants=False),
        spellings=(),
        shape=scalar_of_scalars("a product over an index"),
        evaluate=entry_by_entry(lambda evaluation, x, y: x * y),
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\prod_{i=1}^{n} x_i", "np.prod(x)"),
            real(r"\prod_{i=2}^{n} x_i", "np.prod(x[1:])"),
            real(r"\prod_{i=1}^{n} y_i x_i \; z w", "np.prod(x * y) * z * w"),
        ),
        mutants=(),
        convention=(
            r"$\prod_{i=1}^{n} x_i$",
            "product of scalars over an index: it takes in the factors behind it, up to the last with its index",
        ),
        search=("product",),
    ),
)
