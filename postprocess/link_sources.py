"""Link what an entry cites: each row to its place in our tables, or where there is none a source to its text."""

import re
from collections.abc import Mapping
from functools import partial
from html import escape, unescape
from itertools import groupby
from pathlib import Path

from sources.citations import CitationError, read_citation
from sources.rows import ListError, Row, read_rows

from .context import Context
from .errors import PostprocessError
from .locate import place_of

_LINE = re.compile(r"(<p>Sources:\s*)(.*?)(</p>)", re.DOTALL)
_ROW = re.compile(r'<td><span id="([^"]+)">')


def link_sources(pages: dict[str, str], context: Context) -> dict[str, str]:
    """Link the rows, or the names of their sources, in each line `Sources:`.

    Raises:
        PostprocessError: A line cannot be read, or cites a row that its table does not have; names file and line.
    """
    # A notebook has no entries, and says in a sentence what it is made from.
    citing = {
        page
        for page, html in pages.items()
        if _LINE.search(html) and not (context.docs / page).with_suffix(".ipynb").is_file()
    }
    try:
        rows = read_rows(context.root) if citing else {}
    except ListError as error:
        raise PostprocessError(str(error)) from None
    tables = {id: f"{page}#{id}" for page, html in pages.items() for id in _ROW.findall(html)}

    def linked(page: str, line: re.Match) -> str:
        if "<a " in line[2]:  # by an earlier run
            return line[0]
        try:
            return line[1] + _linked(line[2], "../" * page.count("/"), rows, tables) + line[3]
        except (CitationError, PostprocessError) as error:
            place = place_of(f"Sources: {unescape(line[2])}", 0, Path(page), context.docs)
            raise PostprocessError(f"{place}: {error}") from None

    return {page: _LINE.sub(partial(linked, page), html) if page in citing else html for page, html in pages.items()}


def _linked(text: str, to_root: str, rows: Mapping[str, Row], tables: Mapping[str, str]) -> str:
    """Return a line with its links; tables: the address of each row that is in a table, below the site's root."""
    links = []  # what the line names, in its order, and where that leads to
    for name, group in groupby(read_citation(unescape(text), rows), key=lambda row: row.source.name):
        cited = list(group)
        links.append((name, cited[0].source.address))
        for row in cited:
            if row.source.complete and row.id not in tables:
                raise PostprocessError(f"no table of docs/sources/ has the row {row.id}: run `nox -s generate`")
            links.append((row.cited, to_root + tables[row.id] if row.source.complete else ""))
    parts, end = [], 0
    for shown, address in links:
        shown = escape(shown, quote=False)
        start = text.index(shown, end)
        parts += [text[end:start], f'<a href="{escape(address)}">{shown}</a>' if address else shown]
        end = start + len(shown)
    return "".join([*parts, text[end:]])
