"""Step 1, rows: read the lists of rows, one CSV a source."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Source(NamedTuple):
    """A list of rows.

    Attributes:
        name: What a line `Sources:` calls it; several lists may share a name.
        file: The list, below sources/.
        row: How a row is cited.
        id: How the list calls that row.
        complete: Whether the site has a table of its rows, and an entry must cite each.
        address: Where its text is, for a source without such a table.
    """

    name: str
    file: str
    row: str = "{}"
    id: str = "{}"
    complete: bool = False
    address: str = ""


STANDARD = "standard result"  # the one name that may stand without a row
SOURCES = (
    Source("Kong", "kong.csv", complete=True),
    Source("Blog", "blog-post.csv", complete=True),
    Source("Parr & Howard", "parr-howard.csv", address="https://arxiv.org/abs/1802.01528"),
    Source("Barnes", "barnes.csv", id="RB-{}", address="https://atmos.washington.edu/~dennis/MatrixCalculus.pdf"),
    Source(
        "Cookbook",
        "matrix-cookbook.csv",
        row="({})",
        id="MC-{}",
        address="https://www.math.uwaterloo.ca/~hwolkowi/matrixcookbook.pdf",
    ),
    Source("Wikipedia", "wikipedia.csv", id="W-{}", address="https://en.wikipedia.org/wiki/Matrix_calculus"),
    Source("Giles", "giles.csv", address="https://people.maths.ox.ac.uk/gilesm/files/NA-08-01.pdf"),
    Source("MIT", "mit.csv", address="https://arxiv.org/abs/2501.14787"),
    Source("Rule libraries", "rule-libraries.csv"),
    Source(STANDARD, "layers-and-losses.csv"),
    Source(STANDARD, "gaussians.csv"),
    Source(STANDARD, "complex.csv"),
    Source(STANDARD, "structured-matrices.csv"),
    Source(STANDARD, "second-order.csv"),
    Source(STANDARD, "kronecker-vec.csv"),
)


class Row(NamedTuple):
    """A row of a source.

    Attributes:
        source: Where it is listed.
        line: The line of that list.
        id: Its name, unique over all lists.
        key: Its identity: rows that state the same fact, in whatever layout, have the same key.
        topic: The subject it belongs to.
        place: Where a reader of the source finds it.
        statement: What it states, as LaTeX.
        shapes: The shapes of its symbols.
        conditions: What it needs, or how the list corrects it.
        layout: The layout that the source states it in.
    """

    source: Source
    line: int
    id: str
    key: str
    topic: str
    place: str
    statement: str
    shapes: str
    conditions: str
    layout: str

    @property
    def where(self) -> str:
        """The place of the list that has it, `file:line`."""
        return f"sources/{self.source.file}:{self.line}"

    @property
    def cited(self) -> str:
        """How a line `Sources:` writes it behind the name of its source."""
        return self.source.row.format(self.id.removeprefix(self.source.id.format("")))


COLUMNS = ("row", *Row._fields[3:])


class ListError(ValueError):
    """A list that cannot be read: `file:line: what is wrong and what to do`."""


def read_csv(root: Path, name: str, columns: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
    """Return the lines of a list below its header, each with its number.

    Raises:
        ListError: The file is missing or has other columns; the message says where.
    """
    path = root / "sources" / name
    if not path.is_file():
        raise ListError(
            f"sources/{name}:1: there is no such file: put the list back, or take it out of sources/rows.py"
        )
    lines = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if next(reader, None) != list(columns):
            raise ListError(f"sources/{name}:1: other columns than expected: write the header '{','.join(columns)}'")
        for fields in reader:
            if len(fields) != len(columns):
                raise ListError(
                    f"sources/{name}:{reader.line_num}: {len(fields)} fields, expected {len(columns)}: "
                    "put quotes around a field that has a comma"
                )
            lines.append((reader.line_num, tuple(fields)))
    return lines


def read_rows(root: Path) -> dict[str, Row]:
    """Return every row of every list by its id.

    Raises:
        ListError: A list cannot be read, or a row is listed twice or has no key; the message says where.
    """
    rows: dict[str, Row] = {}
    for source in SOURCES:
        for line, fields in read_csv(root, source.file, COLUMNS):
            row = Row(source, line, *fields)
            if row.id in rows:
                raise ListError(f"{row.where}: row {row.id} is listed twice: give each row an id of its own")
            if not row.key.strip():
                raise ListError(
                    f"{row.where}: row {row.id} has no key: write the key of the rows that state the same, or a new one"
                )
            rows[row.id] = row
    return rows
