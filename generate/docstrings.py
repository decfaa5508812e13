"""The line `Sources:` of each snippet's docstring, from the entry that embeds it."""

import re
import textwrap
from pathlib import Path

from generate.repository import GenerateError, Repository

WIDTH = 120  # of a line of code
LINE = re.compile(r"^Sources:.*(?:\n +\S.*)*$", re.MULTILINE)  # with the lines that continue it, which are indented


def docstrings(repository: Repository) -> dict[Path, str]:
    """Return every embedded snippet with the sources of its entry."""
    texts = {}
    for entry in repository.catalogue.entries:
        for snippet in entry.snippets[:1]:
            path = repository.root / snippet.title
            if not path.is_file():
                continue  # the catalogue says so
            code = path.read_text(encoding="utf-8")
            if not LINE.search(code):
                raise GenerateError(f"{snippet.title}:1: no line 'Sources: ...' in the docstring to write to: add one")
            line = textwrap.fill(f"Sources: {entry.sources}", WIDTH, subsequent_indent="    ", break_long_words=False)
            texts[path] = LINE.sub(lambda _, line=line: line, code, count=1)
    return texts
