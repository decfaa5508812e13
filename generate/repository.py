"""What the generators read: the catalogue of the pages and what its entries cite."""

from pathlib import Path
from typing import NamedTuple

from sources.check import Cited, read_sources
from sources.rows import ListError
from verifier.pages.catalogue import Catalogue, read_catalogue


class GenerateError(Exception):
    """What must be mended before anything can be written, a line `file:line: why` each."""


class Repository(NamedTuple):
    """The repository, its catalogue and what the entries cite."""

    root: Path
    catalogue: Catalogue
    cited: Cited


def read_repository(root: Path) -> Repository:
    """Read pages and lists.

    Raises:
        GenerateError: A list or a citation cannot be read.
    """
    catalogue = read_catalogue(root)
    try:
        cited = read_sources(root, catalogue.entries)
    except ListError as error:
        raise GenerateError(str(error)) from None
    if len(cited.citations) < len(catalogue.entries):
        raise GenerateError("\n".join(cited.errors))
    return Repository(root, catalogue, cited)
