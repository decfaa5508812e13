r"""Step 10, probe: what holds at generic points may fail at special ones that the declaration permits.

Draws miss zero, ties, repeated entries and singular matrices. An identity of functions that are smooth everywhere holds
there, too; so only what stands in an operator with a restricted domain or a kink, in a case or in an inequality is
given such values, and those at which a case ends.
"""

import copy
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations

from verifier import typed
from verifier.arrays import SingularError
from verifier.judge import FAILURES, Judgement, float_arithmetic
from verifier.numbers.ball import Ball, ComplexBall, exact_complex
from verifier.operators import OPERATORS
from verifier.operators.record import EVERYWHERE
from verifier.properties import PROPERTIES, Choice, holds
from verifier.roots import ROUNDING, Gap, plain_number
from verifier.sample import Point
from verifier.statement import NoPlaceError, Statement
from verifier.typed import Typed
from verifier.unify import is_scalar

ORDERS = ("<", ">", r"\leq", r"\geq")
CURVED = {  # properties of which a direction at one point is none at another
    *("orthogonal", "unitary", "semi-orthogonal", "with orthonormal columns", "with orthonormal rows", "idempotent"),
    *("involutory", "nilpotent", "singular", "rank-deficient", "unit"),
}
STEPS_ASIDE = (1e-3, -1e-3, 1.0, -1.0)  # of where a case ends
OFFSETS = (2, 5, 7)  # of the weights of a random function of one number: without them it is zero at zero
FEW = 40  # probes of a statement
CENTRAL_NOISE = 1e-12  # relative: what terms that cancel leave of a central difference


def probe(statement: Statement, seed: str) -> Judgement | None:
    """Return why a statement that holds at draws fails at a special point; None if it does not."""
    spots = list(_spots(statement))
    if not spots and not any(symbol.values for symbol in statement.declarations.symbols.values()):
        return None
    try:
        base = statement.point(f"{seed}/probe", smallest=2)
    except FAILURES:
        return None  # drawing has said so
    for count, (point, words, condition) in enumerate(_special_points(statement, spots, base)):
        if count == FEW:
            break
        judgement = _judge(statement, point, words, condition)
        if judgement is not None:
            return judgement
    if statement.unreached:
        return Judgement(False, "domain", "a case is never reached: no value that was found satisfies its condition")
    return None


def _spots(statement: Statement) -> Iterator[Typed]:
    """Yield the expressions at whose special values something may be undefined, jump or bend."""
    sides = statement.typed.sides
    for side in sides:
        for part in statement.checker.walk(side):
            match part:
                case typed.Applied(operator="quotient" | "slash" | "divide", operands=(_, below)):
                    yield below
                case typed.Applied(operator="power" | "hadamard_power", operands=(base, typed.Literal(text=text))):
                    if not text.isdigit():
                        yield base
                case typed.Applied(operator=name, operands=operands):
                    record = OPERATORS[name]
                    if record.domain is not EVERYWHERE or not record.smooth:
                        yield from operands
                case typed.Comparison(sides=compared):
                    yield from compared
                case typed.Factor(matrix=matrix):
                    yield matrix
                case typed.Mean(random=names) | typed.Covariance(random=names):
                    yield from (statement.checker.distributions[name][1] for name in names)
    if any(relation in ORDERS for relation in statement.typed.relations):
        yield from sides


