"""Part of step 9, snippets: the shapes that docstrings state, compared with those of the arrays."""

import re
from collections.abc import Iterator

import numpy as np

from verifier.pages.snippets import Snippet, SnippetError

_LINE = re.compile(r"^Shapes: (.*?)\.$", re.MULTILINE | re.DOTALL)
_ASIDE = re.compile(r", not \([^)]*\)|\bvec\(\w\)|, whose .*| with v \([^)]*\)|\w+\(\w+(?:\(\w+\))?\)")
_NAMED = re.compile(r"((?:\w+, )*\w+) \(([^)]*)\)")
_SHAPE = re.compile(r"\(([^()]*)\)")
_VALUE = re.compile(r"value(?: \w+)? \(([^)]*)\)")
_RESULTS = {  # by how the names of functions go on: what a clause says of their values
    "d": re.compile(r"value.*?, (?:derivatives?|gradients?) (.*?)(?:, vector-Jacobian product .*)?"),
    "vjp": re.compile(r"(?:.*, )??(?:vector-Jacobian )?products? (.*)"),
}
_OF_FUNCTION = re.compile(r"\bshape \(([^)]*)\)|\ba scalar\b")


def check_shapes(snippet: Snippet, drawn: list[tuple[str, list, object, dict[str, int]]]) -> None:
    """Raise SnippetError at the first shape in a docstring that is not the one of what was drawn.

    drawn: for each call that was compared: name of the function, its arguments, its value, the sizes of the point.
    """
    by_matrix = set(_by_matrix(snippet, drawn))
    for name, _, value, sizes in drawn:
        line, text = snippet.lines[name] + 1, snippet.functions[name].__doc__ or ""
        said = _OF_FUNCTION.search(text)
        if said is None:
            raise SnippetError(line, f"the docstring of {name} states no shape: say 'shape (n,)' or 'a scalar'")
        _compare(said[1] or "", value, sizes, line, name)
        if name in by_matrix and "in denominator layout" not in text:
            raise SnippetError(
                line, f"{name} has the shape of its matrix: say 'in denominator layout' in its docstring"
            )
    line, said = _stated(snippet)
    for clause in re.split(r"; | -> ", said):
        _check_parameters(clause, line, snippet, drawn)
    _check_results(said, line, snippet, drawn)


def _by_matrix(snippet: Snippet, drawn: list) -> Iterator[str]:
    """Yield the derivatives of numbers by matrices: of the two layouts, code returns the one of the matrix's shape."""
    numbers = {name for name, _, value, _ in drawn if name == snippet.name and np.shape(value) == ()}
    vectors = {
        parameter
        for name, arguments, _, _ in drawn
        for parameter, argument in zip(snippet.parameters[name], arguments, strict=True)
        if np.ndim(argument) == 1
    }
    for name, _, value, _ in drawn:
        if numbers and name in snippet.derivatives and np.ndim(value) == 2 and snippet.derivatives[name] not in vectors:
            yield name


def _stated(snippet: Snippet) -> tuple[int, str]:
    """Return the line of the shapes in the docstring of the file, and what it states."""
    found = _LINE.search(snippet.text)
    said = _ASIDE.sub("", " ".join(found[1].split())) if found else ""
    if not re.search(rf" -> {_VALUE.pattern}", said):
        raise SnippetError(1, "no line 'Shapes: x (n,) -> value (), derivative (n,).' in the docstring")
    return snippet.text.count("\n", 0, found.start()) + 1, said


def _check_parameters(clause: str, line: int, snippet: Snippet, drawn: list) -> None:
    for names, shape in _NAMED.findall(clause):
        for parameter in names.split(", "):
            for name, arguments, _, sizes in drawn:
                for of, argument in zip(snippet.parameters[name], arguments, strict=True):
                    if of == parameter and not callable(argument):
                        _compare(shape, argument, sizes, line, f"the parameter {parameter} of {name}")


def _check_results(said: str, line: int, snippet: Snippet, drawn: list) -> None:
    clauses = re.split(r"; | -> ", said)[1:]
    stated = {snippet.name: _VALUE.match(clauses[0])[1]}
    for kind, words in _RESULTS.items():
        functions = [name for name in snippet.derivatives if name.startswith(f"{snippet.name}_{kind}")]
        found = next(filter(None, map(words.fullmatch, clauses)), None)
        shapes = _SHAPE.findall(found[1]) if found else []
        if functions and len(shapes) not in (1, len(functions)):
            raise SnippetError(line, f"the docstring states {len(shapes)} shapes for {', '.join(functions)}")
        stated |= dict(zip(functions, shapes * len(functions) if len(shapes) == 1 else shapes, strict=False))
    for name, _, value, sizes in drawn:
        _compare(stated[name], value, sizes, line, name)


def _compare(stated: str, value, sizes: dict[str, int], line: int, what: str) -> None:
    shape = tuple(_size(part, sizes, line) for part in stated.replace(" ", "").split(",") if part)
    if shape != np.shape(value):
        at = ", ".join(f"{letter} = {size}" for letter, size in sorted(sizes.items()))
        raise SnippetError(line, f"the docstring says ({stated}), but {what} has the shape {np.shape(value)} at {at}")


def _size(text: str, sizes: dict[str, int], line: int) -> int:
    """Return a size: a number, or a product of letters, `mn`."""
    if text.isdigit():
        return int(text)
    if unknown := set(text) - sizes.keys():
        raise SnippetError(line, f"the docstring has the size {min(unknown)}, which the entry does not declare")
    return int(np.prod([sizes[letter] for letter in text]))
