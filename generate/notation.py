"""The tables of the pages on conventions: every operator that the verifier reads, from its record."""

import re
from pathlib import Path

from generate.repository import GenerateError, Repository
from verifier.operators import FIELDS, cofactors, rows_and_columns, singular_values, sized_matrices, triangles

FIRST, SECOND = "docs/conventions.md", "docs/conventions-matrices.md"
OF_MATRICES = (cofactors, triangles, sized_matrices, singular_values, rows_and_columns)  # on the second page
START, END = "<!-- operators, from their records -->", "<!-- end of the operators -->"


def notation(repository: Repository) -> dict[Path, str]:
    """Return the pages with a table of operators for each field between their markers.

    Raises:
        GenerateError: A page has no place for the tables.
    """
    first = [field for field in FIELDS if field not in OF_MATRICES]
    return dict(_page(repository.root, *page) for page in ((FIRST, first), (SECOND, OF_MATRICES)))


def _page(root: Path, file: str, fields) -> tuple[Path, str]:
    """Return the path of a page and its text with the tables of some fields."""
    path = root / file
    before, start, rest = path.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise GenerateError(f"{file}:1: no place for the tables of operators: add the lines '{START}' and '{END}'")
    tables = "\n\n".join(_table(field) for field in fields)
    return path, f"{before}{START}\n\n{tables}\n\n{END}{after}"


def _table(field) -> str:
    """Return a field's operators: how each is written, what it means, where it is defined."""
    rows = []
    for record in field.OPERATORS:
        written, meaning = record.convention
        written = re.sub(r"\$([^$]*)\$", r"`\1`", written)  # as it is typed: set as math, the page would be too long
        rows.append(f"| {written} | {meaning} | {record.domain.words} |")
    return "\n".join([f"{field.__doc__.strip()}", "", "| written | meaning | defined |", "|---|---|---|", *rows])
