"""Write each page as plain Markdown beside it, and `llms.txt`, which lists them for programs that read.

Plain: blocks that open and tabs are paragraphs under bold titles, snippets stand in the text, figures are filled in.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from verifier.pages.catalogue import FRONT_MATTER

from .context import Context
from .figures import FIGURE

LIST = "llms.txt"

_BLOCK = re.compile(r'^( *)(?:===|!!!|\?\?\?\+?)(?: \w+)? "([^"]*)"$')
_HEADING = re.compile(r"^(#+) (.*?) *\{ #([\w-]+) \}$")
_INCLUDED = re.compile(r'^( *)--8<-- "([^"]+)"$', re.MULTILINE)
_TITLE = re.compile(r"^# (.*)$", re.MULTILINE)
_ANCHOR = re.compile(r"(\[[^\]]*\]\([^)]*\))\{ #([\w-]+) \}")
_LINK = re.compile(r"\]\(([\w/.-]+)\.ipynb(?=[)#])")


def add_markdown_copies(pages: dict[str, str], context: Context) -> dict[str, str]:
    """Add a copy of each page, `chain-rules.md` beside `chain-rules.html`, and the list of them."""
    copies = {}
    settings = context.root / "mkdocs.yml"
    navigation = settings.read_text(encoding="utf-8") if settings.is_file() else ""

    def place(path: Path) -> tuple[int, Path]:
        return navigation.find(f": {path.relative_to(context.docs).as_posix()}\n"), path

    for path in sorted([*context.docs.rglob("*.md"), *context.docs.rglob("*.ipynb")], key=place):
        name = path.relative_to(context.docs).with_suffix(".md").as_posix()
        text = path.read_text(encoding="utf-8")
        copies[name] = _notebook(text) if path.suffix == ".ipynb" else plain(text, context)
    return pages | copies | {LIST: _list_of(copies, context.evidence is not None)}


def plain(text: str, context: Context) -> str:
    """Return the Markdown of a page without what only its site engine reads."""
    text = FRONT_MATTER.sub("", text)
    text = _INCLUDED.sub(
        lambda found: _indented((context.root / "snippets" / found[2]).read_text(encoding="utf-8"), found[1]), text
    )
    text = "\n".join(_without_blocks(text.splitlines())) + "\n"
    figures = {} if context.evidence is None else context.evidence["figures"]
    text = FIGURE.sub(lambda span: figures.get(span[2], span[3]), text)
    return _LINK.sub(r"](\1.md", _ANCHOR.sub(r'<a id="\2"></a>\1', text))


def _indented(code: str, by: str) -> str:
    return "\n".join(by + line if line else "" for line in code.rstrip("\n").split("\n"))


def _without_blocks(lines: list[str]) -> Iterator[str]:
    """Yield lines, those of a block that opens or of a tab further to the left, under its title in bold."""
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if heading := _HEADING.match(line):
            yield f'{heading[1]} <a id="{heading[3]}"></a>{heading[2]}'
        elif block := _BLOCK.match(line):
            inner = f"{block[1]}    "
            end = at
            while end < len(lines) and (not lines[end] or lines[end].startswith(inner)):
                end += 1
            at += not lines[at]  # a tab has an empty line below its title, what opens has none
            yield from (f"{block[1]}**{block[2]}**", "")
            yield from _without_blocks([each.removeprefix("    ") for each in lines[at:end]])
            at = end
        else:
            yield line


def _notebook(text: str) -> str:
    """Return the cells of a notebook: text as it is, code between fences, without what it prints."""
    parts = []
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"]).strip()
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
    return _LINK.sub(r"](\1.md", "\n\n".join(part for part in parts if part)) + "\n"


def _list_of(copies: dict[str, str], executed: bool) -> str:
    """Return llms.txt: what the site is, its pages with their titles, its data, which is there if it was executed."""
    titles = {name: found[1] if (found := _TITLE.search(text)) else name for name, text in copies.items()}
    lines = [
        f"# {titles.get('index.md', 'Pages')}",
        "",
        "> Matrix-calculus identities in numerator and denominator layout, each with shapes, conditions, a derivation "
        "and a NumPy snippet."
        + " The formulas of every entry were executed on random data when the site was built."
        * executed,
        "",
        "## Pages",
        "",
        *(f"- [{title}]({name})" for name, title in titles.items() if Path(name).parent.name != "sources"),
        "",
        "## Data",
        "",
        *["- [identities.json](identities.json): every entry with declarations, LaTeX, shapes, sources and evidence"]
        * executed,
        "- [identities.schema.json](identities.schema.json): the JSON Schema that it follows",
        "- [snippets.zip](snippets.zip): all NumPy snippets",
        "",
        "## Optional",
        "",
        *(f"- [{title}]({name})" for name, title in titles.items() if Path(name).parent.name == "sources"),
    ]
    return "\n".join(lines) + "\n"
