r"""Find the math of a built page.

Two writers leave math in HTML: pymdownx.arithmatex (generic) as `<span class="arithmatex">\(...\)</span>`
and `<div class="arithmatex">\[...\]</div>`, nbconvert as bare `$...$`, `$$...$$` and LaTeX environments in
the Markdown cells of a notebook. The page is scanned, not parsed: what is no math keeps its every byte.
"""

import re
from html import unescape
from typing import NamedTuple

# Never searched. A formula that is already rendered is among them, which makes a second run harmless.
_SKIP = r"<!--.*?-->|<(?P<skip>script|style|pre|code|textarea|mjx-container)\b.*?</(?P=skip)\s*>"

# What stands right at a formula, a bracket before or a comma after, must not be torn off at a line's end;
# CSS allows a break on either side of an SVG whatever the neighbouring character is.
_BEFORE = r"(?P<before>[(\[“‘]*)"
_AFTER = r"(?P<after>[^\s<$-]*-?)"

_ARITHMATEX = re.compile(
    rf"{_SKIP}"
    r'|<div class="arithmatex">\\\[(?P<display>[^<]*)\\\]</div>'
    rf'|{_BEFORE}<span class="arithmatex">\\\((?P<inline>[^<]*)\\\)</span>{_AFTER}',
    re.DOTALL,
)
_MARKDOWN_CELL = re.compile(r'<div class="[^"]*\bjp-MarkdownOutput\b[^"]*"[^>]*>')
_NOTEBOOK = re.compile(
    rf"{_SKIP}|<[^>]*>"
    r"|\$\$(?P<display>(?:\\[^<]|[^<$\\]|\$(?!\$))+)\$\$"
    r"|(?P<environment>\\begin\{(?P<name>[a-z]+\*?)\}[^<]*?\\end\{(?P=name)\})"
    rf"|{_BEFORE}\$(?P<inline>(?:\\[^<]|[^<$\\])+)\${_AFTER}",
    re.DOTALL,
)
_HEADING = re.compile(r"""<h[12]\b[^>]*\bid=["']([^"']+)""")
_DIV = re.compile(r"<(/?)div\b")


class Expression(NamedTuple):
    """A formula on a page.

    Attributes:
        start: Where it begins in the page, the text glued to it included.
        end: Where it ends.
        tex: Its TeX without delimiters.
        display: Whether it stands on lines of its own.
        before: Text that may not be separated from it, as HTML.
        after: Likewise, behind it.
    """

    start: int
    end: int
    tex: str
    display: bool
    before: str
    after: str

    @property
    def key(self) -> tuple[str, bool]:
        """What its rendering depends on."""
        return self.tex, self.display


def find_expressions(html: str) -> list[Expression]:
    """Return the formulas of a page in their order."""
    matches = list(_ARITHMATEX.finditer(html))
    for cell in _MARKDOWN_CELL.finditer(html):
        matches += _NOTEBOOK.finditer(html, cell.end(), end_of_div(html, cell.end()))
    found = []
    for match in matches:
        groups = match.groupdict()
        inline = groups["inline"]
        tex = next((t for t in (inline, groups["display"], groups.get("environment")) if t), None)
        if tex is None:
            continue
        display = inline is None
        before, after = ("", "") if display else (groups["before"], groups["after"])
        found.append(Expression(*match.span(), unescape(tex).strip(), display, before, after))
    return sorted(found)


def sections(html: str, expressions: list[Expression]) -> list[str]:
    """Say for each formula of a page, in their order, which heading of the first two levels it stands under.

    Returns:
        The id of the heading, empty if there is none above the formula.
    """
    found, id = [], ""
    headings = list(reversed(list(_HEADING.finditer(html))))
    for expression in expressions:
        while headings and headings[-1].start() < expression.start:
            id = headings.pop()[1]
        found.append(id)
    return found


def end_of_div(html: str, start: int) -> int:
    """Where the `<div>` closes whose content begins at `start`."""
    depth = 1
    for tag in _DIV.finditer(html, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.start()
    return len(html)
