"""The step after the site engine: math set as SVG, evidence and a link beside each formula, an index for the search.

The built pages go in, the same pages come out with every formula drawn, so that a reader needs neither
JavaScript nor another host for them. Any engine will do: the step reads HTML and, to say where a bad
formula stands, the sources beside it. One file a step: snippets, figures, evidence and addresses write into the
page; then expressions -> typeset -> replace set its math; search reads the outcome; locate for errors.
"""

from pathlib import Path

from .addresses import link_formulas
from .errors import FinishError, TypesetError
from .evidence import read_evidence, show_evidence
from .expressions import Expression, find_expressions
from .figures import fill_figures
from .locate import place_of
from .replace import STYLESHEET, drop_foreign, set_expressions
from .search import INDEX, search_index
from .snippets import copy_snippets, link_snippets
from .typeset import Setting, typeset_all

__all__ = ["FinishError", "TypesetError", "finish"]


def finish(site: Path, docs: Path, evidence: Path | None = None) -> None:
    """Sets the math of a built site, in place. A finished site is left as it is.

    Nothing is written before every formula has been set, so a failure leaves the site unfinished, not half.

    Args:
        site: The folder the site engine wrote.
        docs: The folder of its sources, to name file and line of a formula that cannot be set; the snippets
            stand beside it.
        evidence: The file of the verifier with what it found of each formula, and the figures that pages quote;
            without it formulas have no evidence, and figures stay as written.

    Raises:
        TypesetError: MathJax cannot set some formulas; the message names all of them.
        FinishError: A folder is missing, the evidence is not of these pages, or MathJax cannot be installed or run.
    """
    for folder, what in (site, "built site"), (docs, "sources"):
        if not folder.is_dir():
            raise FinishError(f"{folder}: no such folder; finish needs the {what} there.")

    pages = {path: path.read_bytes().decode() for path in sorted(site.rglob("*.html"))}
    known = None if evidence is None else read_evidence(evidence, docs.parent)
    clean = {}
    for path, html in pages.items():
        page = path.relative_to(site)
        html = link_snippets(drop_foreign(html), page.as_posix(), _to_root(page), docs.parent)
        if known is not None:
            html = fill_figures(html, known["figures"], page.as_posix())
            html = show_evidence(html, page, docs, known)
        clean[path] = link_formulas(html)
    found = {path: find_expressions(html) for path, html in clean.items()}
    expressions = [expression for page in found.values() for expression in page]
    settings, css = typeset_all(expressions)
    _complain(found, settings, site, docs)

    finished = {
        path: set_expressions(html, found[path], settings, _to_root(path.relative_to(site)))
        for path, html in clean.items()
    }
    for path, html in finished.items():
        if html != pages[path]:
            path.write_bytes(html.encode())
    copy_snippets(docs.parent, site)
    index = search_index({path.relative_to(site).as_posix(): html for path, html in finished.items()})
    for name, text in (STYLESHEET, css), (INDEX, index):
        if text:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_bytes(text.encode())


def _to_root(page: Path) -> str:
    """The way from a page's folder to the site's, empty or ending in a slash."""
    return "../" * (len(page.parts) - 1)


def _complain(
    found: dict[Path, list[Expression]], settings: dict[tuple[str, bool], Setting], site: Path, docs: Path
) -> None:
    """Raises one TypesetError about all formulas that could not be set."""
    complaints = []
    for path, expressions in found.items():
        for index, expression in enumerate(expressions):
            if error := settings[expression.key].error:
                repeat = [earlier.tex for earlier in expressions[:index]].count(expression.tex)
                place = place_of(expression.tex, repeat, path.relative_to(site), docs)
                tex = "\n".join("    " + line for line in expression.tex.splitlines())
                complaints.append(f"{place}: MathJax cannot set this formula: {error}\n{tex}")
    if complaints:
        raise TypesetError(
            "\n".join(complaints)
            + "\nMend the TeX and build again. Known are the macros of LaTeX, amsmath and amssymb, and"
            " \\boldsymbol; others must be written out. The site has been left unfinished."
        )
