"""Tests that share a visit of a page, or the parsed pages, run in one process: pages are loaded and parsed once."""

import subprocess
import sys

import pytest

SHARING = """
import os, pathlib, pytest

@pytest.mark.parametrize("page", ["a.html", "b.html", "c.html", "d.html"])
def test_one(page): note(page)

@pytest.mark.parametrize("page", ["a.html", "b.html", "c.html", "d.html"])
def test_two(page): note(page)

def note(page):
    with open(pathlib.Path(__file__).parents[1] / "ran", "a") as file:
        file.write(f"{page} {os.environ['PYTEST_XDIST_WORKER']}\\n")
"""


@pytest.mark.parametrize(("files", "processes"), [(["test_every_page.py"], 4), (["test_policy.py", "test_site.py"], 1)])
def test_shared_page_is_split_between_processes(root, tmp_path, files, processes):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "conftest.py").write_text((root / "tests" / "conftest.py").read_text())
    for file in files:
        (tmp_path / "tests" / file).write_text(SHARING)
    command = [sys.executable, "-m", "pytest", "--numprocesses", "4", "--import-mode=importlib", "--rootdir", tmp_path]
    run = subprocess.run([*command, tmp_path / "tests"], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
    ran = (tmp_path / "ran").read_text().splitlines()
    assert len(ran) == 8 * len(files)
    assert len({line.split()[0] for line in ran}) == 4 and len({line.split()[1] for line in ran}) == processes
    if processes > 1:
        assert len(set(ran)) == 4, ran
