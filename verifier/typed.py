"""The typed tree that type checking makes: every part knows its shape, and is ready to be evaluated."""

from dataclasses import dataclass

from verifier.tree import Tree


@dataclass(frozen=True, slots=True)
class Typed(Tree):
    """A part of a statement that knows its shape: rows and columns, as sizes of `unify`."""

    shape: tuple


@dataclass(frozen=True, slots=True)
class Literal(Typed):
    """A number that is written out."""

    text: str


@dataclass(frozen=True, slots=True)
class SizeValue(Typed):
    """A size, as a number."""

    letter: str


@dataclass(frozen=True, slots=True)
class IndexValue(Typed):
    """An index, as a number."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant(Typed):
    """A constant of mathematics."""

    name: str


@dataclass(frozen=True, slots=True)
class SymbolValue(Typed):
    """What is declared under a name."""

    name: str


@dataclass(frozen=True, slots=True)
class Every(Typed):
    """Every place along a row or column."""


@dataclass(frozen=True, slots=True)
class Places(Typed):
    """The places from a first to a last along a row or column, and how many they are."""

    first: Typed
    last: Typed
    length: object


@dataclass(frozen=True, slots=True)
class FamilyMember(Typed):
    """One of several that are declared together."""

    family: str
    position: Typed


@dataclass(frozen=True, slots=True)
class Entry(Typed):
    """An entry, row or column; the index of a vector's only row or column is None."""

    array: Typed
    row: Typed | None
    column: Typed | None


@dataclass(frozen=True, slots=True)
class Identity(Typed):
    """The identity matrix, its size implied by the context."""


@dataclass(frozen=True, slots=True)
class Filled(Typed):
    """An array of one number, its shape implied by the context."""

    number: int


@dataclass(frozen=True, slots=True)
class UnitVector(Typed):
    """A column with a one in one place and zeros elsewhere."""

    position: Typed


@dataclass(frozen=True, slots=True)
class SingleEntry(Typed):
    """A matrix with a one in one place and zeros elsewhere."""

    row: Typed
    column: Typed


@dataclass(frozen=True, slots=True)
class StructuredEntry(Typed):
    """The derivative of a structured matrix by one of its entries: the entries that are tied to it change along."""

    matrix: str
    row: Typed
    column: Typed


@dataclass(frozen=True, slots=True)
class SizedMatrix(Typed):
    """A matrix that is known by its sizes, by the name of its record."""

    operator: str
    sizes: tuple


@dataclass(frozen=True, slots=True)
class Delta(Typed):
    """One where two indices are equal, else zero."""

    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class Applied(Typed):
    """An operator, by the name of its record, applied to its operands."""

    operator: str
    operands: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class AppliedFunction(Typed):
    """A declared function of columns or matrices."""

    function: str
    arguments: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class AppliedElementwise(Typed):
    """A declared function of one number, or a derivative of it, applied to every entry."""

    function: str
    primes: int
    argument: Typed


@dataclass(frozen=True, slots=True)
class AppliedMatrixFunction(Typed):
    """A declared function of one number, or a derivative of it, applied to a symmetric matrix as a whole."""

    function: str
    primes: int
    argument: Typed


@dataclass(frozen=True, slots=True)
class AppliedPrime(Typed):
    """The derivative of a declared function of one scalar."""

    function: str
    argument: Typed


@dataclass(frozen=True, slots=True)
class Range:
    """What an index of a sum runs through: from lower to upper, or as far as a size, but for what is excluded."""

    index: str
    lower: Typed | None
    upper: Typed | None
    excluded: tuple[Typed, ...]
    size: object


@dataclass(frozen=True, slots=True)
class Reduction(Typed):
    """A sum or product over indices."""

    operator: str
    ranges: tuple[Range, ...]
    body: Typed
    constraints: tuple["Comparison", ...]


@dataclass(frozen=True, slots=True)
class CaseDistinction(Typed):
    """Values, each with the condition under which it is taken."""

    values: tuple[Typed, ...]
    conditions: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class BlockMatrix(Typed):
    """Blocks, row by row, so many in a row."""

    blocks: tuple[Typed, ...]
    width: int


