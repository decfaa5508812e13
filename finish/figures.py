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
        return f"{span[1]}{_printed(figures[span[2]])}{span[4]}"

    return _FIGURE.sub(fill, html)


def _printed(figure: str) -> str:
    """A figure or message as it is printed: powers of ten, minus signs, and what is quoted in it as code."""
    html = escape(figure, quote=False)
    html = re.sub(r"\b(\d)e-0?(\d+)\b", r"\1·10<sup>−\2</sup>", html)
    html = re.sub(r"(?<!\w)-(?=\d)", "−", html)
    return re.sub(r"'([^']+)'", r"<code>\1</code>", html)
