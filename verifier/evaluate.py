"""Step 6, evaluate: the value of a typed expression at a point, in either arithmetic."""

from verifier.arrays import (
    Dual,
    absolute,
    function,
    magnitude,
    maximum,
    minimum,
    mp,
    power,
    primal,
)
from verifier.parse import NotationError
from verifier.patterns import COLUMN, ROW
from verifier.sample import Point
from verifier.shapes import Typed, is_scalar, known


class Frame:
    """What an evaluation knows: arithmetic, point, values that are set, indices, and how to differentiate.

    method: "complex" or "dual" or "central"; level: how many differentiations this evaluation is inside of.
    """

    __slots__ = ("arithmetic", "cache", "indices", "level", "method", "point", "set", "typed")

    def __init__(self, arithmetic, point: Point, typed, method="complex", level=0, values=None, indices=None):
        self.arithmetic, self.point, self.typed = arithmetic, point, typed
        self.method, self.level = method, level
        self.set = values or {}
        self.indices = indices or {}
        self.cache = {}

    def varied(self, values: dict, arithmetic=None) -> "Frame":
        """Return a frame one level deeper, in which some symbols have other values."""
        return Frame(
            arithmetic or self.arithmetic,
            self.point,
            self.typed,
            self.method,
            self.level + 1,
            self.set | values,
            dict(self.indices),
        )

    def symbol(self, name: str):
        """Return the value of a symbol: set, computed from what it depends on, or drawn."""
        if name in self.set:
            return self.set[name]
        return self.once(name, lambda: self._symbol(name))

    def once(self, key, make):
        """Return what `make` makes, made once in this frame."""
        if key not in self.cache:
            self.cache[key] = make()
        return self.cache[key]

    def _symbol(self, name: str):
        symbol = self.typed.declarations.symbols.get(name)
        if symbol is not None and symbol.definition is not None:
            definition = self.typed.definition(symbol)
            outer, self.indices = self.indices, {}
            value = evaluate(definition, self)
            self.indices = outer
            return value
        if name in self.point.networks:
            declared = self.typed.declarations.symbols[name]
            if any(argument.startswith("?") for argument in declared.arguments):
                raise NotationError(f"the function {name} needs its argument written: {name}(...)")
            return self.apply(name, [self.symbol(argument) for argument in declared.arguments])
        return self.once_a_point(name, lambda: self.value(name))

    def once_a_point(self, name, make):
        """Return what is drawn under a name, converted once for this point and arithmetic."""
        key = (name, self.arithmetic)
        if key not in self.point.arrays:
            self.point.arrays[key] = make()
        return self.point.arrays[key]

    def value(self, name: str):
        """Return what is drawn for a symbol, in this arithmetic and with its properties to all its digits."""
        drawn = self.drawn(self.point.values[name])
        symbol = self.typed.declarations.symbols[name]
        if self.arithmetic.number is float or not symbol.properties & {"orthogonal", "idempotent", "unit"}:
            return drawn
        if (symbol.rows, symbol.columns) == (1, 1):
            return drawn  # a scalar
        if symbol.members is not None:
            return [exactly(symbol.properties, member, self.arithmetic) for member in drawn]
        return exactly(symbol.properties, drawn, self.arithmetic)

    def drawn(self, value):
        """Return a drawn value in this arithmetic: a number, an array, or the members of a family."""
        if not isinstance(value, list):
            return self.arithmetic.number(value) if not isinstance(value, complex) else self.complex(value)
        if isinstance(value[0], list) and not isinstance(value[0][0], list):
            return self.arithmetic.array([[self.drawn(x) for x in row] for row in value])
        return [self.drawn(member) for member in value]

    def complex(self, value):
        """Return a complex number in this arithmetic."""
        return value if self.arithmetic.number is float else self.arithmetic.number(value)

    def apply(self, name: str, arguments: list):
        """Return the value of a random function, or of each member of a family of them."""
        network = self.point.networks[name]
        if isinstance(network, list):
            return [self._apply(name, member, arguments, k) for k, member in enumerate(network)]
        return self._apply(name, network, arguments)

    def _apply(self, name: str, network: dict, arguments: list, member: int | None = None):
        ar = self.arithmetic
        column = [[x] for argument in arguments for x in _entries(ar, argument)]
        weights = self.once_a_point((name, member), lambda: {key: self.drawn(rows) for key, rows in network.items()})
        hidden = ar.elementwise("tanh", ar.add(ar.matmul(weights["in"], ar.array(column)), weights["bias"]))
        out = [row[0] for row in ar.rows(ar.add(ar.matmul(weights["out"], hidden), weights["shift"]))]
        symbol = self.typed.declarations.symbols[name]
        if "positive" in symbol.properties or "non-zero" in symbol.properties:
            out = [function("exp")(x) for x in out]
        if (symbol.rows, symbol.columns) == (1, 1):
            return out[0]
        rows, columns = self.point.size(symbol.rows), self.point.size(symbol.columns)
        array = ar.array([[out[r + rows * c] for c in range(columns)] for r in range(rows)])
        if symbol.properties & {"symmetric", "positive definite"}:
            array = ar.add(array, ar.transpose(array))
        if symbol.properties & {"invertible", "positive definite"}:
            array = ar.add(array, ar.scale(ar.number(4 * rows), identity(ar, rows)))  # dominates, so invertible
        return array


