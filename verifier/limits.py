r"""What goes to zero or infinity: remainders, `+ O(t^2)`, in step 8, and limits, in step 6. Both need many digits.

A remainder stays below a multiple of its order as what the order is of goes to zero: so the rest of the two sides,
divided by the order, must not grow as this shrinks. A limit is taken where so many digits are left that it shows.
"""

from dataclasses import dataclass, field

from verifier import typed
from verifier.arrays import high_precision, largest
from verifier.at_point import with_values
from verifier.compare import Difference, plain_value
from verifier.errors import NotationError
from verifier.evaluate import Evaluation, evaluate, evaluate_to_array, evaluates, from_array
from verifier.numbers.ball import DIGITS, precision
from verifier.numbers.dual import magnitude, widened_to
from verifier.unify import is_scalar

SHRUNK = (10, 15, 20)  # times how many powers of ten what goes to zero is smaller than drawn
GROWTH = 30.0  # of the quotient from one size to the next: a rest that is one order larger grows thousandfold
NOISE = 1e-3  # a smaller quotient may be rounding
NEAR = 30  # digits: how near to its target a limit is taken
FAR = 10**16  # how far out a limit at infinity is taken
SETTLED = 1e-31  # relative: how far values may still differ out there
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
    with precision(DIGITS[-1]):
        return _check_order(statement, point, remainder, names, high_precision(DIGITS[-1]))


def _check_order(statement, point, remainder, names, ar) -> tuple[float, Difference | None]:
    """Check the order in an arithmetic of many digits."""
    found: dict[tuple, Quotients] = {}
    for power in SHRUNK:
        factor = ar.number(10) ** -power
        evaluation = Evaluation(ar, point, statement.checker, reached=statement.reached)
        small = {name: _scaled(evaluation, name, factor) for name in names}
        if not any(_size(evaluation, name) for name in names):
            return 0.0, None  # at a special point, where nothing is left that could go to zero
        evaluation = with_values(evaluation, small)
        for indices, sides in statement.sides(evaluation):
            order = magnitude(evaluate(remainder.order, evaluation))
            rest = ar.add(sides[0], ar.scale(-1, sides[1]))
            place = found.setdefault(tuple(indices.items()), Quotients())
            place.values.append(float(largest(ar.rows(rest)) / order))
            place.sides, place.indices = tuple(sides), indices
    for place in found.values():
        for before, after in zip(place.values, place.values[1:], strict=False):
            if after > max(NOISE, GROWTH * before):
                both = tuple(plain_value(side, is_scalar(statement.typed.shape), ar) for side in place.sides)
                return 1.0, Difference((0, 1), both, 1.0, point.sizes, place.indices, "=")
    return 0.0, None


def _size(evaluation: Evaluation, name: str) -> float:
    return float(largest(evaluation.arithmetic.rows(evaluation.arrays_of(name)[0])))


def _scaled(evaluation: Evaluation, name: str, factor):
    value = evaluation.symbol(name)
    if is_scalar(evaluation.checker.shape_of(name)):
        return factor * value
    return evaluation.arithmetic.scale(factor, value)


@evaluates
def limit(node: typed.LimitValue, evaluation: Evaluation):
    """Return a limit, from values so near that what is left of the difference does not count."""
    if evaluation.level:
        raise NotationError("a limit within a derivative is not evaluated", node.span)
    with precision(DIGITS[-1]):
        rows = _limit(node, evaluation, high_precision(DIGITS[-1]))
    number = evaluation.arithmetic.number
    return from_array(node, evaluation.arithmetic.array([[number(x) for x in row] for row in rows]), evaluation)


def _limit(node: typed.LimitValue, evaluation: Evaluation, ar):
    """Return rows of balls around a limit, as large as two values near it are far from each other."""
    inner = Evaluation(ar, evaluation.point, evaluation.checker, indices=dict(evaluation.indices))

    def at(number):
        return evaluate_to_array(node.body, with_values(inner, {node.variable: number}))

    def around(step):
        """Return the mean of the values on both sides, which is off by a multiple of the step's square."""
        above, below = at(target + step), at(target - step)
        _agree(ar, above, below, ONE_SIDED, "the limits from the two sides differ")
        return ar.scale(ar.number(1) / 2, ar.add(above, below))

    if node.target.endswith("infty"):
        sign = -1 if node.target.startswith("-") else 1
        values = [at(ar.number(k * sign * FAR)) for k in (1, 2, 4)]
        far, near = (  # without what goes to zero as 1 / t does
            ar.add(ar.scale(2, outer), ar.scale(-1, closer)) for closer, outer in zip(values, values[1:], strict=False)
        )
        _agree(ar, far, near, SETTLED, "the limit does not settle far out")
    else:
        target, step = ar.number(float(node.target)), ar.number(10) ** -NEAR
        far, near = around(step), around(step / 2)
    return ar.rows(ar.map(widened_to, near, far))


def _agree(ar, one, other, tolerance: float, message: str) -> None:
    rest = ar.add(one, ar.scale(-1, other))
    if not largest(ar.rows(rest)) <= tolerance * max(largest(ar.rows(one)), 1):
        raise ValueError(message)