def _special_points(statement: Statement, spots: list[Typed], base: Point) -> Iterator[tuple[Point, str, str]]:
    """Yield points with special values, what is special in words, and the condition that would exclude them."""
    names = sorted(set().union(*(statement.checker.variables(spot) | _functions(statement, spot) for spot in spots)))
    curved = any(isinstance(part, typed.DifferentialValue) for side in statement.typed.sides for part in side.walk())
    drawn = [name for name in names if name in base.values]
    if curved:
        symbols = statement.declarations.symbols
        drawn = [name for name in drawn if not symbols[name].properties & CURVED]
    for name, symbol in statement.declarations.symbols.items():
        for value in symbol.values:
            words, condition = f"{name} = {value}", rf"${name} \neq {value}$"
            yield from _allowed(statement, _with_value(base, name, value), words, condition)
    if r"\neq" in statement.typed.relations:
        return  # it says: not in general
    for name in drawn:
        for value, words, condition in _special_values(base, statement, name):
            yield from _allowed(statement, _with_value(base, name, value), words, condition)
    for name in names:
        if name in base.networks:
            for point in _with_zero_function(statement, base, name, drawn):
                yield from _allowed(statement, point, f"{name} = 0", f"non-zero ${name}$")
    for left, right in combinations([name for name in names if name in base.networks], 2):
        point = _with_equal_functions(statement, base, left, right)
        if point is not None:
            yield from _allowed(statement, point, f"{left} = {right}", rf"${left} \neq {right}$")
    for left, right in combinations(drawn, 2):
        for sign, shown in ((1, right), (-1, f"-{right}")):
            point = _with_equal(statement, base, left, right, sign)
            if point is not None:
                yield from _allowed(statement, point, f"{left} = {shown}", rf"${left} \neq {shown}$")
    yield from _joint(statement, base, drawn)
    simple = _simple(statement, base, drawn)
    yield from _boundaries(statement, simple, drawn, by_balls=True)
    if simple is not base:
        yield from _boundaries(statement, base, drawn, by_balls=False)


def _functions(statement: Statement, spot: Typed) -> set[str]:
    """Return the declared functions that an expression is made of."""
    found = set()
    for part in statement.checker.walk(spot):
        match part:
            case typed.SymbolValue(name=name) if statement.checker.declarations.symbols[name].arguments:
                found.add(name)
            case typed.AppliedFunction(function=name) | typed.AppliedElementwise(function=name):
                found.add(name)
    return found


def _joint(statement: Statement, base: Point, drawn: list[str]) -> Iterator[tuple[Point, str, str]]:
    """Yield points at which several symbols have special values: the same one, or each two a different one."""
    special = {name: list(_special_values(base, statement, name)) for name in drawn}
    if len(drawn) < 2:
        return
    for k in range(max(map(len, special.values()))):
        point = _copied(base)
        chosen = {name: values[min(k, len(values) - 1)] for name, values in special.items() if values}
        for name, (value, _, _) in chosen.items():
            point = _with_value(point, name, value)
        words = " and ".join(words for _, words, _ in chosen.values())
        yield from _allowed(statement, point, words, "a condition that excludes this")
    for left, right in combinations(drawn, 2):
        for first, second in ((2, 1), (3, 1)):  # products that vanish in one order, or in both
            if min(len(special[left]), len(special[right])) > max(first, second) + 3:
                (one, says, _), (two, says_too, _) = special[left][first], special[right][second]
                point = _with_value(_with_value(base, left, one), right, two)
                yield from _allowed(statement, point, f"{says} and {says_too}", "a condition that excludes this")


def _simple(statement: Statement, base: Point, drawn: list[str]) -> Point:
    """Return a point with whole numbers and identity matrices where these are permitted: its roots are simple, too."""
    symbols = statement.declarations.symbols
    for k, name in enumerate(drawn):
        value = base.values[name]
        if symbols[name].members is not None or symbols[name].values:
            continue
        if isinstance(value, list):
            number = [[float(i == j) for j in range(len(value[0]))] for i in range(len(value))]
        else:
            number = float(k + 2)
        for point, _, _ in _allowed(statement, _with_value(base, name, number), "", ""):
            base = point
    return base


def _with_equal_functions(statement: Statement, base: Point, left: str, right: str) -> Point | None:
    """Return a point at which two random functions of the same arguments are equal; None if they cannot."""
    one, other = (statement.declarations.symbols[name] for name in (left, right))
    if replace(one, name="") != replace(other, name="") or one.properties:
        return None
    point = _copied(base)
    point.networks[right] = base.networks[left]
    return point


