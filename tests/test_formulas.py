"""Each formula can be copied and linked to, each snippet downloaded, and the layout chosen by the address."""

import functools
import http.server
import re
import threading
from urllib.parse import urlsplit

import pytest

from postprocess import PostprocessError
from postprocess.addresses import link_formulas
from postprocess.context import Context
from postprocess.snippets import copy_snippets, link_snippets
from tests.browsing import opened, until

DENOMINATOR = ".tabbed-set > input:nth-of-type(2):checked"


def in_text_field(page, keys, text=""):
    """Press keys in a text field that holds this text; return what it holds then."""
    page.evaluate(
        "text => { document.body.append(window.field = document.createElement('textarea')); field.value = text }", text
    )
    page.evaluate("field.select()")
    page.keyboard.press(keys)
    return page.evaluate("field.remove() ?? field.value")


def fill_clipboard(page):
    """Have something else in the clipboard than what is to come, or an earlier copy would pass for it."""
    in_text_field(page, "Control+C", "something else")


def pasted(page):
    """Return what the clipboard holds, as a reader pastes it."""
    return in_text_field(page, "Control+V")


# Addresses


def test_displayed_formula_has_no_address_or_link(pages):
    linked = 0
    for path, tree in pages.items():
        for formula in tree.select("mjx-container[display]"):
            box = formula.parent
            assert box.get("class") == ["formula"], f"{path}: {formula['data-tex']}"
            query, _, id = box.find("a", class_="formula__link")["href"].partition("#")
            assert id == box["id"]
            tabs = formula.find_parent(class_="tabbed-set")
            if tabs is None:
                assert query == ""
            else:
                blocks = tabs.find_all(class_="tabbed-block")
                label = tabs.find_all("label")[blocks.index(formula.find_parent(class_="tabbed-block"))].get_text()
                assert query == f"?layout={label.split()[0].lower()}"
            linked += 1
    assert linked > 500


def test_addition_changes_the_address_of_a_formula():
    def addresses(*formulas):
        page = '<h1 id="page">P</h1><h2 id="entry">E</h2>'
        page += "".join(rf'<div class="arithmatex">\[{tex}\]</div>' for tex in formulas)
        return re.findall(r'<span class="formula" id="([^"]+)">', link_formulas(page))

    first, second = addresses("a + b", "c")
    assert re.fullmatch("entry--[0-9a-f]{6}", first) and first != second
    assert addresses("x", "a\n  + b", "y", "c")[1::2] == [first, second]
    assert addresses("a", "a") == [addresses("a")[0], f"{addresses('a')[0]}-2"]


