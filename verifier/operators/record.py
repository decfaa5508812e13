"""What a record of an operator says. Nothing has a default: what is left out is an error when the record is made.

No record says how anything is differentiated: that is found from the values alone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

from verifier.errors import ShapeError
from verifier.unify import SCALAR_SHAPE, known, shape_name, unify, unify_shapes

# Forms: how an operator is written


@dataclass(frozen=True)
class Function:
    r"""Written before brackets, `\det(...)` or `\operatorname{tr}(...)`; arguments: how many it takes, from and to.

    listed: whether these may be written with dots, `\max(x_1, \dots, x_n)`, and are one column then.
    """

    command: str
    arguments: tuple[int, int]
    listed: bool


@dataclass(frozen=True)
class Postfix:
    r"""Written as a superscript, `^{\top}`; patterns: what is read as it behind the sign `^`, regular expressions."""

    superscript: str
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class Infix:
    r"""Written between operands that are products, `\odot`."""

    sign: str


@dataclass(frozen=True)
class Bracket:
    r"""Written around its operand, `\lVert ... \rVert_{F}`; an index that is an operand is written "?"."""

    left: str
    right: str
    index: str


@dataclass(frozen=True)
class Macro:
    r"""Written as a macro with an argument in braces, `\sqrt{...}`."""

    command: str


@dataclass(frozen=True)
class Big:
    r"""Written before what it runs over, with its index below, `\sum`; empty: the number that it is of nothing.

    takes_constants: whether it takes in factors behind it that do not have its index: to a sum, that is the same.
    """

    command: str
    empty: int
    takes_constants: bool


@dataclass(frozen=True)
class Pair:
    r"""Written around two operands with a comma between them, `\langle ..., ... \rangle`."""

    left: str
    right: str


@dataclass(frozen=True)
class SizedName:
    r"""A reserved name with so many sizes below it, `\mathbf{K}_{mn}`; shape and evaluation are of these sizes."""

    name: str
    sizes: int


@dataclass(frozen=True)
class Special:
    """Written in a way of its own, for which the grammar has a rule; example: that, in LaTeX."""

    example: str


Form = Function | Postfix | Infix | Bracket | Macro | Big | Pair | SizedName | Special


# Where an operator is defined


@dataclass(frozen=True)
class Domain:
    """Where an operator is defined: in words, and whether its operands, typed, may be outside at a generic draw."""

    words: str
    is_restricted: Callable


EVERYWHERE = Domain("everywhere", lambda *operands: False)
ALMOST_EVERYWHERE = Domain("almost everywhere: not where it would divide by zero", lambda *operands: False)


# How it is computed independently

REAL_SYMBOLS = r"""For $\mathbf{A}, \mathbf{B} \in \mathbb{R}^{m \times n}$, $\mathbf{C} \in \mathbb{R}^{n \times p}$,
invertible $\mathbf{X} \in \mathbb{R}^{n \times n}$, $\mathbf{Y} \in \mathbb{R}^{n \times n}$,
singular $\mathbf{S} \in \mathbb{R}^{n \times n}$, non-zero $\mathbf{D} \in \mathbb{R}^{m \times n}$,
$\mathbf{x}, \mathbf{y} \in \mathbb{R}^{n}$, positive $\mathbf{v} \in \mathbb{R}^{n}$,
$z, w \in \mathbb{R}$, and positive $q \in \mathbb{R}$"""
COMPLEX_SYMBOLS = r"""For $\mathbf{A} \in \mathbb{C}^{m \times n}$, $\mathbf{X} \in \mathbb{C}^{n \times n}$,
$\mathbf{x} \in \mathbb{C}^{n}$ and $z \in \mathbb{C}$"""


@dataclass(frozen=True)
class Oracle:
    """An independent way to compute it, for the tests.

    given: the sentence that declares the operands; tex: the operator applied to them; python: an expression in
    their letters, as arrays with two dimensions or numbers, and in `np`, `scipy` and `mpmath`.
    """

    given: str
    tex: str
    python: str


def real(tex: str, python: str) -> Oracle:
    """Return an oracle for real operands."""
    return Oracle(REAL_SYMBOLS, tex, python)


def complex_(tex: str, python: str) -> Oracle:
    """Return an oracle for complex operands."""
    return Oracle(COMPLEX_SYMBOLS, tex, python)


# How it is evaluated


class Ways:
    """The evaluation of an operator in two ways: of numbers to a number, if all are scalars, else of arrays."""

    def __init__(self, of_numbers: Callable, of_arrays: Callable) -> None:
        self.of_numbers, self.of_arrays = of_numbers, of_arrays


@dataclass(frozen=True, kw_only=True)
class Operator:
    """All that is known of an operator.

    name: unique; form: how it is written; spellings: commands that are read besides; shape: the shape of its value
    from those of its operands, which raises ShapeError; evaluate: its value, an array, from the evaluation and its
    operands, arrays all, those of scalars with one entry; or `Ways`, which take numbers as numbers; smooth: whether
    it is analytic wherever it is defined; domain: where that is; oracles: independent ways to compute it; mutants:
    the operators that it is mistaken for, "" for none at all; convention: its line on the conventions page, LaTeX and
    meaning; search: words under which it is found.
    """

    name: str
    form: Form
    spellings: tuple[str, ...]
    shape: Callable
    evaluate: Callable | Ways
    smooth: bool
    domain: Domain
    oracles: tuple[Oracle, ...]
    mutants: tuple[str, ...]
    convention: tuple[str, str]
    search: tuple[str, ...]

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise ValueError(f"operator {self.name!r}: a name is of small letters, digits and underscores")
        if not all(self.convention):
            raise ValueError(f"operator {self.name!r}: say in `convention` how it is written and what it means")
        if not self.oracles:
            raise ValueError(f"operator {self.name!r}: give in `oracles` an independent way to compute it")


# Rules of shapes


def same_shape(what: str) -> Callable:
    """Return the rule for operands of one shape, which is that of the value."""

    def rule(*shapes):
        for shape in shapes[1:]:
            if not unify_shapes(shapes[0], shape):
                raise ShapeError(f"{what} of shapes that differ: {shape_name(shapes[0])} and {shape_name(shape)}")
        return shapes[0]

    return rule


def unchanged(shape):
    """Return the shape of an operand for that of the value."""
    return shape


def transposed(shape):
    """Return rows and columns exchanged."""
    return shape[1], shape[0]


def square(what: str, result: Callable) -> Callable:
    """Return the rule for a square matrix; result: the shape of the value from that of the operand."""

    def rule(shape):
        if not unify(*shape):
            raise ShapeError(f"{what} of a matrix that is not square, {shape_name(shape)}")
        return result(shape)

    return rule


def column(what: str, result: Callable) -> Callable:
    """Return the rule for a column; result: the shape of the value from that of the operand."""

    def rule(shape):
        if not unify(shape[1], 1):
            raise ShapeError(f"{what} of {shape_name(shape)}, expected a column")
        return result(shape)

    return rule


def scalar(*shapes):
    """Return the shape of a scalar, whatever the operands are."""
    return SCALAR_SHAPE


def scalar_of_scalars(what: str) -> Callable:
    """Return the rule for operands that are scalars."""

    def rule(*shapes):
        for shape in shapes:
            if not unify_shapes(shape, SCALAR_SHAPE):
                raise ShapeError(f"{what} must be a scalar, this is {shape_name(shape)}")
        return SCALAR_SHAPE

    return rule


def stacked(shape):
    """Return the shape of the columns of a matrix, stacked."""
    return known(("*", *shape)), 1


def entry_by_entry(function: Callable, of_arrays: Callable | None = None) -> Ways:
    """Return the evaluation entry by entry: function of the evaluation and a number of each operand.

    of_arrays: the same for whole arrays, where an arithmetic has it.
    """

    def mapped(evaluation, *arrays):
        return evaluation.arithmetic.map(lambda *numbers: function(evaluation, *numbers), *arrays)

    return Ways(function, of_arrays or mapped)


def from_the_left(ways: Ways) -> Ways:
    """Return the evaluation of any number of operands from that of two."""

    def folded(way):
        return lambda evaluation, *operands: reduce(lambda left, right: way(evaluation, left, right), operands)

    return Ways(folded(ways.of_numbers), folded(ways.of_arrays))


def to_number(function: Callable) -> Callable:
    """Return the evaluation of arrays to one number: function of the evaluation and the operands."""
    return lambda evaluation, *arrays: evaluation.arithmetic.array([[function(evaluation, *arrays)]])


def entries_of(ar, array) -> list:
    """Return the entries of an array, column by column."""
    return [x for row in ar.rows(ar.transpose(array)) for x in row]


def identity(ar, n: int):
    """Return the identity matrix."""
    return ar.array([[ar.number(int(i == j)) for j in range(n)] for i in range(n)])


def total(numbers: list):
    """Return the sum of numbers of any kind, of which there is one at least."""
    return sum(numbers[1:], numbers[0])
