"""The built site: every link lands, every address stands, nothing comes from elsewhere."""

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from sources.citations import page_of, read_citation
from sources.rows import read_rows

LOADED = {"script": "src", "link": "href", "img": "src", "source": "src", "iframe": "src", "object": "data"}
OUTSIDE = {"Barnes", "Cookbook", "Giles", "MIT", "Parr & Howard", "Wikipedia"}  # sources that stand on other hosts


def fail_with(errors):
    """Fail with one line a message."""
    if errors:
        pytest.fail("\n".join(errors), pytrace=False)


def test_source_page_is_not_built(pages, root):
    sources = [path for pattern in ("*.md", "*.ipynb") for path in (root / "docs").rglob(pattern)]
    built = {path.relative_to(root / "docs").with_suffix(".html").as_posix() for path in sources}
    assert built and built <= pages.keys()


def test_id_is_used_twice_on_a_page(pages):
    errors = []
    for page, tree in pages.items():
        ids = [element["id"] for element in tree.find_all(id=True)]
        errors += [f"site/{page}: the id '{id}' is used twice" for id in sorted({i for i in ids if ids.count(i) > 1})]
    fail_with(errors)


def test_permanent_address_is_gone(pages, root):
    errors = []
    for address in (root / "tests" / "addresses.txt").read_text().split():
        page, _, id = address.partition("#")
        if page not in pages or pages[page].find(id=id) is None:
            errors.append(f"tests/addresses.txt: '{address}' leads nowhere: addresses are permanent, add a redirect")
    fail_with(errors)


def test_link_or_anchor_leads_nowhere(pages, site):
    errors = []
    ids = {page: {element["id"] for element in tree.find_all(id=True)} for page, tree in pages.items()}
    for page, tree in pages.items():
        for element in tree.find_all(["a", *LOADED]):
            target = element.get(LOADED.get(element.name, "href"))
            if not target or re.match(r"(https?|mailto|data|javascript):", target):
                continue
            parts = urlsplit(target)
            path = (site / page).parent / unquote(parts.path) if parts.path else site / page
            if page == "404.html":  # served from any depth, so its links are from where the site is published
                path = site / unquote(parts.path).removeprefix(tree.base["href"])
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file():
                errors.append(f"site/{page}: '{target}' leads nowhere")
            elif parts.fragment and path.suffix == ".html":
                there = ids[path.resolve().relative_to(site.resolve()).as_posix()]
                if unquote(parts.fragment) not in there:
                    errors.append(f"site/{page}: '{target}' leads nowhere: no such id")
    fail_with(errors)


def test_cited_row_leads_nowhere(pages, root, catalogue):
    def is_line(tag):
        return tag.name == "p" and tag.get_text().startswith("Sources:")

    rows, errors = read_rows(root), []
    for entry in catalogue.entries:
        page = f"{page_of(entry).removesuffix('.md')}.html"
        line = pages[page].find(id=entry.id).find_next(is_line)
        links = {link.get_text(): link["href"] for link in line.find_all("a")}
        for row in read_citation(entry.sources, rows):
            where = f"site/{page}#{entry.id}: {row.source.name} {row.cited}"
            if row.source.name in ("Kong", "Blog"):
                file, _, id = links.get(row.cited, "").partition("#")
                there = posixpath.normpath(posixpath.join(posixpath.dirname(page), file))
                target = pages[there].find("span", id=id) if there in pages else None
                if target is None or target.find_parent("tr").td.get_text() != row.id:
                    errors.append(f"{where} does not lead to its row")
            elif links.get(row.source.name, "") != row.source.address:
                errors.append(f"{where} does not lead to '{row.source.address}'")
    assert {row.source.name for row in rows.values() if row.source.address} == OUTSIDE
    fail_with(errors)


def test_page_loads_from_another_host(pages, site):
    errors = []
    for page, tree in pages.items():
        for element in tree.find_all(list(LOADED)):
            target = element.get(LOADED[element.name]) or ""
            loads = element.name != "link" or "canonical" not in element.get("rel", [])
            if loads and re.match(r"(https?:)?//", target):
                errors.append(f"site/{page}: <{element.name}> loads {target}")
        for text in [style.get_text() for style in tree.find_all("style")]:
            errors += [
                f"site/{page}: a style loads {url}" for url in re.findall(r"url\(['\"]?(?:https?:)?//[^)]*", text)
            ]
        for text in [script.get_text() for script in tree.find_all("script")]:
            errors += [f"site/{page}: a script names {url}" for url in re.findall(r"['\"]https?://[^'\"]*", text)]
    for path in site.rglob("*.css"):
        found = re.findall(r"(?:url\(['\"]?|@import ['\"])(?:https?:)?//[^)]*", path.read_text())
        errors += [f"site/{path.relative_to(site)}: loads {url}" for url in found]
    fail_with(errors)