def exactly(properties, array, ar):
    """Return an array that has some properties to 16 digits with them to 50: by steps of Newton's method."""
    if "symmetric" in properties:
        array = ar.scale(ar.number(1) / 2, ar.add(array, ar.transpose(array)))
    for _ in range(2):
        if "orthogonal" in properties:
            square = ar.matmul(ar.transpose(array), array)
            rest = ar.add(ar.scale(ar.number(3), identity(ar, len(array))), ar.scale(-1, square))
            array = ar.scale(ar.number(1) / 2, ar.matmul(array, rest))
        if "idempotent" in properties:
            square = ar.matmul(array, array)
            array = ar.add(ar.scale(3, square), ar.scale(-2, ar.matmul(square, array)))
    if "unit" in properties:
        squares = [(x * conjugate(x)).real for row in ar.rows(array) for x in row]
        array = ar.scale(1 / function("sqrt")(sum(squares[1:], squares[0])), array)
    return array


def identity(ar, n: int):
    """Return the identity matrix."""
    return ar.array([[ar.number(int(i == j)) for j in range(n)] for i in range(n)])


def _entries(ar, value) -> list:
    """Return the entries of a value, column by column."""
    if isinstance(value, list):
        return [x for member in value for x in _entries(ar, member)]
    if not hasattr(value, "shape"):
        return [value]
    return [x for row in ar.rows(ar.transpose(value)) for x in row]


def evaluate(typed: Typed, frame: Frame):
    """Return the value of an expression: a number if its shape is 1 × 1, else an array."""
    return OPERATIONS[typed.op](typed, frame)


def integer(typed: Typed, frame: Frame) -> int:
    """Return the value of an index, without the detour over floating point."""
    match typed.op:
        case "number":
            return int(typed.data)
        case "size":
            return frame.point.size(typed.data)
        case "index":
            return frame.indices[typed.data]
        case "add":
            return sum(integer(arg, frame) for arg in typed.args)
        case "neg":
            return -integer(typed.args[0], frame)
        case "symbol":
            return int(frame.point.values[typed.data])
    raise NotationError("an index is a whole number", typed.span)


def positions(place: Typed | None, count: int, frame: Frame):
    """Return the rows, or columns, from 0 on, that an index of an entry stands for."""
    if place is None:
        return (0,)
    if place.op == "all":
        return range(count)
    at = integer(place, frame)
    if not 1 <= at <= count:
        raise IndexError(f"index {at} of 1 to {count}")
    return (at - 1,)


