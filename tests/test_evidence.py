"""What the verifier found stands beside the formulas of the site, and only what it found of exactly these."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from postprocess import PostprocessError, postprocess
from postprocess.context import Context
from postprocess.evidence import read_evidence, show_evidence
from tests.browsing import opened

HEADING = '<h2 id="squared-norm">Squared norm</h2><p>For x,</p>'
TABS = (
    '<div class="tabbed-set tabbed-alternate"><input type="radio"><div class="tabbed-labels"><label>Numerator layout'
    '</label><label>Denominator layout</label></div><div class="tabbed-content"><div class="tabbed-block">{}</div>'
    '<div class="tabbed-block">{}</div></div></div>'
)
FORMULA = r'<div class="arithmatex">\[{}\]</div>'


def statement(line, tex, **changes):
    """Return the evidence of one formula."""
    found = {
        **{"line": line, "tex": tex, "tab": None, "layouts": ["numerator", "denominator"], "evaluations": 6},
        **{"sizes": {"n": [1, 4]}, "error": "3e-16", "referee_error": "0e+00", "derivation": False, "rejected": ""},
        "shape": "1 × 1",
    }
    return found | changes


def entry(*statements, **changes):
    """Return the evidence of one entry."""
    found = {
        **{"page": "docs/page.md", "snippet": "", "holds": True, "statements": list(statements), "not_executed": []},
        **{"title": "Squared norm", "declaration": "For $x$,", "sources": "standard result.", "symbols": []},
        **{"conditions": [], "variants_rejected": 0, "variants_equal": 0},
        **{"snippet_values": 0, "mutants_rejected": 0, "mutants_equal": 0},
    }
    return found | changes


@pytest.fixture
def shown(tmp_path):
    """Returns a page of one entry with its evidence, as a reader's browser sees it."""

    def show(html, **entries):
        docs = tmp_path / "docs"
        docs.mkdir(exist_ok=True)
        evidence = {"entries": {id.replace("_", "-"): found for id, found in entries.items()}}
        return BeautifulSoup(show_evidence({"page.html": html}, Context(docs, evidence))["page.html"], "html.parser")

    return show


def rows(tree):
    """Return what the evidence opens to, by its headings."""
    texts = [" ".join(element.get_text().split()) for element in tree.select("dt, dd")]
    return dict(zip(texts[::2], texts[1::2], strict=True))


# On the built site


def test_entry_shows_what_the_verifier_found(pages, evidence):
    shown = {
        line.find_previous("h2")["id"]: line for tree in pages.values() for line in tree.select("details.evidence")
    }
    assert shown.keys() == evidence["entries"].keys()
    for id, line in shown.items():
        found = evidence["entries"][id]
        passed = [one for one in found["statements"] if not one["rejected"]]
        summary = line.summary.get_text()
        assert re.match(r"Executed: (\d+)", summary)[1] == str(len(passed)), id
        assert f" {sum(one['evaluations'] for one in passed)} sample" in summary, id
        told = rows(line)
        assert told["Do it yourself"] == f"python3 noxfile.py -s verify -- {id}"
        assert ("Conditions" in told) == bool(found["conditions"]), id
        assert told.get("Wrong variants", "0").split()[0] == str(found["variants_rejected"]), id
        assert ("Snippet" in told) == bool(found["snippet"]), id


def test_notebook_claims_no_executed_formulas(pages, root):
    notebooks = list((root / "docs").rglob("*.ipynb"))
    assert notebooks
    for path in notebooks:
        (line,) = pages[path.relative_to(root / "docs").with_suffix(".html").as_posix()].select(".evidence")
        assert line.get_text().startswith("The code of this notebook was executed"), path.name


def test_evidence_has_text_sizes_and_digests(evidence, root):
    found = evidence["entries"]["quadratic-form"]
    assert found["statements"][0]["tex"].split()[-1] == r"\mathbf{A}^{\top})"
    assert [one["tab"] for one in found["statements"][:2]] == ["Numerator layout", "Denominator layout"]
    lowest, highest = found["statements"][0]["sizes"]["n"]
    assert lowest == 1 < 3 < highest
    assert found["conditions"] == [r"$\mathbf{A}$ independent of $\mathbf{x}$"]
    for file in (found["page"], found["snippet"]):
        assert evidence["sources"][file] == hashlib.sha256((root / file).read_bytes()).hexdigest()


# How it is put


