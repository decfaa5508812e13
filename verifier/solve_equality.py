r"""Part of step 10: make the sides of a condition `a \neq b` equal, which no draw does by chance."""

from collections.abc import Callable, Iterator
from math import nan

from verifier.arrays import FLOAT, SingularError
from verifier.evaluate import Evaluation, evaluate
from verifier.nodes import Chain
from verifier.numbers.dual import comparable, is_real
from verifier.sample import Point
from verifier.statement import Statement

EQUAL = 1e-14  # numbers closer than this count as equal
STEPS = 30  # of the secant method


def solve_equality(point: Point, statement: Statement, condition: Chain) -> bool:
    """Change one drawn value, or shift a drawn function, so that both sides of a condition are equal.

    Indices take the values 1, 2, ... in their order. Returns whether no other condition is violated by it.
    """
    checker = statement.checker
    checker.scope = dict(statement.typed.free)
    typed = checker.condition(condition)
    indices = {name: k for k, name in enumerate(checker.scope, 1)}

    def difference() -> float:
        point.arrays.clear()
        try:
            left, right = (
                comparable(evaluate(side, Evaluation(FLOAT, point, checker, indices=indices))) for side in typed.sides
            )
            gap = comparable(left - right)
            return float(gap if is_real(gap) else abs(gap)) if statement.satisfied(point) else nan
        except (ValueError, ZeroDivisionError, OverflowError, SingularError):
            return nan

    values, symbols = point.values, checker.declarations.symbols
    names = sorted(name for name in checker.variables(typed) & values.keys() if symbols[name].properties <= {"complex"})
    numbers, trials = [], []
    for name in names:
        others = [values[other] for other in names if other != name and _zero(values[other]) == _zero(values[name])]
        trials.append((values, name, [_zero(values[name]), *others]))
        numbers += _numbers(values, name)
    for networks in point.networks.values():
        for network in networks if isinstance(networks, list) else [networks]:
            numbers += _numbers(network, "shift") if "shift" in network else ()
    trials += ((place, key, _roots(difference, place, key)) for place, key in numbers)
    for place, key, candidates in trials:
        before = place[key]
        for place[key] in candidates:
            if abs(difference()) < EQUAL:
                return True
        place[key] = before
    return False


def _zero(value):
    """Return a value of the same form with zeros only."""
    return [_zero(part) for part in value] if isinstance(value, list) else 0.0


def _numbers(place, key) -> Iterator[tuple]:
    """Yield list and place of each number in nested lists."""
    if not isinstance(place[key], list):
        yield place, key
    else:
        for k in range(len(place[key])):
            yield from _numbers(place[key], k)


def _roots(difference: Callable[[], float], place, key) -> Iterator[float]:
    """Yield where a difference may vanish as one number changes: by the secant method."""

    def at(x: float) -> float:
        place[key] = x
        return difference()

    x, y = (0.0, at(0.0)), (1.0, at(1.0))
    yield -x[1]  # without rounding, if it is a line of slope 1
    for _ in range(STEPS):
        if x[1] == y[1]:
            return
        root = y[0] - y[1] * (y[0] - x[0]) / (y[1] - x[1])
        yield root
        x, y = y, (root, at(root))
