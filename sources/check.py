"""Step 4, check: read what all entries cite, and say what is not in order."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from sources.citations import Citation, read_citations
from sources.keys import key_errors, read_exemptions
from sources.rows import Row, read_rows
from verifier.pages.catalogue import Entry


class Cited(NamedTuple):
    """Every row by its id, what each entry cites, and a message `file:line: ...` for each thing not in order."""

    rows: Mapping[str, Row]
    citations: list[Citation]
    errors: list[str]


def read_sources(root: Path, entries: Iterable[Entry]) -> Cited:
    """Read the lists of rows and the citations of entries, and check them against each other.

    Raises:
        ListError: A list cannot be read.
    """
    rows, exemptions = read_rows(root), read_exemptions(root)
    citations, unread = read_citations(entries, rows)
    errors = unread or [*key_errors(citations, exemptions, rows), *uncited_errors(citations, rows)]
    return Cited(rows, citations, errors)


def uncited_errors(citations: list[Citation], rows: Mapping[str, Row]) -> list[str]:
    """Return a message for each row that no entry cites, of the sources that are complete."""
    cited = {row.id for citation in citations for row in citation.rows}
    return [
        f"{row.where}: no entry cites {row.source.name} {row.cited}: "
        "add it to the line 'Sources:' of the entry that states it"
        for row in rows.values()
        if row.source.complete and row.id not in cited
    ]
