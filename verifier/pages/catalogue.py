"""Step 1, catalogue: read the entries of docs/ as the reader sees them.

The pages go through the Markdown extensions that mkdocs.yml names, so a formula is in the catalogue
exactly if it is on the site.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import markdown
import yaml
from bs4 import BeautifulSoup, Comment, Tag
from pymdownx.snippets import SnippetMissingError

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)  # settings of a page, which MkDocs takes out
LAYOUTS = ("Numerator layout", "Denominator layout")


@dataclass(frozen=True)
class Formula:
    """A displayed formula: its TeX, the file line it starts at, and where in the entry it stands.

    layout: a label of LAYOUTS, None outside the tabs; words: the running text before it in its block;
    misprint: shown as a source prints it, and wrong; not_executed: the reason, if the page gives one.
    """

    tex: str
    line: int
    layout: str | None = None
    derivation: bool = False
    words: str = ""
    misprint: bool = False
    not_executed: str = ""


@dataclass(frozen=True)
class Snippet:
    """A snippet as embedded: its title and code on the page, and the line of its title."""

    title: str
    code: str
    line: int


@dataclass(frozen=True)
class Entry:
    """One identity: everything between its heading and the next.

    `declaration` is the sentence above the formula, with its math between dollar signs.
    """

    id: str
    title: str
    page: Path
    line: int
    declaration: str
    formulas: tuple[Formula, ...]
    snippets: tuple[Snippet, ...]
    sources: str

    @property
    def is_correction(self) -> bool:
        """Whether it corrects a misprint: then it has no snippet, tabs or derivation of its own."""
        return not self.snippets and any(formula.misprint for formula in self.formulas)


@dataclass(frozen=True)
class Catalogue:
    """All entries in page order, and one message `file:line: ...` for each thing out of shape."""

    entries: tuple[Entry, ...]
    errors: tuple[str, ...]


def read_catalogue(root: Path, ids: tuple[str, ...] = (), map: Callable = map) -> Catalogue:
    """Read every page below root/docs, or only those with these ids; problems are collected as messages.

    A link is followed and an id compared only among the pages that are read. `map` may read several at once.
    """
    pages = [_Page(root, page) for page in sorted((root / "docs").rglob("*.md"))]
    pages = [page for page in pages if not ids or any(f"{{ #{id} }}" in page.source for id in ids)]
    pages = list(map(_read, pages))
    entries = [entry for page in pages for entry in page.entries]
    errors = [error for page in pages for error in page.errors]
    errors += _duplicate_ids(entries, root) + _dead_links(pages)
    return Catalogue(tuple(entries), tuple(errors))


def _read(page: "_Page") -> "_Page":
    """Read a page and hand it back, for it may have been read in another process."""
    page.read()
    return page


def _duplicate_ids(entries: list[Entry], root: Path) -> list[str]:
    first: dict[str, Entry] = {}
    errors = []
    for entry in entries:
        other = first.setdefault(entry.id, entry)
        if other is not entry:
            errors.append(
                f"{entry.page.relative_to(root)}:{entry.line}: the id '{entry.id}' is taken by "
                f"{other.page.relative_to(root)}:{other.line}: choose another, ids are unique over the site"
            )
    return errors


def _dead_links(pages: list["_Page"]) -> list[str]:
    ids = {page.path: page.ids for page in pages}
    errors = []
    for page in pages:
        for link in page.links:
            file, _, anchor = link.partition("#")
            target = (page.path.parent / file).resolve() if file else page.path
            if not target.is_file():
                why = f"there is no file '{target.relative_to(page.root)}'"
            elif anchor and target in ids and anchor not in ids[target]:
                why = f"{target.relative_to(page.root)} has no id '{anchor}'"
            else:
                continue
            line = page.source.count("\n", 0, page.source.find(f"({link})")) + 1
            errors.append(f"{page.path.relative_to(page.root)}:{line}: the link '{link}' leads nowhere: {why}")
    return errors


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml; what has a tag there is for the site engine."""