@dataclass(frozen=True, slots=True)
class PatternMatrix(Typed):
    """The general entry of a matrix with dots, or one on and one off its diagonal, and how often it stands there."""

    entries: tuple[Typed, ...]
    counts: tuple


@dataclass(frozen=True, slots=True)
class PartialMatrix(Typed):
    """The entries of a matrix that are written out, and their places; 0 is the last row or column."""

    entries: tuple[Typed, ...]
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """What a derivative is by: a symbol, the indices of an entry of it or None, its shape, whether transposed.

    part: "vech" or "diagonal" if it is by these entries only; structured: whether the entries that the structure of
    a matrix ties to an entry change along with it.
    along: how it is by a complex one, see `wirtinger`.
    """

    name: str
    indices: tuple | None
    shape: tuple
    transposed: bool
    part: str = ""
    structured: bool = False
    along: str = "plain"


@dataclass(frozen=True, slots=True)
class DerivativeValue(Typed):
    """A derivative by variables, in a layout; `held` are the names that are held fixed."""

    operand: Typed
    variables: tuple[Variable, ...]
    held: tuple[str, ...]
    layout: str


@dataclass(frozen=True, slots=True)
class DifferentialValue(Typed):
    """The slope of an expression along the directions of all that may vary."""

    operand: Typed


@dataclass(frozen=True, slots=True)
class Factor(Typed):
    """A factor of a decomposition of a matrix, as `nodes.FactorOf` has it; whether that is declared symmetric."""

    record: int
    part: int
    label: str
    options: tuple[str, ...]
    index: int | None
    matrix: Typed
    symmetric: bool


@dataclass(frozen=True, slots=True)
class ValueAtPoint(Typed):
    """An expression in which names stand for values."""

    operand: Typed
    names: tuple[str, ...]
    values: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class IntegralValue(Typed):
    """The integral of an expression over a name between two limits."""

    lower: Typed
    upper: Typed
    body: Typed
    variable: str


@dataclass(frozen=True, slots=True)
class LimitValue(Typed):
    r"""What an expression approaches as a name goes to a number or to `\infty`."""

    variable: str
    target: str
    body: Typed


@dataclass(frozen=True, slots=True)
class RemainderValue(Typed):
    """Terms that are not written: zero where a side is evaluated, and bounded by a multiple of their order."""

    order: Typed


@dataclass(frozen=True, slots=True)
class FrechetValue(Typed):
    """The derivative of a function of a matrix in a direction."""

    function: str
    matrix: Typed
    direction: Typed


@dataclass(frozen=True, slots=True)
class Mean(Typed):
    """The expectation of a polynomial of random vectors, of a degree."""

    operand: Typed
    random: tuple[str, ...]
    degree: int


@dataclass(frozen=True, slots=True)
class Covariance(Typed):
    """The covariance matrix of two columns, polynomials of random vectors; degree: of their product."""

    left: Typed
    right: Typed
    random: tuple[str, ...]
    degree: int


@dataclass(frozen=True, slots=True)
class MeanOfExponential(Typed):
    """The expectation of e to the power of a normal number, by mean and variance of this."""

    mean: Typed
    variance: Typed


@dataclass(frozen=True, slots=True)
class TensorPosition(Typed):
    """The place of an entry of a tensor among all its entries, the first index counting fastest."""

    positions: tuple[Typed, ...]
    sizes: tuple


@dataclass(frozen=True, slots=True)
class TensorByEntries(Typed):
    """A tensor by its general entry."""

    indices: tuple[str, ...]
    sizes: tuple
    entry: Typed


@dataclass(frozen=True, slots=True)
class Comparison(Typed):
    """A condition: scalars with a relation between each two of them."""

    sides: tuple[Typed, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllOf(Typed):
    """Conditions that hold together."""

    conditions: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Always(Typed):
    """The condition that always holds."""


@dataclass(frozen=True, slots=True)
class TypedStatement(Typed):
    """A chain, the size of each free index, and the condition on these."""

    sides: tuple[Typed, ...]
    relations: tuple[str, ...]
    free: dict[str, object]
    condition: Typed | None
