"""What is done to the built site: its math rendered as SVG, evidence and links beside it, an index, a policy.

The site engine's pages go in, the same pages come out with every formula drawn, so that a reader needs neither
JavaScript nor another host for them. Any engine will do: the steps read HTML and, beside it, the sources, to say
where a bad formula stands, for the snippets and for the evidence. `STEPS` has them all, in their order, a file each.
"""

from collections.abc import Callable
from pathlib import Path

from .addresses import link_formulas
from .context import Context
from .describe import describe
from .errors import PostprocessError, RenderError
from .evidence import read_evidence, show_evidence
from .figures import fill_figures
from .identities import add_identities
from .link_sources import link_sources
from .links import name_links
from .markdown_copies import add_markdown_copies
from .policy import set_policy
from .reject_third_party import reject_third_party
from .remove_third_party import remove_third_party
from .render_math import render_math
from .reorder_scripts import reorder_scripts
from .search import add_search_index
from .slim_code_blocks import slim_code_blocks
from .snippets import add_snippets_archive, copy_snippets, link_snippets
from .strip_notebook_styles import strip_notebook_styles

__all__ = ["STEPS", "PostprocessError", "RenderError", "postprocess"]

# Takes the files of the site by their paths, and what all steps may know; returns them changed.
Step = Callable[[dict[str, str], Context], dict[str, str | bytes]]


def _each_page(change: Callable[[str], str]) -> Step:
    """Return the step that changes every page for itself."""
    return lambda pages, _: {name: change(html) for name, html in pages.items()}


STEPS: list[Step] = [
    _each_page(remove_third_party),
    _each_page(strip_notebook_styles),
    reject_third_party,
    _each_page(slim_code_blocks),
    link_snippets,
    link_sources,
    fill_figures,
    show_evidence,
    name_links,
    _each_page(link_formulas),
    render_math,
    _each_page(describe),
    _each_page(reorder_scripts),
    set_policy,
    # The others add files that are no pages.
    add_search_index,
    add_identities,
    add_markdown_copies,
    copy_snippets,
    add_snippets_archive,
]


def postprocess(site: Path, docs: Path, evidence: Path | None = None, policy: bool = True) -> None:
    """Postprocess a built site, in place. A site that is postprocessed already is left as it is.

    Nothing is written before the last step, so a failure leaves the site as it was built.

    Args:
        site: The folder the site engine wrote.
        docs: The folder of its sources, to name file and line of a formula that cannot be rendered; the snippets
            stand beside it.
        evidence: The file of the verifier with what it found of each formula, and the figures that pages quote;
            without it formulas have no evidence, and figures stay as written.
        policy: Whether to forbid every script that is not in the built page.

    Raises:
        RenderError: MathJax cannot render some formulas; the message names all of them.
        PostprocessError: A folder is missing, MathJax cannot be installed or run, a page loads something from another
            host, or the evidence is not of these pages.
    """
    for folder, what in (site, "built site"), (docs, "sources"):
        if not folder.is_dir():
            raise PostprocessError(f"{folder}: no such folder; postprocess needs the {what} there.")
    built = {path.relative_to(site).as_posix(): path.read_bytes().decode() for path in sorted(site.rglob("*.html"))}
    context = Context(docs, None if evidence is None else read_evidence(evidence, docs.parent), policy)
    files = built
    for step in STEPS:
        files = step(files, context)
    for name, text in files.items():
        if text != built.get(name):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_bytes(text if isinstance(text, bytes) else text.encode())
