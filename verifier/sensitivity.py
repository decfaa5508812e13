"""Step 10, sensitivity analysis: does the statement need what the page declares, and would a wrong one be caught?"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from verifier import typed
from verifier.declare import Declarations
from verifier.judge import FAILURES, MORE_DRAWS, ROUNDING, TOLERANCE, float_arithmetic
from verifier.mutants import mutants
from verifier.nodes import Chain, Name
from verifier.nodes import Statement as Tree
from verifier.properties import PROPERTIES, implied
from verifier.sample import NoPointError, Point
from verifier.solve_equality import solve_equality
from verifier.statement import Statement

NEGATED = {"<": r"\geq", ">": r"\leq", r"\leq": ">", r"\geq": "<", r"\neq": "="}
DRAWS = 4  # without a condition, until its statement counts as true without it
BEYOND = 5  # sizes from here on are drawn where small ones violate no condition
MANY = 6  # generic draws that a mutant must survive to count as equal


class CannotViolateError(Exception):
    """No point was found at which a condition is violated."""


def drop_conditions(declarations: Declarations) -> Iterator[tuple[str, Declarations, Chain | None]]:
    r"""Yield each declared condition in words, with declarations in which it is violated.

    That two numbers are equal cannot be drawn: where values must differ, `a \neq b`, the condition is left out
    of the declarations and comes third, for `fails` to make its sides equal.
    """
    for name, symbol in declarations.symbols.items():
        declared = symbol.properties & PROPERTIES.keys()
        for word in sorted(declared - implied(declared)):
            properties = symbol.properties - {word} | set(PROPERTIES[word].violated)
            yield f"{word} {_math(name)}", _with(declarations, name, properties=frozenset(properties)), None
    for name, of in declarations.independent:
        if name in declarations.symbols and of in declarations.symbols:
            symbol = declarations.symbols[name]
            if symbol.definition is None and symbol.distribution is None and of not in symbol.arguments:
                changed = _with(declarations, name, arguments=(*symbol.arguments, of))
                left = tuple(pair for pair in declarations.independent if pair != (name, of))
                yield f"{_math(name)} independent of {_math(of)}", replace(changed, independent=left), None
    for k, condition in enumerate(declarations.conditions):
        others = declarations.conditions[:k] + declarations.conditions[k + 1 :]
        links = [
            Chain(condition.sides[j : j + 2], (relation,), span=condition.span)
            for j, relation in enumerate(condition.relations)
        ]
        for link in links:
            (relation,) = link.relations
            rest = (*others, *(other for other in links if other is not link))
            of_indices = all(isinstance(s, Name) and s.text not in declarations.symbols for s in link.sides)
            if relation == r"\neq" and not of_indices:
                yield _math(str(link)), replace(declarations, conditions=rest), link
            else:
                opposite = replace(link, relations=(NEGATED[relation],))
                yield _math(str(link)), replace(declarations, conditions=(*rest, opposite)), None


def _math(tex: str) -> str:
    """Return TeX as it stands in a sentence; a family by its members."""
    return f"${tex.replace('_{*}', '_i')}$"


def missing_independence(statement: Statement) -> Iterator[tuple[str, str, Declarations]]:
    """Yield each pair of symbols whose independence a derivative may need and no condition declares.

    With it come declarations in which the first is a function of the second.
    """
    checker, declarations = statement.checker, statement.declarations
    seen = set(declarations.independent)
    for derivative in derivatives(statement):
        for variable in derivative.variables:
            for name in sorted(checker.variables(derivative.operand)):
                symbol = declarations.symbols.get(name)
                pair = (name, variable.name)
                if symbol is None or name == variable.name or pair in seen or symbol.arguments or symbol.values:
                    continue
                seen.add(pair)
                if name in checker.depends_on(variable.name):
                    continue
                yield *pair, _with(declarations, name, arguments=(variable.name,))


def derivatives(statement: Statement) -> Iterator[typed.DerivativeValue]:
    """Yield the derivatives that are written in a statement, outermost first."""
    for side in statement.typed.sides:
        for part in side.walk():
            if isinstance(part, typed.DerivativeValue):
                yield part


def _with(declarations: Declarations, name: str, **changes) -> Declarations:
    symbol = replace(declarations.symbols[name], **changes)
    return replace(declarations, symbols=declarations.symbols | {name: symbol})


def fails(tree: Tree, declarations: Declarations, layout: str, seed: str, equal: Chain | None = None) -> bool:
    """Tell whether a statement fails, or means nothing, under these declarations.

    equal: a condition whose sides are made equal at every point. Raises CannotViolateError if that is not possible.
    """
    try:
        statement = Statement(tree, declarations, layout)
        for k in range(DRAWS + (MORE_DRAWS if statement.is_piecewise or statement.is_discrete else 0)):
            point = _violating(statement, f"{seed}/without{k}", smallest=2 + k % 2)
            if equal is not None and not solve_equality(point, statement, equal):
                raise CannotViolateError
            ways = [partial(statement.check, point, float_arithmetic(), "complex")]
            if equal is not None and statement.is_nonsmooth:  # a complex step sees one side of a kink
                ways.append(partial(statement.decide, point, "central"))
            for error, difference in (way() for way in ways):
                if difference is not None and error > ROUNDING:
                    return True
    except FAILURES:
        return True
    return False


def _violating(statement: Statement, seed: str, smallest: int) -> Point:
    """Draw a point; if a condition on sizes is violated at smaller or larger ones only, there."""
    for size in (smallest, 1, BEYOND):
        try:
            return statement.point(seed, smallest=size)
        except NoPointError as error:
            last = error
    raise CannotViolateError from last


def count_mutants(statement: Statement, tree: Tree, layout: str, seed: str) -> tuple[int, int]:
    """Return how many mutants of the last side of a statement are rejected, and how many are equal as functions."""
    draws = _Draws(statement, seed)
    rejected = [draws.reject(mutant, layout) for _, mutant in mutants(tree)]
    return sum(rejected), len(rejected) - sum(rejected)


class _Draws:
    """Generic points of a statement, at which its mutants are tried."""

    def __init__(self, statement: Statement, seed: str) -> None:
        self.statement, self.seed = statement, seed
        self.points = []

    def __iter__(self):
        for k in range(MANY + (MORE_DRAWS if self.statement.is_nonsmooth else 0)):
            if k == len(self.points):
                self.points.append(self.statement.point(f"{self.seed}/variant{k}", smallest=2 + k % 2))
            yield self.points[k]

    def reject(self, mutant: Tree, layout: str) -> bool:
        """Tell whether a mutant is rejected; one that survives many generic draws is equal as a function."""
        try:
            statement = Statement(mutant, self.statement.declarations, layout)
            last = len(statement.typed.sides) - 2
            for point in self:
                error, difference = statement.check(point, float_arithmetic(), "complex", last)
                if difference is not None and error > TOLERANCE:
                    if error > ROUNDING or statement.decide(point, first=last)[1] is not None:
                        return True
        except FAILURES:
            return True
        return False
