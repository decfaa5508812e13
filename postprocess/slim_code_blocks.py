"""Slim code blocks: hundreds of elements a page, which a browser would style before it shows anything."""

import re

_CODE_BLOCK = re.compile(r"(<pre\b[^>]*>(?:<span></span>)?<code\b)([^>]*)>(.*?)</code></pre>", re.DOTALL)
_PLAIN = re.compile(r'<span class="[nw]">([^<]*)</span>')  # names and gaps have no colour of their own


def slim_code_blocks(html: str) -> str:
    """Say how many lines each code block has, so that it can be drawn where it is read, and drop idle elements."""
    return _CODE_BLOCK.sub(_slim, html)


def _slim(block: re.Match) -> str:
    start, attributes, code = block.groups()
    if "--lines" in attributes:
        return block[0]
    lines = code.removesuffix("\n").count("\n") + 1
    return f'{start}{attributes} style="--lines:{lines}">' + _PLAIN.sub(r"\1", code) + "</code></pre>"
