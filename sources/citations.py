"""Step 2, citations: read the line `Sources: Kong K100, K101; Cookbook (81).` of an entry as rows."""

import difflib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sources.rows import SOURCES, STANDARD, Row
from verifier.pages.catalogue import Entry

NAMES = sorted({source.name for source in SOURCES}, key=len, reverse=True)


class CitationError(ValueError):
    """A line `Sources:` that cannot be read, with what to do about it."""


class Citation(NamedTuple):
    """The rows that an entry cites, and the line of its page that cites them."""

    entry: Entry
    line: int
    rows: tuple[Row, ...]


def read_citation(text: str, rows: Mapping[str, Row]) -> tuple[Row, ...]:
    """Return the rows that a line cites, in its order.

    Args:
        text: What stands behind `Sources:`.
        rows: Every row by its id.

    Raises:
        CitationError: It is not written `Name row, row; Name row.`, or names a source or row that is not listed.
    """
    if not text.endswith("."):
        raise CitationError("ends without a full stop: write 'Sources: Kong K100, K101; Cookbook (81).'")
    found: list[Row] = []
    named: list[str] = []
    for part in (part.strip() for part in text[:-1].split(";")):
        name = next((name for name in NAMES if part == name or part.startswith(f"{name} ")), None)
        if name is None:
            raise CitationError(f"'{part}' begins with no source: write one of {', '.join(sorted(NAMES))}")
        if name in named:
            raise CitationError(f"'{name}' is named twice: write its rows behind one another, '{name} ..., ...'")
        named.append(name)
        listed = {row.cited: row for row in rows.values() if row.source.name == name}
        cited = [row.strip() for row in part.removeprefix(name).split(",")]
        files = " or ".join(f"sources/{source.file}" for source in SOURCES if source.name == name)
        if part == name and name == STANDARD:
            continue
        if part == name:
            raise CitationError(f"'{name}' names no row: write a row of {files}")
        for row in cited:
            if row not in listed:
                near = difflib.get_close_matches(row, listed, n=1, cutoff=0)[0]
                raise CitationError(f"{name} has no row '{row}': write a row of {files}, such as '{near}'")
            if listed[row] in found:
                raise CitationError(f"'{row}' is cited twice: write it once")
            found.append(listed[row])
    return tuple(found)


def line_of(entry: Entry) -> int:
    """Return the line of the page that begins the entry's `Sources:`, or the heading's where there is none."""
    lines = entry.page.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[entry.line :], entry.line + 1):
        if line.startswith("## "):
            break
        if line.startswith("Sources:"):
            return number
    return entry.line


def read_citations(entries: Iterable[Entry], rows: Mapping[str, Row]) -> tuple[list[Citation], list[str]]:
    """Return what each entry cites, and a message `file:line: why` for each entry that cannot be read."""
    citations, errors = [], []
    for entry in entries:
        line = line_of(entry)
        try:
            citations.append(Citation(entry, line, read_citation(entry.sources, rows)))
        except CitationError as error:
            errors.append(f"{place(entry, line)}: entry '{entry.id}': {error}")
    return citations, errors


def page_of(entry: Entry) -> str:
    """Return the path of an entry's page below docs/."""
    docs = next(folder for folder in entry.page.parents if folder.name == "docs")
    return entry.page.relative_to(docs).as_posix()


def place(entry: Entry, line: int) -> str:
    """Return `docs/page.md:line`."""
    return f"docs/{page_of(entry)}:{line}"
