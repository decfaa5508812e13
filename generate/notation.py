"""The tables of docs/conventions.md: all operators and decompositions that the verifier reads, from their records."""

import re
from pathlib import Path

from generate.repository import GenerateError, Repository
from verifier.decompositions import RECORDS
from verifier.operators import FIELDS

FILE = "docs/conventions.md"


def notation(repository: Repository) -> dict[Path, str]:
    """Return the page with a table of operators for each field, and one of decompositions, between its markers.

    Raises:
        GenerateError: The page has no place for the tables.
    """
    path = repository.root / FILE
    page = path.read_text(encoding="utf-8")
    page = _between(page, "operators", "\n\n".join(_table(field) for field in FIELDS))
    return {path: _between(page, "decompositions", _decompositions())}


def _between(page: str, what: str, tables: str) -> str:
    """Return the page with tables between the two markers of what they are of."""
    start, end = f"<!-- {what}, from their records -->", f"<!-- end of the {what} -->"
    before, opening, rest = page.partition(start)
    _, closing, after = rest.partition(end)
    if not (opening and closing):
        raise GenerateError(f"{FILE}:1: no place for the tables of {what}: add the lines '{start}' and '{end}'")
    return f"{before}{start}\n\n{tables}\n\n{end}{after}"


def _typed(written: str) -> str:
    """Return LaTeX as it is typed: set as math, the page would be too long."""
    return re.sub(r"\$([^$]*)\$", r"`\1`", written)


def _table(field) -> str:
    """Return a field's operators: how each is written, what it means, where it is defined."""
    rows = []
    for record in field.OPERATORS:
        written, meaning = record.convention
        rows.append(f"| {_typed(written)} | {meaning} | {record.domain.words} |")
    return "\n".join([f"{field.__doc__.strip()}", "", "| written | meaning | defined |", "|---|---|---|", *rows])


def _decompositions() -> str:
    """Return the decompositions: how each is written, what its factors are, what to declare of the matrix."""
    rows = [f"| {_typed(each.convention[0])} | {each.convention[1]} | {each.condition} |" for each in RECORDS]
    return "\n".join(["| written | meaning | the matrix is |", "|---|---|---|", *rows])
