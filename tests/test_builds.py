"""Two builds: what may differ between them, and that two builds of one commit do not differ at all."""

import gzip
import os
import shutil
import subprocess
import sys

import pytest

from tests.compare_builds import content, differences

PAGE = '<meta name="generator" content="{}">\n<article>\n<p>{}</p></article>'


@pytest.fixture
def builds(tmp_path):
    """Two folders with the same page and the same picture."""
    folders = tmp_path / "one", tmp_path / "two"
    for folder in folders:
        (folder / "assets").mkdir(parents=True)
        (folder / "index.html").write_text(PAGE.format("engine 1", "x + y"))
        (folder / "assets" / "dot.png").write_bytes(b"\x89PNG\x00\xff")
    return folders


def test_equal_builds_have_no_difference(builds):
    assert list(differences(*builds)) == []


def test_difference_is_shown_with_file_and_line(builds):
    one, two = builds
    (two / "index.html").write_text(PAGE.format("engine 1", "x - y"))
    (two / "assets" / "dot.png").write_bytes(b"\x89PNG\x00")
    picture, page = differences(one, two)
    assert picture.splitlines()[0] == "assets/dot.png: differs from line 1 on"
    assert page.splitlines()[0] == "index.html: differs from line 3 on"
    assert f"{one}: " in page and "x + y" in page and f"{two}: " in page and "x - y" in page


@pytest.mark.parametrize("missing", [0, 1])
def test_file_of_one_build_only_is_a_difference(builds, missing):
    (builds[missing] / "index.html").unlink()
    assert list(differences(*builds)) == [f"index.html: is missing in {builds[missing]}"]


def test_engines_differ_in_more_than_their_name(builds):
    one, two = builds
    (two / "index.html").write_text(PAGE.format("engine 2", "x + y"))
    assert len(list(differences(one, two))) == 1
    assert list(differences(one, two, content)) == []
    (two / "index.html").write_text(PAGE.format("engine 2", "x - y"))
    assert len(list(differences(one, two, content))) == 1


def test_second_build_differs(root, site, evidence, tmp_path):
    """All is built again, of the same evidence but without a cache, in another folder and another time zone.

    That the verifier says the same twice is a test of its own.
    """
    copy = tmp_path / "elsewhere"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".*", "site", "node_modules", "__pycache__"))
    modules = root / "postprocess" / "node_modules"
    if modules.is_dir():  # as locked; otherwise they are installed once more
        (copy / "postprocess" / "node_modules").symlink_to(modules, target_is_directory=True)
    shutil.copy(root / ".cache" / "evidence.json", copy)
    with gzip.open(site / "sitemap.xml.gz") as sitemap:
        sitemap.read()
    dated = {"SOURCE_DATE_EPOCH": str(sitemap.mtime)} | os.environ  # nox has the date of the commit
    environment = dated | {"TZ": "Pacific/Kiritimati", "NO_MKDOCS_2_WARNING": "1"}
    for command in (
        ("mkdocs", "build", "--strict"),
        ("postprocess", "site", "--docs", "docs", "--evidence", "evidence.json"),
    ):
        run = subprocess.run(
            [sys.executable, "-m", *command], cwd=copy, env=environment, capture_output=True, text=True
        )
        if run.returncode:
            pytest.fail(f"{' '.join(command)} failed:\n{run.stdout}{run.stderr}", pytrace=False)
    if found := list(differences(site, copy / "site")):
        hint = "If the sources have changed since site/ was built, run `nox -s docs` and test again."
        pytest.fail("\n".join([*found[:5], f"{len(found)} files differ between two builds. {hint}"]), pytrace=False)
