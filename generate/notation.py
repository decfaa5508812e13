"""The tables of the pages on conventions: what the verifier reads, from its records."""

import re
from pathlib import Path

from generate.repository import GenerateError, Repository
from verifier.decompositions import RECORDS
from verifier.operators import (
    FIELDS,
    cofactors,
    distributions,
    rows_and_columns,
    singular_values,
    sized_matrices,
    spectrum,
    triangles,
)
from verifier.properties import PROPERTIES, SHAPES

FIRST, SECOND, THIRD = "docs/conventions.md", "docs/conventions-matrices.md", "docs/conventions-declarations.md"
OF_MATRICES = (  # on the second page
    cofactors,
    triangles,
    sized_matrices,
    singular_values,
    rows_and_columns,
    spectrum,
    distributions,
)


def notation(repository: Repository) -> dict[Path, str]:
    """Return the pages with the tables of operators, properties and decompositions between their markers.

    Raises:
        GenerateError: A page has no place for a table.
    """
    tables = {
        FIRST: {"operators": _operators(field for field in FIELDS if field not in OF_MATRICES)},
        SECOND: {"operators": _operators(OF_MATRICES)},
        THIRD: {"properties": _properties(), "decompositions": _decompositions()},
    }
    texts = {}
    for file, several in tables.items():
        path = repository.root / file
        page = path.read_text(encoding="utf-8")
        for what, table in several.items():
            page = _between(file, page, what, table)
        texts[path] = page
    return texts


def _between(file: str, page: str, what: str, table: str) -> str:
    """Return a page with a table between the two markers of what it is of."""
    start, end = f"<!-- {what}, from their records -->", f"<!-- end of the {what} -->"
    before, opening, rest = page.partition(start)
    _, closing, after = rest.partition(end)
    if not (opening and closing):
        raise GenerateError(f"{file}:1: no place for the tables of {what}: add the lines '{start}' and '{end}'")
    return f"{before}{start}\n\n{table}\n\n{end}{after}"


def _typed(written: str) -> str:
    """Return LaTeX as it is typed: set as math, the page would be too long."""
    return re.sub(r"\$([^$]*)\$", r"`\1`", written)


def _operators(fields) -> str:
    """Return a table for each field: how an operator is written, what it means, where it is defined."""
    tables = []
    for field in fields:
        rows = [
            f"| {_typed(record.convention[0])} | {_typed(record.convention[1])} | {record.domain.words} |"
            for record in field.OPERATORS
        ]
        tables.append("\n".join([field.__doc__.strip(), "", "| written | meaning | defined |", "|---|---|---|", *rows]))
    return "\n\n".join(tables)


def _properties() -> str:
    """Return the words of declarations, what each says, and of what."""
    rows = []
    for record in PROPERTIES.values():
        if record.words:  # which are read in small letters; the name of a mathematician is printed with its capital
            words = ", ".join(record.name if word == record.name.lower() else word for word in record.words)
            rows.append(f"| {words} | {_typed(record.meaning)} | {SHAPES[record.shape][0]} |")
    return "\n".join(["| words | meaning | said of what is |", "|---|---|---|", *rows])


def _decompositions() -> str:
    """Return the decompositions: how each is written, what its factors are, what to declare of the matrix."""
    rows = [f"| {_typed(each.convention[0])} | {each.convention[1]} | {each.condition} |" for each in RECORDS]
    return "\n".join(["| written | meaning | the matrix is |", "|---|---|---|", *rows])
