"""The search: words and formulas as people type them, in a real browser over the built index."""

import json
import re

import pytest

from postprocess.search import function_names, search_index
from tests.browsing import opened, paths, until
from verifier.operators import OPERATORS
from verifier.operators.record import Function

PARTS = ("search-index.js", "search-formulas.js", "search-ranking.js")


@pytest.fixture(scope="module")
def index(site):
    """The index: for each page its address and its headings."""
    return assigned("searchIndex", (site / "assets" / "search-index.js").read_text())


def assigned(name, script):
    """What a script assigns to a global name."""
    return json.loads(script.partition(f"globalThis.{name} = ")[2].partition(";\n")[0])


@pytest.fixture(scope="module")
def queries(root):
    """What readers type, each with what may come first."""
    lines = (root / "tests" / "queries.txt").read_text().splitlines()
    return [
        (query, wanted.split()) for query, wanted in (line.split("\t") for line in lines if line[:1] not in ("", "#"))
    ]


def search(page, query):
    """Put a query into the box; return the links of the results, in order."""
    page.get_by_role("combobox", name="Search").fill(query)
    until(page, "globalThis.searchIndex && !/Loading/.test(document.querySelector('.search').textContent)")
    return [option.get_attribute("href") for option in page.locator(".search").get_by_role("option").all()]


def entry_of(link):
    """What stands for an address in the queries: the id, or the page's name where there is no id."""
    return (link.split("#") + link.split("/")[-1:])[1]


def test_query_does_not_find_its_entry_first(browser, served, queries):
    assert len(queries) >= 70
    wrong = []
    with opened(browser, served + "/index.html") as page:
        for query, wanted in queries:
            found = [entry_of(link) for link in search(page, query)]
            if not found or found[0] not in wanted:
                wrong.append(f"{query!r} leads to {', '.join(found[:3]) or 'nothing'}, not to {' or '.join(wanted)}")
    print("\n".join(wrong))
    if len(wrong) > 0.05 * len(queries):
        pytest.fail(f"{len(wrong)} of {len(queries)} queries go wrong:\n" + "\n".join(wrong), pytrace=False)


LACKING = [  # to be taken out as entries come
    *("gelu", "kl divergence gaussian", "matrix exponential", "derivative of matrix power", "nuclear norm"),
    *("huber loss", "hinge loss", "cholesky backward", "max pooling", "l1 norm subgradient", "ridge regression"),
]


def test_answer_is_invented_for_what_the_site_lacks(browser, served, queries):
    """Of the queries that have an answer, only `bilinear frm` is said to have none: so short a word is no misspelling."""
    said = {}
    with opened(browser, served + "/index.html") as page:
        for query in [*LACKING, *(query for query, _ in queries)]:
            search(page, query)
            text = page.locator(".search [role=status]").text_content()
            said[query] = text.startswith(("No entry on", "Nothing found"))
    assert [query for query, lacking in said.items() if lacking] == [*LACKING, "bilinear frm"]


@pytest.mark.parametrize("query, entry", [("d/dx x'Ax", "quadratic-form"), ("softmx jacobian", "softmax")])
def test_a_query_may_be_typed_letter_by_letter(browser, served, query, entry):
    with opened(browser, served + "/notebooks/neuron.html") as page:
        page.get_by_role("combobox", name="Search").press_sequentially(query)
        page.locator(".search").get_by_role("option").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**#{entry}")
        assert page.locator(f"#{entry}").is_visible()


def test_search_from_disk_needs_a_network(browser, site):
    with opened(browser, (site / "notebooks" / "neuron.html").as_uri(), offline=True) as page:
        assert entry_of(search(page, "x^T A x")[0]) == "quadratic-form"
        page.locator(".search").get_by_role("option").first.click()
        page.wait_for_url("**/bilinear-quadratic.html#quadratic-form")
        assert page.locator("#quadratic-form").is_visible()


def test_search_is_loaded_before_it_is_used(browser, served, site):
    for path in paths(site):
        html = (site / path).read_text()
        assert "assets/search.js" in html, path
        assert not any(part in html for part in PARTS), path
    with opened(browser, served + "/index.html") as page:
        requests = []
        page.on("request", lambda request: requests.append(request.url.split("/")[-1]))
        page.reload(wait_until="networkidle")
        assert "search.js" in requests
        assert not set(PARTS) & set(requests)
        page.get_by_role("combobox", name="Search").focus()
        until(page, "globalThis.searchIndex")
        assert set(PARTS) <= set(requests)


def test_every_result_has_an_address_on_the_site(index, site):
    for address, headings in index:
        html = (site / address).read_text()
        for id, title, *_ in headings:
            assert title.strip() and "¶" not in title, address
            assert not id or re.search(rf'<h[23][^>]* id="{re.escape(id)}"', html), f"{address}#{id}"


def test_every_entry_is_in_the_index_once(index, root):
    indexed = [id for _, headings in index for id, *_ in headings]
    ids = {
        address.split("#")[1] for address in (root / "tests" / "addresses.txt").read_text().split() if "#" in address
    }
    assert {id for id in ids if indexed.count(id) != 1} == set()


