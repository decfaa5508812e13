r"""Part of step 8: points at which the premise of an implication holds.

$f = g + h$ defines a declared function. $\mathrm{d} f = \mathrm{d} g$ leaves two functions equal but for a constant.
Every other premise is solved for the values in it, by the method of Levenberg and Marquardt, and where differentials
stand in it, along several directions at once. What is left of it is known to 50 digits, its
slopes are floats, and the solution is a ball.
"""

import random
from dataclasses import replace

from verifier import nodes
from verifier.arrays import FLOAT, at_high_precision, largest
from verifier.declare import Declarations
from verifier.errors import NotationError
from verifier.evaluate import Evaluation, evaluate_to_array
from verifier.numbers.ball import midpoint, widened
from verifier.numbers.dual import Dual, primal
from verifier.sample import Point
from verifier.typed import DifferentialValue

STEPS = 60
LEAST_DAMPING, MOST_DAMPING = 1e-10, 1e-2  # equations may say the same twice: ten digits a step are enough
FAST = 1e-3  # the share of what is left after a step
SOLVED = 1e-40  # the largest entry of what is left of the premise


def defined_by(premise: nodes.Chain, declared: Declarations) -> Declarations | None:
    """Return the declarations in which a premise is a definition, None if it is none."""
    left, right = premise.sides[0], premise.sides[-1]
    if len(premise.sides) != 2 or premise.relations != ("=",) or not isinstance(left, nodes.Name):
        return None
    symbol = declared.symbols.get(left.text)
    if symbol is None or not symbol.arguments or symbol.definition is not None:
        return None
    defined = replace(symbol, definition=right, rows="?", columns="?")
    return replace(declared, symbols=declared.symbols | {left.text: defined})


def solve(statement, premise, point: Point) -> bool:
    """Change the values of a point so that a typed premise holds; return whether they were found."""
    functions = [_function(side, point) for side in premise.sides]
    if len(functions) == 2 and None not in functions:
        own, other = functions
        point.networks[own] = point.networks[other] | {"shift": point.networks[own]["shift"]}
        point.choices[own] = point.choices[other]
        point.arrays.clear()
        return True
    unknowns = _unknowns(statement, premise, point)
    if not unknowns:
        raise NotationError("no value in this premise can be chosen so that it holds", premise.span)
    directions = _directions(statement, premise, point, len(unknowns))
    return at_high_precision(lambda ar: _solve(statement, premise, point, directions, unknowns, ar))


def _solve(statement, premise, point: Point, directions, unknowns, ar) -> bool:
    """Take steps until the premise holds to so many digits; the size of the last is how far the solution may be."""
    before, columns = float("inf"), []
    for _ in range(STEPS):
        rest = _rest(statement, premise, point, directions, ar)
        size = float(largest([rest]))
        if not size < before * FAST:  # else the slopes are good enough for one more step
            columns = []
        before = size
        columns = columns or [_slopes(statement, premise, point, directions, unknown) for unknown in unknowns]
        steps = _steps(rest, columns, size)
        move = _widen if size < SOLVED else _add
        for unknown, step in zip(unknowns, steps, strict=True):
            move(point, unknown, step)
        point.arrays.clear()
        if size < SOLVED:
            return True
    return False


def _steps(rest: list, columns: list[list], size: float) -> list:
    """Return by how much each number changes; rest: what is left of the premise; columns: its slopes, in floats."""
    square = [[sum(column[i] * column[j] for column in columns) for j in range(len(rest))] for i in range(len(rest))]
    damping = min(max(size**2, LEAST_DAMPING), MOST_DAMPING)
    for k in range(len(rest)):
        square[k][k] += damping
    inverse = FLOAT.inverse(FLOAT.array(square))
    weights = [sum(x * y for x, y in zip(row, rest, strict=True)) for row in inverse]
    return [-sum(weight * x for weight, x in zip(weights, column, strict=True)) for column in columns]


