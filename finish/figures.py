"""Fills in the figures of this build that a page quotes: `<span data-figure="entries">...</span>`."""

import re
from html import escape

from .errors import FinishError

_FIGURE = re.compile(r'(<span data-figure="([^"]+)">)(.*?)(</span>)', re.DOTALL)


def fill_figures(html: str, figures: dict[str, str], page: str) -> str:
    """Puts the figures into a page; a page that quotes one that there is not is an error.

    Raises:
        FinishError: Names the page and the figure.
    """

    def fill(span: re.Match) -> str:
        if span[2] not in figures:
            raise FinishError(f"{page}: quotes the figure '{span[2]}', which the evidence does not have")
        return f"{span[1]}{escape(figures[span[2]], quote=False)}{span[4]}"

    return _FIGURE.sub(fill, html)
