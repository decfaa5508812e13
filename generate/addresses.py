"""The permanent addresses: a list to which new entries are appended, and from which nothing is taken."""

from pathlib import Path

from generate.repository import Repository
from sources.citations import page_of

FILE = "tests/addresses.txt"


def address(page: str, id: str) -> str:
    """Return an entry's address on the site; the page is a path below docs/."""
    return f"{page.removesuffix('.md')}.html#{id}"


def addresses(repository: Repository) -> dict[Path, str]:
    """Return the list with the address of every new entry appended, in the order of the pages."""
    path = repository.root / FILE
    text = path.read_text(encoding="utf-8")
    listed = set(text.split())
    entries = [address(page_of(entry), entry.id) for entry in repository.catalogue.entries]
    return {path: text + "".join(f"{new}\n" for new in entries if new not in listed)}
