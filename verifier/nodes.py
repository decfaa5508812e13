"""The expression tree that parsing makes: a class for each form of notation, with named fields."""

from dataclasses import dataclass

from verifier.tree import Tree

PARTIAL, DIFFERENTIAL = r"\partial", r"\mathrm{d}"


@dataclass(frozen=True, slots=True)
class Node(Tree):
    """A node of an expression tree; printed as LaTeX that parses to the same tree."""

    def __str__(self) -> str:
        from verifier.latex import latex  # which knows all nodes

        return latex(self)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number, by its digits."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name, by its LaTeX."""

    text: str


@dataclass(frozen=True, slots=True)
class All(Node):
    """The colon of `A_{:,j}`: every place."""


@dataclass(frozen=True, slots=True)
class Slice(Node):
    """The places from a first to a last, both included, of `x_{1:m}`."""

    first: Node
    last: Node


@dataclass(frozen=True, slots=True)
class Dots(Node):
    """Dots that stand for terms, arguments or entries that are not written."""

    text: str


@dataclass(frozen=True, slots=True)
class Empty(Node):
    """A cell of a matrix with nothing in it, beside dots."""


@dataclass(frozen=True, slots=True)
class Operation(Node):
    """An operator, by the name of its record, applied to its operands."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """Terms with plus signs between them; a term after a minus sign is negated."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Product(Node):
    """Factors side by side: matrix product or scaling, as their shapes say."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class RangeBound(Node):
    """An index that runs from a lower to an upper limit, but for what it must differ from."""

    index: Name
    lower: Node
    upper: Node
    excluded: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class FreeBound(Node):
    """An index that runs as far as what it counts reaches, but for what it must differ from."""

    index: Name
    excluded: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ConstraintBound(Node):
    """Indices that run through all values for which a comparison holds, `i + j = k`; those not known from outside."""

    condition: "Chain"


@dataclass(frozen=True, slots=True)
class BigOperator(Node):
    """A sum or product over indices."""

    operator: str
    bounds: tuple[Node, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Indexed(Node):
    """An entry, row, column or member."""

    base: Node
    indices: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class KroneckerDelta(Node):
    """One where two indices are equal, else zero."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class FunctionCall(Node):
    """A declared function, differentiated as often as it has primes, with its arguments."""

    function: str
    primes: int
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Differential(Node):
    """The differential of an expression."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Gradient(Node):
    """The gradient of a scalar, by the variable below the nabla or by the only one there is."""

    operand: Node
    variable: Node | None


@dataclass(frozen=True, slots=True)
class Hessian(Node):
    """The second derivative of a scalar, by the variable below the nabla or by the only one there is."""

    operand: Node
    variable: Node | None


@dataclass(frozen=True, slots=True)
class Laplacian(Node):
    """The trace of the Hessian."""

    operand: Node
    variable: Node | None


@dataclass(frozen=True, slots=True)
class AtPoint(Node):
    """An expression in which, after all differentiation in it, names stand for values."""

    operand: Node
    names: tuple[Name, ...]
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Integral(Node):
    """The integral of an expression over a name between two limits."""

    lower: Node
    upper: Node
    body: Node
    variable: Name


@dataclass(frozen=True, slots=True)
class Limit(Node):
    r"""What an expression approaches as a name goes to a number or to `\infty`."""

    variable: Name
    target: str
    body: Node


@dataclass(frozen=True, slots=True)
class Remainder(Node):
    """Terms that are not written, of the order of an expression."""

    order: Node


@dataclass(frozen=True, slots=True)
class FrechetDerivative(Node):
    """The derivative of a function of a matrix in a direction; function: the name of its record."""

    function: str
    matrix: Node
    direction: Node


@dataclass(frozen=True, slots=True)
class ByEntries(Node):
    """A function that is said to be taken entry by entry."""

    operation: Operation


@dataclass(frozen=True, slots=True)
class Derivative(Node):
    """A derivative: its sign, what is differentiated by what, and whether that stands behind the fraction."""

    sign: str
    operand: Node
    variables: tuple[Node, ...]
    operator_form: bool


@dataclass(frozen=True, slots=True)
class Moment(Node):
    """An expectation, a variance or a covariance matrix: "E", "Var" or "Cov", and what it is of."""

    kind: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Row(Node):
    """A row of a matrix that is written out."""

    cells: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Matrix(Node):
    """A matrix that is written out, perhaps with dots."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Branch(Node):
    """A value and the condition under which it is taken."""

    value: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """A distinction of cases."""

    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Otherwise(Node):
    """The condition of the last of several cases."""


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """Sides with a relation between each two of them."""

    sides: tuple[Node, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conjunction(Node):
    """Conditions that hold together."""

    conditions: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Statement(Node):
    """What a formula says: a chain, the condition under which it does, and what it follows from."""

    chain: Chain
    condition: Node | None
    premise: Chain | None = None


@dataclass(frozen=True, slots=True)
class FactorOf(Node):
    """A factor of a decomposition that a sentence declares.

    record: its number in RECORDS; part: of the factor in it; label: what its draw depends on; options: what the
    sentence says of it; index: of the eigenvalue, from 0 for the largest and -1 for the smallest, None for any.
    """

    record: int
    part: int
    label: str
    options: tuple[str, ...]
    index: int | None
    matrix: Node


@dataclass(frozen=True, slots=True)
class SpectralValue(Node):
    r"""An eigenvalue or a singular value by its number, `\lambda_i(\mathbf{A})`; `\max` and `\min` are names."""

    letter: str
    index: Node
    matrix: Node


@dataclass(frozen=True, slots=True)
class Group(Node):
    """Brackets that keep a sum apart while the tree is built."""

    inner: Node
