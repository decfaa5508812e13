r"""Part of step 4: what stands behind the dots of `x_1 + x_2 + \dots + x_n` and of a written-out matrix.

The shown terms are compared leaf by leaf. Where they differ, an index must count along: 1, 2, ..., n.
"""

from dataclasses import fields

from verifier.errors import NotationError
from verifier.nodes import BigOperator, Dots, Name, Node, Number, RangeBound, Sum

ROW, COLUMN, TERM = "row'", "column'", "term'"  # the running indices; no formula can spell them


class PatternError(NotationError):
    """Dots that stand for nothing: what is shown beside them follows no pattern."""


def running(terms: list[Node], places: list[dict[str, int]]) -> tuple[Node, dict[str, Node]] | None:
    """Return the general term and the last value of each running index, or None if there is no pattern.

    terms: those shown; places: for each term, at which place it stands by each running index: 1, 2, ...
    counted from the start, or 0 for the last place.
    """
    last: dict[str, Node] = {}

    def general(several: list[Node]) -> Node | None:
        first = several[0]
        if all(node == first for node in several):
            return first
        if all(isinstance(node, (Number, Name, Sum)) for node in several):
            for name in (ROW, COLUMN, TERM):
                if counts(several, name):
                    return Name(name, span=first.span)
        if any(_outline(node) != _outline(first) for node in several):
            return None
        parts = [list(node.parts()) for node in several]
        if not parts[0]:
            return None
        result = first
        for column in zip(*parts, strict=True):
            (name, k, _) = column[0]
            part = general([part for _, _, part in column])
            if part is None:
                return None
            result = result.with_part(name, k, part)
        return result

    def counts(several: list[Node], name: str) -> bool:
        end = last.get(name)
        for node, place in zip(several, places, strict=True):
            at = place.get(name)
            if at is None:
                return False
            if at == 0:
                shown = max(p.get(name) or 0 for p in places)
                if isinstance(node, Number) and int(float(node.text)) <= shown:
                    return False  # the last one is one of the first ones again
                if end is not None and node != end:
                    return False
                end = node
            elif node != Number(str(at)):
                return False
        if end is not None:
            last[name] = end
        return True

    term = general(terms)
    return None if term is None else (term, last)


def _outline(node: Node) -> tuple:
    """Return all of a node but its parts: its kind, its plain data, and how many parts stand where."""
    places = [(name, k) for name, k, _ in node.parts()]
    inner = {name for name, _ in places} | {"span"}
    return type(node), [getattr(node, each.name) for each in fields(node) if each.name not in inner], places


def dotted_sum(terms: tuple[Node, ...]) -> Node:
    r"""Return `b + x_1 + x_2 + \dots + x_n + c` with a sum over a running index in place of the dots."""
    at = next(k for k, term in enumerate(terms) if isinstance(term, Dots))
    span = (terms[0].span[0], terms[-1].span[1])
    if at == 0 or at == len(terms) - 1:
        raise PatternError("before the dots stand the first terms, after them the last one", span)
    for start in range(at):
        shown = [*terms[start:at], terms[at + 1]]
        places = [{TERM: k + 1} for k in range(at - start)] + [{TERM: 0}]
        found = running(shown, places)
        if found is not None and TERM in found[1]:
            term, last = found
            bound = RangeBound(Name(TERM), Number("1"), last[TERM], (), span=span)
            total = BigOperator("sum", (bound,), term, span=span)
            rest = (*terms[:start], total, *terms[at + 2 :])
            return rest[0] if len(rest) == 1 else Sum(rest, span=span)
    raise PatternError("the terms beside these dots follow no pattern", span)


def places_of(count: int, dots: int | None) -> list[int | None]:
    """Return the places of rows 0 to count-1: 1, 2, ... before the dots, 0 for the last after them."""
    if dots is None:
        return list(range(1, count + 1))
    places: list[int | None] = list(range(1, dots + 1))
    after = count - dots - 1
    return [*places, None, *([None] * (after - 1)), *([0] if after else [])]
