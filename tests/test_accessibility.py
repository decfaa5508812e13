"""The pages for readers who hear them, use no mouse, or print; what axe finds is in test_every_page."""

import pytest

from tests.browsing import A4, DRAWN, OPEN, opened

FOCUSABLE = "a[href], button, summary, input, [tabindex='0']"


# Elements of one kind have one style: of all links in the navigation, one is looked at.
KIND = "e => [e, e.closest('nav, header, footer, article')].map(e => `${e?.tagName}.${e?.className}`).join()"


def stops(page, most=2000):
    """Press Tab through a page; for each stop the element and whether its focus shows, None where one like it was seen."""
    page.add_style_tag(content="* { transition: none !important; scroll-behavior: auto !important; }")
    seen = set()
    for _ in range(most):
        page.keyboard.press("Tab")
        element = page.evaluate_handle("document.activeElement")
        if element.evaluate("element => element === document.body"):
            return
        kind = element.evaluate(KIND)
        if kind in seen:
            yield element, None
            continue
        seen.add(kind)
        focused = page.screenshot()
        element.evaluate("element => element.blur()")  # the next Tab goes on from here
        yield element, page.screenshot() != focused
    pytest.fail(f"more than {most} stops: the keyboard does not get out of something")


@pytest.mark.parametrize("path", ["bilinear-quadratic.html", "notebooks/neuron.html"])
@pytest.mark.parametrize("width", [1280, 360])
def test_keyboard_reaches_everything_once_and_visibly(browser, served, path, width):
    with opened(browser, f"{served}/{path}", viewport={"width": width, "height": 640}) as page:
        page.evaluate(OPEN)
        page.wait_for_timeout(300)
        # What can be used and is shown; of radio buttons of one name, the chosen one speaks for all.
        wanted = page.evaluate(
            f"""[...document.querySelectorAll("{FOCUSABLE}")].filter(e => e.checkVisibility({{visibilityProperty: true}})
            && e.tabIndex >= 0 && !e.hidden && !(e.type === 'radio' && !e.checked)).map((e, i) => e.dataset.stop = i)"""
        )
        reached, hidden, looked = [], [], 0
        for element, visible in stops(page):
            reached.append(element.evaluate("e => e.dataset.stop === undefined ? null : +e.dataset.stop"))
            looked += visible is not None
            if visible is False:
                hidden.append(element.evaluate("e => e.outerHTML.slice(0, 100)"))
        assert hidden == [], "focus does not show"
        numbered = [stop for stop in reached if stop is not None]  # others are boxes that scroll
        assert len(wanted) > 30 and looked > 10
        assert [number for number in wanted if number not in numbered] == []
        assert len(numbered) == len(set(numbered))


@pytest.mark.parametrize("path", ["vjp-chains.html", "notebooks/neuron.html"])
@pytest.mark.parametrize("width", [1280, 360])
def test_scrolling_code_block_cannot_be_focused(browser, served, path, width):
    with opened(browser, f"{served}/{path}", viewport={"width": width, "height": 640}) as page:
        page.evaluate(OPEN)
        scrolling = 0
        for listing in page.locator("pre > code").all():
            listing.evaluate("e => e.scrollIntoView({behavior: 'instant'})")
            page.evaluate(DRAWN)
            if listing.evaluate("e => e.scrollWidth > e.clientWidth"):
                scrolling += 1
                assert listing.get_attribute("tabindex") == "0", listing.inner_text()
        assert scrolling > 3


def test_phone_navigation_opens_and_closes_by_keyboard(browser, served):
    with opened(browser, f"{served}/index.html", viewport={"width": 360, "height": 640}) as page:
        link = page.locator(".md-nav--primary a", has_text="Conventions").first
        assert not link.is_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "__drawer"
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
        assert link.is_visible() and link.bounding_box()["x"] >= 0
        section = page.locator(".md-nav__item--nested > .md-nav__toggle").first
        inside = page.locator(".md-nav__item--nested a").first
        assert not inside.is_visible()
        section.focus()
        page.keyboard.press("Space")
        page.wait_for_timeout(400)
        assert inside.is_visible() and not link.is_visible()
        inside.click(trial=True, timeout=5000)
        assert page.locator(".md-nav__item--nested > .md-nav").first.bounding_box()["height"] > 400, (
            "the slide is cut off"
        )
        page.keyboard.press("Escape")
        page.wait_for_timeout(400)
        assert not inside.is_visible()


def test_arrow_keys_choose_layout_and_enter_colours(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html", color_scheme="light") as page:
        page.locator(".tabbed-set > input:checked").first.focus()
        page.keyboard.press("ArrowRight")
        assert page.locator(".tabbed-set > input").nth(1).is_checked()
        page.locator("[data-md-component=palette] > input").first.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


@pytest.mark.parametrize("path", ["bilinear-quadratic.html", "notebooks/neuron.html"])
def test_print_shows_all_text_and_no_buttons(browser, served, path):
    with opened(browser, f"{served}/{path}") as page:
        page.emulate_media(media="print")
        shown = """elements => elements.filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true})
            && e.getBoundingClientRect().height > 0).length"""
        for selector in (
            ".tabbed-block mjx-container",
            ".tabbed-block",
            "details:not(.evidence) > :not(summary)",
            "pre code",
        ):
            elements = page.locator(f"article {selector}")
            assert elements.evaluate_all(shown) == elements.count(), selector
        assert page.locator("article mjx-container").count() > 5
        named = "blocks => blocks.map(block => JSON.parse(getComputedStyle(block, '::before').content))"
        labels = page.locator(".tabbed-labels > label").all_text_contents()
        first = page.locator(".tabbed-block > .formula:first-child")
        assert first.evaluate_all(named) == labels
        room = "e => e.firstElementChild.getBoundingClientRect().top - e.getBoundingClientRect().top"
        high = "e => parseFloat(getComputedStyle(e, '::before').height)"
        for formula in first.all():
            assert formula.evaluate(room) >= formula.evaluate(high) > 5, "the label stands in the formula"
        for selector in ".md-header", ".md-sidebar", ".md-footer", "button", ".headerlink", ".md-top":
            assert page.locator(selector).evaluate_all(shown) == 0, selector


def test_paper_margins_differ_from_the_tests(browser, served):
    with opened(browser, f"{served}/index.html") as page:
        rules = page.evaluate(
            """[...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
            .filter(rule => rule instanceof CSSPageRule).map(rule => rule.style.margin)"""
        )
    millimetres = float(rules[-1].removesuffix("mm"))
    across = [(side - 2 * millimetres) / 25.4 * 96 for side in (210, 297)]
    assert across == pytest.approx(list(A4.values()), abs=1)


@pytest.mark.parametrize(
    ("path", "blocks", "rule"),
    [("jacobian", ".tabbed-set", "breakInside"), ("corrections", ".failure:has(+ .success)", "breakAfter")],
)
def test_page_break_parts_what_is_compared(browser, served, path, blocks, rule):
    with opened(browser, f"{served}/{path}.html") as page:
        page.emulate_media(media="print")
        rules = page.locator(blocks).evaluate_all(f"blocks => blocks.map(block => getComputedStyle(block).{rule})")
        assert len(rules) > 5 and set(rules) == {"avoid"}
