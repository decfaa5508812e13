"""The built site in a real browser, as a reader meets it."""

import subprocess
import sys

import pytest

from tests.browsing import DRAWN, opened, until


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_formula_is_invisible_in_a_layout(browser, served, scripts):
    address = f"{served}/bilinear-quadratic.html#quadratic-form"
    with opened(browser, address, java_script_enabled=scripts) as page:
        tabs = page.locator("#quadratic-form ~ .tabbed-set").first
        for layout, tex in (("Numerator layout", "^{\\top} ("), ("Denominator layout", ") \\mathbf{x}")):
            tabs.get_by_text(layout, exact=True).click()
            formula = tabs.locator(".tabbed-block:visible mjx-container")
            assert formula.count() == 1
            assert tex in formula.locator("xpath=descendant-or-self::*[@data-tex]").first.get_attribute("data-tex")
            box = formula.locator("svg").first.bounding_box()
            assert box["width"] > 100 and box["height"] > 20


def test_chosen_layout_is_forgotten_on_another_page(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html") as page:
        page.locator(".tabbed-set").first.get_by_text("Denominator layout", exact=True).click()
        page.goto(f"{served}/products-of-functions.html")
        until(page, "document.querySelectorAll('.tabbed-set > input:nth-of-type(2):checked').length > 3")
        shown = page.locator(".tabbed-block:visible")
        assert shown.count() == page.locator(".tabbed-set").count() > 3


def test_copied_snippet_runs_at_a_prompt(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html#quadratic-form") as page:
        block = page.locator("div.highlight", has_text="snippets/bilinear-quadratic/quadratic_form.py")
        block.hover()
        block.locator("[data-clipboard-target], .md-code__button").first.click()
        page.wait_for_timeout(200)
        copied = page.evaluate("navigator.clipboard.readText()")
    used = "print(quadratic_form_dx(np.array([1.0, 2.0]), np.array([[0.0, 1.0], [3.0, 5.0]])))"
    run = subprocess.run([sys.executable, "-i", "-q"], input=f"{copied}\n\n{used}\n", capture_output=True, text=True)
    assert "[ 8. 24.]" in run.stdout, run.stderr


def test_link_into_a_page_shows_its_entry(browser, served):
    with opened(browser, f"{served}/products-of-functions.html#symmetric-quadratic-form-of-function") as page:
        page.wait_for_timeout(300)
        top = page.locator("#symmetric-quadratic-form-of-function").bounding_box()["y"]
        assert 0 <= top < 200


def test_old_address_of_an_entry_leads_to_it(browser, served):
    with opened(browser, f"{served}/elementwise-unary.html#elementwise-tanh") as page:
        page.wait_for_url("**/activations.html#elementwise-tanh")
        assert page.locator("#elementwise-tanh").is_visible()


@pytest.mark.parametrize("path", ["matrix-functions.html", "vjp-functions.html"])
def test_drawing_leaves_the_box_that_mathjax_measured(browser, served, path):
    with opened(browser, f"{served}/{path}") as page:
        gaps = page.evaluate(
            """[...document.querySelectorAll('mjx-container > svg')].filter(e => e.getClientRects().length).map(svg => {
                const [box, drawn] = [svg.viewBox.baseVal, svg.getBBox()];
                return [svg.parentElement.dataset.tex, drawn.x - box.x, box.x + box.width - drawn.x - drawn.width,
                        drawn.y - box.y, box.y + box.height - drawn.y - drawn.height];
            })"""
        )
    assert len(gaps) > 50
    slanted = 60  # thousandths of an em, by which a letter may lean out
    assert [gap for gap in gaps if min(gap[1:3]) < -slanted or min(gap[3:]) < -1] == []


@pytest.mark.parametrize("path", ["activations.html", "conventions.html", "sources/kong.html"])
@pytest.mark.parametrize("width", [360, 1280])
def test_scripts_move_what_follows_a_table(browser, served, path, width):
    places = []
    for scripts in (False, True):
        options = {"java_script_enabled": scripts, "viewport": {"width": width, "height": 800}}
        with opened(browser, f"{served}/{path}", **options) as page:
            if scripts:
                until(page, "document.querySelectorAll('article :not(.md-typeset__table) > table').length === 0")
                page.evaluate(DRAWN)
            page.wait_for_timeout(200)  # without scripts, nothing tells when what is seen is drawn
            assert page.locator(".md-typeset__scrollwrap").count() == (
                scripts and page.locator("article table").count()
            )
            places.append(
                page.evaluate("[...document.querySelectorAll('h2, tr')].map(e => e.getBoundingClientRect().y)")
            )
    assert len(places[0]) > 5
    assert places[0] == pytest.approx(places[1], abs=0.1)


@pytest.mark.parametrize("path", ["blog-post", "kong", "kong-neurons-matrices"])
def test_row_of_a_source_scrolls_sideways(browser, served, path):
    with opened(browser, f"{served}/sources/{path}.html") as page:
        page.add_style_tag(content=".rows { content-visibility: visible !important; }")
        cells = page.locator(".rows td")
        assert cells.count() > 100
        for width in 360, 640, 959, 960, 1220:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate(
                """[...document.querySelectorAll('.rows, .rows *:not(mjx-container, mjx-container *)')]
                .filter(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 200))"""
            )
            assert wide == [], width
            across = cells.nth(1).bounding_box()["width"] / page.locator(".rows").first.bounding_box()["width"]
            assert (across > 0.8) == (width < 960), f"a statement has no room of its own at {width} px"
