"""Step 5, check: read what all entries cite, and say what is not in order."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from sources.citations import Citation, read_citations
from sources.covered import covered_errors
from sources.keys import key_errors
from sources.rows import Row, read_rows
from verifier.catalogue import Entry


class Cited(NamedTuple):
    """Every row by its id, what each entry cites, and a message `file:line: ...` for each thing not in order."""

    rows: Mapping[str, Row]
    citations: list[Citation]
    errors: list[str]


def read_sources(root: Path, entries: Iterable[Entry]) -> Cited:
    """Read the lists of rows and the citations of entries, and check them against each other."""
    try:
        rows = read_rows(root)
    except ValueError as error:
        return Cited({}, [], [str(error)])
    citations, unread = read_citations(entries, rows)
    errors = unread or [*key_errors(root, citations, rows), *covered_errors(root, citations, rows)]
    return Cited(rows, citations, errors)