def _entry(typed, frame):
    ar = frame.arithmetic
    array = evaluate(typed.args[0], frame)
    if isinstance(array, (int, float, complex)) or not hasattr(array, "shape"):
        return array
    rows, columns = map(positions, typed.data, array.shape, (frame, frame))
    if len(rows) == len(columns) == 1 and is_scalar(typed.shape):
        return ar.entry(array, rows[0], columns[0])
    return ar.array([[ar.entry(array, i, j) for j in columns] for i in rows])


def _member(typed, frame):
    name, place = typed.data
    members = frame.symbol(name)
    at = integer(place, frame)
    if not 1 <= at <= len(members):
        raise IndexError(f"index {at} of 1 to {len(members)}")
    return members[at - 1]


def _build(typed, frame, entry):
    rows, columns = (frame.point.size(size) for size in typed.shape)
    number = frame.arithmetic.number
    if is_scalar(typed.shape):
        return number(entry(0, 0))
    return frame.arithmetic.array([[number(entry(i, j)) for j in range(columns)] for i in range(rows)])


def _add(typed, frame):
    total = evaluate(typed.args[0], frame)
    for arg in typed.args[1:]:
        other = evaluate(arg, frame)
        total = frame.arithmetic.add(total, other) if hasattr(total, "shape") else total + other
    return total


def _neg(typed, frame):
    value = evaluate(typed.args[0], frame)
    return frame.arithmetic.scale(-1, value) if hasattr(value, "shape") else -value


def _scale(typed, frame):
    s, value = evaluate(typed.args[0], frame), evaluate(typed.args[1], frame)
    if hasattr(s, "shape"):
        s = frame.arithmetic.entry(s, 0, 0)
    return frame.arithmetic.scale(s, value) if hasattr(value, "shape") else s * value


def _matmul(typed, frame):
    ar = frame.arithmetic
    left, right = (_as_array(evaluate(arg, frame), frame) for arg in typed.args)  # a size may turn out to be 1
    product = ar.matmul(left, right)
    return ar.entry(product, 0, 0) if is_scalar(typed.shape) else product


def _entrywise(f):
    def operation(typed, frame):
        values = [evaluate(arg, frame) for arg in typed.args]
        result = values[0]
        for value in values[1:]:
            result = frame.arithmetic.map(f, result, value) if hasattr(value, "shape") else f(result, value)
        return result

    return operation


def _kron(typed, frame):
    ar = frame.arithmetic
    result = None
    for arg in typed.args:
        value = evaluate(arg, frame)
        rows = ar.rows(value) if hasattr(value, "shape") else [[value]]
        if result is None:
            result = rows
        else:
            result = [[a * b for a in left for b in right] for left in result for right in rows]
    return result[0][0] if is_scalar(typed.shape) else ar.array(result)


def _quotient(typed, frame):
    above, below = (evaluate(arg, frame) for arg in typed.args)
    if not hasattr(above, "shape"):
        return above / below
    return frame.arithmetic.scale(1 / below, above)


def _power(typed, frame):
    base, exponent = (evaluate(arg, frame) for arg in typed.args)
    return power(base, exponent)


def _matrix_power(typed, frame):
    ar, base = frame.arithmetic, evaluate(typed.args[0], frame)
    k = integer(typed.args[1], frame)
    if k < 0:
        base, k = ar.inverse(base), -k
    result = identity(ar, base.shape[0])
    for _ in range(k):
        result = ar.matmul(result, base)
    return result


def _hadamard_power(typed, frame):
    base, k = (evaluate(arg, frame) for arg in typed.args)
    return frame.arithmetic.map(lambda x: power(x, k), base) if hasattr(base, "shape") else power(base, k)


