"""Makes listings light: hundreds of elements a page, which a browser would style before it shows anything."""

import re

_LISTING = re.compile(r"(<pre\b[^>]*>(?:<span></span>)?<code\b)([^>]*)>(.*?)</code></pre>", re.DOTALL)
_PLAIN = re.compile(r'<span class="[nw]">([^<]*)</span>')  # names and gaps have no colour of their own


def lighten_listings(html: str) -> str:
    """Says how many lines each listing has, so that it can be drawn where it is read, and drops idle elements."""
    return _LISTING.sub(_light, html)


def _light(listing: re.Match) -> str:
    start, attributes, code = listing.groups()
    if "--lines" in attributes:
        return listing[0]
    lines = code.removesuffix("\n").count("\n") + 1
    return f'{start}{attributes} style="--lines:{lines}">' + _PLAIN.sub(r"\1", code) + "</code></pre>"
