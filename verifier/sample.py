"""Step 5, sample: draw sizes, values and functions that satisfy the declarations, and nothing more.

Needs no NumPy: a point holds rows of Python numbers, which either arithmetic takes.
"""

import random
from dataclasses import dataclass, field
from itertools import pairwise

from verifier.arrays import FLOAT, SingularError
from verifier.declare import Declarations, Symbol
from verifier.decompositions import SPECTRA
from verifier.errors import NotationError
from verifier.factorise import NoFactorsError, real_eigen, singular, symmetric_eigen
from verifier.typecheck import TypeChecker
from verifier.unify import Unknown, known, size_name

HIDDEN = 3  # neurons of a random function
SHUFFLES = 100  # of sizes, until they fit
GAP = 0.2  # between drawn eigenvalues, or singular values, that are distinct


@dataclass
class Point:
    """One draw: sizes by letter; values, random functions and directions by name."""

    seed: str
    sizes: dict[str, int]
    values: dict[str, object] = field(default_factory=dict)
    networks: dict[str, dict | list[dict]] = field(default_factory=dict)
    directions: dict[str, object] = field(default_factory=dict)
    arrays: dict[tuple, object] = field(default_factory=dict)  # of what is drawn, by name and arithmetic

    def size(self, size) -> int:
        """Return a size as a number."""
        size = known(size)
        if isinstance(size, int):
            return size
        if isinstance(size, Unknown):
            raise NotationError("a size does not follow from the context: say what it is")
        if isinstance(size, tuple):
            total = 1 if size[0] == "*" else 0
            for part in size[1:]:
                total = total * self.size(part) if size[0] == "*" else total + self.size(part)
            return total
        if size not in self.sizes:
            raise NotationError(f"the size {size_name(size)} is declared nowhere")
        return self.sizes[size]


def letters(declarations: Declarations) -> list[str]:
    """Return the letters that are sizes, in the order of their declaration."""
    found = []
    for symbol in declarations.symbols.values():
        for size in (symbol.rows, symbol.columns, symbol.members):
            if isinstance(size, str) and size != "?" and size not in found:
                found.append(size)
    return found


def draw(checker: TypeChecker, seed: str, ones: frozenset[str] = frozenset(), smallest: int = 2) -> Point:
    """Draw a point.

    Different letters get different sizes, from `smallest` on, but those in `ones`, which are 1. The same
    seed draws the same point on every machine.
    """
    declarations = checker.declarations
    rng = random.Random(seed)
    names = [letter for letter in letters(declarations) if letter not in ones]
    sizes = list(range(smallest, smallest + len(names)))
    for _ in range(SHUFFLES):
        rng.shuffle(sizes)
        point = Point(seed, dict(zip(names, sizes, strict=False)) | dict.fromkeys(ones, 1))
        if _full_ranks_fit(declarations, point):
            break
    else:
        raise NotationError("no sizes let every matrix have its rank: full column rank needs as many rows as columns")
    for symbol in declarations.symbols.values():
        if symbol.definition is not None:
            continue
        if symbol.elementwise:
            point.networks[symbol.name] = {"scalar": [rng.uniform(0.5, 1.5) for _ in range(4)]}
        elif symbol.arguments:
            members = range(point.size(symbol.members)) if symbol.members is not None else None
            point.networks[symbol.name] = (
                _network(symbol, checker, point, rng)
                if members is None
                else [_network(symbol, checker, point, rng) for _ in members]
            )
        elif symbol.values:
            point.values[symbol.name] = rng.choice(symbol.values)
        else:
            rows, columns = point.size(symbol.rows), point.size(symbol.columns)
            scalar = (symbol.rows, symbol.columns) == (1, 1)
            count = 1 if symbol.members is None else point.size(symbol.members)
            values = [_value(symbol.properties, rows, columns, rng) for _ in range(count)]
            values = [value[0][0] if scalar else value for value in values]
            point.values[symbol.name] = values if symbol.members is not None else values[0]
            kept = symbol.properties & {
                "symmetric",
                "diagonal",
                "skew",
                "complex",
                "upper triangular",
                "lower triangular",
            }
            kept |= {"symmetric"} if "positive definite" in symbol.properties else set()
            directions = [_value(kept, rows, columns, rng) for _ in range(count)]
            directions = [value[0][0] if scalar else value for value in directions]
            point.directions[symbol.name] = directions if symbol.members is not None else directions[0]
    return point


def _full_ranks_fit(declarations: Declarations, point: Point) -> bool:
    """Tell whether matrices of full column rank have rows enough, and those of full row rank columns enough."""
    for symbol in declarations.symbols.values():
        if symbol.properties & {"full column rank", "full row rank"}:
            rows, columns = point.size(symbol.rows), point.size(symbol.columns)
            if rows < columns if "full column rank" in symbol.properties else rows > columns:
                return False
    return True


def _network(symbol: Symbol, checker: TypeChecker, point: Point, rng) -> dict:
    """Draw the weights of a random smooth function: one hidden layer of tanh."""
    inputs = 0
    for name in symbol.arguments:
        rows, columns = checker.argument_shape(name)
        inputs += point.size(rows) * point.size(columns)
    outputs = point.size(symbol.rows) * point.size(symbol.columns)
    return {
        "in": [[rng.uniform(-1, 1) for _ in range(inputs)] for _ in range(HIDDEN)],
        "bias": [[rng.uniform(-1, 1)] for _ in range(HIDDEN)],
        "out": [[rng.uniform(-1, 1) for _ in range(HIDDEN)] for _ in range(outputs)],
        "shift": [[rng.uniform(-1, 1)] for _ in range(outputs)],
    }


