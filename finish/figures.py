"""Fills in the figures of this build that a page quotes: `<span data-figure="entries">...</span>`."""

import json
import re
from html import escape
from pathlib import Path

from .errors import FinishError

_FIGURE = re.compile(r'(<span data-figure="([^"]+)">)(.*?)(</span>)', re.DOTALL)


def read_figures(evidence: Path | None) -> dict[str, str]:
    """Reads the figures that the verifier has written; without its file there are none.

    Raises:
        FinishError: The file does not exist or is not what the verifier writes.
    """
    if evidence is None:
        return {}
    try:
        return json.loads(evidence.read_text(encoding="utf-8"))["figures"]
    except (OSError, ValueError, KeyError) as error:
        raise FinishError(f"{evidence}: no evidence there ({error}); write it by `nox -s verify`") from None


def fill_figures(html: str, figures: dict[str, str], page: str) -> str:
    """Puts the figures into a page; a page that quotes one that there is not is an error.

    Raises:
        FinishError: Names the page and the figure.
    """
    if not figures:
        return html

    def fill(span: re.Match) -> str:
        if span[2] not in figures:
            raise FinishError(f"{page}: quotes the figure '{span[2]}', which the evidence does not have")
        return f"{span[1]}{escape(figures[span[2]], quote=False)}{span[4]}"

    return _FIGURE.sub(fill, html)
