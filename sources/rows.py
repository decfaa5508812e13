"""Step 1, rows: read the lists of rows, one CSV a source."""

import csv
from pathlib import Path
from typing import NamedTuple


class Source(NamedTuple):
    """A list of rows.

    Attributes:
        name: What a line `Sources:` calls it; several lists may share a name.
        file: The list, below sources/.
        row: How a row is cited.
        id: How the list calls that row.
    """

    name: str
    file: str
    row: str
    id: str


STANDARD = "standard result"  # the one name that may stand without a row
SOURCES = (
    Source("Kong", "kong.csv", "{}", "{}"),
    Source("Blog", "blog-post.csv", "{}", "{}"),
    Source("Parr & Howard", "parr-howard.csv", "{}", "{}"),
    Source("Barnes", "barnes.csv", "{}", "RB-{}"),
    Source("Cookbook", "matrix-cookbook.csv", "({})", "MC-{}"),
    Source("Wikipedia", "wikipedia.csv", "{}", "W-{}"),
    Source("Giles", "giles.csv", "{}", "{}"),
    Source("MIT", "mit.csv", "{}", "{}"),
    Source("Rule libraries", "rule-libraries.csv", "{}", "{}"),
    Source(STANDARD, "layers-and-losses.csv", "{}", "{}"),
    Source(STANDARD, "gaussians.csv", "{}", "{}"),
    Source(STANDARD, "complex.csv", "{}", "{}"),
    Source(STANDARD, "structured-matrices.csv", "{}", "{}"),
    Source(STANDARD, "second-order.csv", "{}", "{}"),
    Source(STANDARD, "kronecker-vec.csv", "{}", "{}"),
)


class Row(NamedTuple):
    """A row of a source.

    Attributes:
        source: Where it is listed.
        id: Its name, unique over all lists.
        key: Its identity: rows that state the same fact, in whatever layout, have the same key.
        topic: The subject it belongs to.
        place: Where a reader of the source finds it.
        statement: What it states, as LaTeX.
        conditions: What it needs, or how the list corrects it.
        layout: The layout that the source states it in.
    """

    source: Source
    id: str
    key: str
    topic: str
    place: str
    statement: str
    conditions: str
    layout: str

    @property
    def cited(self) -> str:
        """How a line `Sources:` writes it behind the name of its source."""
        return self.source.row.format(self.id.removeprefix(self.source.id.format("")))


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the lines of a table below its header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_rows(root: Path) -> dict[str, Row]:
    """Return every row of every list by its id.

    Raises:
        ValueError: A row is listed twice or has no key; the message says where.
    """
    rows: dict[str, Row] = {}
    for source in SOURCES:
        for line, read in enumerate(read_csv(root / "sources" / source.file), 2):
            where = f"sources/{source.file}:{line}: row {read['row']}"
            if read["row"] in rows:
                raise ValueError(f"{where} is listed twice: give each row an id of its own")
            if not read["key"]:
                raise ValueError(f"{where} has no key: write the key of the rows that state the same, or a new one")
            fields = (read[name] for name in Row._fields[2:])
            rows[read["row"]] = Row(source, read["row"], *fields)
    return rows