def _function(side, point: Point) -> str | None:
    """Return the name of a function if a side is its differential."""
    name = getattr(side.operand, "name", None) if isinstance(side, DifferentialValue) else None
    return name if isinstance(point.networks.get(name), dict) else None


def _unknowns(statement, premise, point: Point) -> list[tuple]:
    """Return name and place of each number that may be chosen: of arguments of functions only if there is no other."""
    symbols = statement.declarations.symbols
    arguments = {argument for symbol in symbols.values() for argument in symbol.arguments}
    names = sorted(
        name
        for side in premise.sides
        for name in statement.checker.variables(side)
        if name in point.directions and symbols[name].members is None
    )
    names = [name for name in dict.fromkeys(names) if not symbols[name].properties]
    found = []
    for name in [name for name in names if name not in arguments] or names:
        value = point.values[name]
        if isinstance(value, list):
            found += [(name, (r, c)) for r in range(len(value)) for c in range(len(value[0]))]
        else:
            found.append((name, None))
    return found


def _directions(statement, premise, point: Point, count: int) -> list[dict]:
    """Return the directions of differentials along which a premise is solved."""
    if not any(isinstance(part, DifferentialValue) for side in premise.sides for part in side.walk()):
        return [point.directions]
    rng = random.Random(point.seed)
    equations = len(_rest(statement, premise, point, [point.directions], FLOAT))
    symbols = statement.declarations.symbols
    others = [
        {name: value if symbols[name].properties else _anew(value, rng) for name, value in point.directions.items()}
        for _ in range(-(-count // equations) - 1)
    ]
    return [point.directions, *others]


def _anew(value, rng):
    """Return numbers, nested as others are, drawn anew."""
    return [_anew(part, rng) for part in value] if isinstance(value, list) else rng.gauss(0, 1)


def _rest(statement, premise, point: Point, directions, ar, values=None, level: int = 0) -> list:
    """Return what is left of a premise, left side minus right side, as numbers."""
    rest, own = [], point.directions
    variables = [statement.checker.variables(side) for side in premise.sides]
    for each in directions:
        point.directions = each
        evaluation = Evaluation(ar, point, statement.checker, "dual", level, values)
        sides = [
            evaluate_to_array(side, evaluation) if values is None or values.keys() & names else None
            for side, names in zip(premise.sides, variables, strict=True)
        ]
        zero = next(ar.scale(0, side) for side in sides if side is not None)
        sides = [zero if side is None else side for side in sides]  # what a change leaves as it is, has no slope
        for left, right in zip(sides, sides[1:], strict=False):
            rest += [x for row in ar.rows(ar.add(left, ar.scale(-1, right))) for x in row]
    point.directions = own
    return rest


def _slopes(statement, premise, point: Point, directions, unknown) -> list:
    """Return the slopes of what is left of a premise along one number."""
    name, at = unknown
    ar = FLOAT
    value = Evaluation(ar, point, statement.checker).symbol(name)
    step = Dual(1, 0, 1)
    changed = value + step if at is None else ar.with_entry(value, *at, ar.entry(value, *at) + step)
    rest = _rest(statement, premise, point, directions, ar, {name: changed}, 1)
    return [x.slope if isinstance(x, Dual) and x.level == 1 else 0 * primal(x) for x in rest]


def _add(point: Point, unknown, step) -> None:
    """Change a number by a step, which is exact: what is left of the premise tells how far it is from a solution."""
    _change(point, unknown, lambda value: midpoint(step + value))


def _widen(point: Point, unknown, step) -> None:
    """Make a number a ball that reaches as far as twice a step."""
    _change(point, unknown, lambda value: widened(midpoint(0 * step + value), abs(2 * step)))


def _change(point: Point, unknown, change) -> None:
    name, at = unknown
    value = point.values[name]
    if at is None:
        point.values[name] = change(value)
    else:
        point.values[name] = [
            [change(x) if (r, c) == at else x for c, x in enumerate(row)] for r, row in enumerate(value)
        ]
