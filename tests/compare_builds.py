"""Compares two built sites file by file: `python -m tests.compare_builds SITE OTHER`."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

CONTEXT = 60  # bytes shown on either side of a difference

_ENGINE = re.compile(rb'(<meta name="generator" content=")[^"]*')


def content(path: Path) -> bytes:
    """Reads a file of a site, without what a page says of the engine that built it."""
    data = path.read_bytes()
    return _ENGINE.sub(rb"\1", data) if path.suffix == ".html" else data


def differences(site: Path, other: Path, read: Callable[[Path], bytes] = Path.read_bytes) -> Iterator[str]:
    """Names each file that is not the same in both sites, with the first difference.

    Args:
        site: The folder of a built site.
        other: The folder of another build.
        read: What of a file is compared.
    """
    files = {path.relative_to(folder) for folder in (site, other) for path in folder.rglob("*") if path.is_file()}
    for file in sorted(files):
        missing = [folder for folder in (site, other) if not (folder / file).is_file()]
        if missing:
            yield f"{file.as_posix()}: is missing in {missing[0]}"
        elif (left := read(site / file)) != (right := read(other / file)):
            pairs = enumerate(zip(left, right, strict=False))
            at = next((k for k, (one, two) in pairs if one != two), min(len(left), len(right)))
            line = left.count(b"\n", 0, at) + 1
            shown = slice(max(at - CONTEXT, 0), at + CONTEXT)
            yield f"{file.as_posix()}: differs from line {line} on\n  {site}: {left[shown]!r}\n  {other}: {right[shown]!r}"


def main() -> None:
    """Compares everything but the name of the engine; says what was compared."""
    site, other = map(Path, sys.argv[1:])
    for folder in (site, other):
        if not (folder / "index.html").is_file():
            sys.exit(f"{folder}: no built site there")
    if found := list(differences(site, other, content)):
        sys.exit("\n".join([*found, f"{len(found)} files are not the same in both builds"]))
    pages = sorted(site.rglob("*.html"))
    formulas = [path.read_text().count("<mjx-container") for path in pages]
    for path, count in zip(pages, formulas, strict=True):
        print(f"same: {path.relative_to(site).as_posix()}, {count} formulas")
    files = sum(path.is_file() for path in site.rglob("*"))
    print(f"{len(pages)} pages with {sum(formulas)} formulas, and the other {files - len(pages)} files, are the same")


if __name__ == "__main__":
    main()
