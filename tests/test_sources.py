"""Every citation names rows that exist, and rows of one identity unless the list of exceptions says why."""

import csv
import shutil
from dataclasses import replace

import pytest

from sources.check import read_sources
from sources.rows import SOURCES, ListError, read_rows


def fail_with(errors):
    """Fail with one line a message."""
    if errors:
        pytest.fail("\n".join(errors), pytrace=False)


@pytest.fixture
def lists(root, tmp_path):
    """A copy of the lists, to put a fault into."""
    shutil.copytree(root / "sources", tmp_path / "sources")
    return tmp_path


@pytest.fixture
def citing(catalogue, root):
    """What is not in order when entries, by id, cite something else."""

    def citing(**sources):
        sources = {id.replace("_", "-"): text for id, text in sources.items()}
        assert sources.keys() <= {entry.id for entry in catalogue.entries}
        entries = [replace(entry, sources=sources.get(entry.id, entry.sources)) for entry in catalogue.entries]
        return read_sources(root, entries).errors

    return citing


def line_of(path, text):
    """Return the line that a text, which stands there once, begins at."""
    before, after = path.read_text().split(text)
    return before.count("\n") + 1


def test_every_citation_is_in_order(catalogue, root):
    cited = read_sources(root, catalogue.entries)
    fail_with(cited.errors)
    assert len(cited.citations) == len(catalogue.entries)


def test_no_row_or_key_is_lost(root):
    rows = read_rows(root).values()
    assert [sum(row.source == source for row in rows) for source in SOURCES] == [
        *(111, 47, 125, 27, 216, 120, 31, 48, 50),
        *(81, 22, 12, 14, 15, 33),
    ]
    assert len({row.key for row in rows}) == 603


def test_every_list_is_read(root):
    files = {path.name for path in (root / "sources").glob("*.csv")}
    assert files == {source.file for source in SOURCES} | {"exceptions.csv"}


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ("Wikipedia SV99.", "Wikipedia has no row 'SV99': write a row of sources/wikipedia.csv, such as 'SV9'"),
        ("Cookbook (999).", "Cookbook has no row '(999)': write a row of sources/matrix-cookbook.csv, such as '(99)'"),
        ("Cookbook 131.", "Cookbook has no row '131': write a row of sources/matrix-cookbook.csv, such as '(131)'"),
        ("Wikipedia.", "'Wikipedia' names no row: write a row of sources/wikipedia.csv"),
        ("Wikipaedia SV16.", "'Wikipaedia SV16' begins with no source: write one of Barnes, Blog, Cookbook"),
        ("Kong K104; Kong K107.", "'Kong' is named twice: write its rows behind one another, 'Kong ..., ...'"),
        ("Wikipedia SV16, SV16.", "'SV16' is cited twice: write it once"),
        ("standard result K104.", "standard result has no row 'K104': write a row of sources/layers-and-losses.csv or"),
        ("Kong K104", "ends without a full stop: write 'Sources: Kong K100, K101; Cookbook (81).'"),
        ("", "ends without a full stop: write 'Sources: Kong K100, K101; Cookbook (81).'"),
    ],
)
def test_unreadable_citation_is_named(citing, root, sources, message):
    line = line_of(root / "docs" / "bilinear-quadratic.md", "Sources: Kong K104; Cookbook (131); Wikipedia SV16.")
    (error,) = citing(squared_norm=sources)
    assert error.startswith(f"docs/bilinear-quadratic.md:{line}: entry 'squared-norm': {message}")


def test_row_of_another_identity_is_named(citing, root):
    line = line_of(root / "docs" / "bilinear-quadratic.md", "Sources: Kong K104; Cookbook (131); Wikipedia SV16.")
    assert citing(squared_norm="Kong K104; Cookbook (131); Wikipedia SV13, SV16.") == [
        f"docs/bilinear-quadratic.md:{line}: entry 'squared-norm' cites rows of different identities, "
        "K104 (quad.xx), MC-131 (quad.xx), W-SV13 (quad.xAx-sym), W-SV16 (quad.xx): correct the citation, "
        "or say in sources/exceptions.csv why these keys stand together"
    ]


def test_exchanged_rows_are_named(citing):
    errors = citing(squared_norm="Kong K103; Cookbook (131).", symmetric_quadratic_form="Kong K104; Barnes P9.")
    assert [error.partition(" cites")[0].partition(": ")[2] for error in errors] == [
        "entry 'symmetric-quadratic-form'",
        "entry 'squared-norm'",
    ]


def test_uncited_row_of_complete_source_is_named(citing, root):
    line = line_of(root / "sources" / "blog-post.csv", "\nB25,") + 1
    assert citing(diagonal_matrix="Blog B22.") == [
        f"sources/blog-post.csv:{line}: no entry cites Blog B25: add it to the line 'Sources:' of the entry "
        "that states it"
    ]


def test_row_that_is_no_longer_cited_is_named(catalogue, root):
    ids = (root / "tests" / "cited.txt").read_text().split()
    assert len(ids) > 300
    found = read_sources(root, catalogue.entries)
    cited = {row.id for citation in found.citations for row in citation.rows}
    fail_with([f"{found.rows[id].where}: no entry cites {id} any more: put it back" for id in ids if id not in cited])


def test_line_without_sources_is_the_heading(catalogue, tmp_path):
    from sources.citations import line_of

    page = tmp_path / "docs" / "norms.md"
    page.parent.mkdir()
    page.write_text("# Norms\n\n## First { #first }\n\n## Second { #second }\n\nSources: Kong K104.\n")
    first, second = (replace(catalogue.entries[0], page=page, line=line) for line in (3, 5))
    assert (line_of(first), line_of(second)) == (3, 7)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (",quad.xx bil.dot,Both are sums.", "not needed: no entry would cite several identities without it"),
        (",quad.xx no.such,Both are sums.", "no row has the key no.such: correct it"),
        ("no-such,quad.xx bil.dot,Both are sums.", "there is no entry 'no-such': correct its id, or take the line out"),
        ("squared-norm,quad.xx bil.dot,Sums.", "entry 'squared-norm' does not cite bil.dot: take these keys out"),
        (",ew.add-first ew.add-second,", "no reason: say in one sentence why these keys stand together"),
    ],
)
def test_exception_out_of_order_is_named(lists, catalogue, line, message):
    path = lists / "sources" / "exceptions.csv"
    path.write_text(path.read_text() + line + "\n")
    number = len(path.read_text().splitlines())
    errors = read_sources(lists, catalogue.entries).errors
    assert any(error.startswith(f"sources/exceptions.csv:{number}: {message}") for error in errors), errors


@pytest.mark.parametrize("line", [",ew.table,", ",diff.inverse inv.", "gradient,"])
def test_missing_exception_is_named(lists, catalogue, line):
    path = lists / "sources" / "exceptions.csv"
    lines = path.read_text().splitlines(keepends=True)
    left = [other for other in lines if not other.startswith(line)]
    path.write_text("".join(left))
    errors = read_sources(lists, catalogue.entries).errors
    assert len(left) == len(lines) - 1
    assert errors and all("cites rows of different identities" in error for error in errors)


def change(rows, how):
    """Put a fault into the second row of a list."""
    second = rows[2]
    rows[2] = {
        "twice": [rows[1][0], *second[1:]],
        "no key": [second[0], " ", *second[2:]],
        "short": second[:-1],
    }.get(how, second)
    if how == "header":
        rows[0] = ["id", *rows[0][1:]]
    return rows


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("twice", "sources/barnes.csv:3: row RB-D1 is listed twice: give each row an id of its own"),
        ("no key", "sources/barnes.csv:3: row RB-D2 has no key: write the key of the rows that state the same"),
        ("short", "sources/barnes.csv:3: 7 fields, expected 8: put quotes around a field that has a comma"),
        ("header", "sources/barnes.csv:1: other columns than expected: write the header 'row,key,topic,place,"),
    ],
)
def test_list_out_of_order_is_named(lists, how, message):
    path = lists / "sources" / "barnes.csv"
    with path.open(newline="") as file:
        rows = change(list(csv.reader(file)), how)
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(ListError) as error:
        read_rows(lists)
    assert str(error.value).startswith(message)


def test_missing_list_is_named(lists):
    (lists / "sources" / "barnes.csv").unlink()
    with pytest.raises(ListError, match="sources/barnes.csv:1: there is no such file"):
        read_rows(lists)
