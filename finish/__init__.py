"""The step after the site engine: sets all math of a built site as SVG, and closes the pages to other hosts.

The built pages go in, the same pages come out with every formula drawn, so that a reader needs neither
JavaScript nor another host for them. Any engine will do: the step reads HTML and, to say where a bad
formula stands, the sources beside it. One file a step: notebooks -> figures -> links -> expressions -> typeset
-> replace -> describe -> policy; locate for errors.
"""

from pathlib import Path

from .describe import describe
from .errors import FinishError, TypesetError
from .expressions import Expression, find_expressions
from .figures import fill_figures, read_figures
from .links import name_links
from .locate import place_of
from .notebooks import undress_notebook
from .policy import set_policy
from .replace import STYLESHEET, drop_foreign, set_expressions
from .typeset import Setting, typeset_all

__all__ = ["FinishError", "TypesetError", "finish"]


def finish(site: Path, docs: Path, evidence: Path | None = None, *, policy: bool = True) -> None:
    """Finishes a built site, in place. A finished site is left as it is.

    Nothing is written before every formula has been set, so a failure leaves the site unfinished, not half.

    Args:
        site: The folder the site engine wrote.
        docs: The folder of its sources, to name file and line of a formula that cannot be set.
        evidence: The file of the verifier with the figures that pages quote; without it they stay as written.
        policy: Whether to forbid every script that is not in the built page.

    Raises:
        TypesetError: MathJax cannot set some formulas; the message names all of them.
        FinishError: A folder is missing, or MathJax cannot be installed or run.
    """
    for folder, what in (site, "built site"), (docs, "sources"):
        if not folder.is_dir():
            raise FinishError(f"{folder}: no such folder; finish needs the {what} there.")

    pages = {path: path.read_bytes().decode() for path in sorted(site.rglob("*.html"))}
    figures = read_figures(evidence)
    names = {path: path.relative_to(site).as_posix() for path in pages}
    clean = {
        names[path]: fill_figures(undress_notebook(drop_foreign(html)), figures, names[path])
        for path, html in pages.items()
    }
    clean = dict(zip(pages, name_links(clean).values(), strict=True))
    found = {path: find_expressions(html) for path, html in clean.items()}
    expressions = [expression for page in found.values() for expression in page]
    settings, css = typeset_all(expressions)
    _complain(found, settings, site, docs)

    finished = {
        path: describe(set_expressions(html, found[path], settings, "../" * (len(path.relative_to(site).parts) - 1)))
        for path, html in clean.items()
    }
    if policy:
        finished = {path: set_policy(html) for path, html in finished.items()}
    for path, html in finished.items():
        if html != pages[path]:
            path.write_bytes(html.encode())
    if expressions:
        stylesheet = site / STYLESHEET
        stylesheet.parent.mkdir(parents=True, exist_ok=True)
        stylesheet.write_bytes(css.encode())


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
