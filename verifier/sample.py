"""Step 5, sample: draw sizes, values and functions that satisfy the declarations, and nothing more.

Needs no NumPy: a point holds rows of Python numbers, which either arithmetic takes.
"""

import random
from dataclasses import dataclass, field
from functools import partial
from math import copysign

from verifier.arrays import FLOAT, SingularError
from verifier.declare import Declarations, Symbol
from verifier.errors import NotationError
from verifier.numbers.dual import Dual
from verifier.properties import PROPERTIES, Choice, choose, fits, holds, realise
from verifier.sizes import SizesError, choose_sizes
from verifier.typecheck import TypeChecker
from verifier.unify import TRIANGLE, Unknown, known, size_name
from verifier.wirtinger import splits_arguments

MORE_HIDDEN = 4  # neurons of a random function beyond its inputs: its derivatives are of full rank
SPREAD = 0.5  # orders of magnitude, up and down, of the scale of what is drawn
ATTEMPTS = 100
NOTHING_TO_CHOOSE = Choice((), 0, 0, 0, False, frozenset())


class NoPointError(NotationError):
    """The conditions exclude each other, or what is drawn."""


@dataclass(frozen=True)
class Free:
    """The free numbers of which the maps of its properties make a value, and the numbers that move them."""

    values: list[list]
    directions: list[list]
    choice: Choice

    def value(self, ar, convert):
        """Return the value in an arithmetic; `convert` makes an array of it of rows of floats."""
        return realise(ar, convert(self.values), self.choice)

    def moved(self, ar, convert, step):
        """Return the value after a step of the free numbers along their directions: no straight line."""
        return realise(ar, ar.add(convert(self.values), ar.scale(step, convert(self.directions))), self.choice)

    def direction(self, ar, convert):
        """Return how the value moves along with its free numbers, by dual numbers."""
        moved = self.moved(ar, convert, Dual(1, 0, 1))
        return ar.map(lambda x: x.slope if isinstance(x, Dual) else 0 * x, moved)


@dataclass
class Point:
    """One draw: sizes by letter; values, random functions and directions by name.

    free: of each value with properties, its free numbers; choices: of each random function with properties.
    """

    seed: str
    sizes: dict[str, int]
    values: dict[str, object] = field(default_factory=dict)
    networks: dict[str, dict | list[dict]] = field(default_factory=dict)
    directions: dict[str, object] = field(default_factory=dict)
    free: dict[str, Free | list[Free]] = field(default_factory=dict)
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    arrays: dict[tuple, object] = field(default_factory=dict)  # of what is drawn, by name and arithmetic

    def size(self, size) -> int:
        """Return a size as a number."""
        if type(size) is str and size in self.sizes:  # asked most often
            return self.sizes[size]
        size = known(size)
        if isinstance(size, int):
            return size
        if isinstance(size, Unknown) and size.otherwise:
            return size.otherwise
        if isinstance(size, Unknown):
            raise NotationError("a size does not follow from the context: say what it is")
        if isinstance(size, tuple):
            if size[0] == TRIANGLE:
                return self.size(size[1]) * (self.size(size[1]) + 1) // 2
            total = 1 if size[0] == "*" else 0
            for part in size[1:]:
                total = total * self.size(part) if size[0] == "*" else total + self.size(part)
            return total
        if size not in self.sizes:
            raise NotationError(f"the size {size_name(size)} is declared nowhere")
        return self.sizes[size]


def draw(
    checker: TypeChecker,
    seed: str,
    ones: frozenset[str] = frozenset(),
    smallest: int = 2,
    pattern: str = "consecutive",
    large: int = 7,
    scales: tuple[float, ...] = (1.0,),
    mirrored: bool = False,
    of_one_sign: bool = False,
    moves: bool = True,
) -> Point:
    """Draw a point.

    Letters get sizes of a pattern, see `sizes`, from `smallest` on, but those in `ones`, which are 1. What is
    drawn has a scale near one of `scales`, which the symbols take in turn. Mirrored, it has the opposite sign; of one
    sign, all of its free real numbers are positive, or negative if mirrored. It gets directions, for differentials,
    if it moves. The same seed draws the same point on every machine.
    """
    declarations = checker.declarations
    rng = random.Random(seed)
    names = [letter for letter in declarations.letters if letter not in ones]
    point = Point(seed, dict.fromkeys(ones, 1))
    try:
        point.sizes |= choose_sizes(names, pattern, smallest, lambda sizes: _fit(declarations, sizes, ones), rng, large)
    except SizesError as error:
        raise NoPointError(str(error)) from None
    point.sizes = {letter: point.sizes[letter] for letter in (*names, *sorted(ones))}
    for place, symbol in enumerate(declarations.symbols.values()):
        if symbol.definition is not None or symbol.local:
            continue
        scale = (-1 if mirrored else 1) * 10 ** rng.uniform(-SPREAD, SPREAD) * scales[place % len(scales)]
        count = 1 if symbol.members is None else point.size(symbol.members)
        if symbol.elementwise:
            weight = _numbers("complex" in symbol.properties, lambda: rng.choice((-1, 1)) * rng.uniform(0.5, 1.5))
            point.networks[symbol.name] = {"scalar": [weight() for _ in range(8)]}
            point.choices[symbol.name] = [_choose(symbol, 1, 1, rng)]
        elif symbol.arguments:
            rows, columns = point.size(symbol.rows), point.size(symbol.columns)
            found = [_network(symbol, checker, point, scale, rng) for _ in range(count)]
            point.networks[symbol.name] = found[0] if symbol.members is None else found
            point.choices[symbol.name] = [_choose(symbol, rows, columns, rng) for _ in range(count)]
        elif symbol.values:
            point.values[symbol.name] = rng.choice(symbol.values)
        else:
            _draw_value(symbol, point, count, scale, rng, of_one_sign, moves)
    return point


