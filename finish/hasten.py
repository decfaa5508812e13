"""Orders a page's head so that the browser reads the page while its styles load."""

import re

_SCRIPT = re.compile(r"<!--.*?-->|(<script\b(?![^>]*\bapplication/)[^>]*>.*?</script\s*>\s*)", re.DOTALL)
_STYLES = re.compile(r"""<link\b[^>]*\brel=["']?stylesheet\b|<style\b""")


def hasten(html: str) -> str:
    """Puts the scripts of the head before its styles, in their order.

    A script waits for all styles before it, and the rest of the page for the script: on a phone, for half a second
    in which all of it could be read.
    """
    head, end, body = html.partition("</head>")
    styles = _STYLES.search(head)
    if not end or not styles:
        return html
    before, after = head[: styles.start()], head[styles.start() :]
    scripts = "".join(_SCRIPT.findall(after))
    rest = _SCRIPT.sub(lambda part: "" if part[1] else part[0], after)
    return before + scripts + rest + end + body
