"""Step 6, tables: docs/sources/*.md, every row of a source and the entries that cite it."""

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sources.check import Cited
from sources.citations import page_of
from sources.rows import Row, read_csv
from verifier.catalogue import Entry

MOST = 8  # entries named in a row
TABLE = 10  # rows in a table: a browser draws the tables that are read only


class Listed(NamedTuple):
    """A source all of whose rows are on the site.

    Attributes:
        file: The list of its rows, below sources/.
        title: Its title.
        words: What its rows are of, and how its places are counted.
        corrections: The page of its misprints.
        pages: The row that each of its pages begins with, by the name of the page: none has over about 100 formulas.
    """

    file: str
    title: str
    words: str
    corrections: str
    pages: dict[str, str]


LISTED = (
    Listed(
        "kong.csv",
        "Mathematics for AI: Matrix Calculus",
        "lecture slides of Adams Wai Kin Kong, Nanyang Technological University. "
        "Places are slides, counted from the first.",
        "corrections",
        {"kong": "K1", "kong-neurons-matrices": "K65"},
    ),
    Listed(
        "blog-post.csv",
        "Matrix Calculus for Deep Learning",
        "a blog post of 2024-10-22; the copy that we read names neither its author nor its address. "
        "Places are sections of the post, and displayed equations counted within each.",
        "corrections-blog-post",
        {"blog-post": "B1"},
    ),
)


def table_errors(root: Path, cited: Cited) -> list[str]:
    """Return a message for each row of a source on the site that no entry cites."""
    covered = {row.id for citation in cited.citations for row in citation.rows}
    return [
        f"sources/{source.file}:{line}: no entry cites {read['row']}: add it to the 'Sources:' of the entry that has it"
        for source in LISTED
        for line, read in enumerate(read_csv(root / "sources" / source.file), 2)
        if read["row"] not in covered
    ]


def tables(cited: Cited) -> dict[str, str]:
    """Return the text of each page of docs/sources/ by the page's name."""
    citing: dict[str, list[Entry]] = {}
    for citation in cited.citations:
        for row in citation.rows:
            citing.setdefault(row.id, []).append(citation.entry)
    texts = {}
    for source in LISTED:
        rows = [row for row in cited.rows.values() if row.source.file == source.file]
        starts = [*(k for k, row in enumerate(rows) if row.id in source.pages.values()), len(rows)]
        parts = {name: rows[start:end] for name, (start, end) in zip(source.pages, pairwise(starts), strict=True)}
        ranges = {name: f"{part[0].id} to {part[-1].id}" for name, part in parts.items()}
        texts |= {name: _page(source, part, ranges, name, citing) for name, part in parts.items()}
    return texts


def _page(source: Listed, rows: list[Row], ranges: dict[str, str], name: str, citing: dict[str, list[Entry]]) -> str:
    title = ", ".join([source.title, ranges[name]] if len(ranges) > 1 else [source.title])
    others = "".join(f" On another page: [{rows}]({other}.md)." for other, rows in ranges.items() if other != name)
    lines = [
        "---\nhide: [toc]\n---\n",
        f"<!-- written by `nox -s generate`: do not edit -->\n\n# {title}\n",
        f"Rows {ranges[name]} of {source.words} "
        "Each row leads to the entries that state, derive or correct it. "
        "Some rows give a statement as it is meant; "
        f"misprints stand under [corrections](../{source.corrections}.md).{others}",
    ]
    for k, row in enumerate(rows):
        if k % TABLE == 0:
            lines += ["</div>"] if k else []
            lines += ['\n<div class="rows" markdown>\n', "| row | statement | here | place |", "|---|---|---|---|"]
        links = [f"[{entry.title}](../{page_of(entry)}#{entry.id})" for entry in citing.get(row.id, [])]
        if len(links) > MOST:
            links[MOST:] = [f"and {len(links) - MOST} more that cite it"]
        statement = re.sub(r"\\\|", r"\\Vert ", row.statement).replace("|", r"\vert ")
        place = re.sub(r"(slide|display) ", r"\1&nbsp;", row.place)
        lines.append(f"| {row.id} | ${statement}$ | {', '.join(links)} | {place} |")
    return "\n".join([*lines, "</div>"]) + "\n"
