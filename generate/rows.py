"""The rows of the sources: the list of those that are covered, and their tables in docs/sources/."""

from pathlib import Path

from generate.repository import Repository
from sources.covered import FILE, covered_text
from sources.tables import tables as texts_of_tables


def covered(repository: Repository) -> dict[Path, str]:
    """Return the list of covered rows with each new citation appended."""
    return {repository.root / FILE: covered_text(repository.root, repository.cited.citations)}


def tables(repository: Repository) -> dict[Path, str]:
    """Return the pages of docs/sources/."""
    folder = repository.root / "docs" / "sources"
    return {folder / f"{name}.md": text for name, text in texts_of_tables(repository.cited).items()}
