"""Fill in the figures of this build that a page quotes: `<span data-figure="entries">...</span>`."""

import re
from functools import partial
from html import escape

from .context import Context
from .errors import PostprocessError

FIGURE = re.compile(r'(<span data-figure="([^"]+)">)(.*?)(</span>)', re.DOTALL)


def fill_figures(pages: dict[str, str], context: Context) -> dict[str, str]:
    """Put the figures of the evidence into the pages; without evidence these stay as they are.

    Raises:
        PostprocessError: A page quotes a figure that the evidence does not have; names page and figure.
    """
    if context.evidence is None:
        return pages
    figures = context.evidence["figures"]

    def filled(page: str, span: re.Match) -> str:
        if span[2] not in figures:
            raise PostprocessError(f"{page}: quotes the figure '{span[2]}', which the evidence does not have")
        return f"{span[1]}{_printed(figures[span[2]])}{span[4]}"

    return {page: FIGURE.sub(partial(filled, page), html) for page, html in pages.items()}


def _printed(figure: str) -> str:
    """A figure or message as it is printed: powers of ten, minus signs, and what is quoted in it as code."""
    html = escape(figure, quote=False)
    html = re.sub(r"\b(\d)e-0?(\d+)\b", r"\1·10<sup>−\2</sup>", html)
    html = re.sub(r"(?<!\w)-(?=\d)", "−", html)
    return re.sub(r"'([^']+)'", r"<code>\1</code>", html)