def test_address_of_a_formula_shows_its_tab(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html?layout=denominator") as page:
        formula = page.locator("#quadratic-form ~ .tabbed-set .formula:visible").first
        formula.hover()
        formula.locator(".formula__link").click()
        until(page, "document.querySelector('.formula__status').textContent === 'Link copied'")
        link = page.evaluate("navigator.clipboard.readText()")
        assert link == page.url
        assert re.fullmatch(
            rf"{served}/bilinear-quadratic.html\?layout=denominator#quadratic-form--[0-9a-f]{{6}}", link
        )
    with opened(browser, link) as page:
        shown = page.locator(f"[id='{link.partition('#')[2]}']")
        assert shown.is_visible() and 0 < shown.bounding_box()["y"] < 400
        assert shown.locator("mjx-container").get_attribute("data-tex").endswith(r"\mathbf{x}")


def test_address_of_a_formula_opens_its_derivation(browser, served, pages):
    id = pages["bilinear-quadratic.html"].select("#quadratic-form ~ details:not(.evidence) .formula")[0]["id"]
    with opened(browser, f"{served}/bilinear-quadratic.html#{id}") as page:
        page.wait_for_timeout(300)
        box = page.locator(f"[id='{id}']").bounding_box()
        assert box is not None and 0 < box["y"] < 600


def test_old_address_of_a_formula_shows_its_entry(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html#quadratic-form--000000") as page:
        page.wait_for_url("**/bilinear-quadratic.html#quadratic-form")
        page.wait_for_timeout(300)
        below = page.locator(".md-header").bounding_box()["height"]
        assert below <= page.locator("#quadratic-form").bounding_box()["y"] < 200


# Copies


@pytest.mark.parametrize("clipboard", ["clipboard", "no-clipboard"])
@pytest.mark.parametrize("where", ["served", "opened from disk"])
def test_the_keyboard_copies_a_formula_as_latex(browser, served, site, where, clipboard):
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    if clipboard == "no-clipboard":
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{served if where == 'served' else site.as_uri()}/bilinear-quadratic.html")
    formula = page.locator("#quadratic-form ~ .tabbed-set .formula").first
    fill_clipboard(page)
    button = formula.get_by_role("button", name="Copy as LaTeX")
    assert button.evaluate("button => getComputedStyle(button).opacity") == "0"
    button.focus()
    until(page, "button => getComputedStyle(button).opacity === '1'", button.element_handle())
    page.keyboard.press("Enter")
    until(page, "document.querySelector('[role=status].formula__status').textContent === 'LaTeX copied'")
    assert button.evaluate("button => button === document.activeElement"), "the keyboard lost its place"
    assert pasted(page) == formula.locator("mjx-container").get_attribute("data-tex")
    context.close()


def test_buttons_are_hidden_on_touch_screens(browser, served):
    options = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    with opened(browser, f"{served}/chain-rules.html", **options) as page:
        boxes = page.evaluate(
            """[...document.querySelectorAll(".formula")].filter((f) => f.checkVisibility()).map((formula) => {
              const box = (selector) => formula.querySelector(selector).getBoundingClientRect();
              const [math, copy, link] = [box("mjx-container"), box(".formula__copy"), box(".formula__link")];
              return [getComputedStyle(formula.querySelector(".formula__copy")).opacity, math.right, copy.left,
                      link.left, Math.min(copy.width, copy.height, link.width, link.height), copy.bottom, link.top];
            })"""
        )
    assert len(boxes) > 5
    for opacity, right, copy, link, size, bottom, top in boxes:
        assert opacity == "1" and size >= 24 and copy >= right and link >= right and bottom <= top + 0.1


def test_a_snippet_is_copied_from_disk_too(browser, site):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.as_uri()}/bilinear-quadratic.html")
    fill_clipboard(page)
    block = page.locator("div.highlight", has_text="snippets/bilinear-quadratic/quadratic_form.py")
    block.hover()
    block.locator("[data-clipboard-target], .md-code__button").first.click()
    page.wait_for_timeout(200)
    assert pasted(page).startswith('"""Quadratic form')
    context.close()


# Snippets


def test_served_snippets_differ_from_the_files(site, root):
    def files(folder):
        return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    own = {path: data for path, data in files(root / "snippets").items() if path.suffix == ".py"}
    assert own and files(site / "snippets") == own


def test_snippet_title_leads_nowhere(pages, site):
    linked = set()
    for path, tree in pages.items():
        for title in tree.select(".filename"):
            target = ((site / path).parent / title.a["href"]).resolve()
            assert target == (site / title.a.get_text()).resolve() and target.is_file(), f"{path}: {title}"
            linked.add(target)
    assert linked == {path.resolve() for path in (site / "snippets").rglob("*.py")}


def test_snippet_title_that_names_no_file_is_refused(tmp_path):
    (tmp_path / "snippets" / "a" / "__pycache__").mkdir(parents=True)
    (tmp_path / "snippets" / "a" / "b.py").write_bytes("# ü\r\n".encode())
    (tmp_path / "snippets" / "a" / "__pycache__" / "b.pyc").write_text("")
    context = Context(tmp_path / "docs")
    assert copy_snippets({}, context) == {"snippets/a/b.py": "# ü\r\n"}
    title = '<span class="filename">snippets/a/{}.py</span>'
    linked = link_snippets({"x/y/page.html": title.format("b")}, context)
    assert '<a href="../../snippets/a/b.py">snippets/<wbr>a/<wbr>b.py</a>' in linked["x/y/page.html"]
    assert "layout" not in linked["x/y/page.html"] and link_snippets(linked, context) == linked
    with pytest.raises(PostprocessError, match="^page.html: a code block is titled snippets/a/c.py, which is no file"):
        link_snippets({"page.html": title.format("c")}, context)


def test_code_in_the_denominator_layout_says_so_in_its_title(pages):
    """Where a number is differentiated by a matrix: the tab shown by default is the other layout."""
    told = {
        title.a.get_text()
        for tree in pages.values()
        for title in tree.select(".filename")
        if title.small and title.small.get_text() == "returns the denominator layout"
    }
    assert "snippets/matrix-functions/log_determinant.py" in told
    assert "snippets/bilinear-quadratic/squared_norm.py" not in told
    assert len(told) == 17


# Layouts


def test_layout_of_the_address_holds_on_next_page(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html?layout=denominator") as page:
        assert page.locator(DENOMINATOR).count() == page.locator(".tabbed-set").count() > 3
        page.goto(f"{served}/products-of-functions.html")
        assert page.locator(DENOMINATOR).count() == page.locator(".tabbed-set").count() > 3
        page.goto(f"{served}/linear-maps.html?layout=numerator")  # wins over what is remembered
        assert page.locator(DENOMINATOR).count() == 0 < page.locator(".tabbed-set").count()
        page.goto(f"{served}/sources/kong.html?layout=denominator")  # has no tabs, and lies in a folder
        page.goto(f"{served}/bilinear-quadratic.html")
        assert page.locator(DENOMINATOR).count() > 3
        for unknown in ("sideways", "constructor", ""):
            page.goto(f"{served}/bilinear-quadratic.html?layout={unknown}")
            assert page.locator(DENOMINATOR).count() > 3, unknown
            assert page.evaluate("__md_get('__tabs')[0]") == "Denominator layout", unknown


CHOICE = ".layouts > select"


def test_header_does_not_change_the_layout(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html#quadratic-form") as page:
        heading = page.locator("#quadratic-form")
        assert page.locator(CHOICE).input_value() == "numerator"
        top = heading.bounding_box()["y"]
        for layout, label in (("denominator", "Denominator layout"), ("numerator", "Numerator layout")):
            page.select_option(CHOICE, layout)
            until(page, "([label]) => __md_get('__tabs')[0] === label", [label])
            chosen = page.locator(".tabbed-set > input:checked")
            assert {page.locator(f"label[for='{tab.get_attribute('id')}']").inner_text() for tab in chosen.all()} == {
                label
            }
            assert urlsplit(page.url).query == f"layout={layout}"
            assert abs(heading.bounding_box()["y"] - top) < 2  # what is read stays where it is
        page.goto(f"{served}/verification.html")  # without tabs
        page.select_option(CHOICE, "denominator")
        page.goto(f"{served}/linear-maps.html")
        assert page.locator(CHOICE).input_value() == "denominator"
        assert page.locator(DENOMINATOR).count() == page.locator(".tabbed-set").count() > 3


def test_both_layouts_are_not_shown(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html", viewport={"width": 1280, "height": 800}) as page:
        page.select_option(CHOICE, "denominator")  # which the theme remembers
        page.select_option(CHOICE, "both")
        for address in ("", "linear-maps.html", "bilinear-quadratic.html?layout=both"):  # this page, and next ones
            if address:
                page.goto(f"{served}/{address}")
            assert page.locator(CHOICE).input_value() == "both"
            blocks = page.locator(".tabbed-set").first.locator(".tabbed-block")
            left, right = (blocks.nth(k).bounding_box() for k in (0, 1))
            assert left["x"] + left["width"] <= right["x"] and abs(left["y"] - right["y"]) < 1
            assert page.locator(".tabbed-labels:visible").count() == 0
        page.set_viewport_size({"width": 360, "height": 740})
        above, below = (blocks.nth(k).bounding_box() for k in (0, 1))
        assert above["y"] + above["height"] <= below["y"] and above["x"] == below["x"]
        page.goto(f"{served}/linear-maps.html?layout=denominator")  # an address that names one wins
        assert page.locator(CHOICE).input_value() == "denominator"
        assert page.locator(".tabbed-block:visible").count() == page.locator(".tabbed-set").count() > 3


def test_tab_leaves_the_header_behind(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html") as page:
        page.locator(".tabbed-set").first.get_by_text("Denominator layout", exact=True).click()
        assert page.locator(CHOICE).input_value() == "denominator"


def test_header_offers_layouts_without_scripts(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html", java_script_enabled=False) as page:
        assert page.locator(CHOICE).count() == 1 and not page.locator(CHOICE).is_visible()


def test_choice_in_the_header_moves_the_page(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html?layout=both") as page:
        shift = """new Promise((done) => new PerformanceObserver((list) => done(
            list.getEntries().reduce((sum, {value}) => sum + value, 0))).observe({type: 'layout-shift', buffered: true})
        || setTimeout(() => done(0), 500))"""
        assert page.evaluate(shift) == 0


def test_unknown_layout_is_the_numerator_layout(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html?layout=sideways") as page:
        assert page.locator(DENOMINATOR).count() == 0


def test_layout_in_address_without_scripts_is_ignored(browser, served):
    address = f"{served}/bilinear-quadratic.html?layout=denominator"
    with opened(browser, address, java_script_enabled=False) as page:
        shown = page.locator(".tabbed-block:visible")
        assert shown.count() == page.locator(".tabbed-set").count() > 3
        assert page.locator(DENOMINATOR).count() == 0


@pytest.fixture
def halting(site):
    """Serves the site, but of each page only what stands before the theme sets its tabs, until it is told to go on."""
    go_on = threading.Event()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
            path = site / self.path.partition("?")[0].lstrip("/")
            if path.suffix != ".html":
                return super().do_GET()
            page = path.read_bytes()
            end = page.index(b"</article>")
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page[:end])
            self.wfile.flush()
            go_on.wait(30)
            self.wfile.write(page[end:])

        def log_message(self, *args):
            pass

    handler = functools.partial(Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", go_on
        go_on.set()
        server.shutdown()


def test_layout_of_the_address_comes_after_first_paint(browser, halting):
    address, go_on = halting
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((e) => { shift += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(f"{address}/jacobian.html?layout=denominator", wait_until="commit")
    until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
    blocks = page.locator("#gradient ~ .tabbed-set").first.locator(".tabbed-block")
    assert blocks.nth(0).is_hidden() and blocks.nth(1).is_visible()
    go_on.set()
    page.wait_for_load_state()
    page.wait_for_timeout(300)
    assert page.locator(DENOMINATOR).count() == page.locator(".tabbed-set").count() > 3
    assert page.locator("html[data-layout]").count() == 0  # from here on the reader's choice counts
    assert page.evaluate("shift") == 0
    context.close()


def test_system_colours_come_after_first_paint(browser, halting):
    address, go_on = halting
    for scheme, name in ("dark", "slate"), ("light", "default"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{address}/jacobian.html", wait_until="commit")
        until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
        assert page.locator("body").get_attribute("data-md-color-scheme") == name
        context.close()
    go_on.set()


def test_chosen_colours_come_after_first_paint(browser, halting):
    address, go_on = halting
    go_on.set()
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}/jacobian.html")
    page.get_by_title("Switch to dark mode").click()
    go_on.clear()
    page.goto(f"{address}/index.html", wait_until="commit")
    until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    go_on.set()
    context.close()


def test_layout_of_the_address_holds_without_storage(browser, served):
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})")
    page.goto(f"{served}/bilinear-quadratic.html?layout=denominator")
    assert page.locator(DENOMINATOR).count() == page.locator(".tabbed-set").count() > 3
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert page.locator(CHOICE).is_visible() and page.locator(CHOICE).input_value() == "denominator"
    page.select_option(CHOICE, "both")
    assert page.locator(".tabbed-block:visible").count() == 2 * page.locator(".tabbed-set").count()
    context.close()


def test_layout_of_the_address_survives_late_script(browser, served):
    context = browser.new_context()
    page = context.new_page()
    waiting = []
    page.route("**/preferences.js", lambda route: waiting.append(route))
    page.goto(f"{served}/bilinear-quadratic.html?layout=denominator", wait_until="domcontentloaded")
    until(page, "document.querySelectorAll('.formula__copy').length > 0")  # the scripts at the end have run
    assert page.locator(DENOMINATOR).count() == 0
    waiting[0].continue_()
    page.wait_for_load_state()
    assert page.locator(DENOMINATOR).count() == page.locator(".tabbed-set").count() > 3
    line = "parseFloat(document.querySelector('.tabbed-set').style.getPropertyValue('--md-indicator-x'))"
    until(page, f"{line} > 50")  # the theme underlines the second tab
    context.close()


def test_chosen_tab_is_missing_in_the_address(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html?x=1") as page:
        tabs = page.locator("#quadratic-form ~ .tabbed-set").first
        tabs.get_by_text("Denominator layout", exact=True).click()
        assert page.url == f"{served}/bilinear-quadratic.html?x=1&layout=denominator#quadratic-form"
        tabs.locator("input").nth(1).focus()
        page.keyboard.press("ArrowLeft")
        assert page.url == f"{served}/bilinear-quadratic.html?x=1&layout=numerator#quadratic-form"


def test_links_from_disk_lose_the_layout(browser, site):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.as_uri()}/bilinear-quadratic.html?layout=denominator")
    assert page.locator(DENOMINATOR).count() == page.locator(".tabbed-set").count() > 3
    page.locator("nav a[href='linear-maps.html']").first.evaluate(
        "link => { link.addEventListener('click', () => localStorage.clear()); link.click(); }"
    )
    page.wait_for_url("**/linear-maps.html?layout=denominator")
    assert page.locator(DENOMINATOR).count() == page.locator(".tabbed-set").count() > 1
    context.close()
