"""The tables of docs/conventions.md: every operator that the verifier reads, from its record."""

import re
from pathlib import Path

from generate.repository import GenerateError, Repository
from verifier.operators import FIELDS

FILE = "docs/conventions.md"
START, END = "<!-- operators, from their records -->", "<!-- end of the operators -->"


def notation(repository: Repository) -> dict[Path, str]:
    """Return the page with a table of operators for each field between its markers.

    Raises:
        GenerateError: The page has no place for the tables.
    """
    path = repository.root / FILE
    before, start, rest = path.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise GenerateError(f"{FILE}:1: no place for the tables of operators: add the lines '{START}' and '{END}'")
    tables = "\n\n".join(_table(field) for field in FIELDS)
    return {path: f"{before}{START}\n\n{tables}\n\n{END}{after}"}


def _table(field) -> str:
    """Return a field's operators: how each is written, what it means, where it is defined."""
    rows = []
    for record in field.OPERATORS:
        written, meaning = record.convention
        written = re.sub(r"\$([^$]*)\$", r"`\1`", written)  # as it is typed: set as math, the page would be too long
        rows.append(f"| {written} | {meaning} | {record.domain.words} |")
    return "\n".join([f"{field.__doc__.strip()}", "", "| written | meaning | defined |", "|---|---|---|", *rows])
