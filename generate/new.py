"""Begin a new entry: `python -m generate.new <page> <id> --given SENTENCE --formula LATEX`."""

import argparse
import keyword
import re
import sys
from pathlib import Path

from generate.addresses import FILE, address
from generate.normal_form import normal_forms
from generate.skeleton import LEFT, section, snippet
from sources.citations import place
from verifier.declare import Declarations, declare
from verifier.errors import NotationError, pointed
from verifier.pages.catalogue import Catalogue, Entry, read_catalogue

PARTS = {"page": "bilinear-quadratic", "id": "quadratic-form"}  # an example of each


class NewEntryError(Exception):
    """Why no entry is begun, and what to do."""


def main(root: Path, arguments: list[str]) -> int:
    """Write the section, snippet and address of an entry, and print what is left to fill in.

    Returns:
        0 if they are written, 1 if the identity is here already, the place taken, or something cannot be read.
    """
    parser = argparse.ArgumentParser(
        "new", description="Begin a new entry, unless its identity is here already.", allow_abbrev=False
    )
    parser.add_argument("page", help="the name of a page of docs/, such as bilinear-quadratic")
    parser.add_argument("id", help="says what is differentiated, for good, such as quadratic-form")
    parser.add_argument("--given", required=True, help=r"'For $\mathbf{x} \in \mathbb{R}^{n}$ and ..., with ...,'")
    parser.add_argument("--formula", required=True, help="in numerator layout, as LaTeX without dollar signs")
    read = parser.parse_args(arguments)
    given, formula = " ".join(read.given.split()), read.formula.strip()
    try:
        catalogue = read_catalogue(root)
        check_place(root, catalogue, read.page, read.id)
        declarations, forms = read_formula(given, formula)
        if known := same_identity(catalogue, forms):
            raise NewEntryError("\n".join(known))
    except NewEntryError as error:
        print(error, file=sys.stderr)
        return 1
    page, code = root / "docs" / f"{read.page}.md", root / f"snippets/{read.page}/{read.id.replace('-', '_')}.py"
    begun = page.read_text(encoding="utf-8").rstrip("\n").count("\n") + 2
    code.parent.mkdir(exist_ok=True)
    code.write_text(snippet(read.id, declarations, formula), encoding="utf-8")
    append(page, section(read.id, read.page, given, formula))
    append(root / FILE, f"{address(read.page, read.id)}\n")
    left = [*left_to_fill_in(root, page, begun), *left_to_fill_in(root, code)]
    left += [error for error in read_catalogue(root, (read.id,)).errors if f"entry '{read.id}'" in error]
    print("Written: section, snippet and address. Left to fill in:", *left, sep="\n")
    print(f"tests/queries.txt: a line of what readers will type, a tab, '{read.id}'")
    return 0


def append(path: Path, text: str) -> None:
    """Write a text behind a file's last line."""
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


def check_place(root: Path, catalogue: Catalogue, page: str, id: str) -> None:
    """Raise an error unless page and id are in shape, the page is there, and the id is not taken."""
    for what, text in {"page": page, "id": id}.items():
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", text):
            raise NewEntryError(f"the {what} '{text}' is no name: write small letters and hyphens, as {PARTS[what]}")
    if keyword.iskeyword(id):
        raise NewEntryError(f"the id '{id}' is a word of Python, and the snippet's function has its name: add a word")
    if not (root / "docs" / f"{page}.md").is_file():
        raise NewEntryError(
            f"docs/{page}.md: there is no such page: write its heading and first sentences, and put it into mkdocs.yml"
        )
    for entry in catalogue.entries:
        if entry.id == id:
            raise NewEntryError(f"{place(entry, entry.line)}: the id '{id}' is taken: choose another")
    for line, old in enumerate((root / FILE).read_text(encoding="utf-8").split(), 1):
        if old.endswith(f"#{id}"):
            raise NewEntryError(f"{FILE}:{line}: the id '{id}' was given to an entry that has moved: choose another")
    path = f"snippets/{page}/{id.replace('-', '_')}.py"
    if (root / path).exists():
        raise NewEntryError(f"{path}:1: this snippet is there already: choose another id, or remove it")


def read_formula(given: str, formula: str) -> tuple[Declarations, frozenset[str]]:
    """Return what a sentence declares, and the normal forms of a formula."""
    try:
        declarations = declare(given)
    except NotationError as error:
        raise NewEntryError(f"--given cannot be read: {error.why}") from None
    if not declarations.symbols:
        raise NewEntryError(
            r"--given declares no symbols: write 'For $\mathbf{x} \in \mathbb{R}^{n}$ and ...,', in single quotes"
        )
    try:
        tree = declarations.read(formula)
    except NotationError as error:
        shown = "".join(f"\n    {line}" for line in pointed(formula, error.span)[1])
        raise NewEntryError(f"--formula cannot be read: {error.why}{shown}") from None
    if not (forms := normal_forms(tree, declarations)):
        raise NewEntryError("--formula states nothing: write both sides of an equation")
    return declarations, forms


def same_identity(catalogue: Catalogue, forms: frozenset[str]) -> list[str]:
    """Return a message for each formula, in either layout, that has a normal form in common with these."""
    return [
        f"{place(entry, formula.line)}: entry '{entry.id}' has this identity: {' '.join(formula.tex.split())}\n"
        f"    {entry.declaration}\n"
        "    extend that entry; if the conditions of yours make it another identity, add it by hand"
        for entry in catalogue.entries
        if not entry.is_correction
        for formula in entry.formulas
        if not formula.derivation and not formula.misprint and forms & forms_of(entry, formula.tex)
    ]


def forms_of(entry: Entry, formula: str) -> frozenset[str]:
    """Return the normal forms of an entry's formula; none if it is not executed."""
    try:
        declarations = declare(entry.declaration)
        return normal_forms(declarations.read(formula), declarations)
    except NotationError:
        return frozenset()


def left_to_fill_in(root: Path, path: Path, begun: int = 1) -> list[str]:
    """Return each line with a mark that something is left to fill in, `file:line: the line`, from one line on."""
    lines = path.read_text(encoding="utf-8").splitlines()
    name = path.relative_to(root).as_posix()
    return [f"{name}:{k}: {line.strip()}" for k, line in enumerate(lines, 1) if k >= begun and LEFT in line]


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent.parent, sys.argv[1:]))
