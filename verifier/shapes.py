"""Step 4, shapes: find out what every part of a statement is and which shape it has.

Shapes are letters, not numbers, so `n x m` times `n x 1` is an error even where m happens to equal n. What
the notation leaves to the context is settled here: which juxtaposition is a matrix product and which scales,
what `x_i` is an entry of, how large an identity is, over what an index runs.
"""

from dataclasses import dataclass
from functools import reduce

from verifier.arrays import SCALAR
from verifier.declare import Declarations, Symbol, entry_of, family, sizes_of
from verifier.parse import NotationError
from verifier.patterns import COLUMN, ROW, TERM, PatternError, dotted_sum, places_of, running
from verifier.tree import POSTFIX, Node


class ShapeError(NotationError):
    """Shapes that do not fit."""


class Unknown:
    """A size that the context has yet to tell."""

    __slots__ = ("found",)

    def __init__(self):
        self.found = None


def known(size):
    """Return what is known of a size: a number, a letter, a product or sum of sizes, or an Unknown."""
    while isinstance(size, Unknown) and size.found is not None:
        size = size.found
    if isinstance(size, tuple):
        return _combine(size[0], [known(part) for part in size[1:]])
    return size


def _combine(sign, parts):
    flat = [q for p in parts for q in (p[1:] if isinstance(p, tuple) and p[0] == sign else (p,))]
    numbers = [p for p in flat if isinstance(p, int)]
    others = sorted((p for p in flat if not isinstance(p, int)), key=size_name)
    number = reduce(lambda a, b: a * b if sign == "*" else a + b, numbers, 1 if sign == "*" else 0)
    if number != (1 if sign == "*" else 0) or not others:
        others.insert(0, number)
    return others[0] if len(others) == 1 else (sign, *others)


def size_name(size) -> str:
    """Return a size as people write it."""
    size = known(size)
    if isinstance(size, Unknown):
        return "?"
    if not isinstance(size, tuple):
        return str(size)
    return "·".join(map(_factor, size[1:])) if size[0] == "*" else " + ".join(map(size_name, size[1:]))


def _factor(size) -> str:
    """Return a size as people write it beside a sign of multiplication."""
    size = known(size)
    return f"({size_name(size)})" if isinstance(size, tuple) and size[0] == "+" else size_name(size)


def shape_name(shape) -> str:
    """Return a shape as people write it, `m × n`."""
    return f"{_factor(shape[0])} × {_factor(shape[1])}"


def same(a, b) -> bool:
    """Make two sizes equal, and tell whether they can be."""
    a, b = known(a), known(b)
    if a == b:
        return True
    if isinstance(a, Unknown):
        a.found = b
        return True
    if isinstance(b, Unknown):
        b.found = a
        return True
    return _same_products(a, b)


def _same_products(a, b) -> bool:
    """Make two products of sizes equal by finding the one unknown factor, as in ? * n = m * n."""
    left, right = (list(size[1:]) if isinstance(size, tuple) and size[0] == "*" else [size] for size in (a, b))
    for factor in list(left):
        if factor in right:
            left.remove(factor)
            right.remove(factor)
    for some, rest in ((left, right), (right, left)):
        if len(some) == 1 and isinstance(some[0], Unknown) and not any(isinstance(size, Unknown) for size in rest):
            some[0].found = _combine("*", rest) if rest else 1
            return True
    return False


def is_scalar(shape) -> bool:
    """Tell whether a shape is 1 × 1, as far as is known."""
    return known(shape[0]) == 1 and known(shape[1]) == 1


@dataclass(slots=True)
class Typed:
    """A part of a statement that knows what it is: an operation of `evaluate`, its parts, its shape."""

    op: str
    args: tuple
    shape: tuple
    data: object = None
    span: tuple = (0, 0)


SCALAR_SHAPE = (1, 1)
RUNNING = (ROW, COLUMN, TERM)
ELEMENTWISE = {*SCALAR, "sign", "relu", "sigmoid"}


