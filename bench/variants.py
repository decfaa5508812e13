"""A page as it is built, with its math left as text, and with MathJax in the browser: what page benchmarks compare."""

import contextlib
import gzip
import http.server
import re
import threading
from collections.abc import Iterator
from functools import cache
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).parents[1]
SITE = ROOT / "site"
MODULES = ROOT / "postprocess" / "node_modules"

BUILT, TEXT, MATHJAX = "as built", "math as text", "MathJax in the browser"
FOLDERS = {"built": BUILT, "text": TEXT, "mathjax": MATHJAX}  # on the server, each holding the whole site

_FORMULA = re.compile(r"<mjx-container\b(?P<attributes>[^>]*)>.*?</mjx-container>", re.DOTALL)
_GLYPH_PATHS = re.compile(r'<svg style="display:none" aria-hidden="true"><defs>.*?</defs></svg>', re.DOTALL)
_RULES = re.compile(r"<style>mjx-container[^<]*</style>")

# As mkdocs-material documents it, but with files from this server.
_MATHJAX = """<script>
window.MathJax = {
  loader: {paths: {mathjax: "/node_modules/mathjax", fonts: "/node_modules/@mathjax"}},
  tex: {inlineMath: [["\\\\(", "\\\\)"]], displayMath: [["\\\\[", "\\\\]"]]},
  options: {ignoreHtmlClass: ".*|", processHtmlClass: "arithmatex"},
};
</script><script defer src="/node_modules/mathjax/tex-mml-chtml.js"></script></head>"""

_TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


def pages(chosen: list[str]) -> list[str]:
    """Return the paths of the chosen pages, `.html` or not, or of all but the page for missing addresses."""
    found = [path.relative_to(SITE).as_posix() for path in sorted(SITE.rglob("*.html")) if path.name != "404.html"]
    if not found:
        raise SystemExit("site/ is not built: run `nox -s docs` first")
    wanted = [name.removesuffix(".html") + ".html" for name in chosen]
    if unknown := [name for name in wanted if name not in found]:
        raise SystemExit(f"site/ has no page {', '.join(unknown)}; it has {', '.join(found)}")
    return wanted or found


def with_text(html: str) -> str:
    """Return a finished page with its math as the site engine leaves it: the TeX, in an element that names it."""

    def tex(formula: re.Match) -> str:
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', formula["attributes"]))
        source = escape(unescape(attributes["data-tex"]), quote=False)
        if "display" in attributes:
            return f'<div class="arithmatex">\\[{source}\\]</div>'
        return f'<span class="arithmatex">\\({source}\\)</span>'

    return _RULES.sub("", _GLYPH_PATHS.sub("", _FORMULA.sub(tex, html)))


def with_mathjax(html: str) -> str:
    """Return a finished page with its math as text and MathJax to set it."""
    return with_text(html).replace("</head>", _MATHJAX, 1)


_CHANGE = {"text": with_text, "mathjax": with_mathjax}


@cache
def _file(path: str) -> tuple[bytes, str, bool] | None:
    """Return content, type and whether it is compressed, as most servers do for text."""
    folder, _, rest = path.strip("/").partition("/")
    file = (MODULES if folder == "node_modules" else SITE) / rest
    if folder not in {"node_modules", *FOLDERS} or not file.is_file():
        return None
    data = file.read_bytes()
    if file.suffix == ".html" and folder in _CHANGE:
        data = _CHANGE[folder](data.decode()).encode()
    if file.suffix in _TYPES:
        return gzip.compress(data, mtime=0), _TYPES[file.suffix], True
    return data, "application/octet-stream", False


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 (the name is the method's)
        """Answer from memory, so that no variant waits for the disk or the compression."""
        found = _file(unquote(urlsplit(self.path).path))
        content, kind, compressed = found or (b"", "text/plain", False)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_) -> None:
        """Stay quiet."""


@contextlib.contextmanager
def served() -> Iterator[str]:
    """Serve all variants, each in its folder; yield the server's address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
