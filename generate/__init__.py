"""What is derived and committed: every text that a command writes, and whether the files have it.

A generator is a function of the repository that returns the whole text of each file it writes, by its path. To add one,
write it in a file of its own and put it into GENERATORS. A generator of a part of a file reads the rest from the file.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generate.addresses import addresses
from generate.cited import cited
from generate.docstrings import docstrings
from generate.notation import notation
from generate.repository import GenerateError, Repository, read_repository
from generate.tables import tables

COMMAND = "nox -s generate"


class Generator(NamedTuple):
    """What a generator writes, in words, and the function that returns the texts by their paths."""

    name: str
    texts: Callable[[Repository], dict[Path, str]]


GENERATORS = (
    Generator("the line 'Sources:' of its page entry", docstrings),
    Generator("the address of every entry", addresses),
    Generator("the rows that are cited", cited),
    Generator("the rows of its source", tables),
    Generator("the records of operators", notation),
)


def outdated(repository: Repository) -> dict[Path, tuple[str, str]]:
    """Return the files that differ from what is generated: what each lacks, and the text it should have.

    Raises:
        GenerateError: A file has no place for what is written into it.
    """
    found = {}
    for generator in GENERATORS:
        for path, text in generator.texts(repository).items():
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                found[path] = (generator.name, text)
    return found


__all__ = ["COMMAND", "GENERATORS", "GenerateError", "Generator", "outdated", "read_repository"]