def _value(properties: frozenset[str] | set[str], rows: int, columns: int, rng) -> list[list]:
    """Draw rows of numbers with these properties."""
    number = (
        (lambda: complex(rng.gauss(0, 1), rng.gauss(0, 1))) if "complex" in properties else (lambda: rng.gauss(0, 1))
    )
    for _ in range(100):
        value = [[number() for _ in range(columns)] for _ in range(rows)]
        if "negative" in properties:
            value = [[-abs(x) - 0.3 for x in row] for row in value]
        if "positive definite" in properties:
            value = FLOAT.matmul(value, FLOAT.transpose(value))
            value = [[x / rows + (i == j) / 2 for j, x in enumerate(row)] for i, row in enumerate(value)]
        if "symmetric" in properties:
            value = [[(value[i][j] + value[j][i]) / 2 for j in range(columns)] for i in range(rows)]
        if "skew" in properties:
            value = [[(value[i][j] - value[j][i]) / 2 for j in range(columns)] for i in range(rows)]
        if "diagonal" in properties:
            value = [[x if i == j else 0.0 for j, x in enumerate(row)] for i, row in enumerate(value)]
        if "upper triangular" in properties:
            value = [[x if i <= j else 0.0 for j, x in enumerate(row)] for i, row in enumerate(value)]
        if "lower triangular" in properties:
            value = [[x if i >= j else 0.0 for j, x in enumerate(row)] for i, row in enumerate(value)]
        if "positive" in properties:
            value = [[abs(x) + 0.3 for x in row] for row in value]
        if "non-zero" in properties:
            value = [[x + (0.3 if x >= 0 else -0.3) for x in row] for row in value]
        if "zero" in properties:
            value[0][0] = 0.0
        if "repeated" in properties:
            value = [[value[0][0] for _ in row] for row in value]
        if "orthogonal" in properties:
            value = _orthogonal(value)
        if "unit" in properties:
            length = sum(abs(x) ** 2 for row in value for x in row) ** 0.5
            value = [[x / length for x in row] for row in value]
        if "singular" in properties:
            value[-1] = [2 * x for x in value[0]] if rows > 1 else [0.0] * columns
        if "idempotent" in properties:
            value = _projection(value, along=value if "symmetric" in properties else FLOAT.transpose(value))
            if max(abs(x) for row in value for x in row) > 5:
                continue
        if "real and distinct eigenvalues" in properties and "symmetric" not in properties:
            value = _with_real_eigenvalues(value, rng)
        if "repeated spectrum" in properties:
            value = [[abs(value[0][0]) + 0.5 if i == j else 0.0 for j in range(columns)] for i in range(rows)]
        elif properties & SPECTRA and not _is_spread(value, properties):
            continue
        if "invertible" not in properties or _well_conditioned(value):
            return [list(row) for row in value]
    raise NotationError("no value with the declared properties was found: they exclude each other")


def _with_real_eigenvalues(value, rng):
    """Return a matrix with the given one's columns as eigenvectors and real eigenvalues that are apart."""
    try:
        inverse = FLOAT.inverse(value)
    except SingularError:
        return value
    step = rng.uniform(0.5, 1)
    values = [step * (k - rng.uniform(0, len(value))) for k in range(len(value))]
    return FLOAT.matmul([[x * y for x, y in zip(row, values, strict=True)] for row in value], inverse)


def _is_spread(value, properties) -> bool:
    """Tell whether the declared eigenvalues or singular values are apart, and not so far that digits are lost."""
    try:
        if "distinct singular values" in properties:
            values = [*singular(value)[1], 0.0]
        elif properties & {"symmetric", "positive definite"}:
            values = symmetric_eigen(value)[0]
        elif "real and distinct eigenvalues" in properties:
            values = real_eigen(value)[0]
        else:
            return True  # "distinct" alone: complex eigenvalues may be
    except NoFactorsError:
        return False
    apart = all(x - y > GAP for x, y in pairwise(values))
    return apart and max(abs(x) for row in value for x in row) < 10


def _orthogonal(value):
    basis = []
    for row in value:
        for other in basis:
            along = sum(x * y for x, y in zip(row, other, strict=True))
            row = [x - along * y for x, y in zip(row, other, strict=True)]
        length = sum(x * x for x in row) ** 0.5
        basis.append([x / length for x in row])
    return basis


def _projection(value, along):
    """Return the projection on all columns of a matrix but the last; an oblique one, unless along them."""
    basis, other = ([row[: max(1, len(rows) - 1)] for row in rows] for rows in (value, along))
    flat = FLOAT.transpose(other)
    try:
        return FLOAT.matmul(FLOAT.matmul(basis, FLOAT.inverse(FLOAT.matmul(flat, basis))), flat)
    except SingularError:
        return _projection(value, value)


def _well_conditioned(value) -> bool:
    try:
        inverse = FLOAT.inverse(value)
    except SingularError:
        return False
    return max(abs(x) for row in inverse for x in row) < 5
