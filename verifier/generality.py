"""Part of step 10, sensitivity analysis: sizes that a sentence declares equal, and no formula needs to be."""

from collections.abc import Iterator
from dataclasses import replace
from string import ascii_lowercase

from verifier.declare import Declarations
from verifier.errors import NotationError
from verifier.nodes import Statement as Tree
from verifier.typecheck import TypeChecker
from verifier.unify import Unknown, known, unify_shapes

Sizes = dict[tuple[str, str], object]  # by a symbol's name and "rows" or "columns"


def split_sizes(statements: list[tuple[Tree, Declarations, str]]) -> Iterator[tuple[str, Sizes]]:
    """Yield words and sizes for each letter that sizes more than the formulas tie together.

    statements: the formulas of an entry, what is declared for each, and a layout in which it holds. Every place of the
    letter becomes a size that is yet to be told, and the type checker tells which of them must be equal. The sizes give
    those that are left apart another letter.
    """
    declarations = statements[0][1] if statements else Declarations()
    for letter in declarations.letters:
        places = [
            (name, side)
            for name, symbol in declarations.symbols.items()
            for side in ("rows", "columns")
            if getattr(symbol, side) == letter and symbol.definition is None
        ]
        unknown = {place: Unknown() for place in places}
        try:
            for tree, declared, layout in statements:
                checker = TypeChecker(resized(declared, unknown), layout)
                checker.letters.add(letter)
                sides = checker.statement(tree).sides
                for side in sides[1:]:  # what has another shape is different without being computed
                    unify_shapes(sides[0].shape, side.shape)
        except NotationError:
            continue  # what a formula means does not follow without this letter
        tied: dict[object, list[tuple[str, str]]] = {}
        for place, size in unknown.items():
            tied.setdefault(known(size), []).append(place)
        if len(tied) > 1:
            apart = min((places for size, places in tied.items() if size != letter), key=len)
            names = frozenset().union(*(declared.names for _, declared, _ in statements))
            other = next(each for each in ascii_lowercase[::-1] if each not in names)
            of = " and ".join(f"the {side} of ${name.replace('_{*}', '_i')}$" for name, side in apart)
            yield f"{of} need not be ${letter}$", dict.fromkeys(apart, other)


def resized(declarations: Declarations, sizes: Sizes) -> Declarations:
    """Return declarations with other sizes."""
    symbols = dict(declarations.symbols)
    for (name, side), size in sizes.items():
        symbols[name] = replace(symbols[name], **{side: size})
    return replace(declarations, symbols=symbols)
