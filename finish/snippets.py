"""Serves the snippets: copies their files into the site, and links the title of each code block to its file."""

import re
from pathlib import Path

from .errors import FinishError

_TITLE = re.compile(r'(<span class="filename">)(snippets/[^<"]+\.py)(</span>)')


def link_snippets(html: str, page: str, to_root: str, root: Path) -> str:
    """Links the titles of a page's snippets to their files.

    Args:
        html: The page.
        page: Its path in the site.
        to_root: The way from the page's folder to the site's, empty or ending in a slash.
        root: The repository.

    Raises:
        FinishError: A title names a file that there is not.
    """

    def link(title: re.Match) -> str:
        if not (root / title[2]).is_file():
            raise FinishError(f"{page}: a code block is titled {title[2]}, which is no file: correct the title")
        name = re.sub(r"([/_])", r"\1<wbr>", title[2])  # where a phone may break it
        return f'{title[1]}<a href="{to_root}{title[2]}">{name}</a>{title[3]}'

    return _TITLE.sub(link, html)


def copy_snippets(root: Path, site: Path) -> None:
    """Copies the snippets of the repository into the site, each byte for byte, and nothing else."""
    for path in sorted((root / "snippets").rglob("*.py")):
        target = site / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
