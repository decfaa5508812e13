"""Reorder a page's scripts so that the browser reads all of the page while its styles load."""

import re

_SCRIPT = re.compile(r"<!--.*?-->|(<script\b(?![^>]*\bapplication/)([^>]*)>.*?</script\s*>\s*)", re.DOTALL)
_STYLES = re.compile(r"""<link\b[^>]*\brel=["']?stylesheet\b|<style\b""")


def reorder_scripts(html: str) -> str:
    """Put the scripts of the head before its styles, and those in the body before its first file, in their order.

    A script waits for all styles before it, and the rest of the page for the script: on a phone, for half a second
    in which all of it could be read.
    """
    head, end, body = html.partition("</head>")
    if not end:
        return html
    styles = _STYLES.search(head)
    if styles:
        read, scripts = _apart(head[styles.start() :])
        head = head[: styles.start()] + scripts + read
    file = next((script for script in _SCRIPT.finditer(body) if re.search(r"\bsrc=", script[2] or "")), None)
    if file:
        body = "".join(_apart(body[: file.start()])) + body[file.start() :]
    return head + end + body


def _apart(html: str) -> tuple[str, str]:
    """The part of a page without its scripts, and these."""
    scripts = "".join(script[1] or "" for script in _SCRIPT.finditer(html))
    return _SCRIPT.sub(lambda part: "" if part[1] else part[0], html), scripts