def _with_equal(statement: Statement, base: Point, left: str, right: str, sign: int) -> Point | None:
    """Return a point at which two symbols are equal, or opposite: one takes the value of the other; None if none can.

    A real number takes no complex value, and a whole one only those that it is declared to have.
    """
    if _shape(base.values[left]) != _shape(base.values[right]):
        return None
    for taken, name in ((left, right), (right, left)):
        symbol, other = (statement.declarations.symbols[each] for each in (name, taken))
        value = _scaled(base.values[taken], sign)
        if symbol.values and value not in symbol.values:
            continue
        if "complex" in other.properties and "complex" not in symbol.properties:
            continue
        return _with_value(base, name, value)
    return None


def _scaled(value, sign: int):
    return [_scaled(each, sign) for each in value] if isinstance(value, list) else sign * value


def _shape(value) -> tuple:
    return (len(value), *_shape(value[0])) if isinstance(value, list) else ()


def _special_values(base: Point, statement: Statement, name: str) -> Iterator[tuple[object, str, str]]:
    """Yield special values for a symbol, in words, and what they lack."""
    value, declared = base.values[name], statement.declarations.symbols[name]
    if declared.values:
        return
    if declared.members is not None:
        yield from _special_members(value, name)
        return
    if not isinstance(value, list):
        yield 0.0, f"{name} = 0", f"non-zero ${name}$"
        for number in (1.0, -1.0):
            yield number, f"{name} = {number:g}", rf"${name} \neq {number:g}$"
        return
    rows, columns = len(value), len(value[0])
    zero = [[0.0] * columns for _ in value]
    if rows == columns > 1:
        ones = [[1.0] * columns for _ in value]
        yield ones, f"singular {name}, all of its entries 1", f"invertible ${name}$"
        corner = [[2.0 if i == j == 0 else 0.0 for j in range(columns)] for i in range(rows)]
        yield corner, f"singular {name}, with one entry that is not zero", f"invertible ${name}$"
        shifted = [[float(i + 1 == j) for j in range(columns)] for i in range(rows)]
        yield shifted, f"nilpotent {name}", f"invertible ${name}$"
        first = [[float(i == 0) for _ in range(columns)] for i in range(rows)]
        yield first, f"singular {name}, with ones in its first row", f"invertible ${name}$"
        identity = [[float(i == j) for j in range(columns)] for i in range(rows)]
        yield identity, f"{name} the identity", f"a condition that excludes the identity as ${name}$"
    elif 1 in (rows, columns):
        yield [[1.0] * columns for _ in value], f"{name} with equal entries", f"distinct ${name}$"
    else:
        yield [[1.0] * columns for _ in value], f"rank-deficient {name}, all of its entries 1", f"full rank ${name}$"
    yield zero, f"{name} = 0", f"non-zero ${name}$"
    some = [list(row) for row in value]
    some[0][0] = 0.0
    yield some, f"{name} with a zero as its first entry", f"non-zero ${name}$"


def _special_members(members: list, name: str) -> Iterator[tuple[object, str, str]]:
    """Yield special values for a family: equal members, and a zero one."""
    shown = name.replace("_{*}", "_i")
    yield [copy.deepcopy(members[0]) for _ in members], f"all {shown} equal", rf"${shown} \neq {shown[:-1]}j$"
    first = members[0]
    zero = [[0.0] * len(first[0]) for _ in first] if isinstance(first, list) else 0.0
    yield [zero, *members[1:]], f"the first {shown} = 0", f"non-zero ${shown}$"


def _copied(base: Point) -> Point:
    """Return a copy of a point, of which nothing has been evaluated."""
    return Point(
        base.seed, dict(base.sizes), dict(base.values), dict(base.networks), dict(base.directions), dict(base.free),
        dict(base.choices),
    )  # fmt: skip


def _with_value(base: Point, name: str, value) -> Point:
    """Return a point at which a symbol has another value, which is exact, and complex if the one before was."""
    point = _copied(base)
    point.values[name] = _of_kind(base.values[name], value)
    point.free.pop(name, None)
    return point