def _as_array(value, frame):
    """Return a scalar as an array of one entry, for an operation on arrays."""
    return value if hasattr(value, "shape") else frame.arithmetic.array([[value]])


def _of_array(operation):
    """Return an operation on one array that takes a scalar, too, and returns one where the shape is 1 × 1."""

    def of_array(typed, frame):
        value = operation(_as_array(evaluate(typed.args[0], frame), frame), frame)
        scalar = is_scalar(typed.shape) and hasattr(value, "shape")
        return frame.arithmetic.entry(value, 0, 0) if scalar else value

    return of_array


def _transpose(typed, frame):
    value = evaluate(typed.args[0], frame)
    return frame.arithmetic.transpose(value) if hasattr(value, "shape") else value


def _inverse(typed, frame):
    value = evaluate(typed.args[0], frame)
    return frame.arithmetic.inverse(value) if hasattr(value, "shape") else 1 / value


def _inverse_transpose(typed, frame):
    value = _inverse(typed, frame)
    return frame.arithmetic.transpose(value) if hasattr(value, "shape") else value


def conjugate(x):
    """Return the conjugate of a number of any kind; a slope is conjugated with its value."""
    if isinstance(x, Dual):
        return Dual(x.level, conjugate(x.value), conjugate(x.slope))
    return x.conjugate() if hasattr(x, "conjugate") else x


def _conjugate(typed, frame):
    value = evaluate(typed.args[0], frame)
    return frame.arithmetic.map(conjugate, value) if hasattr(value, "shape") else conjugate(value)


def _hermitian(typed, frame):
    value = _conjugate(typed, frame)
    return frame.arithmetic.transpose(value) if hasattr(value, "shape") else value


@_of_array
def _pseudo_inverse(value, frame):
    """Return R^T (R R^T)^-1 (C^T C)^-1 C^T of the factors C R, full in rank, that elimination finds."""
    ar = frame.arithmetic
    rows, pivots = eliminate([list(row) for row in ar.rows(value)])
    if not pivots:
        return ar.scale(0, ar.transpose(value))
    c = ar.array([[row[k] for k in pivots] for row in ar.rows(value)])
    r = ar.array(rows[: len(pivots)])
    ct, rt = ar.transpose(c), ar.transpose(r)
    if frame.typed.complex:
        ct, rt = ar.map(conjugate, ct), ar.map(conjugate, rt)
    left = ar.matmul(rt, ar.inverse(ar.matmul(r, rt)))
    return ar.matmul(left, ar.matmul(ar.inverse(ar.matmul(ct, c)), ct))


def eliminate(rows: list[list]) -> tuple[list[list], list[int]]:
    """Return the reduced row echelon form and the columns of its pivots."""
    pivots: list[int] = []
    for column in range(len(rows[0])):
        at = len(pivots)
        pivot = max(range(at, len(rows)), key=lambda r: magnitude(rows[r][column]), default=None)
        if pivot is None or magnitude(rows[pivot][column]) < 1e-9:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [x / rows[at][column] for x in rows[at]]
        for r in range(len(rows)):
            if r != at:
                ratio = rows[r][column]
                rows[r] = [x - ratio * y for x, y in zip(rows[r], rows[at], strict=True)]
        pivots.append(column)
    return rows, pivots


def _elementwise(typed, frame):
    name = typed.data or typed.op
    value = evaluate(typed.args[0], frame)
    return frame.arithmetic.elementwise(name, value) if hasattr(value, "shape") else function(name)(value)


def _applied(typed, frame):
    return frame.apply(typed.data, [evaluate(arg, frame) for arg in typed.args])


def random_scalar(frame, name, primes, level):
    """Return the random function of one number, or a derivative of it, by duals of levels of their own."""
    a, b, c, d = (frame.arithmetic.number(x) for x in frame.point.networks[name]["scalar"])

    def f(x):
        return a * function("sin")(b * x + c) + d * x * x

    def differentiated(g, at):
        def slope(x):
            y = g(Dual(at, x, 1))
            return y.slope if isinstance(y, Dual) and y.level == at else 0 * x

        return slope

    for k in range(primes):
        f = differentiated(f, level + 1000 - k)
    return f


