"""Step 4, covered: which entry covers which row, in a list that only ever grows.

A line is a row and an entry that cites it. New citations are appended by `nox -s generate`; one that is gone is an
error, so that neither two rows that were exchanged nor a citation that was lost passes. Whoever takes a citation back
on purpose says why in the column `withdrawn`.
"""

from collections.abc import Mapping
from pathlib import Path

from sources.citations import Citation, place
from sources.rows import Row, read_csv

FILE = "sources/covered.csv"


def pairs(citations: list[Citation]) -> list[tuple[str, str]]:
    """Return each row with each entry that cites it."""
    return [(row.id, citation.entry.id) for citation in citations for row in citation.rows]


def covered_text(root: Path, citations: list[Citation]) -> str:
    """Return the text of sources/covered.csv with what is cited for the first time appended."""
    text = (root / FILE).read_text(encoding="utf-8")
    listed = {(read["row"], read["entry"]) for read in read_csv(root / FILE)}
    return text + "".join(f"{row},{entry},\n" for row, entry in pairs(citations) if (row, entry) not in listed)


def covered_errors(root: Path, citations: list[Citation], rows: Mapping[str, Row]) -> list[str]:
    """Return a message for each line of sources/covered.csv that the pages do not bear out."""
    cited, by_id = set(pairs(citations)), {citation.entry.id: citation for citation in citations}
    errors, seen = [], set()
    for line, read in enumerate(read_csv(root / FILE), 2):
        row, entry, where = read["row"], read["entry"], f"{FILE}:{line}"
        if (row, entry) in seen:
            errors.append(f"{where}: row {row} of entry '{entry}' is listed twice: take one out")
        seen.add((row, entry))
        if row not in rows:
            errors.append(f"{where}: no list of sources/ has a row {row}: put it back, a row keeps its id for good")
        elif read["withdrawn"] and (row, entry) in cited:
            errors.append(f"{where}: entry '{entry}' cites row {row} again: take out why it was withdrawn")
        elif not read["withdrawn"] and (row, entry) not in cited:
            name = f"{rows[row].source.name} {rows[row].cited}"
            if entry in by_id:
                found = f"{place(by_id[entry].entry, by_id[entry].line)}: entry '{entry}' no longer cites {name}"
            else:
                found = f"{where}: there is no entry '{entry}', which cites {name}"
            errors.append(
                f"{found}, which {where} has: cite it again, or say in its column 'withdrawn' why it was wrong"
            )
    return errors
