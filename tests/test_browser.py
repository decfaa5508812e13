"""The built site in a real browser, as a reader meets it."""

import contextlib
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium."""
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        message = f"no browser found, looked for {', '.join(NAMES)}: install Chromium to run these tests"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def served(site):
    """The address of the site on a local server."""
    handler = functools.partial(_Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextlib.contextmanager
def opened(browser, address, **options):
    """Open a page; fail on any error in its console and on any request to another host."""
    context = browser.new_context(**options)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    problems = []
    host = address.split("/")[2]
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "request",
        lambda r: None if r.url.startswith(("data:", "blob:")) or host in r.url else problems.append(r.url),
    )
    page.goto(address, wait_until="load")
    yield page
    context.close()
    assert problems == [], address


def paths(site):
    """Every page of the site but the one for missing pages."""
    return [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")) if path.name != "404.html"]


def test_every_page_loads_without_errors_and_asks_no_other_host(browser, served, site):
    assert len(paths(site)) > 4
    for path in paths(site):
        with opened(browser, f"{served}/{path}") as page:
            assert page.locator("h1").first.is_visible(), path


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_formulas_are_visible_in_both_layouts(browser, served, scripts):
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


def test_the_layout_once_chosen_holds_on_every_page(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html") as page:
        page.locator(".tabbed-set").first.get_by_text("Denominator layout", exact=True).click()
        page.goto(f"{served}/products-of-functions.html")
        page.wait_for_function("document.querySelectorAll('.tabbed-set > input:nth-of-type(2):checked').length > 3")
        shown = page.locator(".tabbed-block:visible")
        assert shown.count() == page.locator(".tabbed-set").count() > 3


def test_a_copied_snippet_runs_at_a_python_prompt(browser, served):
    with opened(browser, f"{served}/bilinear-quadratic.html#quadratic-form") as page:
        block = page.locator("div.highlight", has_text="snippets/bilinear-quadratic/quadratic_form.py")
        block.hover()
        block.locator("[data-clipboard-target], .md-code__button").first.click()
        page.wait_for_timeout(200)
        copied = page.evaluate("navigator.clipboard.readText()")
    used = "print(quadratic_form_dx(np.array([1.0, 2.0]), np.array([[0.0, 1.0], [3.0, 5.0]])))"
    run = subprocess.run([sys.executable, "-i", "-q"], input=f"{copied}\n\n{used}\n", capture_output=True, text=True)
    assert "[ 8. 24.]" in run.stdout, run.stderr


def test_no_page_is_wider_than_a_phone(browser, served, site):
    for path in paths(site):
        with opened(browser, f"{served}/{path}", viewport={"width": 360, "height": 740}) as page:
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            width = page.evaluate("document.scrollingElement.scrollWidth")
            assert width <= 360, f"{path} is {width} px wide on a screen of 360 px"


def test_a_link_into_a_page_shows_its_entry(browser, served):
    with opened(browser, f"{served}/products-of-functions.html#symmetric-quadratic-form-of-function") as page:
        page.wait_for_timeout(300)
        top = page.locator("#symmetric-quadratic-form-of-function").bounding_box()["y"]
        assert 0 <= top < 200
