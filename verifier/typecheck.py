"""Step 4, type checking: find out what every part of a statement is and which shape it has.

Shapes are letters, not numbers: `unify` makes two of them equal. What the notation leaves to the context is settled
here: which juxtaposition is a matrix product and which scales, what `x_i` is an entry of, how large an identity is,
over what an index runs.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import reduce

from verifier import nodes, typed
from verifier.declare import MATRIX_FUNCTION, UNROLLED, Declarations, Symbol, entry_of, family, member_name, sizes_of
from verifier.decompositions import shape_of
from verifier.errors import NotationError, ShapeError
from verifier.held_fixed import held_fixed
from verifier.matrices import type_matrix
from verifier.nodes import Name, Node, Number, Operation
from verifier.operators import OPERATORS
from verifier.operators.overloads import meant
from verifier.patterns import COLUMN, ROW, TERM, dotted_sum
from verifier.properties import PROPERTIES, implied
from verifier.random_vectors import refuse_random, refuse_unknown_size, type_distribution, type_moment
from verifier.sizes_written import ZEROS, is_sized, type_places, type_sized
from verifier.tree import by_kind
from verifier.typed import Typed
from verifier.unify import (
    SCALAR_SHAPE,
    Unknown,
    is_scalar,
    known,
    shape_name,
    size_name,
    unify,
    unify_shapes,
)
from verifier.wirtinger import BY, CONJUGATING, PLAIN, resolved, splits_arguments

RUNNING = (ROW, COLUMN, TERM)
BY_NAME = {  # functions, and how they are written of a square matrix: entry by entry, and of the matrix as a whole
    "exp": (r"e^{\odot ...}", r"\operatorname{expm}(...)"),
    "ln": (r"\ln^{\odot}(...)", r"\operatorname{logm}(...)"),
    "log": (r"\log^{\odot}(...)", r"\operatorname{logm}(...)"),
    "sqrt": (r"...^{\odot 1/2}", r"\operatorname{sqrtm}(...)"),
}
CONSTANTS = ("e", r"\pi", r"\mathrm{i}")
SINGLE_ENTRY, UNIT = r"\mathbf{J}", r"\mathbf{e}"
WAYS: dict[type, Callable] = {}  # how each kind of node is typed
types = by_kind(WAYS)


class TypeChecker:
    """Types the statements of one entry in one layout."""

    def __init__(self, declarations: Declarations, layout: str = "numerator") -> None:
        self.declarations, self.layout = declarations, layout
        self.scope: dict[str, object] = {}  # index: the size that it runs to
        self.indices: set[str] = set()  # the names in the subscripts of the statement
        self.outside: set[str] = set()  # the names that stand outside of every sum that has them in its limits
        self.letters = set(declarations.letters)
        self.definitions: dict[str, Typed] = {}  # what is abbreviated, once it is referred to
        self.distributions: dict[str, tuple[Typed, Typed]] = {}  # mean and covariance of what is random, likewise
        self.is_complex = False
        self.order = 0  # how many differentiations are inside of each other
        self._open: list[str] = []  # the symbols that are being typed, each for the sake of the one before

    # statements

    def statement(self, tree: nodes.Statement) -> typed.TypedStatement:
        """Type a statement."""
        self.indices = {
            name.text
            for node in tree.walk()
            for index in _indices(node, self.declarations.single_entries)
            for name in index.walk()
            if isinstance(name, Name)
        }
        self.scope = {}
        self.outside = _names_outside(tree)
        condition = self.condition(tree.condition) if tree.condition else None
        sides = [self.side(side) for side in tree.chain.sides]
        for part in (*sides, condition) if condition else sides:
            refuse_random(self, part)
        self.is_complex = self._is_complex(tree)
        self.order = max(map(self.order_of, sides))
        for left, right, relation in zip(sides, sides[1:], tree.chain.relations, strict=False):
            if relation not in ("=", r"\neq") and not (is_scalar(left.shape) and is_scalar(right.shape)):
                raise ShapeError(f"{relation} compares scalars", (left.span[0], right.span[1]))
            if relation != r"\neq" and not unify_shapes(left.shape, right.shape):
                raise ShapeError(
                    f"the shapes differ: {shape_name(left.shape)} on the left side, "
                    f"{shape_name(right.shape)} on the right side",
                    (left.span[0], right.span[1]),
                )
        refuse_unknown_size(self)
        free = dict(self.scope)
        for index, size in free.items():
            if isinstance(known(size), Unknown):
                raise NotationError(f"the range of the index {index} does not follow from the context", tree.span)
        return typed.TypedStatement(sides[0].shape, tuple(sides), tree.chain.relations, free, condition, span=tree.span)

    def premise(self, chain: nodes.Chain) -> typed.Comparison:
        """Type a premise: equations without indices of their own."""
        free, self.scope = self.scope, dict(self.scope)
        sides = tuple(self.type(side) for side in chain.sides)
        for left, right in zip(sides, sides[1:], strict=False):
            if not unify_shapes(left.shape, right.shape):
                raise ShapeError(
                    f"the shapes of the premise differ: {shape_name(left.shape)} and {shape_name(right.shape)}",
                    chain.span,
                )
        if set(chain.relations) != {"="} or self.scope.keys() != free.keys() or free:
            raise NotationError("a premise is an equation without indices", chain.span)
        return typed.Comparison(SCALAR_SHAPE, sides, chain.relations, span=chain.span)

    def _is_complex(self, tree: Node) -> bool:
        """Tell whether a statement is on complex numbers: by a declaration, a conjugate or the imaginary unit."""
        symbols = self.declarations.symbols.values()
        if any("complex" in symbol.properties for symbol in symbols):
            return True
        roots = (tree, *(symbol.definition for symbol in symbols if symbol.definition))
        return any(
            (isinstance(node, Operation) and node.operator in CONJUGATING) or node == Name(r"\mathrm{i}")
            for root in roots
            for node in root.walk()
        )

    def side(self, node: Node) -> Typed:
        """Type a side of a chain: here a matrix with dots may follow no pattern."""
        return type_matrix(self, node, alone=True) if isinstance(node, nodes.Matrix) else self.type(node)

    def condition(self, node: Node) -> Typed:
        """Type a condition: comparisons of scalars."""
        if isinstance(node, nodes.Conjunction):
            conditions = tuple(self.condition(each) for each in node.conditions)
            return typed.AllOf(SCALAR_SHAPE, conditions, span=node.span)
        if isinstance(node, nodes.Otherwise):
            return typed.Always(SCALAR_SHAPE, span=node.span)
        sides = tuple(self.type(side) for side in node.sides)
        for side in sides:
            if not is_scalar(side.shape):
                raise ShapeError(f"a condition compares scalars, this is {shape_name(side.shape)}", side.span)
        return typed.Comparison(SCALAR_SHAPE, sides, node.relations, span=node.span)

    # operators

    def apply(self, operator: str, operands: tuple[Typed, ...], span: tuple[int, int]) -> typed.Applied:
        """Type an operator applied to operands."""
        try:
            shape = OPERATORS[operator].shape(*(operand.shape for operand in operands))
        except NotationError as error:
            raise type(error)(error.why, span) from None
        return typed.Applied(shape, operator, operands, span=span)

    def multiply(self, left: Typed, right: Typed) -> Typed:
        """Type a juxtaposition: scaling if a side is a scalar, else the matrix product."""
        span = (left.span[0], right.span[1])
        if is_scalar(left.shape):
            return self.apply("scale", (left, right), span)
        if is_scalar(right.shape):
            return self.apply("scale", (right, left), span)
        return self.apply("matmul", (left, right), span)

    def equal(self, several: list[Typed], what: str) -> tuple:
        """Unify all shapes and return the one."""
        first = several[0]
        for other in several[1:]:
            if not unify_shapes(first.shape, other.shape):
                raise ShapeError(
                    f"{what} of shapes that differ: {shape_name(first.shape)} and {shape_name(other.shape)}",
                    (first.span[0], other.span[1]),
                )
        return first.shape

    # expressions

    def type(self, node: Node) -> Typed:
        """Type an expression."""
        way = WAYS.get(node.__class__)
        if way is None:
            raise NotationError(f"{node} has no value of its own here", node.span)
        return way(self, node)

    @types
    def _number(self, node: nodes.Number) -> Typed:
        return typed.Literal(SCALAR_SHAPE, node.text, span=node.span)

    @types
    def _name(self, node: nodes.Name) -> Typed:
        name, span = node.text, node.span
        symbols = self.declarations.symbols
        if name in self.scope:
            return typed.IndexValue(SCALAR_SHAPE, name, span=span)
        if name in symbols:
            if symbols[name].elementwise:
                raise NotationError(f"{name} is a function: give it an argument", span)
            if symbols[name].dimensions:
                raise NotationError(f"{name} is a tensor: write it entry by entry, with an index for each size", span)
            return self.symbol(symbols[name], span)
        if family(name) in symbols:
            raise NotationError(f"{name} is a family: give it an index", span)
        if name in self.letters:
            return typed.SizeValue(SCALAR_SHAPE, name, span=span)
        if name in self.indices:
            self.scope[name] = Unknown()
            return typed.IndexValue(SCALAR_SHAPE, name, span=span)
        if name in CONSTANTS:
            return typed.Constant(SCALAR_SHAPE, name, span=span)
        match name:
            case r"\mathbf{I}":
                size = Unknown()
                return typed.Identity((size, size), span=span)
            case r"\mathbf{1}":
                return typed.Filled((Unknown(), 1), 1, span=span)
            case r"\mathbf{0}":
                return typed.Filled((Unknown(), Unknown()), 0, span=span)
        raise NotationError(
            f"{name} is not declared: say in the sentence above what it is, as ${name} \\in \\mathbb{{R}}^{{n}}$", span
        )

    def symbol(self, symbol: Symbol, span: tuple[int, int]) -> Typed:
        """Type a symbol; what it abbreviates, or is a function of, is typed with it."""
        if symbol.name in self._open:
            raise NotationError(f"{symbol.name} depends on itself: {' on '.join([*self._open, symbol.name])}", span)
        self._open.append(symbol.name)
        shape = symbol.rows, symbol.columns
        if symbol.definition is not None:
            shape = self.definition(symbol).shape
        elif symbol.distribution is not None:
            shape = self.distribution(symbol)[0].shape
        else:
            for argument in symbol.arguments:
                if argument in self.declarations.symbols:
                    self.symbol(self.declarations.symbols[argument], span)
        self._open.pop()
        return typed.SymbolValue(shape, symbol.name, span=span)

    def shape_of(self, name: str) -> tuple:
        """Return the shape of a symbol, or of each member of a family."""
        if name in self.definitions:
            return self.definitions[name].shape
        if name in self.distributions:
            return self.distributions[name][0].shape
        symbol = self.declarations.symbols[name]
        return symbol.rows, symbol.columns

    def definition(self, symbol: Symbol) -> Typed:
        """Return what a symbol abbreviates, typed when it is first asked for."""
        if symbol.name not in self.definitions:
            outer, self.scope = (self.scope, self.outside), {}
            self.outside = _names_outside(symbol.definition)
            self.definitions[symbol.name] = (
                self.tensor_by_entries(symbol) if symbol.dimensions else self.type(symbol.definition)
            )
            free, (self.scope, self.outside) = next(iter(self.scope), None), outer
            if free is not None:
                raise NotationError(
                    f"{symbol.name} is defined by one entry, with the index {free}: "
                    "define the whole symbol, or display this as an equation"
                )
        return self.definitions[symbol.name]

    def tensor_by_entries(self, symbol: Symbol) -> Typed:
        """Type a tensor by its general entry."""
        sizes = tuple(Unknown() if size is None else size for size in symbol.dimensions)
        self.scope = dict(zip(symbol.indices, sizes, strict=True))
        entry = self.type(symbol.definition)
        if not unify_shapes(entry.shape, SCALAR_SHAPE):
            raise ShapeError(f"an entry of {symbol.name} is a scalar, this is {shape_name(entry.shape)}", entry.span)
        for index in symbol.indices:
            if isinstance(known(self.scope.pop(index)), Unknown):
                raise NotationError(f"say over what {index} runs: for $ {index} \\in \\{{1, \\dots, n\\}} $")
        return typed.TensorByEntries((known(("*", *sizes)), 1), symbol.indices, sizes, entry, span=entry.span)

    def tensor_entry(self, symbol: Symbol, indices: tuple[Node, ...], span: tuple[int, int]) -> Typed:
        """Type an entry of a tensor."""
        array = self.symbol(symbol, span)
        sizes = self.definitions[symbol.name].sizes if symbol.definition else symbol.dimensions
        if len(indices) != len(sizes):
            raise ShapeError(f"{len(indices)} indices on a tensor with {len(sizes)} sizes", span)
        positions = tuple(self.position(index, size) for index, size in zip(indices, sizes, strict=True))
        if any(isinstance(position, typed.Every) for position in positions):
            raise NotationError("a tensor is written entry by entry: no colon stands for an index", span)
        row = typed.TensorPosition(SCALAR_SHAPE, positions, sizes, span=span)
        return typed.Entry(SCALAR_SHAPE, array, row, None, span=span)

    def distribution(self, symbol: Symbol) -> tuple[Typed, Typed]:
        """Return mean and covariance matrix of a random vector, typed when they are first asked for."""
        if symbol.name not in self.distributions:
            outer, self.scope = self.scope, {}
            self.distributions[symbol.name] = type_distribution(self, symbol)
            free, self.scope = next(iter(self.scope), None), outer
            if free is not None:
                raise NotationError(f"the distribution of {symbol.name} has an index, {free}, that nothing runs over")
        return self.distributions[symbol.name]

    @types
    def _operation(self, node: nodes.Operation) -> Typed:
        operator, operands = node.operator, node.operands
        if operator == "power":
            return self.power(node)
        if operator == "hadamard_power" and operands[0] == Name("e") and "e" not in self.declarations.symbols:
            return self.apply("exp", (self.type(operands[1]),), node.span)
        if any(isinstance(operand, nodes.Dots) for operand in operands):  # x_1, ..., x_n: a column
            rows = tuple(nodes.Row((operand,), span=operand.span) for operand in operands)
            operands = (nodes.Matrix(rows, span=node.span),)
        several = tuple(self.type(operand) for operand in operands)
        self.demand_name(operator, several[0], node.span)
        return self.apply(meant(operator, [operand.shape for operand in several]), several, node.span)

    def demand_name(self, operator: str, operand: Typed, span: tuple[int, int]) -> None:
        """Raise NotationError for what of a square matrix may be meant entry by entry or of the matrix as a whole."""
        rows, columns = map(known, operand.shape)
        if operator in BY_NAME and rows == columns != 1:
            by_entries, whole = BY_NAME[operator]
            raise NotationError(
                f"of a square matrix this has two meanings: write {whole} for the function of the matrix, "
                f"or {by_entries} entry by entry",
                span,
            )

    def power(self, node: nodes.Operation) -> Typed:
        """Type a power: of the number e, of a scalar, of a matrix, or a single-entry matrix."""
        base, exponent = node.operands
        if base == Name("e") and "e" not in self.declarations.symbols:
            operand = self.type(exponent)
            self.demand_name("exp", operand, node.span)
            return self.apply("exp", (operand,), node.span)
        if base == Name(SINGLE_ENTRY) and SINGLE_ENTRY not in self.declarations.symbols:
            if not (isinstance(exponent, nodes.Product) and len(exponent.factors) == 2):
                raise NotationError(rf"{SINGLE_ENTRY} has two indices, as in {SINGLE_ENTRY}^{{ij}}", node.span)
            shape = (Unknown(), Unknown())
            row, column = (self.position(i, size) for i, size in zip(exponent.factors, shape, strict=True))
            return typed.SingleEntry(shape, row, column, span=node.span)
        if isinstance(base, Name) and base.text in self.declarations.single_entries:
            return self.structured_entry(base.text, exponent, node.span)
        operands = self.type(base), self.type(exponent)
        return self.apply("power" if is_scalar(operands[0].shape) else "matrix_power", operands, node.span)

    def structured_entry(self, name: str, exponent: Node, span) -> Typed:
        """Type the derivative of a structured matrix by one of its entries, `S^{ij}`."""
        matrix = self.declarations.single_entries[name]
        if matrix not in self.declarations.symbols:
            raise NotationError(f"{name} is the single-entry matrix of {matrix}, which is not declared", span)
        indices = exponent.factors if isinstance(exponent, nodes.Product) else (exponent,)
        if isinstance(exponent, Number) and len(exponent.text) == 2:
            indices = tuple(Number(digit, span=exponent.span) for digit in exponent.text)
        if len(indices) != 2:
            raise NotationError(rf"{name} has two indices, as in {name}^{{ij}}", span)
        shape = self.shape_of(matrix)
        row, column = (self.position(i, size) for i, size in zip(indices, shape, strict=True))
        return typed.StructuredEntry(shape, matrix, row, column, span=span)

    @types
    def _sum(self, node: nodes.Sum) -> Typed:
        if any(isinstance(term, nodes.Dots) for term in node.terms):
            return self.type(dotted_sum(node.terms))
        return self.apply("add", tuple(self.type(term) for term in node.terms), node.span)

    @types
    def _product(self, node: nodes.Product) -> Typed:
        return reduce(self.multiply, (self.type(factor) for factor in node.factors))

    @types
    def _delta(self, node: nodes.KroneckerDelta) -> Typed:
        runs = Unknown()
        left, right = self.position(node.left, runs), self.position(node.right, runs)
        return typed.Delta(SCALAR_SHAPE, left, right, span=node.span)

    @types
    def _differential(self, node: nodes.Differential) -> Typed:
        operand = self.type(node.operand)
        return typed.DifferentialValue(operand.shape, operand, span=node.span)

    @types
    def _function(self, node: nodes.FunctionCall) -> Typed:
        name, span = node.function, node.span
        symbol = self.declarations.symbols[name]
        arguments = tuple(self.type(argument) for argument in node.arguments)
        if symbol.elementwise:
            if len(arguments) != 1:
                raise NotationError(f"{name} takes one argument", span)
            if node.primes:
                self.refuse_prime(name, span)
            rows, columns = map(known, arguments[0].shape)
            if MATRIX_FUNCTION in symbol.properties and rows == columns != 1:
                shape = arguments[0].shape
                return typed.AppliedMatrixFunction(shape, name, node.primes, arguments[0], span=span)
            return typed.AppliedElementwise(arguments[0].shape, name, node.primes, arguments[0], span=span)
        if len(arguments) != len(symbol.arguments):
            raise NotationError(f"{name} takes {len(symbol.arguments)} argument(s)", span)
        if node.primes and not (node.primes == len(arguments) == 1 and (symbol.rows, symbol.columns) == SCALAR_SHAPE):
            raise NotationError(f"{name}{node.primes * chr(39)}: a prime needs a scalar function of one scalar", span)
        for argument, declared in zip(arguments, symbol.arguments, strict=True):
            shape = self.argument_shape(declared)
            if not unify_shapes(argument.shape, shape):
                raise ShapeError(
                    f"{name} takes {shape_name(shape)}, this is {shape_name(argument.shape)}", argument.span
                )
        if node.primes:
            self.refuse_prime(name, span)
            return typed.AppliedPrime(SCALAR_SHAPE, name, arguments[0], span=span)
        values = dict(zip(symbol.arguments, node.arguments, strict=True))
        if all(value == Name(declared) for declared, value in values.items()):
            return self.symbol(symbol, span)
        if symbol.definition is not None:
            return self.type(_substitute(symbol.definition, values))
        return typed.AppliedFunction((symbol.rows, symbol.columns), name, arguments, span=span)

    def refuse_prime(self, name: str, span) -> None:
        """Raise NotationError if a function of a complex number is not declared to have a complex derivative."""
        if splits_arguments(self, name):
            raise NotationError(f"{name}' needs a holomorphic function: declare {name} holomorphic", span)

    def argument_shape(self, declared: str) -> tuple:
        """Return the shape of a function's argument."""
        if declared.startswith("?"):
            return sizes_of(declared[1:])[:2]
        if declared not in self.declarations.symbols:
            raise NotationError(f"the argument {declared} of a function is not declared")
        return self.type(Name(declared)).shape

    @types
    def _cases(self, node: nodes.Cases) -> Typed:
        values = [self.type(branch.value) for branch in node.branches]
        conditions = tuple(self.condition(branch.condition) for branch in node.branches)
        return typed.CaseDistinction(self.equal(values, "cases"), tuple(values), conditions, span=node.span)

    @types
    def _matrix(self, node: nodes.Matrix) -> Typed:
        return type_matrix(self, node, alone=False)

    @types
    def _factor(self, node: nodes.FactorOf) -> Typed:
        matrix = self.type(node.matrix)
        symbol = self.declarations.symbols.get(node.matrix.text) if isinstance(node.matrix, Name) else None
        properties = symbol.properties | implied(symbol.properties & PROPERTIES.keys()) if symbol else frozenset()
        said = (node.record, node.part, node.label, node.options, node.index)
        shape = shape_of(node, matrix.shape, properties)
        return typed.Factor(shape, *said, matrix, "symmetric" in properties, span=node.span)

    @types
    def _spectral(self, node: nodes.SpectralValue) -> Typed:
        matrix, kind = self.type(node.matrix), {r"\lambda": "eigenvalue", r"\sigma": "singular_value"}[node.letter]
        if node.index in (Name(r"\max"), Name(r"\min")):
            extreme = "largest" if node.index == Name(r"\max") else "smallest"
            return self.apply(f"{extreme}_{kind}", (matrix,), node.span)
        if is_scalar(matrix.shape):
            raise ShapeError(
                f"{node.letter} with an index, before a bracket, is of a matrix, and this is a scalar: "
                rf"declare $\boldsymbol{{{node.letter}}}$ if it is an entry of it",
                node.span,
            )
        index = self.position(node.index, matrix.shape[1])
        return self.apply(kind, (matrix, index), node.span)

    # entries, members and sums over indices

    @types
    def _indexed(self, node: nodes.Indexed) -> Typed:
        base, indices = node.base, node.indices
        if not indices:
            raise NotationError("an index is missing below this", node.span)
        if isinstance(base, Name) and is_sized(self, base.text):
            sized = type_sized(self, base.text, indices, node.span)
            if sized is not None:
                return sized
        if isinstance(indices[0], Operation) and indices[0].operator == "times":
            raise NotationError(f"sizes, {indices[0]}, stand below a reserved name only, as {ZEROS}", node.span)
        if isinstance(base, Name):
            symbol = self.declarations.symbols.get(base.text)
            if symbol is not None and symbol.dimensions:
                return self.tensor_entry(symbol, indices, node.span)
            found = self.member(base, indices, node)
            if found is not None:
                return found
            array = self.indexed_base(base, len(indices))
        else:
            array = self.type(base)
        return self.entry(array, indices, node.span)

    def entry(self, array: Typed, indices: tuple[Node, ...], span: tuple[int, int]) -> Typed:
        """Type an entry, row or column of an array."""
        rows, columns = array.shape
        row = column = None
        if len(indices) == 1 and known(columns) == 1:
            row = self.position(indices[0], rows)
        elif len(indices) == 1 and known(rows) == 1:
            column = self.position(indices[0], columns)
        elif len(indices) == 2:
            row, column = self.position(indices[0], rows), self.position(indices[1], columns)
        else:
            raise ShapeError(f"{len(indices)} index on {shape_name(array.shape)}", span)
        return typed.Entry((_extent(row, rows), _extent(column, columns)), array, row, column, span=span)

    def member(self, base: Name, indices, node: Node) -> Typed | None:
        """Type a member of a family or a unit vector; None for anything else."""
        symbols = self.declarations.symbols
        symbol = symbols.get(family(base.text))
        if symbol is not None and symbol.definition is not None:
            if isinstance(indices[0], Number) and member_name(symbol.name, int(indices[0].text)) in symbols:
                first = self.symbol(symbols[member_name(symbol.name, int(indices[0].text))], node.span)
                return first if len(indices) == 1 else self.entry(first, indices[1:], node.span)
            members = [self.symbol(symbols[member_name(symbol.name, k)], node.span) for k in range(1, UNROLLED + 1)]
            symbol = replace(symbol, rows=members[0].shape[0], columns=members[0].shape[1])
        if symbol is not None:
            position = self.position(indices[0], symbol.members)
            member = typed.FamilyMember((symbol.rows, symbol.columns), symbol.name, position, span=node.span)
            if len(indices) == 1:
                return member
            if len(indices) > 2 or known(symbol.columns) != 1:
                raise ShapeError(f"{len(indices)} indices on members of {shape_name(member.shape)}", node.span)
            row = self.position(indices[1], symbol.rows)
            return typed.Entry((_extent(row, symbol.rows), 1), member, row, None, span=node.span)
        if base.text == UNIT and UNIT not in self.declarations.symbols and len(indices) == 1:
            size = Unknown()
            return typed.UnitVector((size, 1), self.position(indices[0], size), span=node.span)
        return None

    def indexed_base(self, base: Name, count: int) -> Typed:
        r"""Type what a name with indices is an entry of: `x` of `\\mathbf{x}`, `a` of `\\mathbf{A}`."""
        symbols = self.declarations.symbols
        bold = entry_of(base.text)
        order = bold if count == 1 else bold[::-1]
        for name in order:
            if name in symbols:
                return self.symbol(symbols[name], base.span)
        if base.text in symbols:
            symbol = self.type(base)
            if not is_scalar(symbol.shape):
                return symbol
            raise NotationError(f"{base.text} is a scalar and has no entries", base.span)
        if order[-1:] == (r"\mathbf{I}",) or base.text in (r"\mathbf{I}", r"\mathbf{1}"):
            return self.type(base)
        raise NotationError(
            f"{base.text} with an index is not declared: declare " + (f"${order[0]}$" if order else f"${base.text}$"),
            base.span,
        )

    def position(self, index: Node, size) -> Typed:
        """Type an index, and let it run to the size that it counts along."""
        match index:
            case nodes.All():
                return typed.Every(SCALAR_SHAPE, span=index.span)
            case nodes.Slice():
                return type_places(self, index, size)
            case nodes.Number():
                return self.type(index)
            case nodes.Name(text=name) if name in self.letters and name not in self.scope:
                return typed.SizeValue(SCALAR_SHAPE, name, span=index.span)
            case nodes.Name(text=name):
                runs = self.scope.setdefault(name, Unknown())
                if runs is not None and not unify(runs, size):
                    what = f"the index {name}" if name not in RUNNING else "what the dots stand for"
                    ends = f"{size_name(runs)}, where {size_name(size)} was expected"
                    raise ShapeError(f"{what} runs to {ends}", index.span)
                return typed.IndexValue(SCALAR_SHAPE, name, span=index.span)
            case nodes.Sum():
                names = {part.text for part in index.walk() if isinstance(part, Name)} - self.letters
                alone = len(names) < 2  # i + j tells neither how far i runs nor j
                terms = tuple(self.position_part(term, size if alone else Unknown()) for term in index.terms)
                return self.apply("add", terms, index.span)
            case Operation(operator="abs" | "mod"):
                return self.position_part(index, size)
        raise NotationError(f"{index} is no index", index.span)

    def position_part(self, node: Node, size) -> Typed:
        """Type a term of an index."""
        if isinstance(node, Operation) and node.operator == "neg":
            return self.apply("neg", (self.position_part(node.operands[0], size),), node.span)
        if isinstance(node, Operation) and node.operator in ("abs", "mod"):
            parts = tuple(self.position_part(part, Unknown()) for part in node.operands)
            return self.apply(node.operator, parts, node.span)
        if isinstance(node, nodes.Sum):
            return self.apply("add", tuple(self.position_part(term, size) for term in node.terms), node.span)
        if isinstance(node, Name) and (node.text not in self.letters or node.text in self.scope):
            runs = self.scope.setdefault(node.text, Unknown())
            if runs is not None:
                unify(runs, size)  # i + 1 runs as far as i may; places outside are left out
            return typed.IndexValue(SCALAR_SHAPE, node.text, span=node.span)
        return self.position(node, size)

    @types
    def _big(self, node: nodes.BigOperator) -> Typed:
        outer = dict(self.scope)
        ranges = []
        for bound in self.all_bounds(node.bounds):
            ranges.append(self.range(bound))
            self.scope[ranges[-1].index] = ranges[-1].size
        body = self.type(node.body)
        constraints = self.constraints(node.bounds)
        for each in ranges:
            if each.lower is None and isinstance(known(each.size), Unknown):
                raise NotationError(f"the range of the index {each.index} does not follow from the context", node.span)
        for index in {each.index for each in ranges}:
            if index in outer:
                self.scope[index] = outer[index]
            else:
                del self.scope[index]
        shape = self.apply(node.operator, (body,), node.span).shape
        return typed.Reduction(shape, node.operator, tuple(ranges), body, constraints, span=node.span)

    def all_bounds(self, bounds: tuple[Node, ...]) -> list[nodes.RangeBound | nodes.FreeBound]:
        r"""Return the bounds of a sum, with one for each index that only its constraints and exclusions name."""
        here = {bound.index.text for bound in bounds if not isinstance(bound, nodes.ConstraintBound)}
        fixed = here | self.scope.keys() | self.letters | self.declarations.symbols.keys() | self.outside
        named = []
        for bound in bounds:
            others = bound.excluded if not isinstance(bound, nodes.ConstraintBound) else bound.condition.sides
            named += [name for other in others for name in other.walk() if isinstance(name, Name)]
        more = {name.text: nodes.FreeBound(name, (), span=name.span) for name in named if name.text not in fixed}
        return [*more.values(), *(bound for bound in bounds if not isinstance(bound, nodes.ConstraintBound))]

    def constraints(self, bounds: tuple[Node, ...]) -> tuple[typed.Comparison, ...]:
        """Type the comparisons in the limits of a sum; what ascends to a size gives its indices their range."""
        found = []
        for bound in bounds:
            if not isinstance(bound, nodes.ConstraintBound):
                continue
            constraint = self.condition(bound.condition)
            last = self.size_of(constraint.sides[-1])
            if last is not None and set(constraint.relations) <= {"<", r"\leq"}:
                for side in constraint.sides:
                    runs = self.scope.get(side.name) if isinstance(side, typed.IndexValue) else None
                    if isinstance(known(runs), Unknown):
                        unify(runs, last)
            found.append(constraint)
        return tuple(found)

    def range(self, bound: nodes.RangeBound | nodes.FreeBound) -> typed.Range:
        """Type what an index of a sum runs through."""
        size: object = Unknown()
        lower = upper = None
        if isinstance(bound, nodes.RangeBound):
            lower, upper = self.limit(bound.lower), self.limit(bound.upper)
            size = self.size_of(upper) if bound.lower == Number("1") else None
        excluded = tuple(self.position(other, Unknown() if size is None else size) for other in bound.excluded)
        return typed.Range(bound.index.text, lower, upper, excluded, size)

    def limit(self, node: Node) -> Typed:
        """Type a limit of a sum."""
        if isinstance(node, nodes.Sum):
            return self.apply("add", tuple(self.limit(term) for term in node.terms), node.span)
        return self.type(node)

    def size_of(self, limit: Typed) -> str | int | None:
        """Return the size that a limit is, None for any other."""
        if isinstance(limit, typed.SizeValue):
            return limit.letter
        return int(limit.text) if isinstance(limit, typed.Literal) and limit.text.isdigit() else None

    # names that stand for a value in one expression

    def local(self, name: Name, shape: tuple) -> None:
        """Let a name stand for a value of a shape."""
        symbols = self.declarations.symbols
        if name.text in self.scope:
            raise NotationError(f"{name.text} is an index and stands for no other value", name.span)
        if name.text not in symbols:
            local = Symbol(name.text, *shape, local=True)
            self.declarations = replace(self.declarations, symbols=symbols | {name.text: local})
        elif not unify_shapes(self.shape_of(name.text), shape):
            raise ShapeError(
                f"{name.text} is {shape_name(self.shape_of(name.text))}, its value is {shape_name(shape)}", name.span
            )

    @types
    def _at_point(self, node: nodes.AtPoint) -> Typed:
        values = tuple(self.type(value) for value in node.values)
        for name, value in zip(node.names, values, strict=True):
            self.local(name, value.shape)
        operand = self.type(node.operand)
        names = tuple(name.text for name in node.names)
        return typed.ValueAtPoint(operand.shape, operand, names, values, span=node.span)

    @types
    def _integral(self, node: nodes.Integral) -> Typed:
        limits = self.type(node.lower), self.type(node.upper)
        for limit in limits:
            if not unify_shapes(limit.shape, SCALAR_SHAPE):
                raise ShapeError(f"a limit of an integral is a scalar, this is {shape_name(limit.shape)}", limit.span)
        self.local(node.variable, SCALAR_SHAPE)
        body = self.type(node.body)
        return typed.IntegralValue(body.shape, *limits, body, node.variable.text, span=node.span)

    @types
    def _limit(self, node: nodes.Limit) -> Typed:
        self.local(node.variable, SCALAR_SHAPE)
        body = self.type(node.body)
        return typed.LimitValue(body.shape, node.variable.text, node.target, body, span=node.span)

    @types
    def _remainder(self, node: nodes.Remainder) -> Typed:
        order = self.type(node.order)
        if not unify_shapes(order.shape, SCALAR_SHAPE):
            raise ShapeError(f"an order is a scalar, this is {shape_name(order.shape)}", node.span)
        return typed.RemainderValue((Unknown(), Unknown()), order, span=node.span)

    @types
    def _frechet(self, node: nodes.FrechetDerivative) -> Typed:
        matrix, direction = self.type(node.matrix), self.type(node.direction)
        shape = self.equal([matrix, direction], "a matrix and a direction")
        if not unify(*shape):
            raise ShapeError(f"a function of a matrix that is not square, {shape_name(shape)}", node.span)
        return typed.FrechetValue(shape, node.function, matrix, direction, span=node.span)

    @types
    def _moment(self, node: nodes.Moment) -> Typed:
        return type_moment(self, node)

    @types
    def _by_entries(self, node: nodes.ByEntries) -> Typed:
        operands = tuple(self.type(operand) for operand in node.operation.operands)
        return self.apply(node.operation.operator, operands, node.span)

    # derivatives

    def variable(self, node: Node) -> typed.Variable:
        """Type what a derivative is by."""
        if isinstance(node, Operation) and node.operator == "transpose":
            inner = self.variable(node.operands[0])
            return replace(inner, transposed=not inner.transposed)
        if isinstance(node, Operation) and node.operator == "vec":
            inner = self.variable(node.operands[0])
            return replace(inner, shape=OPERATORS["vec"].shape(inner.shape), transposed=False)
        if isinstance(node, Operation) and node.operator in BY:
            inner = self.variable(node.operands[0])
            if inner.along != PLAIN:
                raise NotationError(
                    "a derivative is by a symbol, its conjugate, or its real or imaginary part", node.span
                )
            turned = inner.transposed != (node.operator == "hermitian")
            return replace(inner, along=BY[node.operator], transposed=turned)
        if isinstance(node, Operation) and node.operator in ("vech", "diagonal"):
            inner = self.variable(node.operands[0])
            if inner.indices is not None or is_scalar(inner.shape):
                raise NotationError(f"a derivative by {node.operator} is by that of a matrix", node.span)
            shape = self.apply(node.operator, (self.type(node.operands[0]),), node.span).shape
            return replace(inner, shape=shape, part=node.operator, structured=True)
        value = self.type(node)
        match value:
            case typed.SymbolValue(name=name):
                return typed.Variable(name, None, value.shape, False)
            case typed.FamilyMember(family=name, position=position):
                return typed.Variable(name, (position,), value.shape, False)
            case typed.Entry(array=typed.SymbolValue(name=name), row=row, column=column):
                return typed.Variable(name, (row, column), value.shape, False)
            case typed.Entry(array=typed.FamilyMember(family=name, position=position), row=row, column=column):
                return typed.Variable(name, (position, row, column), value.shape, False)
        raise NotationError("a derivative is by a symbol or by an entry of one", node.span)

    @types
    def _derivative(self, node: nodes.Derivative) -> Typed:
        operand = self.type(node.operand)
        variables = tuple(resolved(self, self.variable(each), node.sign, each.span) for each in node.variables)
        if node.sign == nodes.DIFFERENTIAL:
            variables = tuple(self.structured(variable) for variable in variables)
        held = held_fixed(self, operand, variables, node.span) if node.sign == nodes.PARTIAL else ()
        shape = self.derivative_shape(operand, variables, node.span)
        return typed.DerivativeValue(shape, operand, variables, held, self.layout, span=node.span)

    def structured(self, variable: typed.Variable) -> typed.Variable:
        """Return a variable that follows the structure of a matrix, if it is one or an entry of one."""
        symbol = self.declarations.symbols[variable.name]
        return replace(variable, structured=not is_scalar(self.shape_of(variable.name)) and known(symbol.columns) != 1)

    def derivative_shape(self, operand: Typed, variables, span) -> tuple:
        """Return the shape of a derivative in the layout."""
        shapes = [variable.shape for variable in variables]
        if len(shapes) > 1 and all(is_scalar(shape) for shape in shapes):
            return operand.shape
        if len(shapes) > 2:
            raise NotationError("a derivative of third order is by scalars", span)
        if len(shapes) == 2:
            if not is_scalar(operand.shape):
                raise ShapeError("a second derivative by vectors is of a scalar", span)
            if any(known(shape[1]) != 1 for shape in shapes):
                raise ShapeError("a second derivative is by columns or scalars", span)
            return shapes[0][0], shapes[1][0]
        rows, columns = operand.shape
        (shape,) = shapes
        if is_scalar(shape):
            numerator = operand.shape
        elif is_scalar(operand.shape):
            numerator = (shape[1], shape[0])
        elif known(shape[1]) == 1 and known(columns) == 1:
            numerator = (rows, shape[0])
        elif known(shape[1]) == 1 and known(rows) == 1:
            numerator = (columns, shape[0])
        else:
            raise ShapeError(
                f"the derivative of {shape_name(operand.shape)} by {shape_name(shape)} is a tensor and no matrix: "
                "write it entry by entry or with vec",
                span,
            )
        flip = (self.layout == "denominator") != variables[0].transposed
        return (numerator[1], numerator[0]) if flip else numerator

    @types
    def _gradient(self, node: nodes.Gradient) -> Typed:
        operand = self.type(node.operand)
        if not unify_shapes(operand.shape, SCALAR_SHAPE):
            raise ShapeError(f"what has a gradient must be a scalar, this is {shape_name(operand.shape)}", node.span)
        if node.variable is not None:
            variable = self.variable(node.variable)
        else:
            name = self.only_variable(operand)
            if name is None:
                raise NotationError(r"say by what: \nabla_{\mathbf{x}}", node.span)
            variable = typed.Variable(name, None, self.argument_shape(name), False)
        variable = resolved(self, variable, r"\nabla", node.span)
        return typed.DerivativeValue(variable.shape, operand, (variable,), (), "denominator", span=node.span)

    @types
    def _hessian(self, node: nodes.Hessian) -> Typed:
        gradient = self._gradient(nodes.Gradient(node.operand, node.variable, span=node.span))
        variables = gradient.variables * 2
        shape = self.derivative_shape(gradient.operand, variables, node.span)
        return replace(gradient, shape=shape, variables=variables)

    @types
    def _laplacian(self, node: nodes.Laplacian) -> Typed:
        return self.apply("tr", (self._hessian(node),), node.span)

    def only_variable(self, value: Typed) -> str | None:
        """Return the one variable that a function or an abbreviation depends on, None if there are more."""
        while isinstance(value, typed.Entry):
            value = value.array
        match value:
            case typed.SymbolValue(name=name) | typed.AppliedFunction(function=name):
                symbol = self.declarations.symbols[name]
            case _:
                names = self.variables(value)
                return names.pop() if len(names) == 1 else None
        if symbol.arguments:
            return symbol.arguments[0] if len(symbol.arguments) == 1 else None
        names = self.variables(self.definitions[symbol.name]) if symbol.definition is not None else set()
        return names.pop() if len(names) == 1 else None

    # what an expression is made of

    def walk(self, value: Typed) -> Iterator[Typed]:
        """Yield an expression and all below it, what its symbols abbreviate included, each of these once."""
        values, seen = [value], set()
        while values:
            for part in values.pop().walk():
                yield part
                names = [part.name] if isinstance(part, typed.SymbolValue) else []
                if isinstance(part, typed.FamilyMember) and self.declarations.symbols[part.family].definition:
                    names = [member_name(part.family, k) for k in range(1, UNROLLED + 1)]
                for name in names:
                    if name in self.definitions and name not in seen:
                        seen.add(name)
                        values.append(self.definitions[name])

    def order_of(self, value: Typed) -> int:
        """Return how many differentiations are inside of each other in an expression."""
        inner = [self.order_of(part) for _, _, part in value.parts()]
        match value:
            case typed.SymbolValue(name=name) if name in self.definitions:
                return self.order_of(self.definitions[name])
            case typed.DerivativeValue(variables=variables):
                return len(variables) + max(inner)
            case typed.DifferentialValue():
                return 1 + max(inner)
        return max(inner, default=0)

    def depends_on(self, name: str) -> set[str]:
        """Return what a symbol is a function of, by its definition or its declaration, directly or not."""
        direct = set(self.declarations.symbols[name].arguments) & self.declarations.symbols.keys()
        if name in self.definitions:
            direct |= self.variables(self.definitions[name])
        return direct.union(*(self.depends_on(other) for other in direct - {name}))

    def variables(self, value: Typed) -> set[str]:
        """Return the drawn symbols that an expression depends on."""
        found = set()
        for part in self.walk(value):
            match part:
                case typed.SymbolValue(name=name) if name in self.distributions:
                    found |= set().union(*map(self.variables, self.distributions[name]))
                case typed.SymbolValue(name=name) if name not in self.definitions:
                    found |= set(self.declarations.symbols[name].arguments) or {name}
                case typed.FamilyMember(family=name) if self.declarations.symbols[name].definition is None:
                    found.add(name)
        return found


