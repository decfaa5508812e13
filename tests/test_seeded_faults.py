"""Faults that nothing noticed once: each is put into a copy of the repository, and a check says where it is and what.

The checks run in the copy as `nox -s tests` runs them, one each.
"""

import re
import shutil
import subprocess
import sys
from importlib import import_module
from typing import NamedTuple
from unittest.mock import MagicMock

import pytest

from postprocess.context import Context
from postprocess.errors import PostprocessError
from postprocess.reject_third_party import reject_third_party

IGNORED = shutil.ignore_patterns(".*", "site", "node_modules", "__pycache__", "theme", "bench")
FORMS = "docs/bilinear-quadratic.md"
SNIPPET = "snippets/bilinear-quadratic/squared_norm.py"
LEFT = "$\\mathbf{y} \\in \\mathbb{R}^{m}$, $\\mathbf{A} \\in \\mathbb{R}^{m \\times n}$ and $\\mathbf{x} \\in \\mathbb{R}^{n}$, with $\\mathbf{A}$ and $\\mathbf{x}$ independent of"
LIMITS = "tests/test_published_figures.py::test_"
OF_PAGES = "tests/test_command_of_pages.py::test_wrong_entry_is_told_by_line_count_and_exit_status"
SHAPE = "tests/test_snippets.py::test_snippet_out_of_shape_is_detected[squared_norm]"
VERIFIER, PYTEST = ("-m", "verifier"), ("-m", "pytest", "-q", "-p", "no:cacheprovider")


class Fault(NamedTuple):
    """A fault, the check that notices it, and its message.

    changes: of files, what is replaced, once in each: file, old, new; check: the test, or for a page the entry.
    """

    changes: tuple[tuple[str, str, str], ...]
    check: str
    message: str


