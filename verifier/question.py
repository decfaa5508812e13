"""Step 10, question: does the statement need what the page declares, and would a wrong one be caught?"""

from collections.abc import Iterator
from dataclasses import replace

from verifier.arrays import SingularError, referee
from verifier.compare import (
    MORE_DRAWS,
    REFEREE_TOLERANCE,
    ROUNDING,
    SMALLEST,
    TOLERANCE,
    NoPointError,
    Statement,
    numpy_arithmetic,
)
from verifier.declare import Declarations
from verifier.parse import NotationError
from verifier.shapes import Shaper
from verifier.tree import Node
from verifier.violate import make_equal

VIOLATIONS = {  # property: what a value has that lacks it
    "symmetric": (),
    "skew": (),
    "diagonal": (),
    "upper triangular": (),
    "lower triangular": (),
    "orthogonal": (),
    "unit": (),
    "idempotent": (),
    "invertible": ("singular",),
    "positive definite": ("symmetric", "negative"),
    "positive": ("negative",),
    "non-zero": ("zero",),
    "distinct": ("repeated",),
}
NEGATED = {"<": r"\geq", ">": r"\leq", r"\leq": ">", r"\geq": "<", r"\neq": "="}
MANY = 6  # generic draws that a variant must survive to count as equal


class CannotViolateError(Exception):
    """No point was found at which a condition is violated."""


def relieved(declarations: Declarations) -> Iterator[tuple[str, Declarations, Node | None]]:
    r"""Yield each declared condition in words, with declarations in which it is violated.

    That two numbers are equal cannot be drawn: where values must differ, `a \neq b`, the condition is left out
    of the declarations and comes third, for `fails` to make its sides equal.
    """
    for name, symbol in declarations.symbols.items():
        for word in sorted(symbol.properties & VIOLATIONS.keys()):
            properties = symbol.properties - {word} | set(VIOLATIONS[word])
            yield f"{word} {_math(name)}", _with(declarations, name, properties=frozenset(properties)), None
    for name, of in declarations.independent:
        if name in declarations.symbols and of in declarations.symbols:
            symbol = declarations.symbols[name]
            if symbol.definition is None and of not in symbol.arguments:
                changed = _with(declarations, name, arguments=(*symbol.arguments, of))
                left = tuple(pair for pair in declarations.independent if pair != (name, of))
                yield f"{_math(name)} independent of {_math(of)}", replace(changed, independent=left), None
    for k, condition in enumerate(declarations.conditions):
        others = declarations.conditions[:k] + declarations.conditions[k + 1 :]
        links = [
            Node("chain", condition.args[j : j + 2], relation, condition.span)
            for j, relation in enumerate(condition.value.split())
        ]
        for link in links:
            rest = (*others, *(other for other in links if other is not link))
            of_indices = all(arg.kind == "name" and arg.value not in declarations.symbols for arg in link.args)
            if link.value == r"\neq" and not of_indices:
                yield _math(str(link)), replace(declarations, conditions=rest), link
            else:
                opposite = Node("chain", link.args, NEGATED[link.value], link.span)
                yield _math(str(link)), replace(declarations, conditions=(*rest, opposite)), None


def _math(tex: str) -> str:
    """Return TeX as it stands in a sentence; a family by its members."""
    return f"${tex.replace('_{*}', '_i')}$"


def undeclared(statement: Statement) -> Iterator[tuple[str, str, Declarations]]:
    """Yield each pair of symbols whose independence a derivative may need and no condition declares.

    With it come declarations in which the first is a function of the second.
    """
    shaper, declarations = statement.shaper, statement.declarations
    seen = set(declarations.independent)
    for typed in derivatives(statement.typed):
        for target in typed.data[0]:
            for name in sorted(shaper.variables(typed.args[0])):
                symbol = declarations.symbols.get(name)
                pair = (name, target[0])
                if symbol is None or name == target[0] or pair in seen or symbol.arguments or symbol.values:
                    continue
                seen.add(pair)
                if name in _made_of(target[0], shaper):
                    continue
                yield *pair, _with(declarations, name, arguments=(target[0],))


def _made_of(name: str, shaper: Shaper) -> set[str]:
    """Return what a symbol is a function of, by its definition or its declaration, directly or not."""
    symbol = shaper.declarations.symbols[name]
    direct = set(symbol.arguments) & shaper.declarations.symbols.keys()
    if symbol.definition is not None:
        direct |= shaper.variables(shaper.definition(symbol))
    return direct.union(*(_made_of(other, shaper) for other in direct))


def derivatives(typed) -> Iterator:
    """Yield the derivatives in a statement, outermost first."""
    if typed.op == "derivative":
        yield typed
    for arg in typed.args:
        yield from derivatives(arg)


def _with(declarations: Declarations, name: str, **changes) -> Declarations:
    symbol = replace(declarations.symbols[name], **changes)
    return replace(declarations, symbols=declarations.symbols | {name: symbol})


