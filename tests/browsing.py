"""How the tests open a page: in a real browser, and with nothing that goes wrong in silence."""

import contextlib

A4 = {"width": 680, "height": 1009}  # within the margins of a printed page

# A frame is drawn; or none for a second: then, rarely, this browser without a screen draws none any more.
_FRAME = """const frame = () => new Promise((done) => {
    setTimeout(done, 1000);
    requestAnimationFrame(() => setTimeout(done));
  });"""
# To the end of the page, at the pace of a reader in a hurry: what is drawn where it is read is drawn.
READ = f"""async () => {{
  {_FRAME}
  while (scrollY + innerHeight < document.documentElement.scrollHeight - 1) {{
    const before = scrollY;
    scrollBy({{top: innerHeight, behavior: 'instant'}});
    await frame();
    await frame();
    if (scrollY === before) break;
  }}
}}"""
# What is on the screen is drawn, and its scripts have heard of it.
DRAWN = f"async () => {{ {_FRAME} await frame(); await frame(); await frame(); }}"
# From its end, where a reader has jumped to, up to its beginning.
READ_UP = f"""async () => {{
  {_FRAME}
  scrollTo({{top: document.documentElement.scrollHeight, behavior: 'instant'}});
  await frame();
  await frame();
  while (scrollY > 0) {{
    scrollBy({{top: -innerHeight, behavior: 'instant'}});
    await frame();
    await frame();
  }}
}}"""

OPEN = "document.querySelectorAll('details').forEach(details => details.open = true)"


@contextlib.contextmanager
def opened(browser, address, **options):
    """Open a page; fail on any error in its console, on any failed request and on any to another host."""
    context = browser.new_context(**options)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    problems = []
    origin = "/".join(address.split("/")[:3])  # of a page opened from disk: file://
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "request",
        lambda r: None if r.url.startswith(("data:", "blob:", origin)) else problems.append(r.url),
    )
    page.on(  # one that a navigation has cut off has not failed
        "requestfailed",
        lambda r: None if r.failure == "net::ERR_ABORTED" else problems.append(f"{r.url}: {r.failure}"),
    )
    page.goto(address, wait_until="load")
    yield page
    context.close()
    assert problems == [], address


def paths(site):
    """Every page of the site but the one for missing pages."""
    return [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")) if path.name != "404.html"]


def until(page, expression, argument=None):
    """Wait until a JavaScript expression is true; Playwright's own way to wait is against the pages' policy."""
    for _ in range(300):
        if page.evaluate(expression, argument):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not true after 15 seconds: {expression}")
