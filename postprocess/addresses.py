"""Give each displayed formula a permanent address, and a link to it.

The address is the heading's id and a digest of the TeX, `quadratic-form--1f3a9c`: formulas that are added, moved or
taken away change no other's address, and one that is changed does not pass for what it was. A link to a formula
in a tab carries the tab's layout, too.
"""

import hashlib
import re
from html import escape, unescape

from .expressions import Expression, end_of_div, find_expressions, sections

_LAYOUTS = {"Numerator layout": "?layout=numerator", "Denominator layout": "?layout=denominator"}
_TABS = re.compile(r'<div class="tabbed-set\b')
_LABEL = re.compile(r"<label\b[^>]*>(.*?)</label>", re.DOTALL)
_BLOCK = re.compile(r'<div class="tabbed-block">')


def link_formulas(html: str) -> str:
    """Wrap each displayed formula that is not yet rendered into an element with its address and a link to it."""
    displayed = [expression for expression in find_expressions(html) if expression.display]
    layouts = _layouts(html)
    parts, end, taken = [], 0, {}
    for id, expression in zip(sections(html, displayed), displayed, strict=True):
        address = formula_address(id or "formula", expression.tex, taken)
        link = escape(f"{_layout_of(expression, layouts)}#{address}")
        parts += [
            html[end : expression.start],
            f'<span class="formula" id="{address}">',
            html[expression.start : expression.end],
            f'<a class="formula__link" href="{link}" title="Permanent link to this formula">&para;</a></span>',
        ]
        end = expression.end
    return "".join([*parts, html[end:]])


def formula_address(id: str, tex: str, taken: dict[str, int]) -> str:
    """Return the address of a formula below a heading; taken: how often each was given, which is counted up."""
    address = f"{id}--{hashlib.sha256(' '.join(tex.split()).encode()).hexdigest()[:6]}"
    taken[address] = taken.get(address, 0) + 1
    return f"{address}-{taken[address]}" if taken[address] > 1 else address  # the same formula again


def _layouts(html: str) -> list[tuple[int, int, str]]:
    """Where the tabs of a layout begin and end, and what an address says for it."""
    found = []
    for tabs in _TABS.finditer(html):
        start = html.index(">", tabs.start()) + 1
        end = end_of_div(html, start)
        labels = [unescape(re.sub("<[^>]*>", "", label)).strip() for label in _LABEL.findall(html, start, end)]
        for label, block in zip(labels, _BLOCK.finditer(html, start, end), strict=False):
            if label in _LAYOUTS:
                found.append((block.end(), end_of_div(html, block.end()), _LAYOUTS[label]))
    return found


def _layout_of(expression: Expression, layouts: list[tuple[int, int, str]]) -> str:
    return next((layout for start, end, layout in layouts if start <= expression.start < end), "")