def test_summary_stands_below_tabs_and_counts_formulas(shown):
    html = HEADING + TABS.format(FORMULA.format("a"), FORMULA.format("b")) + FORMULA.format("c") + "<p>words</p>"
    tree = shown(
        html,
        squared_norm=entry(
            statement(3, "a", tab="Numerator layout", layouts=["numerator"], error="7e-16"),
            statement(5, "b", tab="Denominator layout", layouts=["denominator"], sizes={"n": [2, 7], "m": [1, 3]}),
            statement(9, "c", derivation=True, layouts=["numerator"], evaluations=1000),
            conditions=[
                r"$\mathbf{A}$ independent of $\boldsymbol{\gamma}$",
                r"$\lVert x \rVert < 1$",
                r"positive $\epsilon$",
            ],
            variants_rejected=3,
            variants_equal=1,
            snippet_values=4,
            mutants_rejected=2,
            mutants_equal=2,
        ),
    )
    (line,) = tree.select(".evidence")
    assert "tabbed-set" in line.find_previous_sibling()["class"] and line.find_next_sibling().get_text() == r"\[c\]"
    assert line.summary.get_text() == "Executed: 3 equations, 1,012 samples, largest error 7·10−16"
    assert rows(tree) == {
        "Samples": "3 equations, derivation included, at 1,012 random points in all, with m from 1 to 3 and n from 1 to 7",
        "Largest error": "7·10−16 relative in double precision, 0 at 50 digits",
        "Layouts": "each formula holds only in the layout of its tab",
        "Conditions": r"A independent of γ, \(\lVert x \rVert < 1\) and positive \(\epsilon\); each of them needed: a formula fails without it",
        "Wrong variants": "3 of the formulas, all rejected, 1 more is equal as a function",
        "Snippet": "4 values compared with the formulas, equal to ten digits; its example notices 2 wrong variants of the code, 2 more are equal as functions",
        "Do it yourself": "python3 noxfile.py -s verify -- squared-norm",
    }


def test_layouts_are_told_apart(shown):
    html = HEADING + TABS.format(FORMULA.format("a"), FORMULA.format("b")) + FORMULA.format("c")
    tabs = (
        statement(3, "a", tab="Numerator layout", layouts=["numerator"]),
        statement(5, "b", tab="Denominator layout", layouts=["denominator"]),
    )
    tree = shown(html, squared_norm=entry(*tabs, statement(9, "c")))
    assert (
        rows(tree)["Layouts"] == "2 formulas hold only in the layout of their tab and 1 formula holds in both layouts"
    )
    other = shown(html, squared_norm=entry(tabs[0], statement(5, "b"), statement(9, "c")))
    assert rows(other)["Layouts"] == "1 formula holds only in the layout of its tab and 2 formulas hold in both layouts"


def test_single_condition_is_told_in_the_singular(shown):
    tree = shown(HEADING + FORMULA.format("a"), squared_norm=entry(statement(3, "a"), conditions=["positive $x$"]))
    assert rows(tree)["Conditions"] == "positive x; needed: a formula fails without it"


def test_formula_not_executed_says_so_and_why(shown):
    skipped = [{"line": 3, "tex": "a", "reason": "a picture < a formula"}]
    html = HEADING + FORMULA.format("a") + FORMULA.format("b")
    tree = shown(html, squared_norm=entry(statement(5, "b"), not_executed=skipped))
    first, second = tree.select(".evidence")
    assert first.get_text() == "Not executed: a picture < a formula"
    assert first.find_previous_sibling().get_text() == r"\[a\]"
    assert second.summary.get_text().startswith("Executed: 1 of 2 equations")
    alone = shown(HEADING + FORMULA.format("a"), squared_norm=entry(not_executed=skipped))
    assert [line.name for line in alone.select(".evidence")] == ["p"]


def test_only_the_corrected_formula_counts_as_executed(shown):
    box = '<div class="admonition {}">{}</div>'
    html = HEADING + box.format("failure", FORMULA.format("a")) + box.format("success", FORMULA.format("b"))
    wrong = statement(3, "a", rejected="the two sides differ", error="9e-01", layouts=[])
    tree = shown(html, squared_norm=entry(wrong, statement(5, "b", layouts=["numerator"])))
    (line,) = tree.select(".evidence")
    assert "success" in line.parent["class"]
    assert line.summary.get_text() == "Executed: 1 equation, 6 samples, largest error 3·10−16"
    assert rows(tree)["Layouts"] == "the formula holds in numerator layout"


# What is no evidence


@pytest.mark.parametrize(
    ("html", "message"),
    [
        (FORMULA.format("a") + FORMULA.format("c"), r"squared-norm: displays a formula where another was executed"),
        (FORMULA.format("a"), r"squared-norm: does not display a formula that was executed"),
        (
            FORMULA.format("a") + FORMULA.format("b") + FORMULA.format("c"),
            r"squared-norm: displays a formula that was not executed",
        ),
        (
            FORMULA.format("a") + FORMULA.format("b") + '<h2 id="other">Other</h2>' + FORMULA.format("b"),
            "other: displays a formula that was not executed: write it in an entry",
        ),
    ],
)
def test_formula_that_was_not_executed_is_named(shown, html, message):
    with pytest.raises(PostprocessError, match=f"^docs/page.md: {message}.*run `nox -s verify`"):
        shown(HEADING + html, squared_norm=entry(statement(3, "a"), statement(5, "b")))


def test_formula_above_all_headings_has_no_evidence(shown):
    with pytest.raises(PostprocessError, match=r"^docs/page.md: above all headings: displays a formula"):
        shown(FORMULA.format("a"))


