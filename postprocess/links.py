"""Name the links that show nothing but a formula: a reader who hears the page is told what they lead to."""

import posixpath
import re
from html import escape, unescape

from .context import Context

_HEADING = re.compile(r'<h[1-6] id="([^"]+)">(.*?)<a class="headerlink"', re.DOTALL)
_LINK = re.compile(r'<a href="([^"#]*)#([^"]+)">(?=<span class="arithmatex">[^<]*</span></a>)')


def name_links(pages: dict[str, str], _: Context) -> dict[str, str]:
    """Give each such link the heading that it leads to as its title.

    Args:
        pages: The pages by their paths in the site, their math not yet rendered.
    """
    headings = {
        (path, id): unescape(re.sub(r"<[^>]*>", "", text)).strip()
        for path, html in pages.items()
        for id, text in _HEADING.findall(html)
    }

    def named(path: str, html: str) -> str:
        def name(link: re.Match) -> str:
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), link[1])) if link[1] else path
            title = headings.get((there, link[2]))
            return f'<a href="{link[1]}#{link[2]}" title="{escape(title)}">' if title else link[0]

        return _LINK.sub(name, html)

    return {path: named(path, html) for path, html in pages.items()}