class Shaper:
    """Types the statements of one entry in one layout."""

    def __init__(self, declarations: Declarations, layout: str = "numerator") -> None:
        self.declarations, self.layout = declarations, layout
        self.scope: dict[str, object] = {}  # index: the size that it runs to
        self.letters = set()
        for symbol in declarations.symbols.values():
            for size in (symbol.rows, symbol.columns, symbol.members):
                if isinstance(size, str) and size != "?":
                    self.letters.add(size)
        self.definitions: dict[str, Typed] = {}
        self.branches: set[tuple] = set()  # those of `cases` that an evaluation has reached

    # statements

    def statement(self, tree: Node) -> Typed:
        """Type a statement; its data are the relations, and the sizes of its free indices."""
        chain = tree.args[0]
        self.indices = {
            index.value
            for node in tree.walk()
            for index in (node.args[1:] if node.kind == "index" else node.args if node.kind == "delta" else ())
            for index in index.walk()
            if index.kind == "name"
        }
        self.scope = {}
        condition = self.condition(tree.args[1]) if len(tree.args) > 1 else None
        sides = [self.side(side) for side in chain.args]
        self.complex = any(symbol.properties & {"complex"} for symbol in self.declarations.symbols.values()) or any(
            node.kind in ("conjugate", "hermitian") or node.value == r"\mathrm{i}"
            for root in (tree, *(s.definition for s in self.declarations.symbols.values() if s.definition))
            for node in root.walk()
        )
        for left, right, relation in zip(sides, sides[1:], chain.value.split(), strict=False):
            if relation == r"\neq":
                continue
            if not (same(left.shape[0], right.shape[0]) and same(left.shape[1], right.shape[1])):
                raise ShapeError(
                    f"the shapes differ: {shape_name(left.shape)} on the left side, "
                    f"{shape_name(right.shape)} on the right side",
                    (left.span[0], right.span[1]),
                )
        free = dict(self.scope)
        for index, size in free.items():
            if isinstance(known(size), Unknown):
                raise NotationError(f"the range of the index {index} does not follow from the context", tree.span)
        return Typed("statement", tuple(sides), sides[0].shape, (chain.value.split(), free, condition), tree.span)

    def side(self, node: Node) -> Typed:
        """Type a side of a chain: here a matrix with dots may follow no pattern."""
        return self.matrix(node, alone=True) if node.kind == "matrix" else self.type(node)

    def condition(self, node: Node) -> Typed:
        """Type a condition: comparisons of scalars."""
        if node.kind == "and":
            return Typed("and", tuple(self.condition(arg) for arg in node.args), SCALAR_SHAPE, None, node.span)
        if node.kind == "otherwise":
            return Typed("true", (), SCALAR_SHAPE, None, node.span)
        sides = tuple(self.type(arg) for arg in node.args)
        for side in sides:
            if not is_scalar(side.shape):
                raise ShapeError(f"a condition compares scalars, this is {shape_name(side.shape)}", side.span)
        return Typed("compare", sides, SCALAR_SHAPE, node.value.split(), node.span)

    # expressions

    def type(self, node: Node) -> Typed:
        """Type an expression."""
        if node.kind in POSTFIX:
            return self.postfix(node)
        if node.kind in ("neg", "sqrt", "differential"):
            arg = self.type(node.args[0])
            return Typed(node.kind, (arg,), arg.shape, None, node.span)
        return getattr(self, node.kind)(node)

    def scalar(self, node: Node, role: str) -> Typed:
        """Type an expression that must be a scalar."""
        typed = self.type(node)
        if not (same(typed.shape[0], 1) and same(typed.shape[1], 1)):
            raise ShapeError(f"{role} must be a scalar, this is {shape_name(typed.shape)}", node.span)
        return typed

    def equal(self, args: list[Typed], what: str) -> tuple:
        """Make all shapes equal and return it."""
        first = args[0]
        for other in args[1:]:
            if not (same(first.shape[0], other.shape[0]) and same(first.shape[1], other.shape[1])):
                raise ShapeError(
                    f"{what} of shapes that differ: {shape_name(first.shape)} and {shape_name(other.shape)}",
                    (first.span[0], other.span[1]),
                )
        return first.shape

    def number(self, node):
        return Typed("number", (), SCALAR_SHAPE, node.value, node.span)

    def name(self, node):
        name = node.value
        symbols = self.declarations.symbols
        if name in self.scope:
            return Typed("index", (), SCALAR_SHAPE, name, node.span)
        if name in symbols:
            symbol = symbols[name]
            if symbol.elementwise:
                raise NotationError(f"{name} is a function: give it an argument", node.span)
            return self.symbol(symbol, node.span)
        if family(name) in symbols:
            raise NotationError(f"{name} is a family: give it an index", node.span)
        if name in self.letters:
            return Typed("size", (), SCALAR_SHAPE, name, node.span)
        if name in getattr(self, "indices", ()):
            self.scope[name] = Unknown()
            return Typed("index", (), SCALAR_SHAPE, name, node.span)
        match name:
            case r"\mathbf{I}":
                size = Unknown()
                return Typed("identity", (), (size, size), None, node.span)
            case r"\mathbf{1}":
                return Typed("ones", (), (Unknown(), 1), None, node.span)
            case r"\mathbf{0}":
                return Typed("zeros", (), (Unknown(), Unknown()), None, node.span)
            case "e" | r"\pi" | r"\mathrm{i}":
                return Typed("constant", (), SCALAR_SHAPE, name, node.span)
        raise NotationError(
            f"{name} is not declared: say in the sentence above what it is, as ${name} \\in \\mathbb{{R}}^{{n}}$",
            node.span,
        )

    def symbol(self, symbol: Symbol, span) -> Typed:
        if symbol.definition is None:
            return Typed("symbol", (), (symbol.rows, symbol.columns), symbol.name, span)
        return Typed("symbol", (), self.definition(symbol).shape, symbol.name, span)

    def definition(self, symbol: Symbol) -> Typed:
        """Return what a symbol abbreviates, typed when it is first asked for."""
        if symbol.name not in self.definitions:
            outer, self.scope = self.scope, {}
            self.definitions[symbol.name] = self.type(symbol.definition)
            free, self.scope = next(iter(self.scope), None), outer
            if free is not None:
                raise NotationError(
                    f"{symbol.name} is defined by one entry, with the index {free}: "
                    "define the whole symbol, or display this as an equation"
                )
        return self.definitions[symbol.name]

    def index(self, node):
        base, *indices = node.args
        if base.kind == "name":
            found = self.member(base, indices, node)
            if found is not None:
                return found
            typed = self.holder(base, len(indices))
        elif base.kind == "apply" and base.value not in self.declarations.symbols:
            typed = self.type(base)
        else:
            typed = self.type(base)
        if len(indices) == 1 and known(typed.shape[1]) == 1:
            places = (self.place(indices[0], typed.shape[0]), None)
        elif len(indices) == 1 and known(typed.shape[0]) == 1:
            places = (None, self.place(indices[0], typed.shape[1]))
        elif len(indices) == 2:
            places = (self.place(indices[0], typed.shape[0]), self.place(indices[1], typed.shape[1]))
        else:
            raise ShapeError(f"{len(indices)} index on {shape_name(typed.shape)}", node.span)
        shape = tuple(
            size if place is not None and place.op == "all" else 1
            for place, size in zip(places, typed.shape, strict=True)
        )
        return Typed("entry", (typed,), shape, places, node.span)

    def member(self, base: Node, indices, node) -> Typed | None:
        """Type a member of a family, a unit vector, a single-entry matrix; None for anything else."""
        symbol = self.declarations.symbols.get(family(base.value))
        if symbol is not None:
            place = self.place(indices[0], symbol.members)
            typed = Typed("member", (), (symbol.rows, symbol.columns), (symbol.name, place), node.span)
            if len(indices) == 1:
                return typed
            rest = self.place(indices[1], symbol.rows)
            return Typed("entry", (typed,), SCALAR_SHAPE, (rest, None), node.span)
        if base.value == r"\mathbf{e}" and base.value not in self.declarations.symbols and len(indices) == 1:
            size = Unknown()
            return Typed("unit", (), (size, 1), self.place(indices[0], size), node.span)
        return None

    def holder(self, base: Node, count: int) -> Typed:
        r"""Type what a name with indices is an entry of: `x` of `\\mathbf{x}`, `a` of `\\mathbf{A}`."""
        symbols = self.declarations.symbols
        bold = entry_of(base.value)
        order = bold if count == 1 else bold[::-1]
        for name in order:
            if name in symbols:
                return self.symbol(symbols[name], base.span)
        if base.value in symbols:
            typed = self.symbol(symbols[base.value], base.span)
            if not is_scalar(typed.shape):
                return typed
            raise NotationError(f"{base.value} is a scalar and has no entries", base.span)
        if order[-1:] == (r"\mathbf{I}",) or base.value in (r"\mathbf{I}", r"\mathbf{1}"):
            return self.type(base)
        raise NotationError(
            f"{base.value} with an index is not declared: declare " + (f"${order[0]}$" if order else f"${base.value}$"),
            base.span,
        )

    def place(self, index: Node, size) -> Typed:
        """Type an index, and let it run to the size that it counts along."""
        if index.kind == "all":
            return Typed("all", (), SCALAR_SHAPE, None, index.span)
        if index.kind == "number":
            return Typed("number", (), SCALAR_SHAPE, index.value, index.span)
        if index.kind == "name":
            if index.value in self.letters and index.value not in self.scope:
                return Typed("size", (), SCALAR_SHAPE, index.value, index.span)
            runs = self.scope.setdefault(index.value, Unknown())
            if runs is not None and not same(runs, size):
                what = f"the index {index.value}" if index.value not in RUNNING else "what the dots stand for"
                ends = f"{size_name(runs)}, where {size_name(size)} was expected"
                raise ShapeError(f"{what} runs to {ends}", index.span)
            return Typed("index", (), SCALAR_SHAPE, index.value, index.span)
        parts = tuple(self.place_part(arg, size) for arg in index.args)
        return Typed("add", parts, SCALAR_SHAPE, None, index.span)

    def place_part(self, node: Node, size) -> Typed:
        if node.kind == "neg":
            return Typed("neg", (self.place_part(node.args[0], size),), SCALAR_SHAPE, None, node.span)
        if node.kind == "name" and (node.value not in self.letters or node.value in self.scope):
            runs = self.scope.setdefault(node.value, Unknown())
            if runs is not None:
                same(runs, size)  # i + 1 runs as far as i may; places outside are left out
            return Typed("index", (), SCALAR_SHAPE, node.value, node.span)
        return self.place(node, size)

    def delta(self, node):
        runs = Unknown()
        both = tuple(self.place(arg, runs) for arg in node.args)
        return Typed("delta", both, SCALAR_SHAPE, None, node.span)

    def add(self, node):
        if any(arg.kind == "dots" for arg in node.args):
            return self.type(dotted_sum(node.args))
        args = [self.type(arg) for arg in node.args]
        return Typed("add", tuple(args), self.equal(args, "a sum"), None, node.span)

    def product(self, node):
        return reduce(self.multiply, (self.type(arg) for arg in node.args))

    def multiply(self, left: Typed, right: Typed) -> Typed:
        """Type a juxtaposition: scaling if a side is a scalar, else the matrix product."""
        span = (left.span[0], right.span[1])
        if is_scalar(left.shape):
            return Typed("scale", (left, right), right.shape, None, span)
        if is_scalar(right.shape):
            return Typed("scale", (right, left), left.shape, None, span)
        if not same(left.shape[1], right.shape[0]):
            raise ShapeError(
                f"the product of {shape_name(left.shape)} and {shape_name(right.shape)} does not exist, "
                f"as {size_name(left.shape[1])} and {size_name(right.shape[0])} differ",
                span,
            )
        return Typed("matmul", (left, right), (left.shape[0], right.shape[1]), None, span)

    def dot(self, node):
        args = [self.type(arg) for arg in node.args]
        if len(args) == 2 and not any(is_scalar(arg.shape) for arg in args):
            left, right = args
            if not (same(left.shape[1], 1) and same(right.shape[1], 1) and same(left.shape[0], right.shape[0])):
                raise ShapeError(
                    f"the dot product of {shape_name(left.shape)} and {shape_name(right.shape)} does not exist",
                    node.span,
                )
            flat = Typed("transpose", (left,), (1, left.shape[0]), None, left.span)
            return Typed("matmul", (flat, right), SCALAR_SHAPE, None, node.span)
        return reduce(self.multiply, args)

    def times(self, node):
        args = [self.type(arg) for arg in node.args]
        if sum(not is_scalar(arg.shape) for arg in args) > 1:
            raise ShapeError(r"\times stands between scalars only", node.span)
        return reduce(self.multiply, args)

    def hadamard(self, node):
        args = [self.type(arg) for arg in node.args]
        return Typed("hadamard", tuple(args), self.equal(args, "an elementwise product"), None, node.span)

    def divide(self, node):
        args = [self.type(arg) for arg in node.args]
        return Typed("divide", tuple(args), self.equal(args, "an elementwise quotient"), None, node.span)

    def kron(self, node):
        args = tuple(self.type(arg) for arg in node.args)
        shape = tuple(known(("*", *(arg.shape[k] for arg in args))) for k in (0, 1))
        return Typed("kron", args, shape, None, node.span)

    def slash(self, node):
        above, below = self.type(node.args[0]), self.scalar(node.args[1], "what divides")
        return Typed("quotient", (above, below), above.shape, None, node.span)

    frac = slash

    def power(self, node):
        base, exponent = node.args
        if base.kind == "name" and base.value == "e" and "e" not in self.declarations.symbols:
            arg = self.type(exponent)
            return Typed("elementwise", (arg,), arg.shape, "exp", node.span)
        if base == Node("name", (), r"\mathbf{J}") and base.value not in self.declarations.symbols:
            rows, columns = Unknown(), Unknown()
            i, j = exponent.args
            return Typed("single_entry", (), (rows, columns), (self.place(i, rows), self.place(j, columns)), node.span)
        typed, k = self.type(base), self.scalar(exponent, "an exponent")
        if is_scalar(typed.shape):
            return Typed("power", (typed, k), SCALAR_SHAPE, None, node.span)
        if not same(*typed.shape):
            raise ShapeError(f"a power of a matrix that is not square, {shape_name(typed.shape)}", node.span)
        return Typed("matrix_power", (typed, k), typed.shape, None, node.span)

    def hadamard_power(self, node):
        typed, k = self.type(node.args[0]), self.scalar(node.args[1], "an exponent")
        return Typed("hadamard_power", (typed, k), typed.shape, None, node.span)

    def postfix(self, node):
        arg = self.type(node.args[0])
        rows, columns = arg.shape
        if node.kind in ("transpose", "hermitian", "pseudo_inverse"):
            return Typed(node.kind, (arg,), (columns, rows), None, node.span)
        if node.kind == "conjugate":
            return Typed(node.kind, (arg,), arg.shape, None, node.span)
        if not same(rows, columns):
            raise ShapeError(f"the inverse of a matrix that is not square, {shape_name(arg.shape)}", node.span)
        return Typed(node.kind, (arg,), arg.shape, None, node.span)

    def call(self, node):
        name = node.value.removeprefix("\\operatorname{").removeprefix("\\").removesuffix("}")
        if name == "diag" and any(arg.kind == "dots" for arg in node.args):
            arg = self.listed(node)
            return Typed("diag", (arg,), (arg.shape[0], arg.shape[0]), None, node.span)
        if name in ("max", "min"):
            if any(arg.kind == "dots" for arg in node.args):
                arg = self.listed(node)
                return Typed(f"{name}_entry", (arg,), SCALAR_SHAPE, None, node.span)
            args = [self.type(arg) for arg in node.args]
            if len(args) == 1:
                return Typed(f"{name}_entry", tuple(args), SCALAR_SHAPE, None, node.span)
            return Typed(name, tuple(args), self.equal(args, f"the {name}imum"), None, node.span)
        if len(node.args) != 1:
            raise NotationError(f"{name} takes one argument", node.span)
        arg = self.type(node.args[0])
        rows, columns = arg.shape
        if name in ELEMENTWISE:
            return Typed("elementwise", (arg,), arg.shape, name, node.span)
        square = name in ("det", "tr", "diagonal", "expm")
        if square and not same(rows, columns):
            raise ShapeError(f"{name} of a matrix that is not square, {shape_name(arg.shape)}", node.span)
        if name in ("diag", "softmax") and not same(columns, 1):
            raise ShapeError(f"{name} of {shape_name(arg.shape)}, expected a column", node.span)
        shape = {
            **dict.fromkeys(("det", "tr", "rank"), SCALAR_SHAPE),
            "vec": (known(("*", rows, columns)), 1),
            "diag": (rows, rows),
            "diagonal": (rows, 1),
        }.get(name, arg.shape)
        return Typed(name, (arg,), shape, None, node.span)

    def listed(self, node) -> Typed:
        r"""Type the arguments `x_1, \dots, x_n` as a column."""
        rows = tuple(Node("row", (arg,), None, arg.span) for arg in node.args)
        return self.matrix(Node("matrix", rows, None, node.span))

    def apply(self, node):
        name = node.value.rstrip("'")
        primes = len(node.value) - len(name)
        symbol = self.declarations.symbols[name]
        args = [self.type(arg) for arg in node.args]
        if symbol.elementwise:
            if len(args) != 1:
                raise NotationError(f"{name} takes one argument", node.span)
            return Typed("applied_elementwise", tuple(args), args[0].shape, (name, primes), node.span)
        if primes == 1 and len(symbol.arguments) == 1 and (symbol.rows, symbol.columns) == SCALAR_SHAPE:
            return Typed("applied_prime", tuple(args), SCALAR_SHAPE, name, node.span)
        if primes:
            raise NotationError(f"{node.value}: a prime needs a scalar function of one scalar", node.span)
        if len(args) != len(symbol.arguments):
            raise NotationError(f"{name} takes {len(symbol.arguments)} argument(s)", node.span)
        for arg, declared in zip(args, symbol.arguments, strict=True):
            shape = self.argument_shape(declared)
            if not (same(arg.shape[0], shape[0]) and same(arg.shape[1], shape[1])):
                raise ShapeError(f"{name} takes {shape_name(shape)}, this is {shape_name(arg.shape)}", arg.span)
        if symbol.definition is not None:
            if any(arg != Node("name", (), name) for arg, name in zip(node.args, symbol.arguments, strict=True)):
                substituted = _substitute(symbol.definition, dict(zip(symbol.arguments, node.args, strict=True)))
                return self.type(substituted)
            return self.symbol(symbol, node.span)
        return Typed("applied", tuple(args), (symbol.rows, symbol.columns), name, node.span)

    def argument_shape(self, declared: str) -> tuple:
        """Return the shape of a function's argument."""
        if declared.startswith("?"):
            return sizes_of(declared[1:])[:2]
        if declared not in self.declarations.symbols:
            raise NotationError(f"the argument {declared} of a function is not declared")
        return self.type(Node("name", (), declared)).shape

    def norm(self, node):
        arg = self.type(node.args[0])
        return Typed("norm", (arg,), SCALAR_SHAPE, node.value, node.span)

    def abs(self, node):
        arg = self.type(node.args[0])
        return Typed("abs", (arg,), arg.shape, None, node.span)

    def big(self, node):
        *bounds, body = node.args
        outer = dict(self.scope)
        ranges = []
        for bound in bounds:
            index = bound.args[0].value
            lower = upper = other = None
            size: object = Unknown()
            if bound.value == "range":
                lower, upper = self.limit(bound.args[1]), self.limit(bound.args[2])
                plain = bound.args[1] == Node("number", (), "1") and bound.args[2].kind in ("name", "number")
                size = upper.data if upper.op == "size" else None
                size = int(upper.data) if upper.op == "number" else size
                size = size if plain else None
            elif bound.value == "except":
                other = self.place(bound.args[1], size)
            self.scope[index] = size
            ranges.append((index, lower, upper, other, size))
        typed = self.type(body)
        for index, lower, _, _, size in ranges:
            if lower is None and isinstance(known(size), Unknown):
                raise NotationError(f"the range of the index {index} does not follow from the context", node.span)
        for index in {r[0] for r in ranges}:
            if index in outer:
                self.scope[index] = outer[index]
            else:
                del self.scope[index]
        if node.value == r"\prod" and not is_scalar(typed.shape):
            raise ShapeError("a product over an index takes scalars", node.span)
        return Typed("sum" if node.value == r"\sum" else "prod", (typed,), typed.shape, ranges, node.span)

    def limit(self, node: Node) -> Typed:
        """Type a limit of a sum."""
        if node.kind == "add":
            return Typed("add", tuple(self.limit(arg) for arg in node.args), SCALAR_SHAPE, None, node.span)
        if node.kind == "neg":
            return Typed("neg", (self.limit(node.args[0]),), SCALAR_SHAPE, None, node.span)
        return self.type(node)

    def cases(self, node):
        values = [self.type(case.args[0]) for case in node.args]
        conditions = tuple(self.condition(case.args[1]) for case in node.args)
        return Typed("cases", tuple(values), self.equal(values, "cases"), conditions, node.span)

    # written-out matrices

    def matrix(self, node, alone: bool = False):
        grid = [list(row.args) for row in node.args]
        dotted = ("dots", "empty")
        width = max(len(row) for row in grid)
        if any(len(row) != width for row in grid):
            raise ShapeError("the rows of this matrix differ in length", node.span)
        if not any(cell.kind in dotted for row in grid for cell in row):
            return self.blocks(node, [[self.type(cell) for cell in row] for row in grid])
        dot_rows = [r for r, row in enumerate(grid) if all(cell.kind in dotted for cell in row)]
        shown_rows = [r for r in range(len(grid)) if r not in dot_rows]
        dot_columns = [c for c in range(width) if all(grid[r][c].kind in dotted for r in shown_rows)]
        dots = [(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell.kind == "dots"]
        if any(r not in {r for r, _ in dots} for r in dot_rows) or any(
            c not in {c for _, c in dots} for c in dot_columns
        ):
            raise ShapeError(
                "a row or column of this matrix is empty: expected an entry between its '&' signs", node.span
            )
        if len(dot_rows) > 1 or len(dot_columns) > 1:
            raise NotationError("a matrix has at most one row and one column of dots", node.span)
        row_places = places_of(len(grid), dot_rows[0] if dot_rows else None)
        column_places = places_of(width, dot_columns[0] if dot_columns else None)
        shown = [
            (row_places[r], column_places[c], grid[r][c])
            for r in shown_rows
            for c in range(width)
            if c not in dot_columns
        ]
        if any(r is None or c is None or cell.kind in dotted for r, c, cell in shown):
            raise NotationError("after the dots stands one last row or column", node.span)
        general = self.general(shown)
        if general is None:
            if not alone:
                raise PatternError("the entries beside these dots follow no pattern", node.span)
            typed = [(r, c, self.type(cell)) for r, c, cell in shown]
            if not all(is_scalar(cell.shape) for _, _, cell in typed):
                raise PatternError("the blocks beside these dots follow no pattern", node.span)
            sizes = tuple(Unknown() if dots else n for dots, n in ((dot_rows, len(grid)), (dot_columns, width)))
            return Typed("shown", tuple(cell for _, _, cell in typed), sizes, [(r, c) for r, c, _ in typed], node.span)
        cells, last = general
        sizes = []
        for name, dots, count in ((ROW, dot_rows, len(grid)), (COLUMN, dot_columns, width)):
            size: object = count
            if dots:
                end = last.get(name)
                size = Unknown()
                if end is not None:
                    limit = self.limit(end)
                    if limit.op not in ("size", "number"):
                        raise ShapeError(f"a matrix cannot end at {end}", node.span)
                    size = int(limit.data) if limit.op == "number" else limit.data
            sizes.append(size)
        outer = dict(self.scope)
        self.scope |= {ROW: sizes[0], COLUMN: sizes[1]}
        typed = [self.type(cell) for cell in cells]
        for name in (ROW, COLUMN):
            del self.scope[name]
        self.scope |= {name: size for name, size in outer.items() if name in (ROW, COLUMN)}
        shape = self.equal(typed, "a matrix of entries")
        rows = sizes[0] if is_scalar(shape) or known(shape[0]) == 1 else known(("*", sizes[0], shape[0]))
        columns = sizes[1] if is_scalar(shape) or known(shape[1]) == 1 else known(("*", sizes[1], shape[1]))
        return Typed("filled", tuple(typed), (rows, columns), tuple(sizes), node.span)

    def general(self, shown) -> tuple[list[Node], dict[str, Node]] | None:
        """Return the general entry of a matrix, or one on and one off the diagonal; and the last indices."""
        places = [{ROW: r, COLUMN: c} for r, c, _ in shown]
        found = running([cell for _, _, cell in shown], places)
        if found is not None:
            return [found[0]], found[1]
        on = [item for item in shown if item[0] == item[1]]
        off = [item for item in shown if item[0] != item[1]]
        if len(on) < 2 or not off:
            return None
        found_on = running([cell for _, _, cell in on], [{ROW: r} for r, _, _ in on])
        found_off = running([cell for _, _, cell in off], [{ROW: r, COLUMN: c} for r, c, _ in off])
        if found_on is None or found_off is None:
            return None
        last = found_on[1] | found_off[1]
        if ROW in last:
            last.setdefault(COLUMN, last[ROW])
        return [found_on[0], found_off[0]], last

    def blocks(self, node, cells: list[list[Typed]]) -> Typed:
        for row in cells:
            if not all(same(cell.shape[0], row[0].shape[0]) for cell in row):
                raise ShapeError("the blocks of a row differ in height", node.span)
        for column in zip(*cells, strict=True):
            if not all(same(cell.shape[1], column[0].shape[1]) for cell in column):
                raise ShapeError("the blocks of a column differ in width", node.span)
        rows = known(("+", *(row[0].shape[0] for row in cells)))
        columns = known(("+", *(cell.shape[1] for cell in cells[0])))
        return Typed("blocks", tuple(cell for row in cells for cell in row), (rows, columns), len(cells[0]), node.span)

    # derivatives

    def target(self, node: Node) -> tuple[str, tuple | None, tuple, bool]:
        """Return what a derivative is by: symbol, places of an entry, shape of the variable, transposed."""
        if node.kind == "transpose":
            name, places, shape, _ = self.target(node.args[0])
            return name, places, shape, True
        if node.kind == "call" and node.value == r"\operatorname{vec}":
            name, places, shape, _ = self.target(node.args[0])
            return name, places, (known(("*", *shape)), 1), False
        typed = self.type(node)
        if typed.op == "symbol":
            return typed.data, None, typed.shape, False
        if typed.op == "applied" and all(
            arg == Node("name", (), declared)
            for arg, declared in zip(node.args, self.declarations.symbols[typed.data].arguments, strict=True)
        ):
            return typed.data, None, typed.shape, False
        if typed.op == "member":
            return typed.data[0], (typed.data[1],), typed.shape, False
        if typed.op == "entry" and typed.args[0].op == "symbol":
            return typed.args[0].data, typed.data, typed.shape, False
        if typed.op == "entry" and typed.args[0].op == "member":
            name, place = typed.args[0].data
            return name, (place, *typed.data), typed.shape, False
        raise NotationError("a derivative is by a symbol or by an entry of one", node.span)

    def derivative(self, node):
        of, *variables = node.args
        total = node.value.startswith("\\mathrm")
        typed = self.type(of)
        targets = [self.target(variable) for variable in variables]
        frozen = ()
        if not total and typed.op == "symbol":
            symbol = self.declarations.symbols[typed.data]
            if targets[0][0] in symbol.arguments:
                frozen = tuple(name for name in symbol.arguments if name != targets[0][0])
        shape = self.derivative_shape(typed, targets, node)
        return Typed("derivative", (typed,), shape, (targets, frozen, self.layout), node.span)

    def derivative_shape(self, typed: Typed, targets, node) -> tuple:
        rows, columns = typed.shape
        shapes = [shape for _, _, shape, _ in targets]
        if len(targets) > 2:
            if all(is_scalar(shape) for shape in shapes):
                return typed.shape
            raise NotationError("a derivative of third order is by scalars", node.span)
        if len(targets) == 2:
            if all(is_scalar(shape) for shape in shapes):
                return typed.shape
            if not is_scalar(typed.shape):
                raise ShapeError("a second derivative by vectors is of a scalar", node.span)
            if any(known(shape[1]) != 1 for shape in shapes):
                raise ShapeError("a second derivative is by columns or scalars", node.span)
            return shapes[0][0], shapes[1][0]
        (shape,) = shapes
        transposed = targets[0][3]
        if is_scalar(shape):
            numerator = typed.shape
        elif is_scalar(typed.shape):
            numerator = (shape[1], shape[0])
        elif known(shape[1]) == 1 and known(columns) == 1:
            numerator = (rows, shape[0])
        elif known(shape[1]) == 1 and known(rows) == 1:
            numerator = (columns, shape[0])
        else:
            raise ShapeError(
                f"the derivative of {shape_name(typed.shape)} by {shape_name(shape)} is a tensor and no matrix: "
                "write it entry by entry or with vec",
                node.span,
            )
        flip = (self.layout == "denominator") != transposed
        return (numerator[1], numerator[0]) if flip else numerator

    def nabla(self, node):
        typed = self.scalar(node.args[0], "what has a gradient")
        if len(node.args) > 1:
            target = self.target(node.args[1])
        else:
            name = self.only_variable(typed)
            if name is None:
                raise NotationError(r"say by what: \nabla_{\mathbf{x}}", node.span)
            target = (name, None, self.argument_shape(name), False)
        return Typed("derivative", (typed,), target[2], ([target], (), "denominator"), node.span)

    def only_variable(self, typed: Typed) -> str | None:
        """Return the one variable that a function or an abbreviation depends on, None if there are more."""
        while typed.op == "entry":
            (typed,) = typed.args
        symbol = self.declarations.symbols.get(typed.data) if typed.op in ("symbol", "applied") else None
        if symbol is None:
            return None
        if symbol.arguments:
            return symbol.arguments[0] if len(symbol.arguments) == 1 else None
        names = self.variables(self.definitions[symbol.name]) if symbol.definition is not None else set()
        return names.pop() if len(names) == 1 else None

    def variables(self, typed: Typed) -> set[str]:
        """Return the drawn symbols that an expression depends on."""
        if typed.op == "symbol":
            if typed.data in self.definitions:
                return self.variables(self.definitions[typed.data])
            symbol = self.declarations.symbols[typed.data]
            return {name for name in symbol.arguments} or {typed.data}
        found = {typed.data[0]} if typed.op == "member" else set()
        return found.union(*(self.variables(arg) for arg in typed.args))


def _substitute(node: Node, values: dict[str, Node]) -> Node:
    if node.kind == "name" and node.value in values:
        return values[node.value]
    return node.with_args(*(_substitute(arg, values) for arg in node.args))