def _moved(base: Point, name: str, number) -> Point:
    """Return a point at which a symbol, or its first entry, is a number."""
    value = base.values[name]
    return _with_value(base, name, [[number, *value[0][1:]], *value[1:]] if isinstance(value, list) else number)


def _of_kind(model, value):
    """Return a value whose numbers are complex if those of another one are: its roots and logarithms exist."""
    if isinstance(value, list):
        return [_of_kind(model, each) for each in value]
    if not isinstance(_first(model), complex):
        return value
    return exact_complex(value) if isinstance(value, (Ball, ComplexBall)) else complex(value)


def _first(value):
    return _first(value[0]) if isinstance(value, list) else value


def _with_zero_function(statement: Statement, base: Point, name: str, drawn: list[str]) -> Iterator[Point]:
    """Yield points at which a random function is zero, since its arguments and constants are; if it can be."""
    symbols, network = statement.declarations.symbols, base.networks[name]
    if isinstance(network, list):
        return
    arguments = drawn if symbols[name].elementwise else symbols[name].arguments
    if symbols[name].elementwise and not symbols[name].properties & PROPERTIES.keys():
        point = _copied(base)  # zero everywhere: its arguments may never be
        point.networks[name] = {"scalar": [0.0 * weight for weight in network["scalar"]]}
        yield point
    point = _copied(base)
    if symbols[name].elementwise:
        weights = [0.0 * weight if k in OFFSETS else weight for k, weight in enumerate(network["scalar"])]
        point.networks[name] = {"scalar": weights}
    else:
        point.networks[name] = network | {key: [[0.0] for _ in network[key]] for key in ("bias", "shift")}
    for argument in arguments:
        if argument not in base.values or symbols[argument].properties or symbols[argument].members is not None:
            return
        value = base.values[argument]
        point.values[argument] = [[0.0] * len(value[0]) for _ in value] if isinstance(value, list) else 0.0
    yield point


def _allowed(statement: Statement, point: Point, words: str, condition: str) -> Iterator[tuple[Point, str, str]]:
    """Yield a point, if the declaration permits it."""
    for name, value in point.values.items():
        symbol = statement.declarations.symbols[name]
        if not (symbol.properties & PROPERTIES.keys()) or name in point.free:
            continue
        choices = point.choices.get(name) or [None]
        members = value if symbol.members is not None else [value]
        arrays = [[[member]] if is_scalar((symbol.rows, symbol.columns)) else member for member in members]
        if not all(_has(array, symbol.properties & PROPERTIES.keys(), choices[0]) for array in arrays):
            return
    try:
        permitted = statement.satisfied(point, ROUNDING) and statement.fulfils_premise(point, 0)
    except FAILURES:
        return
    if permitted:
        yield point, words, condition


def _has(array: list[list], properties: frozenset[str], choice) -> bool:
    """Tell whether an array has properties, up to what no sample decides, as the rank of what is singular."""
    choice = choice or Choice((1,) * max(len(array), len(array[0])), len(array), 0, 1, False, frozenset(properties))
    try:
        return holds(array, choice)
    except (*FAILURES, IndexError):
        return False


def _boundaries(
    statement: Statement, base: Point, names: list[str], by_balls: bool
) -> Iterator[tuple[Point, str, str]]:
    """Yield points where something is divided by zero, and at, above and below where a case ends or a kink is.

    by_balls: whether numbers that a float cannot hold are among them.
    """
    symbols = statement.declarations.symbols
    moving = [name for name in names if symbols[name].members is None and not symbols[name].values]
    for pair, bends in dict.fromkeys(_differences(statement)):
        variables, functions = (
            set().union(*(of(each) for each in pair if each))
            for of in (statement.checker.variables, partial(_functions, statement))
        )
        for name in (name for name in moving if name in variables):
            shown = f"the first entry of {name}" if isinstance(base.values[name], list) else name
            gap = Gap(statement, pair, partial(_moved, base, name), not isinstance(_first(base.values[name]), complex))
            found = []
            for root in gap.roots(by_balls and not functions):  # where a random function is zero is up to chance
                special = [root, *(plain_number(root) + step for step in STEPS_ASIDE)] if bends else [root]
                for number in special:
                    words = f"{shown} = {plain_number(number):g}"
                    found += _allowed(statement, _moved(base, name, number), words, "a condition that excludes this")
            yield from found
            if found and not bends:
                break  # one zero of a divisor suffices


