"""Reject pages that would load anything from another host: say who names it, in which file and line."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from .context import Context
from .errors import PostprocessError

_PART = re.compile(
    r"<!--.*?-->"
    r"|<script\b(?P<script>[^>]*)>(?P<code>.*?)</script\s*>"
    r"|<style\b[^>]*>(?P<css>.*?)</style\s*>"
    r"|<link\b(?P<link>[^>]*)>"
    r"|<(?:audio|embed|iframe|img|object|source|track|video)\b(?P<media>[^>]*)>",
    re.DOTALL | re.IGNORECASE,
)
_HOST = r"(?P<url>(?:https?:)?//[^\s\"'<>()]+)"
_ATTRIBUTE = re.compile(rf"""(?<![\w-])(?:data|href|poster|src|srcset)\s*=\s*["']?\s*{_HOST}""", re.IGNORECASE)
_IMPORT = re.compile(rf"""\b(?:import\s*\(?|from)\s*["']{_HOST}""")
_STYLE = re.compile(rf"""(?:\burl\(\s*["']?|@import\s*["']){_HOST}""", re.IGNORECASE)
# A link of another kind, to the page's canonical address say, loads nothing.
_LOADS = re.compile(
    r"""\brel=["']?[^"'>]*\b(?:stylesheet|icon|manifest|(?:module)?preload|preconnect|(?:dns-)?prefetch)\b""",
    re.IGNORECASE,
)


def reject_third_party(pages: dict[str, str], context: Context) -> dict[str, str]:
    """Return the pages as they are.

    Raises:
        PostprocessError: Pages load scripts, styles, fonts or media from other hosts; names each address, and the file
            and line of the repository where it is written.
    """
    loaded: dict[str, list[str]] = {}
    for name, html in pages.items():
        for url in _third_party(html):
            loaded.setdefault(url, []).append(name)
    if loaded:
        raise PostprocessError(
            "\n".join(
                f"{_place_of(url, names, context.docs)}: {url} is loaded from another host by {_listed(names)}"
                for url, names in loaded.items()
            )
            + "\nThe site must need no other host: put the file into docs/assets/ and name it there, or do without it."
        )
    return pages


def _third_party(html: str) -> Iterator[str]:
    """The addresses on other hosts from which a page would load something."""
    for part in _PART.finditer(html):
        searched = [
            (_ATTRIBUTE, part["script"]),
            (_IMPORT, part["code"]),
            (_STYLE, part["css"]),
            (_ATTRIBUTE, part["media"]),
            (_ATTRIBUTE, part["link"] if _LOADS.search(part["link"] or "") else None),
        ]
        for pattern, text in searched:
            yield from (unescape(found["url"]) for found in pattern.finditer(text or ""))


def _place_of(url: str, names: list[str], docs: Path) -> str:
    """File and line that name an address: the configuration, the theme, or else the source of a page."""
    root = docs.parent
    sources = [docs / Path(name).with_suffix(suffix) for name in names for suffix in (".md", ".ipynb")]
    for path in [root / "mkdocs.yml", *sorted((root / "theme").rglob("*.*")), *sources]:
        if not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if url in unescape(line):
                return f"{path.relative_to(root).as_posix()}:{number}"
    # No file names it: Material writes it for the name of a font, which it has by default, or a plugin for an option.
    option = "font" if re.match(r"(?:https?:)?//fonts\.", url) else "plugins"
    text = (root / "mkdocs.yml").read_text(encoding="utf-8") if (root / "mkdocs.yml").is_file() else ""
    line = re.search(rf"^ *{option}:", text, re.MULTILINE)
    at = f":{text.count(chr(10), 0, line.start()) + 1}" if line else ""
    return f"mkdocs.yml{at}: `{option}`"


def _listed(names: list[str]) -> str:
    """A page by its name; of several, the first and how many more there are."""
    unique = list(dict.fromkeys(names))
    return unique[0] + (f" and {len(unique) - 1} more" if len(unique) > 1 else "")