def fails(tree: Node, declarations: Declarations, layout: str, seed: str, equal: Node | None = None) -> bool:
    """Tell whether a statement fails, or means nothing, under these declarations.

    equal: a condition whose sides are made equal at every point. Raises CannotViolateError if that is not possible.
    """
    try:
        statement = Statement(tree, declarations, layout)
        for k in range(len(SMALLEST) + (MORE_DRAWS if statement.has_kinks else 0)):
            try:
                point = statement.point(f"{seed}/without{k}", smallest=2 + k % 2)
            except NoPointError:
                raise CannotViolateError from None
            ways = [(numpy_arithmetic(), "complex", TOLERANCE)]
            if equal is not None:
                if not make_equal(point, statement, equal):
                    raise CannotViolateError
                if statement.has_kinks:  # a complex step sees one side of a kink, a difference both
                    ways.append((referee(), "central", REFEREE_TOLERANCE))
            for arithmetic, method, tolerance in ways:
                error, difference = statement.check(point, arithmetic, method, tolerance)
                if difference is not None and error > ROUNDING:
                    return True
    except (NotationError, SingularError, ValueError, ZeroDivisionError, OverflowError):
        return True
    return False


def variants(tree: Node) -> Iterator[tuple[str, Node]]:
    """Yield wrong variants of the last side of a statement: what was changed, and the statement."""
    chain = tree.args[0]
    *others, side = chain.args
    seen = {side}
    for what, changed in _changes(side):
        if changed not in seen:
            seen.add(changed)
            yield what, tree.with_args(chain.with_args(*others, changed), *tree.args[1:])


def _changes(node: Node) -> Iterator[tuple[str, Node]]:
    yield "sign", node.args[0] if node.kind == "neg" else Node("neg", (node,), None, node.span)
    yield "factor", Node("product", (Node("number", (), "2"), node), None, node.span)
    yield "transpose", Node("transpose", (node,), None, node.span)
    yield from _inner(node)


def _inner(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield changes at or below a node."""
    args = node.args
    if node.kind in ("transpose", "inverse"):
        yield f"without {node.kind}", args[0]
    if node.kind == "inverse_transpose":
        yield "without transpose", Node("inverse", args)
        yield "without inverse", Node("transpose", args)
    if node.kind == "name" and node.value.startswith((r"\mathbf", r"\boldsymbol")):
        yield "transpose", Node("transpose", (node,), None, node.span)
    if node.kind == "add":
        for k, arg in enumerate(args):
            if arg.kind == "dots":
                continue
            rest = args[:k] + args[k + 1 :]
            yield "without a term", rest[0] if len(rest) == 1 else node.with_args(*rest)
            flipped = arg.args[0] if arg.kind == "neg" else Node("neg", (arg,), None, arg.span)
            yield "sign of a term", node.with_args(*args[:k], flipped, *args[k + 1 :])
    if node.kind == "product":
        for k in range(len(args) - 1):
            if args[k + 1].kind != "big":
                yield "order", node.with_args(*args[:k], args[k + 1], args[k], *args[k + 2 :])
        for k in range(len(args)):
            rest = args[:k] + args[k + 1 :]
            yield "without a factor", rest[0] if len(rest) == 1 else node.with_args(*rest)
    if node.kind == "index" and len(args) == 3 and args[1] != args[2]:
        yield "indices", node.with_args(args[0], args[2], args[1])
    if node.kind == "number":
        yield "number", Node("number", (), str(int(float(node.value)) + 1), node.span)
    if node.kind in ("derivative", "nabla"):
        return  # what is differentiated is the other side's business
    for k, arg in enumerate(args):
        if node.kind == "big" and k < len(args) - 1:
            continue
        if node.kind == "index" and k > 0:
            continue
        for what, changed in _inner(arg):
            if node.kind == "power" and k == 1 and changed.kind == "neg":
                continue
            yield what, node.with_args(*args[:k], changed, *args[k + 1 :])


class Draws:
    """Generic points of a statement, at which its wrong variants are tried."""

    def __init__(self, statement: Statement, seed: str) -> None:
        self.statement, self.seed = statement, seed
        self.points = []

    def __iter__(self):
        for k in range(MANY + (MORE_DRAWS if self.statement.has_kinks else 0)):
            if k == len(self.points):
                self.points.append(self.statement.point(f"{self.seed}/variant{k}", smallest=2 + k % 2))
            yield self.points[k]

    def reject(self, variant: Node, layout: str) -> bool:
        """Tell whether a variant is rejected; one that survives many generic draws is equal as a function."""
        try:
            statement = Statement(variant, self.statement.declarations, layout)
            last = len(statement.typed.args) - 2
            for point in self:
                _, difference = statement.check(point, numpy_arithmetic(), "complex", TOLERANCE, last)
                if difference is not None:
                    return True
        except (NotationError, SingularError, ValueError, ZeroDivisionError, OverflowError):
            return True
        return False
