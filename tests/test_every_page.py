"""Every page of the site in a real browser: loaded once, then looked at in several ways; one of each kind on a phone, too."""

from pathlib import Path

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
BOXES = "mjx-container[style], pre > code, .picture"  # drawn where they are read


@pytest.fixture(
    scope="module", params=[pytest.param(path, marks=pytest.mark.xdist_group(path)) for path in PAGES], ids=PAGES
)
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


def test_it_shows_its_title(page):
    assert page.locator("h1").first.is_visible()


def test_it_is_no_wider_than_a_phone(page):
    page.set_viewport_size(NARROW)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    assert width <= 360, f"{page.url} is {width} px wide on a screen of 360 px"


def test_its_displayed_formulas_fit_a_phone_in_both_layouts(page):
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


def test_its_formulas_stay_in_the_cells_of_their_tables(page):
    page.set_viewport_size(NARROW)
    assert out_of_cells(page) == [], page.url


def test_what_scrolls_on_a_phone_is_reached_by_keyboard(page):
    page.set_viewport_size(NARROW)
    page.wait_for_timeout(100)
    boxes = page.evaluate(
        """[...document.querySelectorAll('.md-typeset__scrollwrap, pre > code, mjx-container')]
        .filter(e => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX))
        .map(e => [e.tabIndex, e.outerHTML.slice(0, 100)])"""
    )
    assert boxes or "/index.html" not in page.url, "a table that scrolls is not found"
    assert [html for index, html in boxes if index < 0] == [], page.url


def test_what_is_drawn_where_it_is_read_takes_the_same_room_before(page):
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


def complaints(page, axe, rules):
    """Run axe-core on a page that is read and drawn whole; return what it finds, a line each.

    On a wide screen also what it cannot decide; on a narrow one boxes that scroll hide much of what they hold.
    """
    if not rules:
        page.evaluate(READ)  # the focus of a listing that scrolls comes when it is drawn
        page.wait_for_timeout(100)
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    laid_bare = page.add_style_tag(content=LAID_BARE)
    page.evaluate(axe)
    found = page.evaluate(
        """async ([rules, wide]) => {
            const drawings = {exclude: [["mjx-container svg"]]};  // hidden from readers who hear: they hear the MathML
            const {passes, violations, incomplete} = await axe.run(drawings, {
                ...rules, elementRef: true, resultTypes: ["violations", "incomplete"],
            });
            if (!passes.length) return null;
            const each = (rules) => rules.flatMap(({id, nodes}) => nodes.map((node) => ({id, ...node})));
            const ours = ({element}) => element.closest("article") && !element.closest("svg");  // menus are hidden
            const found = [...each(violations), ...each(wide ? incomplete : []).filter(ours)];
            return found.map(({id, html, failureSummary}) => `${id}: ${html.slice(0, 120)}: ${failureSummary}`);
        }""",
        [rules, page.viewport_size == WIDE],
    )
    laid_bare.evaluate("style => style.remove()")
    assert found is not None, f"{page.url}: axe ran no rule"
    return [f"{page.url}: {line}" for line in found]


@pytest.mark.parametrize(
    ("scheme", "screen", "rules"),
    [
        ("default", WIDE, {}),
        ("slate", WIDE, {"runOnly": ["color-contrast"]}),
        ("default", PHONE, {"runOnly": ["target-size"]}),
    ],
    ids=["light", "dark", "fingers"],
)
def test_axe_finds_nothing(page, axe, scheme, screen, rules):
    page.set_viewport_size(screen)
    page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)  # nothing but colours differs
    errors = complaints(page, axe, rules)
    assert errors == [], "\n".join(errors)


@pytest.mark.parametrize("path", ONE_OF_EACH_KIND)
def test_axe_finds_nothing_on_a_phone(browser, served, axe, path):
    with opened(browser, f"{served}/{path}", viewport=NARROW) as page:
        page.evaluate(OPEN)
        errors = complaints(page, axe, {})
        assert errors == [], "\n".join(errors)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_on_a_phone_for_who_jumps_to_its_end_and_reads_upwards(browser, served, path):
    with opened(browser, f"{served}/{path}", viewport=PHONE) as page:
        page.evaluate(
            """moves = []; new PerformanceObserver((list) => moves.push(...list.getEntries().map(
                ({value, sources}) => `${value}: ${sources.map(({node}) => node?.outerHTML?.slice(0, 80))}`
            ))).observe({type: 'layout-shift', buffered: true})"""
        )
        page.evaluate(READ_UP)
        assert page.evaluate("[scrollY, moves]") == [0, []], path


def test_using_it_violates_no_policy(page):
    page.set_viewport_size(WIDE)
    page.evaluate("document.querySelectorAll('.tabbed-labels > label, summary').forEach(e => e.click())")
    page.wait_for_timeout(50)
    assert page.evaluate("violations") == []


def test_its_formulas_stay_in_the_cells_of_their_tables_on_paper(page):  # last: unseen tables keep its sizes
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    assert out_of_cells(page) == [], page.url


def test_its_listings_have_room_for_a_hundred_letters_a_line_on_paper(page):
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
