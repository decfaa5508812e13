"""Find a formula of a built page in the page's source."""

import json
import re
from pathlib import Path

_CODE = re.compile(r"^([ >]*)(```+|~~~+).*?^\1\2|(`+)(?!`).+?(?<!`)\3(?!`)", re.DOTALL | re.MULTILINE)


def place_of(tex: str, repeat: int, page: Path, docs: Path) -> str:
    """Say where a formula was written.

    Args:
        tex: The formula without delimiters.
        repeat: How many formulas of the same TeX stand before it on the page.
        page: The page's path in the site.
        docs: The folder of the sources.

    Returns:
        `docs/page.md:LINE`, `docs/page.ipynb: cell N`, or as much of it as can be found out.
    """
    for candidate in (page.with_suffix(".md"), page.with_suffix(".ipynb"), page.with_name("README.md")):
        source = docs / candidate
        shown = f"{docs.name}/{candidate.as_posix()}"
        if not source.is_file() or (candidate.name == "README.md" and page.stem != "index"):
            continue
        if candidate.suffix == ".ipynb":
            cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
            numbers = [
                number
                for number, cell in enumerate(cells, 1)
                if cell["cell_type"] == "markdown"
                for _ in _occurrences(tex, "".join(cell["source"]))
            ]
            return f"{shown}: cell {numbers[repeat]}" if repeat < len(numbers) else shown
        text = source.read_text(encoding="utf-8")
        places = _occurrences(tex, text)
        return f"{shown}:{text.count(chr(10), 0, places[repeat]) + 1}" if repeat < len(places) else shown
    return page.as_posix()


def _occurrences(tex: str, source: str) -> list[int]:
    """Where the formula begins, each time; line breaks, indentation and quotation marks do not count."""
    # Code may show the same TeX; it is blanked out without moving what follows.
    source = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), source)
    gap = r"[\s>]"
    body = f"{gap}+".join(map(re.escape, tex.split()))
    delimited = re.finditer(rf"(?:\$|\\[(\[]){gap}*(?P<tex>{body}){gap}*(?:\$|\\[)\]])", source)
    bare = re.finditer(rf"(?P<tex>{body})", source)  # an environment needs no delimiters
    return [match.start("tex") for match in delimited] or [match.start("tex") for match in bare]