def test_head_script_waits_for_styles(pages):
    for path, page in pages.items():
        names = [element.name for element in page.head.select("script, style, link[rel=stylesheet]")]
        assert "script" in names and names == sorted(names, key=lambda name: name != "script"), path


def test_formula_is_not_rendered_or_lost_its_mathml(pages, root):
    errors = []
    formulas = 0
    for page, tree in pages.items():
        for element in tree.select(".arithmatex, mjx-container"):
            formulas += element.name == "mjx-container"
            if not element.find("svg") or not element.find("math"):
                errors.append(f"site/{page}: not set: {element.get_text()[:60]}")
        code = {"script", "style", "pre", "code", "svg", "mjx-container"}
        text = "".join(
            text
            for text in tree.find_all(string=True)
            if not any(
                parent.name in code or "clipboard-copy-txt" in parent.get("class", []) for parent in text.parents
            )
        )
        raw = re.findall(r"\\\(.{,40}|\\\[.{,40}|\$\$?\\?\w.{,40}|\\frac.{,40}", text)
        errors += [f"site/{page}: raw TeX is left: {tex}" for tex in raw]
    displayed = sum(path.read_text().count("$$") // 2 for path in (root / "docs").rglob("*.md"))
    assert formulas > displayed > 0
    fail_with(errors)


def test_snippet_on_the_site_differs_from_its_file(pages, root):
    shown = {}
    for tree in pages.values():
        for block in tree.select("div.highlight"):
            if block.find("span", class_="filename"):
                shown[block.find("span", class_="filename").a.get_text()] = block.find("code").get_text()
    files = {str(path.relative_to(root)): path.read_text() for path in (root / "snippets").rglob("*.py")}
    assert {name: code.strip() for name, code in shown.items()} == {name: code.strip() for name, code in files.items()}


def test_notebook_is_not_executed(pages, root):
    for path in (root / "docs").rglob("*.ipynb"):
        tree = pages[path.relative_to(root / "docs").with_suffix(".html").as_posix()]
        assert tree.select(".jp-OutputArea-output svg, .jp-OutputArea-output img"), f"{path.name} has no plot"
        assert '"outputs": []' in path.read_text(), f"{path.name}: clear its outputs before you commit it"


def test_page_description_is_missing_or_repeated(pages):
    described = {}
    for page, tree in pages.items():
        assert tree.html["lang"] == "en", page
        assert tree.title.get_text().strip(), page
        assert tree.find("link", rel="icon")["href"].endswith("assets/favicon.svg"), page
        description = tree.find("meta", attrs={"name": "description"})["content"]
        assert 20 < len(description) < 200, f"{page}: begin the page with a sentence of words: '{description}'"
        described.setdefault(description, []).append(page)
    assert {text: pages for text, pages in described.items() if len(pages) > 1} == {}


def test_page_has_too_many_formulas(pages):
    counts = {page: len(tree.select("mjx-container")) for page, tree in pages.items()}
    assert max(counts.values()) > 50
    assert {page: count for page, count in counts.items() if count > 110} == {}, "give some entries another page"


def test_notebook_page_is_too_heavy(pages):
    for page, tree in pages.items():
        if tree.select_one(".jp-Notebook"):
            pictures = tree.select("svg[role=img]")
            assert pictures, page
            article = tree.article.encode()  # beside it, the navigation grows with the site
            size = len(article) - sum(len(picture.encode()) for picture in pictures)
            assert size < 155_000, f"{page}: {size} bytes"
            assert not [style for style in tree.select("article style") if not style.find_parent("svg")], page


def test_lock_has_no_hash_or_names_a_host(root):
    locks = [*Path(root / "locks").glob("*.txt"), *root.glob("*/package-lock.json")]
    assert len(locks) > 2
    for lock in locks:
        text = re.sub(r'"funding": (\{[^}]*\}|\[[^]]*\])', "", lock.read_text())  # where packages ask for money
        assert not re.search(r"https?://|--index-url|--find-links|\"resolved\"", text), f"{lock} names a host"
        assert "sha256:" in text or '"integrity": "sha512-' in text, f"{lock} has no hashes"
