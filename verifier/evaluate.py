"""Step 6, evaluate: the value of a typed expression at a point, in either arithmetic.

A value is a number if its shape is 1 × 1, else an array; of a family, a list of these.
"""

import operator
from collections.abc import Callable
from functools import lru_cache
from itertools import product

from verifier import typed
from verifier.arrays import FLOAT
from verifier.declare import UNROLLED, member_name
from verifier.decompositions import factors_of
from verifier.errors import NotationError
from verifier.numbers.ball import ComplexBall
from verifier.numbers.dual import Dual, comparable, conjugate, is_real, magnitude, ordered
from verifier.numbers.functions import function, pi
from verifier.operators import OPERATORS
from verifier.operators.record import Ways, entries_of
from verifier.patterns import COLUMN, ROW
from verifier.properties import realise
from verifier.sample import Point
from verifier.sizes_written import evaluate_sized
from verifier.structure import tied_to
from verifier.tree import by_kind
from verifier.typecheck import TypeChecker
from verifier.typed import Typed
from verifier.unify import SCALAR_SHAPE, is_scalar
from verifier.wirtinger import splits_arguments, takes_real

LONGEST_SUM = 10_000  # terms
CASES_AGREE = 1e-9  # relative: values of cases that hold at once
RELATIONS = {
    "=": operator.eq,
    r"\neq": operator.ne,
    r"\leq": operator.le,
    r"\geq": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


class Evaluation:
    """What an evaluation knows: arithmetic, point, values that are set, indices, and how to differentiate.

    method: "complex" or "dual" or "central"; level: how many differentiations this evaluation is inside of;
    reached: the branches of `cases` that were taken, as their place in the LaTeX and number.
    """

    __slots__ = ("arithmetic", "cache", "checker", "indices", "level", "method", "point", "reached", "set")

    def __init__(self, arithmetic, point: Point, checker: TypeChecker, method="complex", level=0, values=None,
                 indices=None, reached=None) -> None:  # fmt: skip
        self.arithmetic, self.point, self.checker = arithmetic, point, checker
        self.method, self.level = method, level
        self.set = values or {}
        self.indices = indices or {}
        self.reached: set[tuple] = set() if reached is None else reached
        self.cache: dict = {}

    def deeper(self, values: dict, arithmetic=None, method=None) -> "Evaluation":
        """Return an evaluation one level deeper, in which these symbols are set and no others."""
        return Evaluation(
            arithmetic or self.arithmetic,
            self.point,
            self.checker,
            method or self.method,
            self.level + 1,
            values,
            dict(self.indices),
            self.reached,
        )

    @property
    def is_complex(self) -> bool:
        """Whether the statement is on complex numbers."""
        return self.checker.is_complex

    conjugate = staticmethod(conjugate)

    def symbol(self, name: str):
        """Return the value of a symbol: set, computed from what it depends on, or drawn."""
        if name in self.set:
            return self.set[name]
        if name not in self.cache:
            self.cache[name] = self._symbol(name)
        return self.cache[name]

    def once(self, key, make):
        """Return what `make` makes, made once in this evaluation."""
        if key not in self.cache:
            self.cache[key] = make()
        return self.cache[key]

    def _symbol(self, name: str):
        if name in self.checker.definitions:
            outer, self.indices = self.indices, {}
            value = evaluate(self.checker.definitions[name], self)
            self.indices = outer
            return value
        if name in self.point.networks:
            declared = self.checker.declarations.symbols[name]
            if any(argument.startswith("?") for argument in declared.arguments):
                raise NotationError(f"the function {name} needs its argument written: {name}(...)")
            return self.apply(name, [array for argument in declared.arguments for array in self.arrays_of(argument)])
        if name not in self.point.values:
            raise NotationError(f"{name} has no value here: it stands for one in another expression only")
        return self.once_a_point(name, lambda: self.value(name))

    def arrays_of(self, name: str) -> list:
        """Return the value of a symbol as an array, or those of the members of a family."""
        value = self.symbol(name)
        members = value if self.checker.declarations.symbols[name].members is not None else [value]
        if is_scalar(self.checker.shape_of(name)):
            return [self.arithmetic.array([[member]]) for member in members]
        return members

    def once_a_point(self, name, make):
        """Return what is drawn under a name, converted once for this point and arithmetic."""
        key = (name, self.arithmetic)
        if key not in self.point.arrays:
            self.point.arrays[key] = make()
        return self.point.arrays[key]

    def value(self, name: str):
        """Return what is drawn for a symbol, in this arithmetic and with its properties to all its digits."""
        if self.arithmetic.number is float or name not in self.point.free:
            return self.drawn(self.point.values[name])
        return self._realised(name, lambda free: free.value(self.arithmetic, self.drawn))

    def direction(self, name: str):
        """Return the direction in which a drawn value moves, tangent to what its properties permit."""
        if self.arithmetic.number is float or name not in self.point.free:
            return self.drawn(self.point.directions[name])
        return self._realised(name, lambda free: free.direction(self.arithmetic, self.drawn))

    def moved(self, name: str, step):
        """Return a drawn value after a step along its direction, with its properties."""
        if name not in self.point.free:
            return self.along_a_line(name, self.value(name), step)
        return self._realised(name, lambda free: free.moved(self.arithmetic, self.drawn, step))

    def along_a_line(self, name: str, value, step):
        """Return a value of a symbol, or of each member of a family, after a step along its direction."""
        ar, scalar = self.arithmetic, is_scalar(self.checker.shape_of(name))

        def moved(value, direction):
            return value + step * direction if scalar else ar.add(value, ar.scale(step, direction))

        return self.each(name, moved, value, self.direction(name))

    def each(self, name: str, function, *values):
        """Apply a function of single values to those of a symbol, or to each member of a family."""
        if self.checker.declarations.symbols[name].members is None:
            return function(*values)
        return [function(*members) for members in zip(*values, strict=True)]

    def _realised(self, name: str, of):
        """Return what a function makes of the free numbers of a symbol: a number, an array, or one for each member."""

        def realised(free):
            array = of(free)
            return self.arithmetic.entry(array, 0, 0) if is_scalar(self.checker.shape_of(name)) else array

        return self.each(name, realised, self.point.free[name])

    def drawn(self, value):
        """Return a drawn value in this arithmetic: a number, an array, or the members of a family."""
        if not isinstance(value, list):
            return self._number(value)
        if isinstance(value[0], list) and not isinstance(value[0][0], list):
            return self.arithmetic.array([list(map(self._number, row)) for row in value])
        return [self.drawn(member) for member in value]

    def _number(self, value):
        return self.complex(value) if isinstance(value, (complex, ComplexBall)) else self.arithmetic.number(value)

    def complex(self, value):
        """Return a complex number in this arithmetic."""
        return complex(value) if self.arithmetic.number is float else self.arithmetic.number(value)

    def apply(self, name: str, arguments: list):
        """Return the value of a random function of arrays, or of each member of a family of them."""
        network = self.point.networks[name]
        if isinstance(network, list):
            return [self._apply(name, member, arguments, k) for k, member in enumerate(network)]
        return self._apply(name, network, arguments)

    def _apply(self, name: str, network: dict, arguments: list, member: int | None = None):
        ar = self.arithmetic
        column = [[x] for argument in arguments for x in entries_of(ar, argument)]
        self.refuse_complex(name, (x for (x,) in column))
        if splits_arguments(self.checker, name):
            parts = [OPERATORS[part].evaluate.of_numbers for part in ("real_part", "imaginary_part")]
            column = [[of(self, x)] for of in parts for (x,) in column]
        inputs = ar.array(column)
        weights = self.once_a_point((name, member), lambda: {key: self.drawn(rows) for key, rows in network.items()})
        symbol = self.checker.declarations.symbols[name]
        bounded = "sin" if "holomorphic" in symbol.properties else "tanh"  # which has poles off the real axis
        hidden = ar.elementwise(bounded, ar.add(ar.matmul(weights["in"], inputs), weights["bias"]))
        linear = ar.add(ar.matmul(weights["linear"], inputs), weights["shift"])
        out = [row[0] for row in ar.rows(ar.add(ar.matmul(weights["out"], hidden), linear))]
        rows, columns = self.point.size(symbol.rows), self.point.size(symbol.columns)
        array = ar.array([[out[r + rows * c] for c in range(columns)] for r in range(rows)])
        array = realise(ar, array, self.point.choices[name][member or 0])
        return ar.entry(array, 0, 0) if (symbol.rows, symbol.columns) == SCALAR_SHAPE else array

    def refuse_complex(self, name: str, arguments) -> None:
        """Raise NotationError if a function of real numbers is given a complex one."""
        if self.is_complex and takes_real(self.checker, name):
            if not all(map(is_real, arguments)):
                raise NotationError(f"{name} is a function of real numbers, and this argument is complex")


WAYS: dict[type, Callable] = {}  # how each kind of node is evaluated
evaluates = by_kind(WAYS)


def evaluate(node: Typed, evaluation: Evaluation):
    """Return the value of an expression: a number if its shape is 1 × 1, else an array."""
    way = WAYS.get(node.__class__)
    if way is None:
        raise NotationError("this can be read, but not be evaluated", node.span)
    return way(node, evaluation)


def evaluate_to_array(node: Typed, evaluation: Evaluation):
    """Return the value of an expression as an array, one of a single entry if its shape is 1 × 1."""
    value = evaluate(node, evaluation)
    return evaluation.arithmetic.array([[value]]) if is_scalar(node.shape) else value


def from_array(node: Typed, array, evaluation: Evaluation):
    """Return the value of an expression from an array."""
    return evaluation.arithmetic.entry(array, 0, 0) if is_scalar(node.shape) else array


INTEGERS: dict[type, Callable] = {}  # how each kind of node is evaluated where it is an index
of_integers = by_kind(INTEGERS)
ON_INTEGERS: dict[str, Callable] = {
    "add": lambda *terms: sum(terms),
    "neg": operator.neg,
    "scale": operator.mul,
    "abs": abs,
    "mod": operator.mod,
}


def integer(node: Typed, evaluation: Evaluation) -> int:
    """Return the value of an index, without the detour over floating point."""
    return INTEGERS.get(node.__class__, _no_integer)(node, evaluation)


def _no_integer(node: Typed, evaluation):
    raise NotationError("an index is a whole number", node.span)


@of_integers
def _whole_literal(node: typed.Literal, evaluation):
    return int(node.text) if node.text.isdigit() else _no_integer(node, evaluation)


@of_integers
def _whole_size(node: typed.SizeValue, evaluation):
    return evaluation.point.size(node.letter)


@of_integers
def _whole_index(node: typed.IndexValue, evaluation):
    return evaluation.indices[node.name]


@of_integers
def _whole_symbol(node: typed.SymbolValue, evaluation):
    if not evaluation.checker.declarations.symbols[node.name].values:
        _no_integer(node, evaluation)
    return int(evaluation.point.values[node.name])


@of_integers
def _whole_applied(node: typed.Applied, evaluation):
    if node.operator not in ON_INTEGERS:
        _no_integer(node, evaluation)
    return ON_INTEGERS[node.operator](*[integer(operand, evaluation) for operand in node.operands])


@of_integers
def _whole_position(node: typed.TensorPosition, evaluation):
    flat, stride = 1, 1
    for place, size in zip(node.positions, node.sizes, strict=True):
        count = evaluation.point.size(size)
        (at,) = positions(place, count, evaluation)
        flat, stride = flat + at * stride, stride * count
    return flat


def positions(position: Typed | None, count: int, evaluation: Evaluation):
    """Return the rows, or columns, from 0 on, that an index of an entry stands for."""
    if position is None:
        return (0,)
    if isinstance(position, typed.Every):
        return range(count)
    if isinstance(position, typed.Places):
        first, last = integer(position.first, evaluation), integer(position.last, evaluation)
        if not 1 <= first <= last <= count:
            raise IndexError(f"places {first} to {last} of 1 to {count}")
        return range(first - 1, last)
    at = integer(position, evaluation)
    if not 1 <= at <= count:
        raise IndexError(f"index {at} of 1 to {count}")
    return (at - 1,)


# leaves


@evaluates
def _literal(node: typed.Literal, evaluation):
    whole, _, decimals = node.text.partition(".")
    number = evaluation.arithmetic.number(int(whole + decimals))
    return number / 10 ** len(decimals) if decimals else number


@evaluates
def _size(node: typed.SizeValue, evaluation):
    return evaluation.arithmetic.number(evaluation.point.size(node.letter))


@evaluates
def _index(node: typed.IndexValue, evaluation):
    return evaluation.arithmetic.number(evaluation.indices[node.name])


@evaluates
def _constant(node: typed.Constant, evaluation):
    ar = evaluation.arithmetic
    match node.name:
        case "e":
            return function("exp")(ar.number(1))
        case r"\pi":
            return pi(ar.number(1))
    return 1j if ar.number is float else ar.number(1j)


@evaluates
def _symbol(node: typed.SymbolValue, evaluation):
    return evaluation.symbol(node.name)


@evaluates
def _member(node: typed.FamilyMember, evaluation):
    at = integer(node.position, evaluation)
    symbol = evaluation.checker.declarations.symbols[node.family]
    if symbol.definition is not None:
        return evaluation.symbol(recursion_member(symbol, at, evaluation))
    members = evaluation.symbol(node.family)
    if not 1 <= at <= len(members):
        raise IndexError(f"index {at} of 1 to {len(members)}")
    return members[at - 1]


def recursion_member(symbol, at: int, evaluation: Evaluation) -> str:
    """Return the name of a member of a recursion: one that is computed, or declared before the first."""
    name = member_name(symbol.name, at)
    if not (1 <= at <= evaluation.point.size(symbol.members) or name in evaluation.checker.declarations.symbols):
        raise IndexError(f"index {at} of {symbol.name}")
    if at > UNROLLED:
        raise NotationError(f"a recursion of more than {UNROLLED} steps")
    return name


@evaluates
def _tensor(node: typed.TensorByEntries, evaluation):
    outer, column = evaluation.indices, []
    ranges = [range(1, evaluation.point.size(size) + 1) for size in node.sizes]
    for places in product(*reversed(ranges)):
        evaluation.indices = outer | dict(zip(node.indices, reversed(places), strict=True))
        column.append([evaluate(node.entry, evaluation)])
    evaluation.indices = outer
    return from_array(node, evaluation.arithmetic.array(column), evaluation)


@evaluates
def _entry(node: typed.Entry, evaluation):
    ar = evaluation.arithmetic
    array = evaluate_to_array(node.array, evaluation)
    rows = positions(node.row, array.shape[0], evaluation)
    columns = positions(node.column, array.shape[1], evaluation)
    if is_scalar(node.shape):
        return ar.entry(array, rows[0], columns[0])
    return ar.array([[ar.entry(array, i, j) for j in columns] for i in rows])


def _build(node, evaluation, entry):
    number = evaluation.arithmetic.number
    if is_scalar(node.shape):
        return number(entry(0, 0))
    rows, columns = (evaluation.point.size(size) for size in node.shape)
    return evaluation.arithmetic.array([[number(entry(i, j)) for j in range(columns)] for i in range(rows)])


@evaluates
def _identity(node: typed.Identity, evaluation):
    return _constant_array(node, evaluation, 1, 0)


@evaluates
def _remainder(node: typed.RemainderValue, evaluation):
    return _constant_array(node, evaluation, 0, 0)


@evaluates
def _filled(node: typed.Filled, evaluation):
    return _constant_array(node, evaluation, node.number, node.number)


def _constant_array(node, evaluation, diagonal: int, elsewhere: int):
    if is_scalar(node.shape):
        return evaluation.arithmetic.number(diagonal)
    rows, columns = node.shape
    return _filled_array(
        evaluation.arithmetic, evaluation.point.size(rows), evaluation.point.size(columns), diagonal, elsewhere
    )


@lru_cache(maxsize=1000)
def _filled_array(arithmetic, rows: int, columns: int, diagonal: int, elsewhere: int):
    """Return an array of one number on its diagonal and another elsewhere, made once: nothing changes an array."""
    number = arithmetic.number
    return arithmetic.array([[number(diagonal if i == j else elsewhere) for j in range(columns)] for i in range(rows)])


@evaluates
def _unit(node: typed.UnitVector, evaluation):
    at = integer(node.position, evaluation)
    return _build(node, evaluation, lambda i, j: int(i + 1 == at))


@evaluates
def _single_entry(node: typed.SingleEntry, evaluation):
    at = integer(node.row, evaluation), integer(node.column, evaluation)
    return _build(node, evaluation, lambda i, j: int((i + 1, j + 1) == at))


@evaluates
def _structured_entry(node: typed.StructuredEntry, evaluation):
    shape = tuple(evaluation.point.size(size) for size in node.shape)
    properties = evaluation.checker.declarations.symbols[node.matrix].properties
    (row,), (column,) = (
        positions(place, count, evaluation) for place, count in zip((node.row, node.column), shape, strict=True)
    )
    signs = {(i, j): sign for i, j, sign in tied_to(properties, row, column, shape)}
    return _build(node, evaluation, lambda i, j: signs.get((i, j), 0))


@evaluates
def _sized_matrix(node: typed.SizedMatrix, evaluation):
    return from_array(node, evaluate_sized(node, evaluation), evaluation)


@evaluates
def _delta(node: typed.Delta, evaluation):
    return evaluation.arithmetic.number(int(integer(node.left, evaluation) == integer(node.right, evaluation)))


# operators and functions


@evaluates
def _applied(node: typed.Applied, evaluation):
    way, operands = OPERATORS[node.operator].evaluate, node.operands
    scalars = [is_scalar(operand.shape) for operand in operands]
    try:
        values = [evaluate(operand, evaluation) for operand in operands]
        if isinstance(way, Ways):
            if all(scalars):
                return way.of_numbers(evaluation, *values)
            way = way.of_arrays
        for k, scalar in enumerate(scalars):
            if scalar:
                values[k] = evaluation.arithmetic.array([[values[k]]])
        array = way(evaluation, *values)
    except NotationError as error:
        raise error if error.span != (0, 0) else NotationError(error.why, node.span) from None
    return from_array(node, array, evaluation)


@evaluates
def _applied_function(node: typed.AppliedFunction, evaluation):
    return evaluation.apply(node.function, [evaluate_to_array(each, evaluation) for each in node.arguments])


def random_scalar(evaluation, name, primes, level):
    """Return the random function of one number, or a derivative of it, by duals of levels of their own."""
    (choice,) = evaluation.point.choices[name]
    w = list(map(evaluation.drawn, evaluation.point.networks[name]["scalar"]))
    of_both = splits_arguments(evaluation.checker, name)  # the conjugate of z is not holomorphic
    bounded = "sin" if evaluation.checker.declarations.symbols[name].properties & {"complex"} else "tanh"

    def f(x):
        waves = w[0] * function("sin")(w[1] * x + w[2]) + w[3] * function(bounded)(w[4] * x + w[5])
        y = waves + w[6] * (evaluation.conjugate(x) if of_both else x) + w[7]
        return realise(FLOAT, FLOAT.array([[y]]), choice)[0][0] if choice.properties else y

    def differentiated(g, at):
        def slope(x):
            y = g(Dual(at, x, 1))
            return y.slope if isinstance(y, Dual) and y.level == at else 0 * x

        return slope

    for k in range(primes):
        f = differentiated(f, level + 1000 - k)
    return f


@evaluates
def _applied_elementwise(node: typed.AppliedElementwise, evaluation):
    value = evaluate(node.argument, evaluation)
    f = random_scalar(evaluation, node.function, node.primes, evaluation.level)
    ar = evaluation.arithmetic
    evaluation.refuse_complex(node.function, [value] if is_scalar(node.shape) else entries_of(ar, value))
    return f(value) if is_scalar(node.shape) else ar.map(f, value)


# decompositions


@evaluates
def _factor(node: typed.Factor, evaluation):
    def find():
        return factors_of(evaluation, node, evaluate_to_array(node.matrix, evaluation))

    factors = evaluation.once((node.record, node.label), find)
    return from_array(node, factors[node.part], evaluation)


# sums over indices, cases


@evaluates
def _reduction(node: typed.Reduction, evaluation):
    record, scalar = OPERATORS[node.operator], is_scalar(node.shape)
    way = record.evaluate.of_numbers if scalar else record.evaluate.of_arrays
    result = None
    for _ in _running(node.ranges, evaluation):
        if not all(_is_met(constraint, evaluation) for constraint in node.constraints):
            continue
        value = evaluate(node.body, evaluation)
        result = value if result is None else way(evaluation, result, value)
    return _build(node, evaluation, lambda i, j: record.form.empty) if result is None else result


def _is_met(constraint: typed.Comparison, evaluation) -> bool:
    """Tell whether the indices of a sum satisfy a comparison."""
    sides = [integer(side, evaluation) for side in constraint.sides]
    return all(
        RELATIONS[relation](a, b) for relation, a, b in zip(constraint.relations, sides, sides[1:], strict=False)
    )


def _running(ranges, evaluation):
    """Run the indices of a sum through their ranges."""
    if not ranges:
        yield
        return
    each, *rest = ranges
    first = 1 if each.lower is None else integer(each.lower, evaluation)
    final = evaluation.point.size(each.size) if each.upper is None else integer(each.upper, evaluation)
    if final - first > LONGEST_SUM:
        raise NotationError(f"sums and products are evaluated up to {LONGEST_SUM} terms")
    outer = evaluation.indices.get(each.index)
    for k in range(first, final + 1):
        if all(k != integer(other, evaluation) for other in each.excluded):
            evaluation.indices[each.index] = k
            yield from _running(rest, evaluation)
    if outer is None:
        evaluation.indices.pop(each.index, None)
    else:
        evaluation.indices[each.index] = outer


def holds(condition: Typed, evaluation: Evaluation, margin: float = 0) -> bool:
    r"""Tell whether a condition holds: comparisons of numbers, without their slopes.

    margin: how far from equal two numbers must be for `\neq`; a drawn point keeps away from where it bites.
    """
    match condition:
        case typed.Always():
            return True
        case typed.AllOf(conditions=conditions):
            return all(holds(each, evaluation, margin) for each in conditions)
    values = [comparable(evaluate(side, evaluation)) for side in condition.sides]
    for relation, a, b in zip(condition.relations, values, values[1:], strict=False):
        if relation not in ("=", r"\neq"):
            a, b = ordered(a, condition.span), ordered(b, condition.span)
        apart = relation == r"\neq" and margin
        if not (abs(a - b) > margin if apart else RELATIONS[relation](a, b)):
            return False
    return True


@evaluates
def _cases(node: typed.CaseDistinction, evaluation):
    taken = None
    for k, (value, condition) in enumerate(zip(node.values, node.conditions, strict=True)):
        if isinstance(condition, typed.Always) and taken is not None:
            break
        if not holds(condition, evaluation):
            continue
        evaluation.reached.add((node.span, k))
        found = evaluate_to_array(value, evaluation)
        if taken is None:
            taken = found
        elif not _agree(taken, found, evaluation.arithmetic):
            raise ValueError("two cases hold at once and their values differ")
    if taken is None:
        raise ValueError("no case holds: the cases leave a gap")
    return from_array(node, taken, evaluation)


def _agree(left, right, ar) -> bool:
    """Tell whether two arrays are equal up to rounding, without their slopes."""
    pairs = zip(entries_of(ar, left), entries_of(ar, right), strict=True)
    return all(magnitude(x - y) <= CASES_AGREE * max(1, magnitude(x), magnitude(y)) for x, y in pairs)


# written-out matrices


@evaluates
def _blocks(node: typed.BlockMatrix, evaluation):
    ar = evaluation.arithmetic
    rows = []
    for at in range(0, len(node.blocks), node.width):
        parts = [ar.rows(evaluate_to_array(block, evaluation)) for block in node.blocks[at : at + node.width]]
        rows += [[x for row in line for x in row] for line in zip(*parts, strict=True)]
    return from_array(node, ar.array(rows), evaluation)


@evaluates
def _pattern(node: typed.PatternMatrix, evaluation):
    ar = evaluation.arithmetic
    rows, columns = (evaluation.point.size(size) for size in node.counts)
    grid = []
    outer = evaluation.indices  # a matrix within this one counts with the same names
    for r in range(1, rows + 1):
        line = []
        for c in range(1, columns + 1):
            evaluation.indices = outer | {ROW: r, COLUMN: c}
            entry = node.entries[0 if r == c or len(node.entries) == 1 else 1]
            line.append(ar.rows(evaluate_to_array(entry, evaluation)))
        grid += [[x for row in parts for x in row] for parts in zip(*line, strict=True)]
    evaluation.indices = outer
    return from_array(node, ar.array(grid), evaluation)


class PartialValue:
    """The entries of a matrix that are written out, as row, column and number; the rest is behind dots."""

    def __init__(self, entries: list) -> None:
        self.entries = entries


@evaluates
def _partial(node: typed.PartialMatrix, evaluation):
    sizes = [evaluation.point.size(size) for size in node.shape]
    for size, written in zip(sizes, zip(*node.places, strict=True), strict=True):
        if size < len(set(written) - {0}) or (size == 1 and len(set(written)) > 1):
            raise IndexError("more rows or columns are written out than there are")
    return PartialValue(
        [
            ((r or sizes[0]) - 1, (c or sizes[1]) - 1, evaluate(entry, evaluation))
            for (r, c), entry in zip(node.places, node.entries, strict=True)
        ]
    )
