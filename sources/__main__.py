"""Write docs/sources/*.md from the row lists and the entries' sources: `python -m sources`."""

import csv
import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from verifier.pages.catalogue import Entry, read_catalogue

ROOT = Path(__file__).parent.parent
MOST = 8  # entries named in a row
TABLE = 10  # rows in a table: a browser draws the tables that are read only


class Source(NamedTuple):
    """A source whose rows are listed.

    Attributes:
        name: What entries call it.
        title: Its title.
        words: What its rows are of, and how its places are counted.
        corrections: The page of its misprints.
        pages: The row that each of its pages begins with, by the name of the page: none has over about 100 formulas.
    """

    name: str
    title: str
    words: str
    corrections: str
    pages: dict[str, str]


SOURCES = {
    "kong": Source(
        "Kong",
        "Mathematics for AI: Matrix Calculus",
        "lecture slides of Adams Wai Kin Kong, Nanyang Technological University. "
        "Places are headings of the text of the slides, counted from the title, and its lines.",
        "corrections",
        {"kong": "K1", "kong-neurons-matrices": "K65"},
    ),
    "blog-post": Source(
        "Blog",
        "Matrix Calculus for Deep Learning",
        "a blog post of 2024-10-22; the copy that we read names neither its author nor its address. "
        "Places are sections and displays of the post, and lines of that copy.",
        "corrections-blog-post",
        {"blog-post": "B1"},
    ),
}


def cited(entries: tuple[Entry, ...], name: str) -> dict[str, list[Entry]]:
    """Return the entries that cite each row of a source, as `Kong K92, K93; Blog B33` does."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for part in entry.sources.rstrip(".").split(";"):
            source, _, rows = part.strip().partition(" ")
            if source == name:
                for row in rows.split(","):
                    found.setdefault(row.strip(), []).append(entry)
    return found


def pages(key: str, entries: tuple[Entry, ...]) -> tuple[dict[str, str], list[str]]:
    """Return the pages of a source, and a message for each row that no entry cites or that does not exist."""
    source = SOURCES[key]
    places = cited(entries, source.name)
    listed = list(csv.DictReader((ROOT / "sources" / f"{key}.csv").open()))
    errors = [
        f"sources/{key}.csv:{line}: no entry cites {row['row']}: add it to the 'Sources:' of the entry that has it"
        for line, row in enumerate(listed, 2)
        if row["row"] not in places
    ]
    rows = [row["row"] for row in listed]
    for row, citing in places.items():
        if row not in rows:
            where = f"{citing[0].page.relative_to(ROOT)}:{citing[0].line}"
            errors.append(f"{where}: {source.name} has no row {row}")
    starts = [*map(rows.index, source.pages.values()), len(rows)]
    parts = {name: listed[start:end] for name, (start, end) in zip(source.pages, pairwise(starts), strict=True)}
    ranges = {name: f"{part[0]['row']} to {part[-1]['row']}" for name, part in parts.items()}
    return {name: page(source, part, ranges, name, places) for name, part in parts.items()}, errors


def page(
    source: Source, listed: list[dict[str, str]], ranges: dict[str, str], name: str, places: dict[str, list[Entry]]
) -> str:
    """Return a page of a source: each of the rows listed, and where it is here."""
    title = ", ".join([source.title, ranges[name]] if len(ranges) > 1 else [source.title])
    others = "".join(f" On another page: [{rows}]({other}.md)." for other, rows in ranges.items() if other != name)
    lines = [
        "---\nhide: [toc]\n---\n",
        f"<!-- written by `python -m sources`: do not edit -->\n\n# {title}\n",
        f"Rows {ranges[name]} of {source.words} "
        "Each row leads to the entries that state, derive or correct it. "
        "Some rows give a statement as it is meant; "
        f"misprints stand under [corrections](../{source.corrections}.md).{others}",
    ]
    for k, row in enumerate(listed):
        if k % TABLE == 0:
            lines += ["</div>"] if k else []
            lines += ['\n<div class="rows" markdown>\n', "| row | statement | here | place |", "|---|---|---|---|"]
        links = [
            f"[{entry.title}](../{entry.page.relative_to(ROOT / 'docs').as_posix()}#{entry.id})"
            for entry in places.get(row["row"], [])
        ]
        if len(links) > MOST:
            links[MOST:] = [f"and {len(links) - MOST} more that cite it"]
        statement = re.sub(r"\\\|", r"\\Vert ", row["statement"]).replace("|", r"\vert ")
        place = re.sub(r"(lines?) ", r"\1&nbsp;", row["place"])
        lines.append(f"| {row['row']} | ${statement}$ | {', '.join(links)} | {place} |")
    return "\n".join([*lines, "</div>"]) + "\n"


def main() -> int:
    """Write the pages; return 1 if a row is missing."""
    entries = read_catalogue(ROOT).entries
    problems = []
    (ROOT / "docs" / "sources").mkdir(exist_ok=True)
    for key in SOURCES:
        written, errors = pages(key, entries)
        for name, text in written.items():
            (ROOT / "docs" / "sources" / f"{name}.md").write_text(text)
        problems += errors
    print("\n".join(problems), file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