def _fit(declarations: Declarations, sizes: dict[str, int], ones: frozenset[str]) -> bool:
    """Tell whether sizes suit what has more rows than columns, or more columns than rows."""
    sizes = sizes | dict.fromkeys(ones, 1)
    for symbol in declarations.symbols.values():
        rows, columns = (sizes.get(size, size) for size in (symbol.rows, symbol.columns))
        if isinstance(rows, int) and isinstance(columns, int):
            for name in symbol.properties & PROPERTIES.keys():
                if not fits(name, rows, columns):
                    return False
    return True


def _choose(symbol: Symbol, rows: int, columns: int, rng: random.Random) -> Choice:
    names = symbol.properties & PROPERTIES.keys()
    return choose(names, rows, columns, "complex" in symbol.properties, rng) if names else NOTHING_TO_CHOOSE


def _draw_value(
    symbol: Symbol, point: Point, count: int, scale: float, rng: random.Random, of_one_sign: bool, moves: bool
) -> None:
    """Draw the value of a symbol, or of each member of a family, and its direction if it moves."""
    rows, columns = point.size(symbol.rows), point.size(symbol.columns)
    free = [_free(symbol, rows, columns, scale, rng, of_one_sign, moves) for _ in range(count)]
    scalar = (symbol.rows, symbol.columns) == (1, 1)

    def drawn(of):
        found = [[list(row) for row in of(each)] for each in free]
        found = [value[0][0] if scalar else value for value in found]
        return found[0] if symbol.members is None else found

    has_properties = not symbol.properties.isdisjoint(PROPERTIES)
    if has_properties:
        point.values[symbol.name] = drawn(lambda each: each.value(FLOAT, FLOAT.array))
        point.free[symbol.name] = free[0] if symbol.members is None else free
    else:
        point.values[symbol.name] = drawn(lambda each: each.values)
    if moves:
        by = (lambda each: each.direction(FLOAT, FLOAT.array)) if has_properties else (lambda each: each.directions)
        point.directions[symbol.name] = drawn(by)


def _free(
    symbol: Symbol, rows: int, columns: int, scale: float, rng: random.Random, of_one_sign: bool, moves: bool
) -> Free:
    """Draw free numbers whose value has all properties of a symbol, with a margin."""

    def gauss(scale: float) -> list[list]:
        normal = rng.gauss
        if "complex" in symbol.properties:
            return [[scale * complex(normal(), normal()) for _ in range(columns)] for _ in range(rows)]
        numbers = [[scale * normal() for _ in range(columns)] for _ in range(rows)]
        return [[copysign(x, scale) for x in row] for row in numbers] if of_one_sign else numbers

    for _ in range(ATTEMPTS):
        free = Free(gauss(scale), gauss(1.0) if moves else [], _choose(symbol, rows, columns, rng))
        try:
            if not free.choice.properties or holds(free.value(FLOAT, FLOAT.array), free.choice):
                return free
        except (SingularError, ZeroDivisionError, ValueError):
            continue
    words = " and ".join(sorted(symbol.properties))
    why = "these properties exclude each other, or chance never meets them"
    raise NoPointError(f"no value that is {words} was found at {rows} × {columns}: {why}")


def _network(symbol: Symbol, checker: TypeChecker, point: Point, scale: float, rng: random.Random) -> dict:
    """Draw the weights of a random smooth function: a linear part of full rank and a hidden layer of tanh."""
    inputs = 0
    for name in symbol.arguments:
        rows, columns = checker.argument_shape(name)
        inputs += point.size(rows) * point.size(columns)
    if splits_arguments(checker, symbol.name):
        inputs *= 2
    real = partial(rng.uniform, -1, 1)
    weight = _numbers("complex" in symbol.properties, real)
    outputs = point.size(symbol.rows) * point.size(symbol.columns)
    hidden = inputs + MORE_HIDDEN

    def weights(rows: int, columns: int, scale: float, number=real) -> list[list]:
        return [[scale * number() for _ in range(columns)] for _ in range(rows)]

    return {
        "in": weights(hidden, inputs, 1.0),
        "bias": weights(hidden, 1, 1.0),
        "out": weights(outputs, hidden, scale, weight),
        "linear": weights(outputs, inputs, scale, weight),
        "shift": weights(outputs, 1, scale, weight),
    }


def _numbers(are_complex: bool, draw):
    """Return what draws a number, real or complex, from what draws a real one."""
    return (lambda: complex(draw(), draw())) if are_complex else draw
