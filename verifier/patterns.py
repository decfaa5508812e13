r"""Step 4a, patterns: what stands behind the dots of `x_1 + x_2 + \dots + x_n` and of a written-out matrix.

The shown terms are compared leaf by leaf. Where they differ, an index must count along: 1, 2, ..., n.
"""

from verifier.parse import NotationError
from verifier.tree import Node

ROW, COLUMN, TERM = "row'", "column'", "term'"  # the running indices; no formula can spell them


class PatternError(NotationError):
    """Dots that stand for nothing: what is shown beside them follows no pattern."""


def running(terms: list[Node], places: list[dict[str, Node | int]]) -> tuple[Node, dict[str, Node]] | None:
    """Return the general term and the last value of each running index, or None if there is no pattern.

    terms: those shown; places: for each term, at which place it stands by each running index: 1, 2, ...
    counted from the start, or 0 for the last place.
    """
    last: dict[str, Node] = {}

    def general(nodes: list[Node]) -> Node | None:
        first = nodes[0]
        if all(node == first for node in nodes):
            return first
        if all(node.kind in ("number", "name", "add") for node in nodes):
            for name in (ROW, COLUMN, TERM):
                if counts(nodes, name):
                    return Node("name", (), name, first.span)
        if any((n.kind, n.value, len(n.args)) != (first.kind, first.value, len(first.args)) for n in nodes):
            return None
        if not first.args:
            return None
        parts = [general([node.args[k] for node in nodes]) for k in range(len(first.args))]
        return None if any(part is None for part in parts) else first.with_args(*parts)

    def counts(nodes: list[Node], name: str) -> bool:
        end = last.get(name)
        for node, place in zip(nodes, places, strict=True):
            at = place.get(name)
            if at is None:
                return False
            if at == 0:
                shown = max(p.get(name) or 0 for p in places)
                if node.kind == "number" and int(node.value) <= shown:
                    return False  # the last one is one of the first ones again
                if end is not None and node != end:
                    return False
                end = node
            elif node != Node("number", (), str(at)):
                return False
        if end is not None:
            last[name] = end
        return True

    term = general(terms)
    return None if term is None else (term, last)


def dotted_sum(terms: tuple[Node, ...]) -> Node:
    r"""Return `b + x_1 + x_2 + \dots + x_n + c` with a sum over a running index in place of the dots."""
    at = next(k for k, term in enumerate(terms) if term.kind == "dots")
    span = (terms[0].span[0], terms[-1].span[1])
    if at == 0 or at == len(terms) - 1:
        raise PatternError("before the dots stand the first terms, after them the last one", span)
    for start in range(at):
        shown = [*terms[start:at], terms[at + 1]]
        places = [{TERM: k + 1} for k in range(at - start)] + [{TERM: 0}]
        found = running(shown, places)
        if found is not None and TERM in found[1]:
            term, last = found
            bound = Node("bound", (Node("name", (), TERM), Node("number", (), "1"), last[TERM]), "range", span)
            total = Node("big", (bound, term), r"\sum", span)
            rest = (*terms[:start], total, *terms[at + 2 :])
            return rest[0] if len(rest) == 1 else Node("add", rest, None, span)
    raise PatternError("the terms beside these dots follow no pattern", span)


def places_of(count: int, dots: int | None) -> list[int | None]:
    """Return the places of rows 0 to count-1: 1, 2, ... before the dots, 0 for the last after them."""
    if dots is None:
        return list(range(1, count + 1))
    places: list[int | None] = list(range(1, dots + 1))
    after = count - dots - 1
    return [*places, None, *([None] * (after - 1)), *([0] if after else [])]