_Loader.add_multi_constructor("!", lambda *_: None)


@cache  # many pages share the text
def _settings(text: str) -> dict:
    return yaml.load(text, _Loader)


def site_markdown(root: Path) -> markdown.Markdown:
    """Return a Markdown converter with the extensions of mkdocs.yml, MkDocs' own three included."""
    listed = _settings((root / "mkdocs.yml").read_text())["markdown_extensions"]
    configs: dict[str, dict] = {"tables": {}, "fenced_code": {}}
    for extension in listed:
        configs |= extension if isinstance(extension, dict) else {extension: {}}
    base_path = [str(root / "snippets")]  # mkdocs.yml has it relative
    configs["pymdownx.snippets"] = configs["pymdownx.snippets"] | {"base_path": base_path}
    return markdown.Markdown(extensions=list(configs), extension_configs=configs)


class _Page:
    def __init__(self, root: Path, path: Path) -> None:
        self.root, self.path = root, path
        self.source = path.read_text()
        self.entries: list[Entry] = []
        self.errors: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []  # those to other places of this site, as written, but to what its build adds
        self.cursor = 0  # the page is read in order, so a text is looked for from the last one found

    def read(self) -> None:
        try:
            html = site_markdown(self.root).convert(FRONT_MATTER.sub("", self.source))
        except SnippetMissingError as missing:
            path = re.search(r"'(.*)'", str(missing))[1]
            self.error(
                self.find(f'"{path}"'),
                f"the snippet '{path}' is not in snippets/: correct the path or add it",
            )
            return
        tree = BeautifulSoup(html, "html.parser")
        self.ids = {element["id"] for element in tree.find_all(id=True)}
        links = tree.find_all("a", href=True)
        hrefs = [link["href"] for link in links if not {"headerlink", "built"} & set(link.get("class", []))]
        self.links = [href for href in hrefs if not re.match(r"[a-z]+:", href)]
        section: list[Tag] = []
        for element in [*tree.find_all(True, recursive=False), None]:
            if element is None or element.name in ("h1", "h2"):
                if section and section[0].name == "h2":
                    self.read_section(section[0], section[1:])
                section = []
            if element is not None:
                section.append(element)

    def error(self, line: int, message: str) -> None:
        self.errors.append(f"{self.path.relative_to(self.root)}:{line}: {message}")

    def find(self, text: str) -> int:
        """Return the line at which a text of the page starts, wherever the source breaks its lines."""
        pattern = r"[\s>]+".join(re.escape(word) for word in text.split())
        match = re.compile(pattern).search(self.source, self.cursor)
        if match is None:
            raise AssertionError(f"{self.path}: this text is on the page but not in its source: {text!r}")
        self.cursor = match.end()
        return self.source.count("\n", 0, match.start()) + 1

    def read_section(self, heading: Tag, body: list[Tag]) -> None:
        title = next(iter(heading.stripped_strings))
        line = self.find(f"## {title}")
        named = re.match(r" *\{ *#", self.source[self.cursor :])
        formulas, snippets, sources = [], [], None
        declaration = _text(body[0]) if body and body[0].name == "p" else ""
        for element in body:
            for found in [element, *element.find_all("div")]:
                classes = found.get("class") or []
                if "arithmatex" in classes:
                    formulas.append(self.read_formula(found))
                elif "highlight" in classes:
                    filename = found.find("span", class_="filename")
                    title_text = filename.get_text() if filename else ""
                    if title_text.startswith("snippets/"):
                        code = found.find("code").get_text()
                        snippets.append(Snippet(title_text, code, self.find(f'title="{title_text}"')))
            if element.name == "p" and element.get_text().startswith("Sources:"):
                sources = element.get_text().removeprefix("Sources:").strip()
        if not (named or formulas or snippets):
            return  # prose
        entry = Entry(
            id=heading["id"],
            title=title,
            page=self.path,
            line=line,
            declaration=declaration,
            formulas=tuple(formulas),
            snippets=tuple(snippets),
            sources=sources or "",
        )
        if not named:
            self.error(line, f"'{title}' has no id: write '## {title} {{ #{entry.id} }}'")
        self.entries.append(entry)
        self.check_shape(entry)

    def read_formula(self, element: Tag) -> Formula:
        tex = element.get_text().strip().removeprefix("\\[").removesuffix("\\]").strip()
        layout = None
        block = element.find_parent(class_="tabbed-block")
        if block is not None:
            tabs = block.find_parent(class_="tabbed-set")
            labels = [label.get_text() for label in tabs.find(class_="tabbed-labels").find_all("label")]
            blocks = block.parent.find_all(class_="tabbed-block", recursive=False)
            layout = next(label for label, other in zip(labels, blocks, strict=True) if other is block)
        comment = next((s for s in element.previous_siblings if isinstance(s, Comment) or str(s).strip()), None)
        reason = str(comment).strip() if isinstance(comment, Comment) else ""
        before = reversed([s for s in element.previous_siblings if isinstance(s, Tag) and s.name == "p"])
        return Formula(
            tex,
            self.find(tex),
            layout,
            derivation=element.find_parent("details") is not None,
            words=" ".join(_text(paragraph) for paragraph in before) if element.parent.name != "[document]" else "",
            misprint=element.find_parent("div", class_="failure") is not None,
            not_executed=reason.partition("not executed:")[2].strip(),
        )

    def check_shape(self, entry: Entry) -> None:
        def error(message: str, line: int = entry.line) -> None:
            self.error(line, f"entry '{entry.id}' {message}")

        statements = [formula for formula in entry.formulas if not formula.derivation and not formula.misprint]
        layouts = [formula.layout for formula in statements if formula.layout]
        if not re.match(r"For .*\$", entry.declaration):
            error(r"declares no symbols: begin with 'For $\mathbf{x} \in \mathbb{R}^{n}$ ..., with ...,'")
        elif not entry.is_correction and not re.search(
            r", (with|where) .*\$|, without further conditions,", entry.declaration
        ):
            error("states no conditions: end its first sentence with ', with ... independent of ...,' "
                  "or ', without further conditions,'")  # fmt: skip
        if not entry.sources:
            error("names no sources: end it with a line 'Sources: ...'")
        if entry.is_correction:
            return
        if not statements:
            error("shows no formula: display one between $$ lines")
        if sorted(layouts, reverse=True) != sorted([*LAYOUTS] * (len(layouts) // 2), reverse=True):
            error(f"has its formula under {layouts}: write one tab for each of {list(LAYOUTS)}")
        if not any(formula.derivation for formula in entry.formulas):
            error("has no derivation: add a block '??? note \"Derivation\"' with displayed formulas")
        expected = f"snippets/{entry.page.stem}/{entry.id.replace('-', '_')}.py"
        if not entry.snippets:
            error(f"has no snippet: embed {expected}")
        for snippet in entry.snippets[1:]:
            error(f"embeds a second snippet, {snippet.title}: one entry, one snippet", snippet.line)
        for snippet in entry.snippets[:1]:
            if snippet.title != expected:
                error(f"embeds {snippet.title}, expected {expected}", snippet.line)
            elif not (self.root / expected).is_file():
                error(f"embeds {expected}, which does not exist: add the file", snippet.line)
            elif snippet.code.strip() != (self.root / expected).read_text().strip():
                error(f"shows under the title {expected} something other than that file", snippet.line)


def _text(element: Tag) -> str:
    """Return the element's text on one line, its math between dollar signs."""
    text = element.get_text().replace("\\(", "$").replace("\\)", "$")
    return " ".join(text.split())
