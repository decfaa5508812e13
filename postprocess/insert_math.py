"""Insert the rendered formulas into a page, with the glyph paths and the CSS rules that they share."""

import re
from html import escape

from .expressions import Expression
from .glyph_paths import order_glyph_paths
from .mathjax import RenderedMath

# A formula with a part wider than this may not fit a phone and is scrolled there: let the keyboard reach it.
_FITS_ANYWHERE = 13.3  # em

_GLYPH_PATH = re.compile(r'(?<=\bxlink:href="#)\d+(?=")')


def insert_math(
    html: str, expressions: list[Expression], rendered: dict[tuple[str, bool], RenderedMath], rules: list[str]
) -> str:
    """Replace the formulas of a page by their drawings.

    Args:
        html: The page.
        expressions: Its formulas, in order.
        rendered: What each is rendered to.
        rules: The CSS rules of MathJax.

    Returns:
        The page with all formulas rendered. The glyph paths stand before the first formula, so that what has arrived of
        a page can be read; and together, since they have glyphs in common and compress to half of what they would
        apart. The rules that it needs are short and stand in its head: a file of them would be one more that the first
        picture waits for, by a seventh connection, and browsers open six to a host.
    """
    if not expressions:
        return html
    paths = order_glyph_paths({path for expression in expressions for path in rendered[expression.key].glyphs})
    names = {path: f"MJX-{number}" for number, path in enumerate(paths, 1)}
    parts, end = [html[: expressions[0].start], _shared(names)], expressions[0].start
    for expression in expressions:
        parts += [html[end : expression.start], _element(expression, rendered[expression.key], names)]
        end = expression.end
    html = "".join([*parts, html[end:]])
    css = "".join(rule for rule in rules if _is_needed(rule, html))
    return html.replace("</head>", f"<style>{css}</style></head>", 1)


def _is_needed(rule: str, html: str) -> bool:
    """Whether a page has every class and attribute that one of the rule's selectors asks for."""
    selectors = rule.partition("{")[0].split(",")
    return any(all(what in html for what in re.findall(r"[.[]([^] .>]+)", selector)) for selector in selectors)


def _shared(names: dict[str, str]) -> str:
    # A drawing counts in 0.001 em, a glyph path in 0.002 em: GRID in mathjax.cjs.
    paths = "".join(f'<path transform="scale(2)" id="{name}" d="{path}"/>' for path, name in names.items())
    return f'<svg style="display:none" aria-hidden="true"><defs>{paths}</defs></svg>' if paths else ""


def _element(expression: Expression, rendered: RenderedMath, names: dict[str, str]) -> str:
    attributes = 'class="MathJax" jax="SVG"'
    if expression.display:
        attributes += ' display="true"'
    if rendered.shift is not None:  # drawn where it is read, in a box that has its size before
        size = f"{rendered.width:g}em {rendered.height:g}em"
        line = "" if expression.display else f";vertical-align:{rendered.shift:g}em"
        attributes += f' style="contain-intrinsic-size:{size}{line}"'
    if rendered.width > _FITS_ANYWHERE:
        attributes += ' tabindex="0"'
    tex = escape(expression.tex)
    drawing = _GLYPH_PATH.sub(lambda number: names[rendered.glyphs[int(number[0])]], rendered.html)
    element = f'<mjx-container {attributes} data-tex="{tex}">{drawing}</mjx-container>'
    if expression.before or expression.after:
        element = f'<span class="mjx-glued">{expression.before}{element}{expression.after}</span>'
    return element
