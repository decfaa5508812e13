"""The tables of docs/sources/: every row of a source, and the entries that cite it."""

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from generate.repository import Repository
from sources.citations import page_of
from sources.rows import Row
from verifier.pages.catalogue import Entry

MOST = 8  # entries named in a row
TABLE = 10  # rows in a table: a browser draws the tables that are read only


class Pages(NamedTuple):
    """How the rows of a source are shown.

    Attributes:
        title: Its title.
        words: What its rows are of, and how its places are counted.
        corrections: The page of its misprints.
        starts: The row that each of its pages begins with, by the name of the page: none has over about 100 formulas.
    """

    title: str
    words: str
    corrections: str
    starts: dict[str, str]


PAGES = {
    "kong.csv": Pages(
        "Mathematics for AI: Matrix Calculus",
        "lecture slides of Adams Wai Kin Kong, Nanyang Technological University. "
        "Places are slides, counted from the first.",
        "corrections",
        {"kong": "K1", "kong-neurons-matrices": "K65"},
    ),
    "blog-post.csv": Pages(
        "Matrix Calculus for Deep Learning",
        "a blog post of 2024-10-22; the copy that we read names neither its author nor its address. "
        "Places are sections of the post, and displayed equations counted within each.",
        "corrections-blog-post",
        {"blog-post": "B1"},
    ),
}


def tables(repository: Repository) -> dict[Path, str]:
    """Return the text of each page of docs/sources/."""
    citing: dict[str, list[Entry]] = {}
    for citation in repository.cited.citations:
        for row in citation.rows:
            citing.setdefault(row.id, []).append(citation.entry)
    texts = {}
    for file, pages in PAGES.items():
        rows = [row for row in repository.cited.rows.values() if row.source.file == file]
        bounds = [*(k for k, row in enumerate(rows) if row.id in pages.starts.values()), len(rows)]
        parts = {name: rows[start:end] for name, (start, end) in zip(pages.starts, pairwise(bounds), strict=True)}
        ranges = {name: f"{part[0].id} to {part[-1].id}" for name, part in parts.items()}
        for name, part in parts.items():
            texts[repository.root / "docs" / "sources" / f"{name}.md"] = _page(pages, part, ranges, name, citing)
    return texts


def _page(pages: Pages, rows: list[Row], ranges: dict[str, str], name: str, citing: dict[str, list[Entry]]) -> str:
    title = ", ".join([pages.title, ranges[name]] if len(ranges) > 1 else [pages.title])
    others = "".join(f" On another page: [{rows}]({other}.md)." for other, rows in ranges.items() if other != name)
    lines = [
        "---\nhide: [toc]\n---\n",
        f"<!-- written by `nox -s generate`: do not edit -->\n\n# {title}\n",
        f"Rows {ranges[name]} of {pages.words} "
        "Each row leads to the entries that state, derive or correct it. "
        "Some rows give a statement as it is meant; "
        f"misprints stand under [corrections](../{pages.corrections}.md).{others}",
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
        id = f'<span id="{row.id}">{row.id}</span>'  # where the entries that cite it lead to
        lines.append(f"| {id} | ${statement}$ | {', '.join(links)} | {place} |")
    return "\n".join([*lines, "</div>"]) + "\n"
