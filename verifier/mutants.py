"""Part of step 10: mutants of a statement, each wrong by one change on its last side, as people make it."""

from collections.abc import Iterator
from dataclasses import replace

from verifier import nodes
from verifier.latex import negated
from verifier.nodes import Node, Number, Operation
from verifier.operators import OPERATORS

TRANSPOSE = "transpose"


def mutants(tree: nodes.Statement) -> Iterator[tuple[str, nodes.Statement]]:
    """Yield what was changed, and the statement."""
    *others, side = tree.chain.sides
    seen = {side}
    for what, changed in _of_a_side(side):
        if changed not in seen:
            seen.add(changed)
            yield what, replace(tree, chain=replace(tree.chain, sides=(*others, changed)))


def _of_a_side(side: Node) -> Iterator[tuple[str, Node]]:
    yield "sign", _opposite(side)
    yield "factor", nodes.Product((Number("2"), side), span=side.span)
    yield "transpose", _transposed(side)
    yield from _inside(side)


def _opposite(node: Node) -> Node:
    return negated(node) or Operation("neg", (node,), span=node.span)


def _transposed(node: Node) -> Node:
    return Operation(TRANSPOSE, (node,), span=node.span)


def _without(node: Node, name: str, several: tuple[Node, ...], k: int) -> Node:
    """Return a sum or product without one of its parts; of two, the other one."""
    rest = several[:k] + several[k + 1 :]
    return rest[0] if len(rest) == 1 else replace(node, **{name: rest})


def _inside(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield changes at or below a node."""
    match node:
        case Operation(operator=operator, operands=operands):
            for other in OPERATORS[operator].mutants:
                if other:
                    yield f"{other} for {operator}", Operation(other, operands)
                else:
                    yield f"without {operator}", operands[0]
        case nodes.Name(text=text) if text.startswith((r"\mathbf", r"\boldsymbol")):
            yield "transpose", _transposed(node)
        case nodes.Sum(terms=terms):
            for k, term in enumerate(terms):
                if not isinstance(term, nodes.Dots):
                    yield "without a term", _without(node, "terms", terms, k)
                    yield "sign of a term", node.with_part("terms", k, _opposite(term))
        case nodes.Product(factors=factors):
            for k in range(len(factors) - 1):
                if not isinstance(factors[k + 1], nodes.BigOperator):
                    swapped = (*factors[:k], factors[k + 1], factors[k], *factors[k + 2 :])
                    yield "order", replace(node, factors=swapped)
            for k in range(len(factors)):
                yield "without a factor", _without(node, "factors", factors, k)
        case nodes.SpectralValue(index=nodes.Name(text=r"\max" | r"\min" as text)):
            other = r"\min" if text == r"\max" else r"\max"
            yield f"{other} for {text}", replace(node, index=nodes.Name(other))
        case nodes.Indexed(indices=(first, second)) if first != second:
            yield "indices", replace(node, indices=(second, first))
        case Number(text=text):
            yield "number", Number(str(int(float(text)) + 1), span=node.span)
        case nodes.Derivative() | nodes.Gradient():
            return  # what is differentiated is the other side's business
    for name, k, part in node.parts():
        if name in ("bounds", "indices"):
            continue
        exponent = isinstance(node, Operation) and node.operator == "power" and k == 1
        for what, changed in _inside(part):
            if not (exponent and negated(changed)):
                yield what, node.with_part(name, k, changed)
