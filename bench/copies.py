"""Copy the repository with every topic three times, to measure it at that size: `python -m bench.copies DIR`.

In DIR, `python3 noxfile.py -s tests` then builds, verifies and tests about three times as many entries as there are.
"""

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Container
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPIES = ("2", "3")  # besides the page itself
ALONE = {"conventions", "corrections", "corrections-blog-post"}  # what is known by its name is no topic
IGNORED = shutil.ignore_patterns(".*", "site", "__pycache__", "copies.py", "test_copies.py")  # no copies of copies

_ID = re.compile(r"^## .*\{ #([\w-]+) \}$", re.MULTILINE)


def copy_repository(target: Path) -> list[str]:
    """Copy the repository to a folder that does not exist yet, with its topics three times.

    Args:
        target: The folder.

    Returns:
        The ids of all entries there.
    """
    shutil.copytree(ROOT, target, ignore=IGNORED, symlinks=True)
    shutil.copytree(ROOT / ".ci", target / ".ci")
    shutil.copytree(ROOT / ".github", target / ".github")
    docs = target / "docs"
    entries = {path: _ID.findall(path.read_text()) for path in sorted(docs.glob("*.md"))}
    topics = {path.stem: ids for path, ids in entries.items() if ids and path.stem not in ALONE}
    for copy in COPIES:
        for page in topics:
            text = (docs / f"{page}.md").read_text()
            (docs / f"{page}-{copy}.md").write_text(copy_page(text, page, copy))
            for path in sorted((target / "snippets" / page).glob("*.py")):
                there = target / "snippets" / f"{page}-{copy}" / f"{path.stem}_{copy}.py"
                there.parent.mkdir(exist_ok=True)
                there.write_text(copy_snippet(path.read_text(), path.stem, copy))
    _extend(target / "mkdocs.yml", r"^( +- ).*: ([\w-]+)\.md$", r"\1Copy {copy} of \2: \2-{copy}.md", topics)
    _extend(target / "tests" / "addresses.txt", r"^()([\w-]+)\.html#(.+)$", r"\2-{copy}.html#\3-{copy}", topics)
    ids = {id for ids in topics.values() for id in ids}
    _extend(target / "sources" / "exceptions.csv", r"^()([\w-]+),(.+)$", r"\2-{copy},\3", ids)
    queries = target / "tests" / "queries.txt"
    queries.write_text(
        re.sub(
            r"(?<=[\t ])[\w-]+(?=[ \n])",
            lambda id: " ".join([id[0], *(f"{id[0]}-{copy}" for copy in COPIES)]) if id[0] in ids else id[0],
            queries.read_text(),
        )
    )
    return [f"{id}{end}" for ids in topics.values() for id in ids for end in ("", *(f"-{copy}" for copy in COPIES))]


def copy_page(text: str, page: str, copy: str) -> str:
    """Return a page with ids, headings, snippets and a first sentence of its own; its links elsewhere stay."""
    text = re.sub(r"^# .*$\n\n", rf"\g<0>This is copy {copy} of the page {page}.\n", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^(## .*)(?= \{ #)", rf"\1, copy {copy}", text, flags=re.MULTILINE)
    text = re.sub(r"(?<=\{ #)[\w-]+(?= \})|(?<=\]\(#)[\w-]+(?=\))", rf"\g<0>-{copy}", text)
    return re.sub(rf"\b{page}/(\w+)\.py\b", rf"{page}-{copy}/\1_{copy}.py", text)


def copy_snippet(code: str, name: str, copy: str) -> str:
    """Return a snippet whose functions have another name."""
    return re.sub(rf"(?<![\w.]){name}(?=(?:_d\w*|_vjp_\w*)?\b)", f"{name}_{copy}", code)


def _extend(path: Path, line: str, copied: str, known: Container[str]) -> None:
    """Write behind each line of a file that is about something that is copied the same for each of its copies."""
    lines = []
    for text in path.read_text().splitlines():
        lines.append(text)
        if (found := re.match(line, text)) and found[2] in known:
            lines += [found.expand(copied.format(copy=copy)) for copy in COPIES]
    path.write_text("\n".join([*lines, ""]))


def main() -> int:
    """Copy the repository and write its generated pages; return 1 and say why if that fails."""
    parser = argparse.ArgumentParser(prog="bench.copies", description=__doc__.partition(":")[0] + ".")
    parser.add_argument("target", type=Path, metavar="DIR", help="the folder to make")
    target = parser.parse_args().target.resolve()
    if target.exists() or target.is_relative_to(ROOT):
        print(f"{target}: name a folder outside of the repository that does not exist yet", file=sys.stderr)
        return 1
    ids = copy_repository(target)
    generated = subprocess.run([sys.executable, "-m", "generate"], cwd=target)
    print(f"{target}: {len(ids)} entries of topics, of which {len(ids) // (len(COPIES) + 1)} are the repository's")
    return generated.returncode


if __name__ == "__main__":
    sys.exit(main())
