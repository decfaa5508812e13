"""Write the search index: every heading of the site with its words and its formulas.

The index is a script, not JSON, because a page opened from disk may load scripts but fetch nothing. It holds the
TeX as it is printed; docs/assets/search-formulas.js gives formulas and queries one form, so that form exists once.
"""

import json
import re
from html.parser import HTMLParser

from verifier.operators import OPERATORS
from verifier.operators.record import Function, Macro

from .context import Context

INDEX = "assets/search-index.js"

_MOVED = "Moved to other pages"  # a list of links to entries that are in the index where they are now

# Not what an entry states: code, what is folded away, what is printed to be rejected.
_SKIPPED_TAGS = {"button", "details", "pre", "script", "style", "svg"}
_SKIPPED_CLASSES = {
    *("admonition-title", "evidence", "failure", "formula__link", "headerlink", "tabbed-labels"),
}
_BLOCKS = {"li", "p", "td", "th"}
_HEADINGS = {"h1", "h2", "h3"}

_MATH_BODY = re.compile(r"(<mjx-container\b[^>]*>).*?(?=</mjx-container>)", re.DOTALL)
_STYLED = re.compile(r"\\(?:mathbf|mathrm|boldsymbol)(?=\{)")
_POINTER = re.compile(r"All notation is [^.]*\.")  # on every page
_LONGEST_FORMULA = 200  # longer ones are matrices written out, which nobody types
_LONGEST_TEXT = 800


class _Headings(HTMLParser):
    """Collects, for each heading with an id: [id, title, (sentences, other words), formulas]."""

    def __init__(self):
        super().__init__()
        self.found = []
        self._skipping = []  # the names of the open tags from one that is skipped inwards
        self._blocks = []
        self._text = ""
        self._in_heading = False

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if self._skipping:
            self._skipping += [tag] * (tag == self._skipping[0])
        elif tag in _SKIPPED_TAGS or _SKIPPED_CLASSES & set((attributes.get("class") or "").split()):
            self._skipping = [tag]
        elif tag in _HEADINGS and "id" in attributes:
            self.found.append([attributes["id"] if tag != "h1" else "", "", ([], []), []])
            self._in_heading = True
        elif tag in _BLOCKS:
            self._end_block()
            self._blocks.append(tag)
        elif "data-tex" in attributes and self.found:
            self._add_formula(" ".join(attributes["data-tex"].split()), "display" in attributes)

    def handle_endtag(self, tag):
        if self._skipping:
            if tag == self._skipping[0]:
                self._skipping.pop()
        elif tag in _HEADINGS:
            self._in_heading = False
        elif tag in self._blocks:
            self._end_block()
            self._blocks.remove(tag)

    def handle_data(self, data):
        if self._skipping or not self.found:
            return
        if self._in_heading:
            self.found[-1][1] += data
        elif self._blocks:
            self._text += data

    def _add_formula(self, tex, display):
        tex = _STYLED.sub("", tex)
        in_table = {"td", "th"} & set(self._blocks)
        states = display or ("=" in tex and not re.search(r"= [\d./]+$", tex))  # `z = 0` is a condition
        if states and len(tex) <= _LONGEST_FORMULA and not in_table:
            formulas = self.found[-1][3]
            if tex not in formulas:
                formulas.append(tex)
        if not display:
            self._text += f"${tex}$"

    def _end_block(self):
        text, self._text = _POINTER.sub("", " ".join(self._text.split())), ""
        # The declarations are in the formulas, the sources on a page of their own, the way back is an entry of its own.
        if self.found and text and not re.match(r"For .*,$|Sources: |Backwards: ", text):
            sentences, rest = self.found[-1][2]
            if sum(map(len, sentences + rest)) + len(text) < _LONGEST_TEXT:
                (sentences if text.endswith(".") and not {"td", "th"} & set(self._blocks) else rest).append(text)


def add_search_index(pages: dict[str, str], _: Context) -> dict[str, str]:
    """Add the index to the files of the site, unless no page has a heading."""
    index = search_index(pages)
    return pages | ({INDEX: index} if index else {})


def search_index(pages: dict[str, str]) -> str:
    """Return the index of a site.

    Args:
        pages: The HTML of each page, its math rendered, by its address below the site.

    Returns:
        A script that assigns the names of functions, and a list: for each page its address and its headings, each
        [id, title, text, formulas]; the first heading is the page's own, with an empty id. In a text, what is no
        sentence comes last, on a line of its own. Nothing, if no page has a heading.
    """
    index = []
    for address, html in sorted(pages.items()):
        article = re.search(r"<article\b.*</article>", html, re.DOTALL)
        if not article or address == "404.html":
            continue
        headings = _Headings()
        headings.feed(_MATH_BODY.sub(r"\1", article[0]))
        entries = [
            [id, title, "\n".join(" ".join(part) for part in text if part), formulas]
            for id, title, text, formulas in headings.found
            if title != _MOVED
        ]
        if entries:
            index.append([address, entries])
    lines = ",\n".join(map(_json, index))
    names = f"globalThis.searchNames = {_json(function_names())};\n"
    return f"{names}globalThis.searchIndex = [\n{lines}\n];\n" if index else ""


def function_names() -> dict[str, list[str]]:
    """Return the functions that are written by their names, each with its other names of one word."""
    found: dict[str, list[str]] = {}
    known: set[str] = set()
    for name, record in OPERATORS.items():
        if isinstance(record.form, Function | Macro) and _command(record.form.command) == name and name not in known:
            words = map(str.lower, (*record.search, *map(_command, record.spellings)))
            found[name] = [word for word in dict.fromkeys(words) if word.isalpha() and word not in known | {name}]
            known |= {name, *found[name]}
    return found


def _command(command: str) -> str:
    """Return the name that a command prints."""
    return re.sub(r"^\\operatorname\{(\w+)\}$|^\\(\w+)$", r"\1\2", command)


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
