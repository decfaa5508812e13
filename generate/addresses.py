"""The permanent addresses: a list to which new entries are appended, and from which nothing is taken."""

from pathlib import Path

from generate.repository import Repository
from verifier.catalogue import Entry

FILE = "tests/addresses.txt"


def address(entry: Entry, root: Path) -> str:
    """Return an entry's address on the site."""
    return f"{entry.page.relative_to(root / 'docs').with_suffix('.html').as_posix()}#{entry.id}"


def addresses(repository: Repository) -> dict[Path, str]:
    """Return the list with the address of every new entry appended, in the order of the pages."""
    path = repository.root / FILE
    text = path.read_text(encoding="utf-8")
    listed = set(text.split())
    entries = [address(entry, repository.root) for entry in repository.catalogue.entries]
    return {path: text + "".join(f"{new}\n" for new in entries if new not in listed)}
