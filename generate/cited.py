"""The rows that are cited: a list to which new ones are appended, and from which nothing is taken."""

from pathlib import Path

from generate.repository import Repository

FILE = "tests/cited.txt"


def cited(repository: Repository) -> dict[Path, str]:
    """Return the list with every row that is newly cited appended, in the order of the lists."""
    path = repository.root / FILE
    text = path.read_text(encoding="utf-8")
    found = {row.id for citation in repository.cited.citations for row in citation.rows} - set(text.split())
    return {path: text + "".join(f"{id}\n" for id in repository.cited.rows if id in found)}
