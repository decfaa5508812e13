"""The site below a path of someone's server, where nothing of it may look for itself at the root."""

import http.server
import os
import shutil
import subprocess
import sys
import threading
from urllib.parse import urljoin, urlsplit

import pytest

from postprocess import postprocess

FOLDER = "/some/sub/path/"
DEEP = f"{FOLDER}no/such/page.html"  # deeper than any page there is

SMALL = """
INHERIT: {root}/mkdocs.yml
docs_dir: docs
theme: {{custom_dir: {root}/theme}}
hooks: [{root}/postprocess/mkdocs_hook.py]
watch: []
nav: [index.md]
"""


class _Below(http.server.SimpleHTTPRequestHandler):
    """Serves a site below FOLDER, with its own page for what is missing, as GitHub Pages does."""

    def translate_path(self, path):
        return super().translate_path(path.removeprefix(FOLDER) if path.startswith(FOLDER) else "/outside/the/site")

    def send_error(self, code, *_):
        page = b""
        if self.path.endswith(".html"):
            with open(os.path.join(self.directory, "404.html"), "rb") as file:
                page = file.read()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def below():
    """Serves a folder below FOLDER and returns the address of its server."""
    servers = []

    def serve(folder):
        handler = type("Handler", (_Below,), {"__init__": lambda *a: _Below.__init__(*a, directory=str(folder))})
        servers.append(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def visited(browser):
    """A page, and what went wrong on it."""
    context = browser.new_context()
    page, problems = context.new_page(), []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", lambda request: problems.append(f"no answer: {request.url}"))
    page.on("response", lambda r: problems.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    yield page, problems
    context.close()


def styled(page):
    """Whether every stylesheet of the page has come, and rules."""
    return page.evaluate(
        "document.styleSheets.length > 2 && getComputedStyle(document.querySelector('.md-header')).position == 'sticky'"
    )


def test_page_below_a_path_does_not_load(below, site, visited):
    page, problems = visited
    home = below(site) + FOLDER
    for path in ("", "bilinear-quadratic.html", "sources/kong.html", "notebooks/neuron.html"):
        page.goto(home + path, wait_until="networkidle")
        assert styled(page), path
        formula = page.locator("mjx-container svg:visible").first
        assert formula.bounding_box()["height"] > 5, path
    assert page.locator(".jp-OutputArea-output svg").count() > 1
    page.get_by_role("link", name="Conventions", exact=True).first.click()
    page.wait_for_url(f"{home}conventions.html")
    assert problems == []


def test_missing_address_page_works_at_any_depth(below, root, visited, tmp_path):
    page, problems = visited
    shutil.copytree(root / "docs" / "assets", tmp_path / "docs" / "assets")
    (tmp_path / "snippets").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    (tmp_path / "mkdocs.yml").write_text(SMALL.format(root=root.as_posix()))
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(tmp_path / "mkdocs.yml")]
    environment = os.environ | {"SITE_URL": f"https://example.org{FOLDER}", "NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(build, cwd=root, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    postprocess(tmp_path / "site", tmp_path / "docs")

    server = below(tmp_path / "site")
    page.goto(server + DEEP, wait_until="networkidle")
    assert page.get_by_role("heading", name="Not found").is_visible()
    assert styled(page)
    assert [problem for problem in problems if DEEP not in problem and "404 (Not Found)" not in problem] == []
    assert sum("404 (Not Found)" in problem for problem in problems) == 1  # the page itself
    assert page.evaluate("document.baseURI") == server + FOLDER  # for relative links that the postprocessing adds
    links = page.eval_on_selector_all("[href], [src]", "all => all.map(one => one.href || one.src)")
    ours = [urlsplit(urljoin(page.url, link)).path for link in links if isinstance(link, str) and server in link]
    assert len(ours) > 5 and [path for path in ours if not path.startswith(FOLDER)] == []
    page.get_by_role("link", name="home page").click()
    page.wait_for_url(f"{server}{FOLDER}index.html")
    assert page.get_by_role("heading", name="Home").is_visible()
