"""Part of step 2, declare: the decompositions and spectra that a sentence names, and the factors that these declare."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from verifier import nodes
from verifier.decompositions import EIGENPAIR, LEFT, RECORDS, UNIT, Decomposition
from verifier.errors import NotationError
from verifier.nodes import Name, Node
from verifier.parse import parse


@dataclass(frozen=True)
class Stated:
    """A decomposition as a sentence states it: the equation, its name without an article, what is said to be unit."""

    math: str
    words: str
    unit_columns: bool
    unit: tuple[str, ...]
    found: re.Match


MATRIX = Name(r"\mathbf{A}")  # in the forms of decompositions
_ANY = r"[A-Za-z-]+(?: [A-Za-z-]+){0,3}? (?:decomposition|factori[sz]ation)|(?:left )?eigenpair|eigendecomposition"
_STATED = re.compile(
    rf"\$(?P<math>[^$]*=[^$]*)\$,? (?:is )?(?:an?|the) (?P<words>{_ANY})(?P<columns>,? with unit columns)?"
)
_UNIT = re.compile(r",?(?: and| with)* (?:unit \$(?P<before>[^$]+)\$|\$(?P<after>[^$]+)\$ (?:is )?unit)(?![a-z])")


def stated(sentence: str) -> tuple[str, list[Stated]]:
    """Return a sentence with blanks in the place of its decompositions, and these."""
    several: list[Stated] = []
    while found := _STATED.search(sentence):
        sentence = _blanked(sentence, *found.span())
        units: tuple[str, ...] = ()
        while "pair" in found["words"] and (unit := _UNIT.match(sentence, found.end())):
            name = (unit["before"] or unit["after"]).strip()
            if name not in found["math"]:
                break
            units = (*units, name)
            sentence = _blanked(sentence, *unit.span())
        several.append(Stated(found["math"].strip(), found["words"], bool(found["columns"]), units, found))
    return sentence, several


def _blanked(sentence: str, start: int, end: int) -> str:
    return sentence[:start] + " " * (end - start) + sentence[end:]


def named_factors(each: Stated, read: Callable, known: dict) -> dict[str, nodes.FactorOf]:
    """Return the factors that a decomposition declares, by name; raise NotationError where it is none that is known.

    read: parses a formula; known: the definition of each name that is declared before, or None.
    """
    tree = read(each.math).chain
    records = [
        (k, record) for k, record in enumerate(RECORDS) if _kind(record.name.split(" ", 1)[1]) == _kind(each.words)
    ]
    if not records:
        names = ", ".join(sorted({record.name for record in RECORDS}))
        raise NotationError(f"'{each.words}' is no decomposition that is known: these are {names}")
    for k, record in records:
        for form in record.forms:
            bound: dict[str, Node] = {}
            if _match(_template(form), tree, bound):
                return _factors_by_name(each, k, record, bound, known)
    forms = " or ".join(f"${form}$" for _, record in records for form in record.forms)
    raise NotationError(f"cannot read ${each.math}$ as {records[0][1].name}: write it as {forms}")


def _kind(words: str) -> str:
    """Return what tells decompositions apart: not whether the words end in factorisation or factorization."""
    return re.sub(r" (decomposition|factori[sz]ation)$", "", words)


def _factors_by_name(each: Stated, k: int, record: Decomposition, bound: dict, known: dict) -> dict:
    options = (UNIT,) if each.unit_columns or each.unit else ()
    matrix, index, label, named = bound[MATRIX.text], None, each.math, {}
    if options and record.symmetric != "either":
        raise NotationError(f"the columns of {record.name} have the length that they have")
    for part, factor in enumerate(record.factors):
        node = bound[factor.letter]
        if isinstance(node, nodes.SpectralValue) and factor.letter == r"\lambda":
            if node.letter != factor.letter or node.matrix != matrix:
                raise NotationError(f"the eigenvalue in ${each.math}$ is not one of its matrix")
            index = _number(node.index)
            continue
        if not isinstance(node, Name):
            raise NotationError(f"{node} in ${each.math}$ is no name for a factor")
        before = known.get(node.text)
        if record is LEFT and part == 1 and isinstance(before, nodes.FactorOf):
            if RECORDS[before.record] is EIGENPAIR and before.part == 1 and before.matrix == matrix:
                label, index = before.label, before.index
                continue
        if node.text in known or node.text in named:
            raise NotationError(f"{node.text} is declared twice: a factor in ${each.math}$ needs a name of its own")
        named[node.text] = part
    for name in each.unit:
        if named.get(name) != 0:
            raise NotationError(f"{name} is no vector that ${each.math}$ declares")
    return {name: nodes.FactorOf(k, part, label, options, index, matrix) for name, part in named.items()}


def _number(index: Node) -> int:
    if isinstance(index, nodes.Number) and index.text != "0":
        return int(index.text) - 1
    if isinstance(index, Name) and index.text in (r"\max", r"\min"):
        return 0 if index.text == r"\max" else -1
    raise NotationError(f"{index} does not say which eigenvalue it is: write \\max, \\min or a number")


@cache
def _template(form: str) -> Node:
    return parse(form).chain


def _with_one_matrix(template: nodes.Product, node: nodes.Product) -> nodes.Product:
    """Return a product with as many factors as the template has: the matrix may be a product itself."""
    more = len(node.factors) - len(template.factors)
    if more <= 0 or MATRIX not in template.factors:
        return node
    at = template.factors.index(MATRIX)
    matrix = replace(node, factors=node.factors[at : at + more + 1])
    return replace(node, factors=(*node.factors[:at], matrix, *node.factors[at + more + 1 :]))


def _match(template: Node, node: Node, bound: dict[str, Node]) -> bool:
    """Tell whether a tree has the form of a template, whose names stand for what is bound to them."""
    if isinstance(template, Name):
        return bound.setdefault(template.text, node) == node
    if isinstance(template, nodes.Product) and isinstance(node, nodes.Product):
        node = _with_one_matrix(template, node)
    if type(template) is not type(node) or [p[:2] for p in template.parts()] != [p[:2] for p in node.parts()]:
        return False
    if isinstance(template, nodes.Operation) and template.operator != node.operator:
        return False
    if isinstance(template, nodes.Chain) and template.relations != node.relations:
        return False
    return all(
        _match(mine, other, bound) for (_, _, mine), (_, _, other) in zip(template.parts(), node.parts(), strict=True)
    )