def test_index_holds_more_than_entries_state():
    page = """<article><h1 id="page">A page</h1><p>First words.</p>
      <h2 id="entry">An entry<a class="headerlink">¶</a></h2>
      <p>For <mjx-container data-tex="\\mathbf{y} = \\mathbf{A} \\mathbf{x}"><svg>drawn</svg></mjx-container>, with words,</p>
      <mjx-container display="true" data-tex="stated = 1">drawn</mjx-container>
      <div class="admonition failure"><p>printed</p><mjx-container display="true" data-tex="wrong = 2"></mjx-container></div>
      <details><p>derived</p><mjx-container display="true" data-tex="derived = 3"></mjx-container></details>
      <pre>code</pre><p>It <em>means</em> something.</p><table><tr><td>cell</td></tr></table><p>Sources: none.</p>
      <h2 id="moved-to-other-pages">Moved to other pages</h2><p><a id="old">Old</a></p></article>"""
    index = search_index({"page.html": page, "404.html": page})
    headings = [["", "A page", "First words.", []]]
    headings.append(["entry", "An entry", "It means something.\ncell", ["{y} = {A} {x}", "stated = 1"]])
    assert assigned("searchIndex", index) == [["page.html", headings]]


def test_search_knows_functions_by_their_records(browser, served, site):
    names = assigned("searchNames", (site / "assets" / "search-index.js").read_text())
    assert names == function_names()
    assert names["ln"] == ["logarithm", "log"] and "log" not in names  # two records, one function
    assert names.keys() >= {
        name for name, record in OPERATORS.items() if record.form == Function(rf"\{name}", (1, 1), False)
    } - {"log"}
    assert "sqrt" in names  # which is written as a macro
    with opened(browser, served + "/index.html") as page:
        search(page, "tr")
        for name, others in names.items():
            for other in (name, *others):
                assert page.evaluate("globalThis.searchFormulas.nameOf", other) == name


def test_a_result_says_what_is_differentiated(browser, served):
    with opened(browser, served + "/index.html") as page:
        for query, formula in (
            ("quadratic form", "∂(xᵀAx)/∂x"),
            ("max(0,z)", "∂ max(z, 0)/∂z"),  # its name for the value is written out, its condition z = 0 is not
            ("linear layer", "∂(Wx + b)/∂b"),
        ):
            search(page, query)
            assert page.locator(".search__formula").first.inner_text() == formula


def test_query_without_result_leads_to_the_finder(browser, served):
    with opened(browser, served + "/conventions.html") as page:
        assert search(page, "qwertyuiop") == []
        status = page.locator(".search [role=status]")
        assert "Nothing found" in status.inner_text()
        status.get_by_role("link").click()
        page.wait_for_url("**/index.html#find-a-derivative")
        assert page.locator("#find-a-derivative").is_visible()


@pytest.mark.parametrize("key", ["/", "s"])
def test_the_keyboard_is_enough(browser, served, key):
    with opened(browser, served + "/index.html") as page:
        page.keyboard.press(key)
        box = page.get_by_role("combobox", name="Search")
        assert box.evaluate("box => box === document.activeElement")
        assert box.input_value() == ""
        page.keyboard.type("quadratic form")
        options = page.locator(".search").get_by_role("option")
        options.nth(2).wait_for()
        assert box.get_attribute("aria-expanded") == "true"
        chosen = lambda: page.locator("[role=option][aria-selected=true]")  # noqa: E731
        for pressed, place in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1)):
            page.keyboard.press(pressed)
            assert chosen().count() == 1
            assert chosen().get_attribute("id") == options.nth(place).get_attribute("id")
            assert box.get_attribute("aria-activedescendant") == chosen().get_attribute("id")
        page.keyboard.press("Escape")
        assert not options.first.is_visible()
        assert box.get_attribute("aria-expanded") == "false"
        page.keyboard.type(" ")
        wanted = options.nth(1).get_attribute("href")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(wanted)


def test_key_typed_elsewhere_opens_the_search(browser, served):
    with opened(browser, served + "/index.html") as page:
        page.keyboard.press("Control+s")
        assert not page.evaluate("document.querySelector('.search').contains(document.activeElement)")


def test_on_a_phone_a_button_opens_the_search(browser, served):
    with opened(browser, served + "/index.html", viewport={"width": 360, "height": 740}) as page:
        box = page.get_by_role("combobox", name="Search")
        assert not box.is_visible()
        button = page.get_by_role("button", name="Search")
        button.click()
        assert box.evaluate("box => box === document.activeElement")
        assert search(page, "symmetric quadratic form of a function")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
        for part in (box, page.locator(".search__panel"), page.locator(".search").get_by_role("option").first):
            place = part.bounding_box()
            assert place["x"] >= 0 and place["x"] + place["width"] <= 360
        page.keyboard.press("Escape")
        assert not box.is_visible()
        assert button.evaluate("button => button === document.activeElement")


def test_without_scripts_there_is_no_search_box(browser, served):
    with opened(browser, served + "/index.html", java_script_enabled=False) as page:
        assert page.locator("input[type=search], .md-search, .search").count() == 0
