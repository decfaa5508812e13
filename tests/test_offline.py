"""A downloaded copy of the site, opened from disk without a network."""

import shutil

import pytest

from tests.browsing import opened

PAGES = ["index.html", "bilinear-quadratic.html", "conventions.html", "notebooks/neuron.html", "sources/kong.html"]


@pytest.fixture(scope="module")
def copy(site, tmp_path_factory):
    """The address of a copy of the site."""
    folder = tmp_path_factory.mktemp("downloaded") / "a folder"
    shutil.copytree(site, folder)
    return folder.as_uri()


@pytest.mark.parametrize("path", PAGES)
def test_page_from_disk_lacks_styles_or_scripts(browser, copy, path):
    with opened(browser, f"{copy}/{path}", offline=True) as page:
        assert page.locator("h1").first.is_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
        formulas = page.locator("article mjx-container:visible > svg:visible")
        assert formulas.count() > 3
        assert formulas.evaluate_all("all => all.every(e => e.getBoundingClientRect().width > 1)")
        drawn = "[...document.querySelectorAll('mjx-container use')].every(e => document.querySelector(e.getAttribute('xlink:href')))"
        assert page.evaluate(drawn)
        assert page.evaluate("document.documentElement.classList.contains('js')"), "the theme's scripts do not run"
        assert page.locator("#__drawer[role]").count() == 1, "our own scripts do not run"


def test_layout_cannot_be_chosen_from_disk(browser, copy):
    with opened(browser, f"{copy}/bilinear-quadratic.html", offline=True) as page:
        tabs = page.locator(".tabbed-set").first
        tabs.get_by_text("Denominator layout", exact=True).click()
        numerator, denominator = tabs.locator(".tabbed-block").all()
        assert denominator.is_visible() and not numerator.is_visible()
        page.get_by_role("link", name="conventions").first.click()
        page.wait_for_url("**/conventions.html*")
