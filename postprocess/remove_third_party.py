"""Remove what mkdocs-jupyter makes every notebook page load from other hosts."""

import re

_NOTEBOOK = re.compile(r'<article\b(?:(?!</article>).)*?<div class="jupyter-wrapper">.*?</article>', re.DOTALL)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL)
# RequireJS, MathJax 2.7.7 (in some versions with an empty address) and its configuration, and a module that imports
# Mermaid. No author has asked for them; whatever else loads from another host is an error: reject_third_party.py.
_ADDRESS = re.compile(
    r"""\bsrc=(?:""|''|["'](?:https?:)?//[^"']*\b(?:require|mathjax)\b)|text/x-mathjax-config""", re.IGNORECASE
)
_IMPORT = re.compile(r"""\bimport\s*\(?\s*["'](?:https?:)?//[^"']*\bmermaid\b""")


def remove_third_party(html: str) -> str:
    """Return a notebook page without the plugin's third-party scripts; any other page stays as it is."""
    return _NOTEBOOK.sub(lambda article: _SCRIPT.sub(_removed, article[0]), html)


def _removed(script: re.Match) -> str:
    attributes, code = script.groups()
    return "" if _ADDRESS.search(attributes) or _IMPORT.search(code) else script[0]
