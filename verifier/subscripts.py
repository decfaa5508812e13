r"""Step 3b, subscripts: what stands below a name, and below and above a `\sum`."""

import re
from collections.abc import Callable
from dataclasses import replace

from verifier.errors import NotationError
from verifier.nodes import (
    All,
    ConstraintBound,
    FreeBound,
    Name,
    Node,
    Number,
    Operation,
    Product,
    RangeBound,
    Slice,
    Sum,
)
from verifier.tokens import LETTER, NAME, big_limits

Span = tuple[int, int]


def parse_name(text: str, span: Span = (0, 0)) -> Name:
    r"""Read the variable below a nabla: a name, `\mathbf{x}`."""
    if not NAME.fullmatch(text.strip()):
        raise NotationError(f"cannot read the variable {text}", span)
    return Name(text.strip(), span=span)


def parse_indices(text: str, span: Span, parse: Callable) -> tuple[Node, ...]:
    r"""Read a subscript: `i`, `ij`, `12`, `i,j+1`, `n+j-i`, `1:m`; letters and digits side by side are two indices.

    `m \times n` is one index, which only a reserved name with sizes takes.
    parse: reads what has brackets or bars in it, `\lvert i-j \rvert + 1`.
    """
    if r"\times" in text:
        return (Operation("times", tuple(parse_size(part, span) for part in text.split(r"\times")), span=span),)
    if re.fullmatch(r"\s*[^:,\s][^:,]*(?::\s*[^:,\s][^:,]*)+", text):
        return (_index(text, span),)
    if "," in text:
        return tuple(_index(part, span) for part in text.split(","))
    if re.search(r"\\[lr]vert|\(|\\bmod", text):
        return (parse_expression(text, span, parse),)
    parts = re.findall(rf"\d|{LETTER}|:|[+-]|\S", text)
    if "+" in parts or "-" in parts:
        if not re.fullmatch(rf"(?:\d+|{LETTER})(?:[+-](?:\d+|{LETTER}))*", "".join(text.split())):
            raise NotationError(f"ambiguous subscript {text}: separate the indices by a comma", span)
        return (_index(text, span),)
    return tuple(_index(part, span) for part in parts)


def _index(text: str, span: Span) -> Node:
    """Read one index: `i`, `3`, `n-1`, `i+1`, `:`."""
    text = re.sub(r"\s", "", text)
    if text == ":":
        return All(span=span)
    if text.count(":") == 1 and ":" not in (text[0], text[-1]):
        first, last = text.split(":")
        return Slice(parse_size(first, span), parse_size(last, span), span=span)
    if not re.fullmatch(rf"(?:\d+|{LETTER})(?:[+-](?:\d+|{LETTER}))*", text):
        raise NotationError(f"cannot read the index {text}", span)
    return parse_size(text, span)


def parse_size(text: str, span: Span = (0, 0)) -> Node:
    """Read a sum of products of sizes, indices and numbers: `m+n`, `2n-1`, `mn`."""
    text = re.sub(r"\s", "", text)
    terms: list[Node] = []
    for part in re.split(r"(?<=.)(?=[+-])", text):
        found = re.fullmatch(rf"([+-]?)(\d*)((?:{LETTER})*)", part)
        factors = re.findall(rf"\d+|{LETTER}", part)
        if found is None or not factors:
            raise NotationError(f"cannot read the place or size {text}: it is a sum, as 2n+1, without brackets", span)
        leaves = [Number(factor, span=span) if factor.isdigit() else Name(factor, span=span) for factor in factors]
        term = leaves[0] if len(leaves) == 1 else Product(tuple(leaves), span=span)
        terms.append(Operation("neg", (term,), span=span) if found[1] == "-" else term)
    return terms[0] if len(terms) == 1 else Sum(tuple(terms), span=span)


def parse_expression(text: str, span: Span, parse: Callable) -> Node:
    """Read an index, or the weight of a norm, that is an expression."""
    chain = _chain(text, span, parse)
    if len(chain.sides) > 1:
        raise NotationError(f"cannot read the index {text}", span)
    return chain.sides[0]


def _chain(text: str, span: Span, parse: Callable) -> Node:
    try:
        return _placed(parse(text).chain, span)
    except NotationError as error:
        raise NotationError(error.why, span) from None


def _placed(node: Node, span: Span) -> Node:
    """Return a tree, all of which stands at one place."""
    for name, k, part in list(node.parts()):
        node = node.with_part(name, k, _placed(part, span))
    return replace(node, span=span)


def parse_bounds(text: str, span: Span, parse: Callable) -> tuple[Node, ...]:
    r"""Read the limits of a `\sum`: `i=1` with an upper one, `i,j`, `k \neq i`, `i+j=k`, `1 \leq i < j \leq n`.

    parse: reads a comparison that several indices must satisfy.
    """
    _, limits, _ = big_limits(text, 0)
    if "_" not in limits:
        raise NotationError("a sum needs an index below it", span)
    bounds: dict[str, RangeBound | FreeBound] = {}
    for part in limits["_"].split(","):
        part = part.strip()
        if _is_constraint(part, "^" in limits):
            bounds[part] = ConstraintBound(_chain(part, span, parse), span=span)
        elif found := re.fullmatch(r"(\S+?)\s*=\s*(.+)", part):
            if "^" not in limits:
                raise NotationError("a sum with a lower limit needs an upper one", span)
            if found[1] in bounds:
                raise NotationError(f"the index {found[1]} has two ranges", span)
            lower, upper = _index(found[2], span), _index(limits["^"], span)
            bounds[found[1]] = RangeBound(_name(found[1], span), lower, upper, (), span=span)
        elif found := re.fullmatch(r"(\S+?)\s*\\neq?\s*(\S+)", part):
            bounds[found[1]] = _excluding(bounds, found[1], _index(found[2], span), span)
        elif re.fullmatch(LETTER, part):
            if any(getattr(bound, "excluded", ()) for bound in bounds.values()):
                raise NotationError(
                    rf"ambiguous limit {part} behind an exclusion: write each, k \neq i, k \neq j, or {part} first",
                    span,
                )
            if part in bounds:
                raise NotationError(f"the index {part} has two ranges", span)
            bounds[part] = FreeBound(_name(part, span), (), span=span)
        else:
            raise NotationError(f"cannot read the limit {part}", span)
    return tuple(bounds.values())


def _is_constraint(limit: str, has_upper: bool) -> bool:
    """Tell whether a limit is a comparison and neither a range, `i=1`, nor an exclusion of one index."""
    if re.search(r"<|>|\\leq?(?![a-z])|\\geq?(?![a-z])|\\lt(?![a-z])|\\gt(?![a-z])", limit):
        return True
    if re.search(r"\\neq?(?![a-z])", limit):
        return re.match(rf"\s*{LETTER}\s*\\n", limit) is None
    return "=" in limit and not has_upper and re.fullmatch(rf"\s*{LETTER}\s*=\s*\d+\s*", limit) is None


def _name(text: str, span: Span) -> Name:
    if not re.fullmatch(LETTER, text):
        raise NotationError(f"cannot read the index {text}", span)
    return Name(text, span=span)


def _excluding(bounds: dict, name: str, other: Node, span: Span):
    """Return the bound of an index that must differ from one more."""
    bound = bounds.get(name) or FreeBound(_name(name, span), (), span=span)
    return replace(bound, excluded=(*bound.excluded, other))
