r"""The normal form of a formula: two that differ only in letters, or in the order of operands, have the same.

`\mathbf{b}^{\top} \mathbf{y} + c` and `z + \mathbf{u}^{\top} \mathbf{x}` do. What needs algebra is not seen: a product
that is multiplied out, a transpose that is taken in. The tree is read through its dataclass fields alone, so that a new
kind of node needs nothing here unless its operands commute.
"""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import NamedTuple

from verifier.declare import RESERVED, Declarations, entry_of
from verifier.nodes import Node
from verifier.tokens import NAME

COMMUTATIVE = {"Sum", "hadamard", "equal", "together"}  # whatever their operands are
PRODUCT = "Product"  # whose scalars may stand anywhere
EQUALITIES = {"Chain", "="}  # what a chain of equalities says of itself
ROUNDS = 2  # of telling symbols apart by where they stand


class Term(NamedTuple):
    """A node without regard to its class: the words that it holds, and its parts."""

    words: tuple[str, ...]
    parts: tuple["Term", ...] = ()

    def walk(self):
        """Yield this term and all below it, parents first."""
        yield self
        for part in self.parts:
            yield from part.walk()


def normal_forms(formula: Node, declarations: Declarations) -> frozenset[str]:
    """Return the normal form of each equation between the first side of a statement and another of its sides.

    The definitions that it uses are a part of the equation. Domains and conditions are not. A statement with a single
    side has none.
    """
    chain, *conditions = _term(formula).parts
    if len(chain.parts) < 2:
        return frozenset()
    if {*" ".join(chain.words).split()} == EQUALITIES:
        equations = [Term(("equal",), (chain.parts[0], side)) for side in chain.parts[1:]]
    else:
        equations = [chain]
    stated = [Term(("together",), (each, *conditions)) for each in equations]
    return frozenset(_normal(_with_definitions(each, declarations), declarations) for each in stated)


def _with_definitions(term: Term, declarations: Declarations) -> Term:
    """Return a term together with each definition that it, or one of them, uses: of a name, or of its entries."""
    words = {word for part in term.walk() for word in part.words}
    used = words | {bold for word in words for bold in entry_of(word)}
    definitions = [
        Term(("definition",), (Term((name,)), Term(symbol.arguments), _term(symbol.definition)))
        for name, symbol in declarations.symbols.items()
        if symbol.definition is not None and name in used
    ]
    more = tuple(definition for definition in definitions if definition not in term.parts)
    return _with_definitions(Term(term.words, term.parts + more), declarations) if more else term


def _term(node: Node) -> Term:
    """Return a node as a term, and a sum of sums or product of products as one."""
    words, parts = [type(node).__name__], []
    for field in fields(node):
        value = getattr(node, field.name)
        if not field.compare or isinstance(value, bool):
            continue  # where, or how, it is written
        for item in value if isinstance(value, tuple) else (value,):
            if is_dataclass(item):
                parts.append(_term(item))
            else:
                words.append(str(item))
    if (COMMUTATIVE | {PRODUCT}) & {*words}:
        parts = [inner for part in parts for inner in (part.parts if part.words == tuple(words) else (part,))]
    return Term(tuple(words), tuple(parts))


def _normal(term: Term, declarations: Declarations) -> str:
    leaves = {word for part in term.walk() if not part.parts for word in part.words[-1:]}
    symbols = {*declarations.symbols, *filter(NAME.fullmatch, leaves)} - {*RESERVED}
    colours = {symbol: _font(symbol) for symbol in symbols}

    def coloured(words: tuple[str, ...]) -> str:
        return repr(tuple(colours.get(word, word) for word in words))

    for _ in range(ROUNDS):
        seen: dict[str, list[str]] = {symbol: [] for symbol in symbols}
        _places(_ordered(term, coloured, colours), "", coloured, seen)
        colours = {symbol: repr((colours[symbol], sorted(seen[symbol]))) for symbol in symbols}
        ranks = {colour: rank for rank, colour in enumerate(sorted({*colours.values()}))}
        colours = {symbol: f"{_font(symbol)} {ranks[colour]}" for symbol, colour in colours.items()}
    ordered = _ordered(term, coloured, colours)
    numbers: dict[str, str] = {}
    for word in (word for part in ordered.walk() for word in part.words if word in symbols):
        numbers.setdefault(word, f"{_font(word)} {len(numbers)}")
    return _print(ordered, lambda words: " ".join(numbers.get(word, word) for word in words))


def _font(symbol: str) -> str:
    """Return what a symbol stands for by its letter: a vector and a matrix are bold, small and capital."""
    bold = re.search(r"\\(?:mathbf|boldsymbol)\{\\?(\w)", symbol)
    return "scalar" if bold is None else "matrix" if bold[1].isupper() else "vector"


def _ordered(term: Term, coloured: Callable, colours: dict[str, str]) -> Term:
    """Return a term with its commuting operands in the order of what is printed of them."""
    parts = [_ordered(part, coloured, colours) for part in term.parts]
    if COMMUTATIVE & {*term.words}:
        parts.sort(key=lambda part: _print(part, coloured))
    elif PRODUCT in term.words:
        scalars = [part for part in parts if _is_scalar(part, colours)]
        parts = sorted(scalars, key=lambda part: _print(part, coloured)) + [p for p in parts if p not in scalars]
    return Term(term.words, tuple(parts))


def _is_scalar(term: Term, colours: dict[str, str]) -> bool:
    return not term.parts and any(w[0].isdigit() or colours.get(w, "").startswith("scalar") for w in term.words)


def _places(term: Term, above: str, coloured: Callable, seen: dict[str, list[str]]) -> None:
    """Note for each symbol the places where it stands, each by what is printed from the whole down to it."""
    for word in term.words:
        if word in seen:
            seen[word].append(above)
    for k, part in enumerate(term.parts):
        place = "any" if COMMUTATIVE & {*term.words} else k
        _places(part, f"{above} {coloured(term.words)} {place}", coloured, seen)


def _print(term: Term, words: Callable) -> str:
    return f"({' '.join([words(term.words), *(_print(part, words) for part in term.parts)])})"