FAULTS = {
    # the verifier's own alarm
    "no variants of formulas": Fault(
        (("verifier/mutants.py", "        if changed not in seen:", "        if False:"),),
        "squared-norm",
        f"{FORMS}:223: squared-norm: none of 0 wrong variants of the formula is rejected: it would pass whatever it says",
    ),
    "a failed entry is reported as ok": Fault(
        (("verifier/pages/report.py", "    if evidence.failures:", "    if False:"),),
        OF_PAGES,
        "assert 'ok   other-n",
    ),
    "exit status is always 0": Fault(
        (("verifier/pages/command.py", "return 1 if failed else 0", "return 0"),), OF_PAGES, "assert 0 == 1"
    ),
    "loose tolerance of snippets": Fault(
        (("verifier/judge.py", "TOLERANCE = 1e-10", "TOLERANCE = 1e-2"),),
        f"{LIMITS}snippets_agree_to_ten_digits",
        "assert '' == 'value'",
    ),
    "loose tolerance of double precision": Fault(
        (("verifier/compare.py", "SUSPICIOUS = 1e-13", "SUSPICIOUS = 1e-2"),),
        f"{LIMITS}double_precision_is_suspicious_from_the_published_difference_on",
        "assert True is False",
    ),
    "loose tolerance of central differences": Fault(
        (("verifier/compare.py", "CENTRAL_TOLERANCE = 1e-15", "CENTRAL_TOLERANCE = 1e-2"),),
        f"{LIMITS}central_differences_agree_to_the_published_difference",
        "assert True is False",
    ),
    "wide balls count as equal": Fault(
        (("verifier/compare.py", "KNOWN_TO = 2.0**-100", "KNOWN_TO = 2.0**-10"),),
        f"{LIMITS}balls_are_narrower_than_published",
        "DID NOT RAISE",
    ),
    "small sizes only": Fault(
        (("verifier/judge.py", "SMALLEST = 3 ", "SMALLEST = 1 "),),
        f"{LIMITS}sizes_next_to_each_other_begin_at_three",
        "AssertionError: assert ('consecutive', [3, 4]) in",
    ),
    # declarations
    "sizes that need not be equal": Fault(
        ((FORMS, f"For {LEFT} $\\mathbf{{y}}$", f"For {LEFT.replace('{m', '{n')} $\\mathbf{{y}}$"),),
        "bilinear-form-by-left-vector",
        f"{FORMS}:87: bilinear-form-by-left-vector: the rows of $\\mathbf{{y}}$ and the rows of $\\mathbf{{A}}$ "
        "need not be $n$: every formula of the entry holds for another size as well",
    ),
    "condition on a size": Fault(
        ((FORMS, f"{LEFT} $\\mathbf{{y}}$", f"{LEFT} $\\mathbf{{y}}$".replace("with ", "with $n > 1$ and ")),),
        "bilinear-form-by-left-vector",
        f"{FORMS}:87: bilinear-form-by-left-vector: the condition '$n > 1$' is not needed",
    ),
    # sources
    "row that does not exist": Fault(
        ((FORMS, "Cookbook (131); Wik", "Cookbook (99999); Wik"),),
        "tests/test_sources.py::test_every_citation_is_in_order",
        f"{FORMS}:250: entry 'squared-norm': Cookbook has no row '(99999)': write a row of sources/matrix-cookbook.csv",
    ),
    "exchanged rows": Fault(
        ((FORMS, "Kong K103; B", "Kong K104; B"), (FORMS, "Kong K104; C", "Kong K103; C")),
        "tests/test_sources.py::test_every_citation_is_in_order",
        f"{FORMS}:250: entry 'squared-norm' cites rows of different identities, K103 (quad.xAx-sym), MC-131 (quad.xx)",
    ),
    "row that is no longer cited": Fault(
        (
            (
                "docs/neuron-loss.md",
                "Sources: Kong K75, K81, K82, K83, K84; Parr & Howard PH96, PH100, PH101, PH102.",
                "Sources: Kong K75, K81, K82, K83, K84; Parr & Howard PH96, PH101, PH102.",
            ),
        ),
        "tests/test_sources.py::test_row_that_is_no_longer_cited_is_named",
        "no entry cites PH100 any more: put it back",
    ),
    # docstrings and examples
    "wrong shape in a docstring": Fault(
        ((SNIPPET, "derivative (n,).", "derivative (n, n)."),),
        "squared-norm",
        f"{SNIPPET}:3: squared-norm: the docstring says (n, n), but squared_norm_dx has the shape (2,) at n = 2",
    ),
    "layout that a docstring does not say": Fault(
        (("snippets/matrix-functions/log_determinant.py", " in denominator layout", ""),),
        "log-determinant",
        "log_determinant.py:22: log-determinant: log_determinant_dX has the shape of its matrix: say 'in denominator layout'",
    ),
    "loosened tolerance of an example": Fault(
        ((SNIPPET, "rtol=1e-12", "rtol=1e-2"),), SHAPE, f"{SNIPPET}:9: compares too leniently"
    ),
    "default tolerance of an example": Fault(
        ((SNIPPET, ", rtol=1e-12, atol=0", ""),), SHAPE, f"{SNIPPET}:9: compares too leniently"
    ),
    "example without a seed": Fault(
        ((SNIPPET, "default_rng(0)", "default_rng()"),), SHAPE, "random data differ from run to run"
    ),
    "example of integers": Fault(
        (
            (SNIPPET, ">>> rng = np.random.default_rng(0)\n", ""),
            (SNIPPET, "rng.normal(size=(2, 5))", "np.array([[1, 2], [3, 4]])"),
        ),
        SHAPE,
        f"{SNIPPET}:1: the example has no random data: draw it by np.random.default_rng(0)",
    ),
    "default value": Fault(
        ((SNIPPET, "def squared_norm_dx(x):", "def squared_norm_dx(x, y=1):"),), SHAPE, "has a default value"
    ),
    "import of another package": Fault(
        ((SNIPPET, "    return 2 * x", "    return __import__('scipy').array(2 * x)"),),
        SHAPE,
        "'__import__' is neither NumPy's nor one of",
    ),
    # words
    "title of another page": Fault(
        (("docs/reductions.md", "# Reductions and softmax\n", "# Bilinear and quadratic forms\n"),),
        "tests/test_pages.py::test_title_of_another_page_or_entry_is_detected",
        f"docs/reductions.md:1: the page at {FORMS}:1 is titled 'Bilinear and quadratic forms', too: say what differs",
    ),
    "heading of another entry": Fault(
        ((FORMS, "## Bilinear form by its left vector {", "## Bilinear form by its right vector {"),),
        "tests/test_pages.py::test_title_of_another_page_or_entry_is_detected",
        f"{FORMS}:87: the entry at {FORMS}:44 is titled 'Bilinear form by its right vector', too: say what differs",
    ),
    "way backwards of another function": Fault(
        ((FORMS, "vjp-forms.md#bilinear-form-backwards", "vjp-forms.md#squared-norm-node"),),
        "tests/test_backwards.py::test_derivative_leads_to_its_own_product[bilinear-quadratic.md]",
        f"{FORMS}:40: entry 'bilinear-form-by-matrix' leads backwards to products of other functions",
    ),
    # notebooks
    "output in one cell": Fault(
        (("docs/notebooks/neuron.ipynb", '"outputs": []', '"outputs": [{"output_type": "stream", "text": "1"}]'),),
        "tests/test_pages.py::test_output_committed_in_a_notebook_is_detected",
        "has an output: clear it, as the build runs the notebook",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_seeded_fault_is_noticed(root, tmp_path, name):
    fault, copy = FAULTS[name], tmp_path / "copy"
    shutil.copytree(root, copy, ignore=IGNORED)
    for file, old, new in fault.changes:
        text = (copy / file).read_text()
        assert old in text, f"{file} has no {old!r} any more"
        (copy / file).write_text(text.replace(old, new, 1))
    command = (*PYTEST, fault.check) if fault.check.startswith("tests/") else (*VERIFIER, fault.check)
    done = subprocess.run([sys.executable, *command], cwd=copy, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert fault.message in done.stdout


# What needs another command than a test or the verifier


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "extra_javascript: [",
            "extra_javascript: [https://cdn.example/a.js, ",
            r"^mkdocs.yml:\d+: https://cdn.example/a.js is loaded from another host by index.html",
        ),
        (
            "extra_css: [",
            "extra_css: [//cdn.example/a.css, ",
            r"^mkdocs.yml:\d+: //cdn.example/a.css is loaded from another host by index.html",
        ),
        (
            "font: false",
            "font: {text: Roboto}",
            r"^mkdocs.yml:\d+: `font`: https://fonts.\S+ is loaded from another host",
        ),
    ],
    ids=["script", "style", "font"],
)
def test_asset_of_another_host_in_the_configuration_is_named(root, tmp_path, old, new, message):
    text = (root / "mkdocs.yml").read_text()
    assert old in text
    for name in ("theme", "snippets", "postprocess", "sources", "verifier"):
        (tmp_path / name).symlink_to(root / name, target_is_directory=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# One page\n")
    changed = re.sub(r"^nav:\n(?:[ ].*\n)+", "", text.replace(old, new), flags=re.MULTILINE)
    (tmp_path / "mkdocs.yml").write_text(changed.replace("strict: true", "strict: false"))
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    pages = {"index.html": (tmp_path / "site" / "index.html").read_text()}
    with pytest.raises(PostprocessError, match=message):
        reject_third_party(pages, Context(tmp_path / "docs"))


def test_lock_that_differs_from_what_was_installed_is_installed_again(monkeypatch, tmp_path):
    """Its hashes are looked at only where packages are downloaded, so those that are there must not count."""
    monkeypatch.setitem(sys.modules, "nox", MagicMock())
    monkeypatch.delitem(sys.modules, "noxfile", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    noxfile = import_module("noxfile")
    monkeypatch.delitem(sys.modules, "noxfile")
    monkeypatch.setattr(noxfile, "LOCKS", tmp_path)
    session = MagicMock()
    session.virtualenv.location = tmp_path
    again = []
    for lock in ("numpy==2.0 --hash=sha256:a", "numpy==2.0 --hash=sha256:a", "numpy==2.0 --hash=sha256:b"):
        (tmp_path / "snippets.txt").write_text(lock)
        noxfile.install(session, "snippets")
        arguments = session.install.call_args.args
        assert "--require-hashes" in arguments
        again.append("--force-reinstall" in arguments)
    assert again == [False, False, True]