def _differences(statement: Statement) -> Iterator[tuple[tuple[Typed, Typed | None], bool]]:
    """Yield pairs of expressions that are compared, None for zero, and whether something bends or jumps there.

    If not, what stands there must not be zero.
    """
    for side in statement.typed.sides:
        for part in statement.checker.walk(side):
            match part:
                case typed.Comparison(sides=sides):
                    for pair in zip(sides, sides[1:], strict=False):
                        yield pair, True
                case typed.Applied(operator="abs" | "sign" | "relu" | "ln" | "log" | "sqrt", operands=(operand,)):
                    yield (operand, None), True
                case typed.Applied(operator="max" | "min", operands=(left, right)):
                    yield (left, right), True
                case typed.Applied(operator="inverse", operands=(operand,)):
                    yield (statement.checker.apply("det", (operand,), operand.span), None), False
                case typed.Applied(operator="quotient" | "slash" | "divide", operands=(_, below)):
                    if not isinstance(below, typed.Literal):
                        yield (below, None), False
                case typed.Applied(operator="power" | "hadamard_power", operands=(base, typed.Literal(text=text))):
                    if not text.isdigit() and not isinstance(base, typed.Literal):
                        yield (base, None), False
    for left, right, relation in zip(
        statement.typed.sides, statement.typed.sides[1:], statement.typed.relations, strict=False
    ):
        if relation in ORDERS:
            yield (left, right), True


def _judge(statement: Statement, point: Point, words: str, condition: str) -> Judgement | None:
    """Return why a statement fails at a point; None if it does not.

    Where dual numbers cannot pass, as through the root in a squared norm at zero, central differences may.
    """
    methods = ["dual", "central"]
    if statement.is_nonsmooth and _differentiates(statement) and not statement.checker.is_complex:
        methods = ["central"]
    elif not statement.checker.is_complex and _is_of_floats(point):  # on a branch cut, a zero has either sign
        try:
            if statement.check(point, float_arithmetic(), "complex")[1] is None:
                return None
        except FAILURES:
            pass
    found = None
    for method in methods:
        try:
            error, difference = statement.decide(point, method)
        except NoPlaceError:
            return None  # the statement says itself that it is not about this point
        except FAILURES as failure:
            if statement.filters_exclude(point, ROUNDING):
                return None  # it says that some entry is not so
            why = "a matrix without an inverse is inverted" if isinstance(failure, SingularError) else str(failure)
            found = Judgement(False, "domain", f"at {words}: {why}; declare {condition}")
            continue
        if difference is None or (method == "central" and error < CENTRAL_NOISE):
            return None
        span = statement.typed.sides[difference.sides[1]].span
        message = f"the two sides differ at {words}; declare {condition}, if they are not to be equal there"
        return Judgement(False, "value", message, span, difference)
    return found


def _is_of_floats(point: Point) -> bool:
    """Tell whether float64 holds all values of a point."""

    def numbers(value):
        return [x for each in value for x in numbers(each)] if isinstance(value, list) else [value]

    return not any(isinstance(x, (Ball, ComplexBall)) for value in point.values.values() for x in numbers(value))


def _differentiates(statement: Statement) -> bool:
    """Tell whether a derivative is written in a statement."""
    kinds = (typed.DerivativeValue, typed.DifferentialValue, typed.AppliedPrime)
    return any(isinstance(part, kinds) for side in statement.typed.sides for part in statement.checker.walk(side))
