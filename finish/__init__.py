"""The step after the site engine: math set as SVG, evidence and a link beside each formula, an index, a policy.

The built pages go in, the same pages come out with every formula drawn, so that a reader needs neither
JavaScript nor another host for them. Any engine will do: the step reads HTML and, beside it, the sources, to say
where a bad formula stands, for the snippets and for the evidence. One file a step: notebooks, listings, snippets,
figures, evidence, links and addresses write into the page; then expressions -> typeset -> replace set its math;
describe, hasten and policy complete its head; search reads the outcome; locate is for errors.
"""

from pathlib import Path

from .addresses import link_formulas
from .describe import describe
from .errors import FinishError, TypesetError
from .evidence import read_evidence, show_evidence
from .expressions import Expression, find_expressions
from .figures import fill_figures
from .hasten import hasten
from .links import name_links
from .listings import lighten_listings
from .locate import place_of
from .notebooks import undress_notebook
from .policy import set_policy
from .replace import drop_foreign, set_expressions
from .search import INDEX, search_index
from .snippets import copy_snippets, link_snippets
from .typeset import Setting, typeset_all

__all__ = ["FinishError", "TypesetError", "finish"]


def finish(site: Path, docs: Path, evidence: Path | None = None, policy: bool = True) -> None:
    """Sets the math of a built site, in place. A finished site is left as it is.

    Nothing is written before every formula has been set, so a failure leaves the site unfinished, not half.

    Args:
        site: The folder the site engine wrote.
        docs: The folder of its sources, to name file and line of a formula that cannot be set; the snippets
            stand beside it.
        evidence: The file of the verifier with what it found of each formula, and the figures that pages quote;
            without it formulas have no evidence, and figures stay as written.
        policy: Whether to forbid every script that is not in the built page.

    Raises:
        TypesetError: MathJax cannot set some formulas; the message names all of them.
        FinishError: A folder is missing, MathJax cannot be installed or run, its drawings cannot share a page, or the
            evidence is not of these pages.
    """
    for folder, what in (site, "built site"), (docs, "sources"):
        if not folder.is_dir():
            raise FinishError(f"{folder}: no such folder; finish needs the {what} there.")

    built = {path.relative_to(site).as_posix(): path.read_bytes().decode() for path in sorted(site.rglob("*.html"))}
    known = None if evidence is None else read_evidence(evidence, docs.parent)
    pages = {}
    for name, html in built.items():
        html = lighten_listings(undress_notebook(drop_foreign(html)))
        html = link_snippets(html, name, _to_root(name), docs.parent)
        if known is not None:
            html = show_evidence(fill_figures(html, known["figures"], name), Path(name), docs, known)
        pages[name] = html
    pages = {name: link_formulas(html) for name, html in name_links(pages).items()}

    found = {name: find_expressions(html) for name, html in pages.items()}
    settings, rules = typeset_all([expression for page in found.values() for expression in page])
    _complain(found, settings, docs)

    for name, html in pages.items():
        html = hasten(describe(set_expressions(html, found[name], settings, rules)))
        pages[name] = set_policy(html) if policy else html
    for name, html in pages.items():
        if html != built[name]:
            (site / name).write_bytes(html.encode())
    copy_snippets(docs.parent, site)
    if index := search_index(pages):
        (site / INDEX).parent.mkdir(parents=True, exist_ok=True)
        (site / INDEX).write_bytes(index.encode())


def _to_root(page: str) -> str:
    """The way from a page's folder to the site's, empty or ending in a slash."""
    return "../" * page.count("/")


def _complain(found: dict[str, list[Expression]], settings: dict[tuple[str, bool], Setting], docs: Path) -> None:
    """Raises one TypesetError about all formulas that could not be set."""
    complaints = []
    for name, expressions in found.items():
        for index, expression in enumerate(expressions):
            if error := settings[expression.key].error:
                repeat = [earlier.tex for earlier in expressions[:index]].count(expression.tex)
                place = place_of(expression.tex, repeat, Path(name), docs)
                tex = "\n".join("    " + line for line in expression.tex.splitlines())
                complaints.append(f"{place}: MathJax cannot set this formula: {error}\n{tex}")
    if complaints:
        raise TypesetError(
            "\n".join(complaints)
            + "\nMend the TeX and build again. Known are the macros of LaTeX, amsmath and amssymb, and"
            " \\boldsymbol; others must be written out. The site has been left unfinished."
        )
