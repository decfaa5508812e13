"""Step 7, differentiate: derivatives of what the page writes, by methods that know no formula.

Complex step, in float64: f(x + ih) has f'(x) h as its imaginary part, exactly but for h^2. Dual numbers carry
the slope along: they are the second, independent method, the one inside another differentiation, and the one at
50 digits. Central differences at 50 digits serve where neither applies.

A complex number has no imaginary part to spare for a complex step: there, it is duals, along both axes (`wirtinger`).
"""

from typing import NamedTuple

from verifier import typed
from verifier.arrays import FLOAT, ScalarLoopArithmetic
from verifier.evaluate import Evaluation, evaluate, evaluates, integer, positions, recursion_member
from verifier.numbers.ball import PrecisionError, at_last_digits, mp
from verifier.numbers.dual import Dual, comparable, is_real, magnitude
from verifier.structure import Tied, free_places, tied_to
from verifier.typed import Typed, Variable
from verifier.unify import is_scalar
from verifier.wirtinger import AXES, IMAGINARY_AXIS, REAL_AXIS, combined

STEP = 1e-30
CENTRAL_STEP_DIGITS = 12  # so that 26 of 50 digits are left of a second derivative, and 24 are right
COMPLEX_STEP_DIGITS = 13  # where slopes along both axes cancel: as many digits are left of a second one as are right
CENTRAL_STEPS = (10, 1, 0, -1, -10)  # at which a function is evaluated
KINK = 1e-6  # relative: where a function is smooth, the slopes to both sides differ by about the step


class Step(NamedTuple):
    """What is changed: of a name, a family's member or None; row and column, several that are `Tied`, or None.

    at: None is of a scalar; along: an axis, or what is made of the slopes along both, see `wirtinger`.
    """

    name: str
    member: int | None
    at: tuple[int, int] | Tied | None
    along: str = REAL_AXIS


class NoDerivativeError(ValueError):
    """The slopes to both sides of a point differ."""


def slope_of(number, method: str, level: int):
    """Return the slope that a number, evaluated one step aside, carries."""
    if method == "complex":
        return number.imag / STEP
    if isinstance(number, Dual) and number.level == level:
        return number.slope
    return 0 * number


def _takes_complex_step(evaluation: Evaluation) -> bool:
    """Tell whether an imaginary part is free for a step: in floating point, of real numbers, not within another."""
    real = evaluation.arithmetic.number is float and not evaluation.is_complex
    return evaluation.method == "complex" and real and not evaluation.level


def _perturbed(evaluation: Evaluation, name: str, change) -> Evaluation:
    """Return the evaluation in which a symbol is changed; change: of its value and the step, in an arithmetic."""
    value, arithmetic = evaluation.symbol(name), evaluation.arithmetic
    if _takes_complex_step(evaluation):
        return evaluation.deeper(evaluation.set | {name: change(arithmetic, value, 1j * STEP)})
    values = evaluation.set
    if not isinstance(arithmetic, ScalarLoopArithmetic):
        values = {key: _entrywise(evaluation, key, other) for key, other in values.items()}
        value, arithmetic = _entrywise(evaluation, name, value), FLOAT
    step = Dual(evaluation.level + 1, 0, 1)
    return evaluation.deeper(values | {name: change(arithmetic, value, step)}, arithmetic, "dual")


def _entrywise(evaluation, name: str, value):
    """Return a symbol's value as one of the entrywise arithmetic."""
    if is_scalar(evaluation.checker.shape_of(name)):
        return value
    return evaluation.each(name, lambda array: FLOAT.array(evaluation.arithmetic.rows(array)), value)


def _slopes(node: Typed, value, inner: Evaluation, outer: Evaluation):
    """Return the slopes of the value of an expression, as a value of the outer arithmetic."""
    if is_scalar(node.shape):
        return slope_of(value, inner.method, inner.level)
    if inner.method == "complex":
        return outer.arithmetic.scale(1 / STEP, inner.arithmetic.imaginary_part(value))
    rows = inner.arithmetic.rows(value)
    return outer.arithmetic.array([[slope_of(x, inner.method, inner.level) for x in row] for row in rows])