@pytest.fixture
def repository(root, tmp_path):
    """A page, its snippet, the built site, the lists of rows, and the evidence of the verifier."""
    (tmp_path / "sources").symlink_to(root / "sources")
    for file, text in {
        "docs/page.md": "# Page\n",
        "snippets/page/squared_norm.py": "x\n",
        "site/page.html": HEADING + FORMULA.format("a"),
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text)
    sources = {
        file: hashlib.sha256((tmp_path / file).read_bytes()).hexdigest()
        for file in ("docs/page.md", "snippets/page/squared_norm.py")
    }
    found = {"figures": {}, "sources": sources, "entries": {"squared-norm": entry(statement(3, "a"))}}
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "evidence.json").write_text(json.dumps(found))
    return tmp_path


@pytest.mark.parametrize("file", ["docs/page.md", "snippets/page/squared_norm.py"])
@pytest.mark.parametrize("change", [lambda path: path.write_text("y\n"), Path.unlink], ids=["changed", "gone"])
def test_evidence_of_another_text_is_refused(repository, file, change):
    evidence = repository / ".cache" / "evidence.json"
    assert read_evidence(evidence, repository)["entries"]
    change(repository / file)
    with pytest.raises(PostprocessError, match=f"^{file}: has changed since it was executed: run `nox -s verify`"):
        read_evidence(evidence, repository)


def test_entry_that_does_not_hold_is_not_published(repository):
    evidence = repository / ".cache" / "evidence.json"
    evidence.write_text(evidence.read_text().replace('"holds": true', '"holds": false'))
    with pytest.raises(PostprocessError, match="^docs/page.md: squared-norm does not hold: mend what `nox -s verify"):
        read_evidence(evidence, repository)


def test_evidence_is_shown_once_after_two_runs(repository):
    for _ in range(2):
        postprocess(repository / "site", repository / "docs", repository / ".cache" / "evidence.json")
        assert (repository / "site" / "page.html").read_text().count("<summary>Executed: 1 equation") == 1


def test_page_without_evidence_claims_nothing(repository):
    postprocess(repository / "site", repository / "docs")
    assert "xecuted" not in (repository / "site" / "page.html").read_text()


@pytest.mark.parametrize("state", ["current", "stale", "missing", "broken", "new page"])
def test_serve_shows_only_evidence_of_these_pages(repository, state):
    from postprocess import mkdocs_hook

    evidence = repository / ".cache" / "evidence.json"
    if state == "stale":
        (repository / "docs" / "page.md").write_text("# Changed\n")
    if state == "missing":
        evidence.unlink()
    if state == "new page":
        (repository / "site" / "new.html").write_text((repository / "site" / "page.html").read_text())
    if state == "broken":
        evidence.write_text("{")
    mkdocs_hook.on_startup("serve", False)
    mkdocs_hook.on_post_build(SimpleNamespace(site_dir=repository / "site", docs_dir=repository / "docs"))
    page = (repository / "site" / "page.html").read_text()
    assert ("Executed" in page) == (state == "current")
    assert "<mjx-container" in page


def test_command_line_names_stale_evidence(repository):
    (repository / "docs" / "page.md").write_text("# Changed\n")
    folders = [str(repository / "site"), "--docs", str(repository / "docs")]
    command = [
        sys.executable,
        "-m",
        "postprocess",
        *folders,
        "--evidence",
        str(repository / ".cache" / "evidence.json"),
    ]
    run = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    assert run.returncode == 1
    assert run.stderr == "docs/page.md: has changed since it was executed: run `nox -s verify` and build again\n"


# In a browser


def test_evidence_opens_without_script_but_not_on_paper(browser, served):
    address = f"{served}/bilinear-quadratic.html#quadratic-form"
    with opened(browser, address, java_script_enabled=False) as page:
        line = page.locator("#quadratic-form ~ details.evidence").first
        assert line.locator("dl").is_hidden()
        line.locator("summary").click()
        assert line.locator("dl").is_visible()
        page.emulate_media(media="print")
        assert line.locator("dl").is_hidden() and line.locator("summary").is_visible()


CONTRAST = """element => {
  const rgb = (text) => {
    const parts = text.match(/[\\d.]+/g).map(Number);
    return text.startsWith("color(") ? [...parts.slice(0, 3).map((x) => 255 * x), parts[3] ?? 1] : [...parts.slice(0, 3), parts[3] ?? 1];
  };
  let behind = element;
  while (rgb(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const back = rgb(getComputedStyle(behind).backgroundColor);
  const front = rgb(getComputedStyle(element).color);
  const seen = [0, 1, 2].map((k) => front[k] * front[3] + back[k] * (1 - front[3]));
  const light = (color) => [.2126, .7152, .0722].reduce((sum, weight, k) => {
    const x = color[k] / 255;
    return sum + weight * (x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
  }, 0);
  const [low, high] = [light(seen), light(back)].sort((a, b) => a - b);
  return (high + .05) / (low + .05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_beside_a_formula_has_contrast(browser, served, scheme):
    with opened(browser, f"{served}/corrections.html", color_scheme=scheme, has_touch=True) as page:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for selector in (".evidence summary", ".evidence dd", ".formula__link", ".formula__copy"):
            assert page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector
