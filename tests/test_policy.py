"""The Content-Security-Policy of the built pages: nothing runs that was not built, nothing comes from elsewhere."""

import re

import pytest

# The scripts that the theme itself writes into a page; ours are files.
THEME = ("__md_scope=", "var tabs=", "var target=")


def test_policy_is_strict_and_comes_first(pages):
    for path, page in pages.items():
        head = page.head.find_all(True, recursive=False)
        assert head[0].get("charset") == "utf-8" and head[1].get("http-equiv") == "Content-Security-Policy", path
        rules = dict(rule.strip().split(" ", 1) for rule in head[1]["content"].split(";"))
        assert rules["default-src"] == rules["form-action"] == "'none'" and rules["base-uri"] == "'self'", path
        assert re.fullmatch(r"'self'( 'sha256-[\w+/=]{44}')*", rules["script-src"]), path
        assert not re.search(r"unsafe-eval|https?:|\*", head[1]["content"]), path


def test_page_has_no_inline_script_of_ours(pages):
    for path, page in pages.items():
        for script in page.find_all("script"):
            inline = not script.get("src") and script.get("type") != "application/json"
            assert not inline or script.get_text().startswith(THEME), f"{path}: {script.get_text()[:80]}"
        for element in page.find_all(True):
            assert not any(name.startswith("on") for name in element.attrs), f"{path}: {element}"
            assert not str(element.get("href", "")).startswith("javascript:"), f"{path}: {element}"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>document.title = 'run'</script>",
        "<img src=no.png onerror=\"document.title = 'run'\">",
        "<script src='data:text/javascript,document.title=%22run%22'></script>",
        "<script src='http://localhost:1/run.js'></script>",
        "<base href='http://localhost:1/'>",
    ],
)
def test_script_that_was_not_built_does_not_run(browser, served, attack):
    context = browser.new_context()
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))

    def inject(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("<title>", f"{attack}<title>"))

    page.route("**/index.html", inject)
    page.goto(f"{served}/index.html")
    page.wait_for_timeout(200)
    title = page.title()
    context.close()
    assert title != "run"
    assert any("Content Security Policy" in text for text in complaints), complaints
