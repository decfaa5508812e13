"""Describe each page to search engines by its own first sentences, so that nobody writes them twice."""

import itertools
import re
from html import escape, unescape

_DESCRIPTION = re.compile(r'(<meta name="description" content=")[^"]*(">)')
_PARAGRAPH = re.compile(r"<article\b(?:(?!</article>).)*?<p>(.*?)</p>", re.DOTALL)
_FORMULA = re.compile(r"<mjx-container\b.*?</mjx-container>", re.DOTALL)
_LONGEST = 160  # characters; search engines show no more


def describe(html: str) -> str:
    """Replace the description that an engine gave the page, the same on all pages.

    Args:
        html: The page, its math rendered.

    Returns:
        The page, described by the first sentences without formulas of its first paragraph, as many as there is room
        for; a page without such a sentence keeps the engine's description.
    """
    paragraph = _PARAGRAPH.search(html)
    if paragraph is None:
        return html
    text = unescape(re.sub(r"<[^>]*>", "", _FORMULA.sub("\0", paragraph[1])))
    sentences = re.split(r"(?<=[.?!]) (?=[A-Z\0])", " ".join(text.split()))
    words = itertools.takewhile(_is_words, itertools.dropwhile(lambda sentence: not _is_words(sentence), sentences))
    description = next(words, "")
    for sentence in words:
        if len(description) + 1 + len(sentence) > _LONGEST:
            break
        description += f" {sentence}"
    if not description:
        return html
    return _DESCRIPTION.sub(lambda meta: meta[1] + escape(description) + meta[2], html, count=1)


def _is_words(sentence: str) -> bool:
    return "\0" not in sentence
