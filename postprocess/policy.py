"""Forbid a page to run or load anything but what it was built with: its Content-Security-Policy."""

import hashlib
import re
from base64 import b64encode

from .context import Context

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

# What a script may load: files of the site. Styles may stand in the page, because MathJax sizes each formula by one.
_RULES = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'none'"
)


def set_policy(pages: dict[str, str], context: Context) -> dict[str, str]:
    """Give every page its policy, unless the site is to go without."""
    return {name: _set_policy(html) for name, html in pages.items()} if context.policy else pages


def _set_policy(html: str) -> str:
    """Put the policy first into the head, behind the character set that browsers look for there.

    The theme's own inline scripts are named by their hashes; any other script in a page does not run.
    """
    html = _POLICY.sub("", html)
    hashes = dict.fromkeys(_hash(script[2]) for script in _SCRIPT.finditer(html) if _runs(script[1]))
    policy = _RULES.format(hashes="".join(f" '{hash}'" for hash in hashes))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    head = re.search(r"<head\b[^>]*>(?:\s*<meta charset=[^>]*>)?", html)
    return html[: head.end()] + meta + html[head.end() :] if head else html


def _runs(attributes: str) -> bool:
    """Whether a script is code in the page, neither a file nor data."""
    return not re.search(r"\bsrc=|\btype=[\"']?application/(?:ld\+)?json", attributes)


def _hash(code: str) -> str:
    # The browser hashes what it parsed, and parsing makes every line's end a line feed.
    code = re.sub(r"\r\n?", "\n", code)
    return f"sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}"
