"""Serve the snippets: each file and all in one ZIP; and link the title of each code block to its file."""

import io
import re
import zipfile
from functools import partial

from .context import Context
from .errors import PostprocessError

ARCHIVE = "snippets.zip"
LAYOUT_NOTE = " <small>returns the denominator layout</small>"

_TITLE = re.compile(r'(<span class="filename">)(snippets/[^<"]+\.py)(</span>)')


def link_snippets(pages: dict[str, str], context: Context) -> dict[str, str]:
    """Link the titles of code blocks to the files of their snippets, and say there which layout their code returns.

    Only derivatives of numbers by matrices are in denominator layout, where the tab that a reader sees may be another.

    Raises:
        PostprocessError: A title names a file that there is not.
    """

    def linked(page: str, title: re.Match) -> str:
        path = context.root / title[2]
        if not path.is_file():
            raise PostprocessError(f"{page}: a code block is titled {title[2]}, which is no file: correct the title")
        to_root = "../" * page.count("/")
        name = re.sub(r"([/_])", r"\1<wbr>", title[2])  # where a phone may break it
        note = LAYOUT_NOTE if "in denominator layout" in path.read_text(encoding="utf-8") else ""
        return f'{title[1]}<a href="{to_root}{title[2]}">{name}</a>{note}{title[3]}'

    return {page: _TITLE.sub(partial(linked, page), html) for page, html in pages.items()}


def copy_snippets(pages: dict[str, str], context: Context) -> dict[str, str]:
    """Add the snippets of the repository to the files of the site, each byte for byte, and nothing else."""
    return pages | {name: content.decode() for name, content in _files(context)}


def add_snippets_archive(pages: dict[str, str], context: Context) -> dict[str, str | bytes]:
    """Add all snippets as one ZIP: the same bytes for the same files, so each has the earliest date that a ZIP can."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for name, content in _files(context):
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # the same on each system
            entry.compress_type = zipfile.ZIP_DEFLATED
            files.writestr(entry, content)
    return pages | {ARCHIVE: archive.getvalue()}


def _files(context: Context) -> list[tuple[str, bytes]]:
    """Return the name and content of every snippet."""
    paths = sorted((context.root / "snippets").rglob("*.py"))
    return [(path.relative_to(context.root).as_posix(), path.read_bytes()) for path in paths]
