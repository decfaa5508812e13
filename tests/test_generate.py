"""What is derived and committed is what the command writes."""

import shutil
from dataclasses import replace

import pytest

from generate import COMMAND, GENERATORS, outdated, read_repository
from generate.__main__ import main
from generate.docstrings import docstrings
from generate.repository import GenerateError, Repository
from generate.tables import tables
from sources.check import read_sources
from verifier.pages.catalogue import Catalogue


@pytest.fixture
def copy(root, tmp_path):
    """A copy of what the generators read and write, to put a fault into."""
    for folder in ("docs", "snippets", "sources"):
        shutil.copytree(root / folder, tmp_path / folder)
    (tmp_path / "tests").mkdir()
    for name in ("addresses.txt", "cited.txt"):
        shutil.copy(root / "tests" / name, tmp_path / "tests")
    shutil.copy(root / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture
def citing(catalogue, root):
    """The repository as it were if entries cited something else."""

    def citing(**sources):
        sources = {id.replace("_", "-"): text for id, text in sources.items()}
        entries = tuple(replace(entry, sources=sources.get(entry.id, entry.sources)) for entry in catalogue.entries)
        return Repository(root, Catalogue(entries, ()), read_sources(root, entries))

    return citing


def change(path, old, new):
    """Replace the one place where a text stands."""
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def test_everything_generated_is_up_to_date(root):
    errors = [
        f"{path.relative_to(root).as_posix()}:1: differs from {name}: run `{COMMAND}` and commit it"
        for path, (name, _) in outdated(read_repository(root)).items()
    ]
    if errors:
        pytest.fail("\n".join(errors), pytrace=False)


def test_edits_by_hand_are_found_and_mended(copy, capsys):
    faults = {
        "snippets/bilinear-quadratic/squared_norm.py": ("Wikipedia SV16.", "Wikipedia SV9."),
        "tests/addresses.txt": ("bilinear-quadratic.html#squared-norm\n", ""),
        "tests/cited.txt": ("\nK2\n", "\n"),
        "docs/sources/kong.md": ('| <span id="K2">K2</span> |', '| <span id="K3">K3</span> |'),
        "docs/conventions.md": ("| trace: the sum of the diagonal |", "| trace |"),
    }
    assert len(faults) == len(GENERATORS)
    before = {file: (copy / file).read_text() for file in faults}
    for file, (old, new) in faults.items():
        change(copy / file, old, new)
    assert list(outdated(read_repository(copy))) == [copy / file for file in faults]
    assert main(copy) == 0
    assert capsys.readouterr().out.splitlines() == [f"{file}: written" for file in faults]
    for file, text in before.items():  # the address comes back at the end of its list
        assert sorted((copy / file).read_text().splitlines()) == sorted(text.splitlines())
    assert outdated(read_repository(copy)) == {}


def test_fault_that_stops_the_command_is_named(copy, capsys):
    change(copy / "docs" / "bilinear-quadratic.md", "(131); Wikipedia SV16.", "(131); Wikipedia SV99.")
    assert main(copy) == 1
    output = capsys.readouterr()
    assert output.out == "" and "entry 'squared-norm': Wikipedia has no row 'SV99': write" in output.err
    change(copy / "sources" / "giles.csv", "row,key,", "row,")
    assert main(copy) == 1
    assert capsys.readouterr().err.startswith("sources/giles.csv:1: other columns than expected: write the header 'row")


def test_citation_of_two_identities_fails_the_command(copy, capsys):
    change(copy / "docs" / "bilinear-quadratic.md", "(131); Wikipedia SV16.", "(131); Wikipedia SV13, SV16.")
    assert main(copy) == 1
    output = capsys.readouterr()
    assert "snippets/bilinear-quadratic/squared_norm.py: written" in output.out
    assert "entry 'squared-norm' cites rows of different identities" in output.err


def test_docstring_without_sources_is_named(copy, catalogue, citing):
    change(copy / "snippets/bilinear-quadratic/squared_norm.py", "Sources: ", "Source: ")
    with pytest.raises(GenerateError) as error:
        docstrings(citing()._replace(root=copy))
    assert str(error.value) == (
        "snippets/bilinear-quadratic/squared_norm.py:1: no line 'Sources: ...' in the docstring to write to: add one"
    )


def test_long_sources_are_wrapped(copy, citing):
    """And read again as one line, so that a second run changes nothing."""
    rows = ", ".join(f"K{k}" for k in range(1, 100))
    repository = citing(squared_norm=f"Kong {rows}.")._replace(root=copy)
    path = copy / "snippets/bilinear-quadratic/squared_norm.py"
    for _ in range(2):
        text = docstrings(repository)[path]
        assert max(map(len, text.splitlines())) <= 120
        assert " ".join(text.split()).count(f"Sources: Kong {rows}. >>>") == 1
        path.write_text(text)


def test_exchanged_rows_change_the_tables(root, citing):
    """Where each stands beside a row that may stand beside any, only the tables tell them apart."""
    exchanged = citing(symmetric_quadratic_form_node="Kong K104; Blog B47.", squared_norm_node="Kong K103; Blog B47.")
    assert not any("squared-norm-node" in error for error in exchanged.cited.errors)
    page = root / "docs" / "sources" / "kong-neurons-matrices.md"
    assert tables(exchanged)[page] != page.read_text()
