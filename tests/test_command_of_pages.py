"""The command over all pages: what it prints, writes and exits with, where one of two entries is wrong."""

import json
import shutil
import subprocess
import sys

import pytest

from .test_catalogue import PAGE

OTHER = PAGE[PAGE.index("\n## ") :].replace("squared-norm", "other-norm").replace("squared_norm", "other_norm")


@pytest.fixture
def run(root, tmp_path):
    """Run the command on one page."""
    shutil.copy(root / "mkdocs.yml", tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "snippets" / "norms").mkdir(parents=True)
    code = (root / "snippets/bilinear-quadratic/squared_norm.py").read_text()
    for name in ("squared_norm", "other_norm"):
        (tmp_path / "snippets" / "norms" / f"{name}.py").write_text(code.replace("squared_norm", name))

    def run(page):
        (tmp_path / "docs" / "norms.md").write_text(page)
        command = [sys.executable, "-m", "verifier", "--root", tmp_path, "--evidence", tmp_path / "evidence.json"]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)
        assert done.stderr == ""
        return done.returncode, done.stdout.splitlines(), json.loads((tmp_path / "evidence.json").read_text())

    return run


def line_of(page, text):
    """Return the line of a page that a text stands in."""
    return page[: page.index(text)].count("\n") + 1


def test_wrong_entry_is_told_by_line_count_and_exit_status(run):
    page = PAGE + OTHER.replace(r"= 2 \mathbf{x}^{\top}", r"= 3 \mathbf{x}^{\top}")
    status, lines, evidence = run(page)
    assert status == 1
    assert lines[0].startswith("ok   squared-norm: 3 statements, ")
    assert lines[1] == "FAIL other-norm: 1 failure(s)"
    assert lines[2] == f"docs/norms.md:{line_of(page, '= 3')}: other-norm: in numerator layout the two sides differ"
    assert lines[-1] == "1 of 2 entries hold, 5 equations executed, 0 not executed"
    assert {id: one["holds"] for id, one in evidence["entries"].items()} == {"squared-norm": True, "other-norm": False}


def test_right_entries_are_told_by_line_count_and_exit_status(run):
    status, lines, evidence = run(PAGE + OTHER)
    assert (status, lines[-1]) == (0, "2 of 2 entries hold, 6 equations executed, 0 not executed")
    for found in evidence["entries"].values():
        assert found["holds"] and found["variants_rejected"] > 4 and found["mutants_rejected"] > 2