def _extent(position: Typed | None, size):
    """Return how many places an index of an entry stands for."""
    if isinstance(position, typed.Places):
        return position.length
    return size if isinstance(position, typed.Every) else 1


def _names_outside(tree: Node, limited: frozenset[str] = frozenset()) -> set[str]:
    """Return the names that stand outside of every sum that has them in its limits."""
    if isinstance(tree, Name):
        return {tree.text} - limited
    if isinstance(tree, nodes.BigOperator):
        limited |= {name.text for bound in tree.bounds for name in bound.walk() if isinstance(name, Name)}
        return _names_outside(tree.body, limited)
    return {name for _, _, part in tree.parts() for name in _names_outside(part, limited)}


def _indices(node: Node, single_entries) -> tuple[Node, ...]:
    """Return the indices that stand directly at a node: in a subscript, or above a single-entry matrix."""
    match node:
        case Operation(operator="power", operands=(Name(text=base), nodes.Product(factors=factors))):
            return factors if base == SINGLE_ENTRY or base in single_entries else ()
        case nodes.Indexed(indices=indices):
            return indices
        case nodes.KroneckerDelta(left=left, right=right):
            return left, right
        case nodes.SpectralValue(index=index):
            return (index,)
    return ()


def _substitute(node: Node, values: dict[str, Node]) -> Node:
    if isinstance(node, Name):
        return values.get(node.text, node)
    for name, k, part in list(node.parts()):
        node = node.with_part(name, k, _substitute(part, values))
    return node
