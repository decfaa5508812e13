"""Every page of the site in a real browser: loaded once on a wide screen and once on a phone, then looked at in several ways."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browsing import A4, OPEN, READ, READ_UP, opened

DOCS = Path(__file__).parent.parent / "docs"
SOURCES = sorted(path.relative_to(DOCS) for pattern in ("*.md", "*.ipynb") for path in DOCS.rglob(pattern))
PAGES = [path.with_suffix(".html").as_posix() for path in SOURCES] + ["404.html"]
ONE_OF_EACH_KIND = ["index.html", "chain-rules.html", "corrections.html", "sources/kong.html", "notebooks/neuron.html"]
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
PHONE = {"width": 412, "height": 823}  # Lighthouse's
# Drawn whole, without the shades and marks behind which axe decides no contrast.
LAID_BARE = """* { content-visibility: visible !important; }
.md-typeset__scrollwrap { background: none !important; }
summary::before, summary::after { content: none !important; }"""
# No rule of axe is about the thousands of elements in formulas: their boxes stay, and their text for readers who hear.
LIGHTER = """document.querySelectorAll('mjx-container svg').forEach(e => e.replaceChildren());
document.querySelectorAll('mjx-container math').forEach(e => e.replaceChildren(e.textContent));"""
NAVIGATION = [".md-sidebar--primary"]  # the same on all pages: looked at on one of each kind
BOXES = "mjx-container[style], pre > code, .picture"  # drawn where they are read


# All tests of a page run in one process (conftest.py) and in the order of this file: some change it for the next.
@pytest.fixture(scope="module", params=PAGES)
def page(request, browser, served):
    """A page with all its details open; at the end, `opened` fails if it has asked another host, or complained."""
    with opened(browser, f"{served}/{request.param}", color_scheme="light", viewport=WIDE) as page:
        page.evaluate(
            "violations = []; addEventListener('securitypolicyviolation', e => violations.push(e.blockedURI))"
        )
        # Without delay, and with all shown that shows when it is hovered over, as on a phone.
        page.add_style_tag(content="* { transition: none !important; } .formula > * { opacity: 1 !important; }")
        page.evaluate(OPEN)
        yield page


@pytest.fixture(scope="session")
def axe(root):
    """The source of axe-core."""
    source = root / "tests" / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        pytest.fail("axe-core is not installed: run `nox -s tests`", pytrace=False)
    return source.read_text()


def test_title_is_not_shown(page):
    assert page.locator("h1").first.is_visible()


def test_page_is_wider_than_a_phone(page):
    page.set_viewport_size(NARROW)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    assert width <= 360, f"{page.url} is {width} px wide on a screen of 360 px"


def test_displayed_formula_is_wider_than_a_phone(page):
    page.set_viewport_size(NARROW)
    wide = page.evaluate(
        """[2, 1].flatMap(tab => {
            document.querySelectorAll(`.tabbed-set > input:nth-of-type(${tab})`).forEach(e => e.checked = true);
            const lacks = e => e.querySelector('svg').getBoundingClientRect().width - e.clientWidth;
            return [...document.querySelectorAll('article mjx-container[display]')].filter(e => e.clientWidth)
                .filter(e => lacks(e) > 0).map(e => `${Math.ceil(lacks(e))} px too wide: ${e.dataset.tex}`);
        })"""
    )
    assert wide == [], page.url


def test_formula_leaves_its_table_cell(page):
    page.set_viewport_size(NARROW)
    assert out_of_cells(page) == [], page.url


def test_scrolling_box_is_out_of_the_keyboards_reach(page):
    page.set_viewport_size(NARROW)
    page.wait_for_timeout(100)
    boxes = page.evaluate(
        """[...document.querySelectorAll('.md-typeset__scrollwrap, pre > code, mjx-container')]
        .filter(e => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX))
        .map(e => [e.tabIndex, e.outerHTML.slice(0, 100)])"""
    )
    assert boxes or "/index.html" not in page.url, "a table that scrolls is not found"
    assert [html for index, html in boxes if index < 0] == [], page.url


def test_drawing_changes_size_when_it_is_read(page):
    page.set_viewport_size(NARROW)
    sizes = []
    for visibility in ("hidden", "visible"):
        rows = ".rows { content-visibility: visible !important; }"  # for these, a browser decides between the two
        style = page.add_style_tag(content=f"{BOXES} {{ content-visibility: {visibility} !important; }} {rows}")
        sizes.append(
            page.evaluate(
                f"""[...document.querySelectorAll("{BOXES}")].map(e => [e, e.getBoundingClientRect()])
                .map(([e, {{width, height}}]) => [width, height, e.outerHTML.slice(0, 100)])"""
            )
        )
        style.evaluate("style => style.remove()")
    assert sizes[0] or "/404.html" in page.url
    changed = [
        f"{html}: {width} x {height} px, then {w} x {h}"
        for (width, height, html), (w, h, _) in zip(*sizes, strict=True)
        if abs(width - w) > 1 or abs(height - h) > 1
    ]
    assert changed == [], page.url


def complaints(page, axe, rules=()):
    """Run rules of axe-core, by default all, on a page that is read and drawn whole; return what they find, a line each.

    On a wide screen also what it cannot decide; on a narrow one boxes that scroll hide much of what they hold.
    """
    page.evaluate(LIGHTER)
    laid_bare = page.add_style_tag(content=LAID_BARE)
    is_one_of_its_kind = urlsplit(page.url).path.removeprefix("/") in ONE_OF_EACH_KIND
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found = page.evaluate(
        """async ([rules, wide, excluded]) => {
            const {passes, violations, incomplete} = await axe.run({exclude: excluded.map((one) => [one])}, {
                ...(rules.length && {runOnly: rules}), elementRef: true, resultTypes: ["violations", "incomplete"],
            });
            if (!passes.length) return null;
            const each = (rules) => rules.flatMap(({id, nodes}) => nodes.map((node) => ({id, ...node})));
            const ours = ({element}) => element.closest("article") && !element.closest("svg");  // menus are hidden
            const found = [...each(violations), ...each(wide ? incomplete : []).filter(ours)];
            return found.map(({id, html, failureSummary}) => `${id}: ${html.slice(0, 120)}: ${failureSummary}`);
        }""",
        [list(rules), page.viewport_size == WIDE, ["mjx-container svg", *([] if is_one_of_its_kind else NAVIGATION)]],
    )
    laid_bare.evaluate("style => style.remove()")
    assert found is not None, f"{page.url}: axe ran no rule"
    return [f"{page.url}: {line}" for line in found]


def read(page):
    """Read a page to its end, as listings that scroll get their focus when they are drawn, and go back to its top."""
    page.evaluate(READ)
    page.wait_for_timeout(100)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")


def test_axe_rule_is_broken(page, axe):
    page.set_viewport_size(WIDE)
    read(page)
    errors = complaints(page, axe)
    assert errors == [], "\n".join(errors)


def test_contrast_is_too_low_in_the_dark(page, axe):
    page.set_viewport_size(WIDE)
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")  # nothing but colours differs
    errors = complaints(page, axe, ["color-contrast"])
    assert errors == [], "\n".join(errors)


def test_target_is_too_small_for_fingers(page, axe):
    page.set_viewport_size(PHONE)
    errors = complaints(page, axe, ["target-size"])
    assert errors == [], "\n".join(errors)


@pytest.mark.parametrize("path", PAGES)
def test_page_moves_when_read_upwards(browser, served, path):
    with opened(browser, f"{served}/{path}", viewport=PHONE) as page:
        page.evaluate(
            """moves = []; new PerformanceObserver((list) => moves.push(...list.getEntries().map(
                ({value, sources}) => `${value}: ${sources.map(({node}) => node?.outerHTML?.slice(0, 80))}`
            ))).observe({type: 'layout-shift', buffered: true})"""
        )
        page.evaluate(READ_UP)
        assert page.evaluate("[scrollY, moves]") == [0, []], path


@pytest.mark.parametrize("path", ONE_OF_EACH_KIND)
def test_axe_rule_is_broken_on_a_phone(browser, served, axe, path):
    with opened(browser, f"{served}/{path}", viewport=NARROW) as page:
        page.evaluate(OPEN)
        read(page)
        errors = complaints(page, axe)
        assert errors == [], "\n".join(errors)


def test_tab_or_details_violates_the_policy(page):
    page.set_viewport_size(WIDE)
    # A tab that is chosen chooses it everywhere.
    page.evaluate("document.querySelectorAll('.tabbed-set')[0]?.querySelectorAll('label').forEach(e => e.click())")
    page.evaluate("document.querySelectorAll('summary').forEach(e => e.click())")
    page.wait_for_timeout(50)
    assert page.evaluate("violations") == []


def test_formula_leaves_its_table_cell_on_paper(page):  # last: unseen tables keep its sizes
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    assert out_of_cells(page) == [], page.url


def test_code_line_is_broken_on_paper(page):
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    broken = page.evaluate(
        """[...document.querySelectorAll('pre > code')]
        .filter(e => e.textContent.split('\\n').every(line => line.length <= 100)).filter(e => {
            const {lineHeight, paddingTop, paddingBottom} = getComputedStyle(e);
            const high = e.style.getPropertyValue('--lines') * parseFloat(lineHeight);
            return e.clientHeight > high + parseFloat(paddingTop) + parseFloat(paddingBottom) + 2;
        }).map(e => e.textContent)"""
    )
    assert broken == [], page.url


def out_of_cells(page):
    """Return the formulas that reach out of the cell of a table."""
    return page.evaluate(
        """[...document.querySelectorAll('td mjx-container')].filter(e => e.getClientRects().length)
        .filter(e => e.getBoundingClientRect().right > e.closest('td').getBoundingClientRect().right)
        .map(e => e.dataset.tex)"""
    )