def _applied_elementwise(typed, frame):
    value = evaluate(typed.args[0], frame)
    f = random_scalar(frame, *typed.data, frame.level)
    return frame.arithmetic.map(f, value) if hasattr(value, "shape") else f(value)


def _sum(typed, frame):
    total = None
    for _ in _running(typed.data, frame):
        value = evaluate(typed.args[0], frame)
        if total is None:
            total = value
        else:
            total = frame.arithmetic.add(total, value) if hasattr(value, "shape") else total + value
    if total is None:
        zero = frame.arithmetic.number(0)
        return zero if is_scalar(typed.shape) else _build(typed, frame, lambda i, j: 0)
    return total


def _prod(typed, frame):
    total = frame.arithmetic.number(1)
    for _ in _running(typed.data, frame):
        total = total * evaluate(typed.args[0], frame)
    return total


def _running(ranges, frame):
    """Run the indices of a sum through their ranges."""
    if not ranges:
        yield
        return
    (index, lower, upper, other, size), *rest = ranges
    first = 1 if lower is None else integer(lower, frame)
    final = frame.point.size(size) if upper is None else integer(upper, frame)
    outer = frame.indices.get(index)
    for k in range(first, final + 1):
        if other is None or k != integer(other, frame):
            frame.indices[index] = k
            yield from _running(rest, frame)
    if outer is None:
        frame.indices.pop(index, None)
    else:
        frame.indices[index] = outer


def _squares(typed, frame):
    """Return the sum of squared entries; without a conjugate for real data, so that it is analytic."""
    value = evaluate(typed.args[0], frame)
    entries = _entries(frame.arithmetic, value)
    return sum((x * (conjugate(x) if frame.typed.complex else x) for x in entries), frame.arithmetic.number(0))


def _norm(typed, frame):
    kind = typed.data
    if kind != "F" and 1 not in [known(size) for size in typed.args[0].shape]:
        raise NotationError(
            f"the norm with index {kind} is of a vector: of a matrix, its operator norm, it is not evaluated",
            typed.span,
        )
    if kind in ("2", "F"):
        return function("sqrt")(_squares(typed, frame))
    sizes = [_size(x, frame) for x in _entries(frame.arithmetic, evaluate(typed.args[0], frame))]
    if kind == "1":
        return sum(sizes[1:], sizes[0])
    if kind in (r"\infty", r"{\infty}"):
        return max(sizes, key=primal)
    if kind in frame.point.values:
        p = frame.symbol(kind)
        total = [power(x, p) for x in sizes]
        return power(sum(total[1:], total[0]), 1 / p)
    raise NotationError(f"the norm with index {kind} is not known", typed.span)


def _size(x, frame):
    """Return the absolute value of a number, complex only where the statement is."""
    return function("sqrt")(x * conjugate(x)) if frame.typed.complex else absolute(x)


def _abs(typed, frame):
    value = evaluate(typed.args[0], frame)
    if hasattr(value, "shape"):
        return frame.arithmetic.map(lambda x: _size(x, frame), value)
    return _size(value, frame)


def _trace(typed, frame):
    value = evaluate(typed.args[0], frame)
    if not hasattr(value, "shape"):
        return value
    return sum((row[k] for k, row in enumerate(frame.arithmetic.rows(value))), frame.arithmetic.number(0))


def _determinant(typed, frame):
    value = evaluate(typed.args[0], frame)
    return frame.arithmetic.determinant(value) if hasattr(value, "shape") else value


@_of_array
def _vec(value, frame):
    return frame.arithmetic.array([[x] for x in _entries(frame.arithmetic, value)])


@_of_array
def _diag(value, frame):
    ar = frame.arithmetic
    entries = _entries(ar, value)
    zero = ar.number(0)
    return ar.array([[x if i == j else zero for j in range(len(entries))] for i, x in enumerate(entries)])


@_of_array
def _diagonal(value, frame):
    rows = frame.arithmetic.rows(value)
    return frame.arithmetic.array([[row[k]] for k, row in enumerate(rows)])


@_of_array
def _softmax(value, frame):
    ar = frame.arithmetic
    powers = ar.elementwise("exp", value)
    entries = _entries(ar, powers)
    return ar.scale(1 / sum(entries[1:], entries[0]), powers)


@_of_array
def _rank(value, frame):
    rows = [list(row) for row in frame.arithmetic.rows(value)]
    return frame.arithmetic.number(len(eliminate(rows)[1]))


@_of_array
def _expm(value, frame):
    """Return the matrix exponential: its power series after halving the matrix, then squared back."""
    ar = frame.arithmetic
    halvings, terms = 6, 40 if ar.number is not float else 18
    value = ar.scale(ar.number(1) / 2**halvings, value)
    term = total = identity(ar, value.shape[0])
    for k in range(1, terms):
        term = ar.scale(ar.number(1) / k, ar.matmul(term, value))
        total = ar.add(total, term)
    for _ in range(halvings):
        total = ar.matmul(total, total)
    return total


def holds(typed: Typed, frame: Frame, margin: float = 0) -> bool:
    r"""Tell whether a condition holds: comparisons of real numbers, without their slopes.

    margin: how far from equal two numbers must be for `\neq`; a drawn point keeps away from where it bites.
    """
    if typed.op == "true":
        return True
    if typed.op == "and":
        return all(holds(arg, frame, margin) for arg in typed.args)
    values = [primal(evaluate(arg, frame)) for arg in typed.args]
    for relation, a, b in zip(typed.data, values, values[1:], strict=False):
        result = {"=": a == b, r"\neq": abs(a - b) > margin, r"\leq": a <= b, r"\geq": a >= b, "<": a < b, ">": a > b}
        if not result[relation]:
            return False
    return True


def _cases(typed, frame):
    for k, (arg, condition) in enumerate(zip(typed.args, typed.data, strict=True)):
        if holds(condition, frame):
            frame.typed.branches.add((typed.span, k))
            return evaluate(arg, frame)
    raise NotationError("no case holds at this point: the cases leave a gap", typed.span)


def _blocks(typed, frame):
    ar, width = frame.arithmetic, typed.data
    rows = []
    for at in range(0, len(typed.args), width):
        values = [evaluate(arg, frame) for arg in typed.args[at : at + width]]
        parts = [ar.rows(value) if hasattr(value, "shape") else [[value]] for value in values]
        rows += [[x for row in line for x in row] for line in zip(*parts, strict=True)]
    return rows[0][0] if is_scalar(typed.shape) else ar.array(rows)


def _filled(typed, frame):
    ar = frame.arithmetic
    rows, columns = (frame.point.size(size) for size in typed.data)
    grid = []
    outer = frame.indices  # a matrix within this one counts with the same names
    for r in range(1, rows + 1):
        line = []
        for c in range(1, columns + 1):
            frame.indices = outer | {ROW: r, COLUMN: c}
            value = evaluate(typed.args[0 if r == c or len(typed.args) == 1 else 1], frame)
            line.append(ar.rows(value) if hasattr(value, "shape") else [[value]])
        grid += [[x for row in rows_ for x in row] for rows_ in zip(*line, strict=True)]
    frame.indices = outer
    return grid[0][0] if is_scalar(typed.shape) else ar.array(grid)


class Shown:
    """The entries of a matrix that are written out, at their places; the rest is behind dots."""

    def __init__(self, entries: list):
        self.entries = entries


def _shown(typed, frame):
    rows, columns = (frame.point.size(size) for size in typed.shape)
    if rows < len({r for r, _ in typed.data} - {0}) or columns < len({c for _, c in typed.data} - {0}):
        raise IndexError("more rows or columns are written out than there are")
    if (rows == 1 and len({r for r, _ in typed.data}) > 1) or (columns == 1 and len({c for _, c in typed.data}) > 1):
        raise IndexError("more rows or columns are written out than there are")
    return Shown(
        [
            ((r or rows) - 1, (c or columns) - 1, evaluate(arg, frame))
            for (r, c), arg in zip(typed.data, typed.args, strict=True)
        ]
    )


def _extreme(choose):
    def operation(typed, frame):
        entries = _entries(frame.arithmetic, evaluate(typed.args[0], frame))
        result = entries[0]
        for x in entries[1:]:
            result = choose(result, x)
        return result

    return operation


CONSTANTS = {
    "e": lambda ar: function("exp")(ar.number(1)),
    r"\pi": lambda ar: _pi(ar),
    r"\mathrm{i}": lambda ar: 1j,
}


def _pi(ar):
    return float(mp.pi) if ar.number is float else +mp.pi


def _number(typed, frame):
    text = typed.data
    return frame.arithmetic.number(int(text)) if text.isdigit() else frame.arithmetic.number(1) * _decimal(text, frame)


def _decimal(text, frame):
    whole, _, part = text.partition(".")
    return frame.arithmetic.number(int(whole + part)) / 10 ** len(part)


OPERATIONS = {  # `differentiate` adds its own
    "number": _number,
    "size": lambda t, f: f.arithmetic.number(f.point.size(t.data)),
    "index": lambda t, f: f.arithmetic.number(f.indices[t.data]),
    "constant": lambda t, f: CONSTANTS[t.data](f.arithmetic),
    "symbol": lambda t, f: f.symbol(t.data),
    "member": _member,
    "entry": _entry,
    "identity": lambda t, f: _build(t, f, lambda i, j: int(i == j)),
    "ones": lambda t, f: _build(t, f, lambda i, j: 1),
    "zeros": lambda t, f: _build(t, f, lambda i, j: 0),
    "unit": lambda t, f: _build(t, f, lambda i, j: int(i + 1 == integer(t.data, f))),
    "single_entry": lambda t, f: _build(
        t, f, lambda i, j: int(i + 1 == integer(t.data[0], f) and j + 1 == integer(t.data[1], f))
    ),
    "delta": lambda t, f: f.arithmetic.number(int(integer(t.args[0], f) == integer(t.args[1], f))),
    "add": _add,
    "neg": _neg,
    "scale": _scale,
    "matmul": _matmul,
    "hadamard": _entrywise(lambda x, y: x * y),
    "divide": _entrywise(lambda x, y: x / y),
    "max": _entrywise(maximum),
    "min": _entrywise(minimum),
    "max_entry": _extreme(maximum),
    "min_entry": _extreme(minimum),
    "kron": _kron,
    "quotient": _quotient,
    "power": _power,
    "matrix_power": _matrix_power,
    "hadamard_power": _hadamard_power,
    "transpose": _transpose,
    "inverse": _inverse,
    "inverse_transpose": _inverse_transpose,
    "conjugate": _conjugate,
    "hermitian": _hermitian,
    "pseudo_inverse": _pseudo_inverse,
    "elementwise": _elementwise,
    "sqrt": _elementwise,
    "applied": _applied,
    "applied_elementwise": _applied_elementwise,
    "sum": _sum,
    "prod": _prod,
    "norm": _norm,
    "abs": _abs,
    "tr": _trace,
    "det": _determinant,
    "vec": _vec,
    "diag": _diag,
    "diagonal": _diagonal,
    "softmax": _softmax,
    "rank": _rank,
    "expm": _expm,
    "cases": _cases,
    "blocks": _blocks,
    "filled": _filled,
    "shown": _shown,
}
