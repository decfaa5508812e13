"""Render the math of all pages: find it, have MathJax render each formula once, insert it."""

from pathlib import Path

from .context import Context
from .errors import RenderError
from .expressions import Expression, find_expressions
from .insert_math import insert_math
from .locate import place_of
from .mathjax import RenderedMath, render_all


def render_math(pages: dict[str, str], context: Context) -> dict[str, str]:
    """Return the pages with every formula as SVG and MathML.

    Raises:
        RenderError: MathJax cannot render some formulas; the message names all of them.
        PostprocessError: MathJax cannot be installed or run.
    """
    found = {name: find_expressions(html) for name, html in pages.items()}
    rendered, rules = render_all([expression for page in found.values() for expression in page])
    _check(found, rendered, context.docs)
    return {name: insert_math(html, found[name], rendered, rules) for name, html in pages.items()}


def _check(found: dict[str, list[Expression]], rendered: dict[tuple[str, bool], RenderedMath], docs: Path) -> None:
    """Raise one RenderError about all formulas that could not be rendered."""
    complaints = []
    for name, expressions in found.items():
        for index, expression in enumerate(expressions):
            if error := rendered[expression.key].error:
                repeat = [earlier.tex for earlier in expressions[:index]].count(expression.tex)
                place = place_of(expression.tex, repeat, Path(name), docs)
                tex = "\n".join("    " + line for line in expression.tex.splitlines())
                complaints.append(f"{place}: MathJax cannot render this formula: {error}\n{tex}")
    if complaints:
        raise RenderError(
            "\n".join(complaints)
            + "\nMend the TeX and build again. Known are the macros of LaTeX, amsmath and amssymb, and"
            " \\boldsymbol; others must be written out. The site has been left as it was built."
        )
