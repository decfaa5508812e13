"""Puts the set formulas into a page, and throws out what would load from another host."""

import re
from html import escape

from .expressions import Expression
from .outlines import in_order
from .typeset import Setting

# A formula with a part wider than this may not fit a phone and is scrolled there: let the keyboard reach it.
_FITS_ANYWHERE = 13.3  # em

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL)
_LINK = re.compile(r"<link\b[^>]*>")
_ELSEWHERE = r"""["']?(?:https?:)?//"""
_OUTLINE = re.compile(r'(?<=\bxlink:href="#)\d+(?=")')
_LOADS = re.compile(r"""\brel=["']?(?:stylesheet|(?:module)?preload|preconnect|(?:dns-)?prefetch)\b""")


def drop_foreign(html: str) -> str:
    """Drops scripts and styles from other hosts, and MathJax's own set-up.

    mkdocs-jupyter puts them into notebook pages: MathJax 2.7.7 (in some versions with an empty address) and
    its configuration, RequireJS, and a module that would import Mermaid from a CDN.
    """
    html = _SCRIPT.sub(lambda script: "" if _is_foreign_script(script) else script[0], html)
    return _LINK.sub(lambda link: "" if _is_foreign_link(link[0]) else link[0], html)


def _is_foreign_script(script: re.Match) -> bool:
    attributes, code = script.groups()
    return bool(
        re.search(rf"\bsrc=(?:{_ELSEWHERE}|\"\"|'')", attributes)
        or "text/x-mathjax-config" in attributes
        or re.search(r"""\bimport\s*\(?\s*["'](?:https?:)?//""", code)
    )


def _is_foreign_link(link: str) -> bool:
    return bool(_LOADS.search(link) and re.search(rf"\bhref={_ELSEWHERE}", link))


def set_expressions(
    html: str, expressions: list[Expression], settings: dict[tuple[str, bool], Setting], rules: list[str]
) -> str:
    """Replaces the formulas of a page by their drawings.

    Args:
        html: The page.
        expressions: Its formulas, in order.
        settings: How each is set.
        rules: The CSS rules of MathJax.

    Returns:
        The page with all formulas set. The outlines stand before the first formula, so that what has arrived of a
        page can be read; and together, since they have glyphs in common and compress to half of what they would apart.
        The rules that it needs are short and stand in its head: a file of them would be one more that the first
        picture waits for, by a seventh connection, and browsers open six to a host.
    """
    if not expressions:
        return html
    outlines = in_order({outline for expression in expressions for outline in settings[expression.key].glyphs})
    names = {outline: f"MJX-{number}" for number, outline in enumerate(outlines, 1)}
    parts, end = [html[: expressions[0].start], _shared(names)], expressions[0].start
    for expression in expressions:
        parts += [html[end : expression.start], _element(expression, settings[expression.key], names)]
        end = expression.end
    html = "".join([*parts, html[end:]])
    css = "".join(rule for rule in rules if _is_needed(rule, html))
    return html.replace("</head>", f"<style>{css}</style></head>", 1)


def _is_needed(rule: str, html: str) -> bool:
    """Whether a page has every class and attribute that one of the rule's selectors asks for."""
    selectors = rule.partition("{")[0].split(",")
    return any(all(what in html for what in re.findall(r"[.[]([^] .>]+)", selector)) for selector in selectors)


def _shared(names: dict[str, str]) -> str:
    # A drawing counts in 0.001 em, an outline in 0.002 em: GRID in typeset.cjs.
    paths = "".join(f'<path transform="scale(2)" id="{name}" d="{outline}"/>' for outline, name in names.items())
    return f'<svg style="display:none" aria-hidden="true"><defs>{paths}</defs></svg>' if paths else ""


def _element(expression: Expression, setting: Setting, names: dict[str, str]) -> str:
    attributes = 'class="MathJax" jax="SVG"'
    if expression.display:
        attributes += ' display="true"'
    if setting.shift is not None:  # drawn where it is read, in a box that has its size before
        size = f"{setting.width:g}em {setting.height:g}em"
        line = "" if expression.display else f";vertical-align:{setting.shift:g}em"
        attributes += f' style="contain-intrinsic-size:{size}{line}"'
    if setting.width > _FITS_ANYWHERE:
        attributes += ' tabindex="0"'
    tex = escape(expression.tex)
    drawing = _OUTLINE.sub(lambda number: names[setting.glyphs[int(number[0])]], setting.html)
    element = f'<mjx-container {attributes} data-tex="{tex}">{drawing}</mjx-container>'
    if expression.before or expression.after:
        element = f'<span class="mjx-glued">{expression.before}{element}{expression.after}</span>'
    return element
