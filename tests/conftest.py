"""What the tests share: where the repository is, its catalogue, its built site, a browser and a server.

Of packages only pytest is imported at the top: the snippets are tested where there is nothing but NumPy.
"""

import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# For its address bar, which nobody sees, Chromium would load 400 files of its own beside every first page. This option
# replaces the one that Playwright gives, so it repeats what would call home, or hold a page back from being painted.
NOT_WANTED = [
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    *("AimEnabled", "HttpsUpgrades", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding"),
    *("PreconnectToSearch", "Translate"),
]
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    f"--disable-features={','.join(NOT_WANTED)}",
]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def catalogue(root):
    """The catalogue of this repository."""
    from verifier.pages.catalogue import read_catalogue

    return read_catalogue(root)


@pytest.fixture(scope="session")
def site(root) -> Path:
    """The built site."""
    if not (root / "site" / "index.html").is_file():
        pytest.fail("site/ is not built: run `nox -s docs` first", pytrace=False)
    return root / "site"


# Files whose tests parse every page of the site.
PARSING = {"tests/test_evidence.py", "tests/test_formulas.py", "tests/test_policy.py", "tests/test_site.py"}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Run in one process what shares a visit of a page, or the parsed pages; anything else where there is time."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid):  # xdist_group would do it, but pytest 9.2 and xdist 3.8 ignore it
            file, _, test = nodeid.partition("::")
            if file == "tests/test_every_page.py":
                return test.partition("[")[2]
            return "pages" if file in PARSING else nodeid

    return Scheduling(config, log)


@pytest.fixture(scope="session")
def evidence(root):
    """What the verifier found of these very pages and snippets when the site was built, instead of verifying again."""
    from postprocess import PostprocessError
    from postprocess.evidence import read_evidence

    path = root / ".cache" / "evidence.json"
    try:
        found = read_evidence(path, root)
    except PostprocessError as error:
        pytest.fail(str(error), pytrace=False)
    written = path.stat().st_mtime
    if newer := [code for code in sorted((root / "verifier").rglob("*.py")) if code.stat().st_mtime > written]:
        message = f"{newer[0].relative_to(root)}: has changed since the evidence was written: run `nox -s verify`"
        pytest.fail(message, pytrace=False)
    return found


@pytest.fixture(scope="session")
def pages(site):
    """Every page of the site, parsed, by its path below site/."""
    from bs4 import BeautifulSoup

    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text(), "html.parser")
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def served(site):
    """The address of the site on a local server."""
    handler = functools.partial(_Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
