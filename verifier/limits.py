r"""What goes to zero or infinity: remainders, `+ O(t^2)`, in step 8, and limits, in step 6. Both need many digits.

A remainder stays below a multiple of its order as what the order is of goes to zero: so the rest of the two sides,
divided by the order, must not grow as this shrinks. A limit is taken where so many digits are left that it shows.
"""

from dataclasses import dataclass, field

from verifier import typed
from verifier.arrays import magnitude, referee
from verifier.at_point import with_values
from verifier.compare import Difference, plain
from verifier.errors import NotationError
from verifier.evaluate import Evaluation, evaluate, evaluate_to_array, from_array
from verifier.unify import is_scalar

SHRUNK = (3, 6, 9)  # times how many powers of ten what goes to zero is smaller than drawn
GROWTH = 30.0  # of the quotient from one size to the next: a rest that is one order larger grows thousandfold
NOISE = 1e-3  # a smaller quotient may be rounding
NEAR = 12  # digits: how near zero a limit is taken
FAR = 10**6  # how far out a limit at infinity is taken
SETTLED = 1e-22  # relative: how far values may still differ out there
ONE_SIDED = 1e-6  # relative: how far values on both sides of zero may differ


@dataclass
class Quotients:
    """What is left of two sides, divided by the order, at each size; and where."""

    values: list = field(default_factory=list)
    sides: tuple = ()
    indices: dict = field(default_factory=dict)


def remainders(side: typed.Typed) -> list[typed.RemainderValue]:
    """Return the remainders in a side; raise NotationError for one that is no term of it."""
    terms = side.operands if isinstance(side, typed.Applied) and side.operator == "add" else (side,)
    found = [term for term in terms if isinstance(term, typed.RemainderValue)]
    if len(found) != sum(isinstance(part, typed.RemainderValue) for part in side.walk()):
        raise NotationError("O(...) is a term of a side, behind all others", side.span)
    return found


def check_order(statement, point) -> tuple[float, Difference | None]:
    """Return an error of 1 and the difference where the rest over its order grows, as what it is of shrinks."""
    remainder = statement.remainders[0]
    names = statement.checker.variables(remainder.order) & point.values.keys()
    symbols = statement.declarations.symbols
    if not names or any(symbols[name].members is not None for name in names):
        raise NotationError("O(...) is of what goes to zero: a number, vector or matrix", remainder.span)
    if statement.typed.relations != ("=",) or len(statement.remainders) > 1:
        raise NotationError("O(...) stands once, in one equation", remainder.span)
    ar = referee()
    found: dict[tuple, Quotients] = {}
    for power in SHRUNK:
        factor = ar.number(10) ** -power
        evaluation = Evaluation(ar, point, statement.checker, reached=statement.reached)
        small = {name: _scaled(evaluation, name, factor) for name in names}
        evaluation = with_values(evaluation, small)
        for indices, sides in statement.sides(evaluation):
            order = magnitude(evaluate(remainder.order, evaluation))
            rest = ar.add(sides[0], ar.scale(-1, sides[1]))
            place = found.setdefault(tuple(indices.items()), Quotients())
            place.values.append(max(magnitude(x) for row in ar.rows(rest) for x in row) / order)
            place.sides, place.indices = tuple(sides), indices
    for place in found.values():
        for before, after in zip(place.values, place.values[1:], strict=False):
            if after > max(NOISE, GROWTH * before):
                both = tuple(plain(side, is_scalar(statement.typed.shape), ar) for side in place.sides)
                return 1.0, Difference((0, 1), both, 1.0, point.sizes, place.indices, "=")
    return 0.0, None


def _scaled(evaluation: Evaluation, name: str, factor):
    value = evaluation.symbol(name)
    if is_scalar(evaluation.checker.shape_of(name)):
        return factor * value
    return evaluation.arithmetic.scale(factor, value)


@evaluate.register
def limit(node: typed.LimitValue, evaluation: Evaluation):
    """Return a limit, from values so near that what is left of the difference does not count."""
    if evaluation.level:
        raise NotationError("a limit within a derivative is not evaluated", node.span)
    ar = referee()
    inner = Evaluation(ar, evaluation.point, evaluation.checker, indices=dict(evaluation.indices))

    def at(number):
        return evaluate_to_array(node.body, with_values(inner, {node.variable: number}))

    if node.target.endswith("infty"):
        sign = -1 if node.target.startswith("-") else 1
        one, other = at(ar.number(sign * FAR)), at(ar.number(2 * sign * FAR))
        _agree(ar, one, other, SETTLED, "the limit does not settle far out")
        value = other
    else:
        target, step = ar.number(1) * ar.number(float(node.target)), ar.number(10) ** -NEAR
        above, below = at(target + step), at(target - step)
        _agree(ar, above, below, ONE_SIDED, "the limits from the two sides differ")
        value = ar.scale(ar.number(1) / 2, ar.add(above, below))
    number = evaluation.arithmetic.number
    return from_array(
        node, evaluation.arithmetic.array([[number(x) for x in row] for row in ar.rows(value)]), evaluation
    )


def _agree(ar, one, other, tolerance: float, message: str) -> None:
    rest = ar.add(one, ar.scale(-1, other))
    largest = max(magnitude(x) for row in ar.rows(one) for x in row)
    if not max(magnitude(x) for row in ar.rows(rest) for x in row) <= tolerance * max(largest, 1):
        raise ValueError(message)