def partial(evaluation: Evaluation, node: Typed, entries: list):
    """Return the derivative of an expression by one entry after the other.

    entries: for each what `Step` says.
    """
    if not entries:
        return evaluate(node, evaluation)
    first, *rest = entries
    name, member, at, along = Step(*first)
    if along not in AXES:
        slopes = [partial(evaluation, node, [Step(name, member, at, axis), *rest]) for axis in AXES]
        if is_scalar(node.shape):
            return combined(along, node.span, *slopes)
        return evaluation.arithmetic.map(lambda *both: combined(along, node.span, *both), *slopes)

    def change(ar, value, step):
        step = 1j * step if along == IMAGINARY_AXIS else step
        if member is None:
            return _changed(ar, value, at, step)
        changed = list(value)
        changed[member] = _changed(ar, value[member], at, step)
        return changed

    if evaluation.method == "central":
        return _central(evaluation, node, name, change, rest)
    inner = evaluation.once((name, member, at, along), lambda: _perturbed(evaluation, name, change))
    inner.indices = dict(evaluation.indices)
    return _slopes(node, partial(inner, node, rest), inner, evaluation)


def _changed(ar, value, at, step):
    if isinstance(at, Tied):
        for row, column, sign in at:
            value = ar.with_entry(value, row, column, ar.entry(value, row, column) + (step if sign > 0 else -step))
        return value
    return value + step if at is None else ar.with_entry(value, *at, ar.entry(value, *at) + step)


def _central(evaluation, node, name, change, rest):
    ar = evaluation.arithmetic
    if evaluation.checker.order > 2 and not at_last_digits():
        raise PrecisionError("more digits are needed for differences of this order")
    h = _central_step(evaluation)
    value = evaluation.symbol(name)

    values = [
        partial(evaluation.deeper(evaluation.set | {name: change(ar, value, k * h)}), node, rest) for k in CENTRAL_STEPS
    ]
    if is_scalar(node.shape):
        return _central_slope(h, *values)
    return ar.map(lambda *numbers: _central_slope(h, *numbers), *values)


def _central_step(evaluation):
    """Return the step of central differences: a smaller one at more digits, where the function bends too much."""
    digits = COMPLEX_STEP_DIGITS if evaluation.is_complex else CENTRAL_STEP_DIGITS
    return evaluation.arithmetic.number(10) ** -(2 * digits if at_last_digits() else digits)


def _central_slope(h, above, near_above, at, near_below, below):
    """Return the slope of a number from its values around a point; raise NoDerivativeError at a kink.

    The slopes to both sides differ at a kink, whatever the step; elsewhere by less, the smaller the step.
    """
    left, right = (at - below) / (10 * h), (above - at) / (10 * h)
    near_left, near_right = (at - near_below) / h, (near_above - at) / h
    jump, near_jump = magnitude(right - left), magnitude(near_right - near_left)
    if near_jump > KINK * max(1e-3, magnitude(left), magnitude(right)) and 3 * near_jump > jump:
        near_left, near_right = map(_short, (near_left, near_right))
        raise NoDerivativeError(
            f"no derivative there, as the slopes from the two sides are {near_left} and {near_right}"
        )
    return (near_above - near_below) / (2 * h)


def _short(slope) -> str:
    """Return a slope with six digits."""
    slope = comparable(slope)
    return mp.nstr(mp.mpf(slope), 6).removesuffix(".0") if is_real(slope) else f"{complex(slope):.6g}"


@evaluates
def derivative(node: typed.DerivativeValue, evaluation: Evaluation):
    """Return a derivative in its layout; type checking has worked out which."""
    operand, variables = node.operand, node.variables
    if node.held:
        indices, outer = evaluation.indices, evaluation
        values = outer.set | {name: outer.symbol(name) for name in node.held}
        evaluation = outer.once(
            node.held,
            lambda: Evaluation(
                outer.arithmetic, outer.point, outer.checker, outer.method, outer.level, values, reached=outer.reached
            ),
        )
        evaluation.indices = dict(indices)
    ar = evaluation.arithmetic
    choices = [[Step(*entry, variable.along) for entry in _entries(variable, evaluation)] for variable in variables]
    if all(is_scalar(variable.shape) for variable in variables):
        value = partial(evaluation, operand, [choice[0] for choice in choices])
        flip = node.layout == "denominator" and not is_scalar(operand.shape) and len(variables) == 1
        return ar.transpose(value) if flip else value
    if len(variables) == 2:
        first, second = choices
        return ar.array([[partial(evaluation, operand, [a, b]) for b in second] for a in first])
    (choices,), (variable,) = choices, variables
    slopes = [partial(evaluation, operand, [choice]) for choice in choices]
    flip = (node.layout == "denominator") != variable.transposed
    if is_scalar(operand.shape):
        rows = evaluation.point.size(variable.shape[0])
        gradient = ar.array([slopes[r::rows] for r in range(rows)])
        return gradient if flip else ar.transpose(gradient)
    by_columns = ar.array([[x for row in ar.rows(slope) for x in row] for slope in slopes])
    return by_columns if flip else ar.transpose(by_columns)


def _entries(variable: Variable, evaluation: Evaluation) -> list:
    """Return the entries of a variable, column by column, as `partial` takes them."""
    name, indices = variable.name, variable.indices
    symbol = evaluation.checker.declarations.symbols[name]
    member = None
    if symbol.members is not None and symbol.definition is not None:
        name = recursion_member(symbol, integer(indices[0], evaluation), evaluation)
        symbol, indices = evaluation.checker.declarations.symbols[name], indices[1:] or None
    shape = evaluation.checker.shape_of(name)
    if symbol.members is not None:
        member, indices = integer(indices[0], evaluation) - 1, indices[1:] or None
        if not 0 <= member < evaluation.point.size(symbol.members):
            raise IndexError("a member that does not exist")
    if is_scalar(shape):
        return [(name, member, None)]
    counts = map(evaluation.point.size, shape)
    rows, columns = (
        map(range, counts)
        if indices is None
        else (positions(i, count, evaluation) for i, count in zip(indices, counts, strict=True))
    )
    places = free_places(variable.part, [(r, c) for c in columns for r in rows])
    if not variable.structured:
        return [(name, member, place) for place in places]
    counts = tuple(map(evaluation.point.size, shape))
    return [(name, member, tied_to(symbol.properties, *place, counts)) for place in places]


@evaluates
def differential(node: typed.DifferentialValue, evaluation: Evaluation):
    """Return the slope of an expression when all that may vary moves along its direction at once."""
    if evaluation.method == "central":
        return _central_differential(node.operand, evaluation)
    if _takes_complex_step(evaluation):
        arithmetic = evaluation.arithmetic
        inner, step = evaluation.deeper({}, arithmetic, "complex"), 1j * STEP
    else:
        arithmetic = evaluation.arithmetic if isinstance(evaluation.arithmetic, ScalarLoopArithmetic) else FLOAT
        inner = evaluation.deeper({}, arithmetic, "dual")
        step = Dual(inner.level, 0, 1)
    _move(evaluation, inner, step)
    return _slopes(node.operand, evaluate(node.operand, inner), inner, evaluation)


def _move(evaluation: Evaluation, inner: Evaluation, step) -> None:
    """Set, in an evaluation one level deeper, all that may vary to its value after a step along its direction."""
    for name in evaluation.point.directions:
        constant = name in evaluation.checker.declarations.constants
        if name in evaluation.set:  # it may be what is differentiated by, further out
            value = evaluation.set[name]
            if inner.arithmetic is not evaluation.arithmetic:
                value = _entrywise(evaluation, name, value)
            inner.set[name] = value if constant else inner.along_a_line(name, value, step)
        else:
            inner.set[name] = inner.value(name) if constant else inner.moved(name, step)


def _central_differential(operand: Typed, evaluation: Evaluation):
    """Return the slope of an expression along all directions at once, by central differences."""
    h = _central_step(evaluation)
    values = []
    for k in CENTRAL_STEPS:
        inner = evaluation.deeper({})
        _move(evaluation, inner, k * h)
        values.append(evaluate(operand, inner))
    if is_scalar(operand.shape):
        return _central_slope(h, *values)
    return evaluation.arithmetic.map(lambda *numbers: _central_slope(h, *numbers), *values)


@evaluates
def applied_prime(node: typed.AppliedPrime, evaluation: Evaluation):
    """Return the derivative of a declared function of one scalar."""
    x = evaluate(node.argument, evaluation)
    arithmetic = evaluation.arithmetic if isinstance(evaluation.arithmetic, ScalarLoopArithmetic) else FLOAT
    inner = evaluation.deeper({}, arithmetic, "dual")
    argument = arithmetic.array([[Dual(inner.level, x, 1)]])
    return slope_of(inner.apply(node.function, [argument]), "dual", inner.level)
