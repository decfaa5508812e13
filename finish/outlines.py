"""Orders the outlines of a page, so that they compress well."""


def in_order(outlines: dict[str, str]) -> list[str]:
    """Orders outlines so that those with the same glyphs stand together.

    The outlines of a page may have 200 KB and one glyph twenty times. gzip finds a glyph again within 32 KB only:
    in the order of their lengths, pages are up to an eighth larger.

    Args:
        outlines: The path of every outline, by its name: glyphs at their places.

    Returns:
        All names. The next is always the outline of which the smallest part is new; of two, the shorter one.
    """
    glyphs = {name: {_shape(glyph) for glyph in path.split("M")} for name, path in outlines.items()}
    left = sorted(outlines, key=lambda name: (len(outlines[name]), name))
    ordered, known = [], set()
    while left:
        following = min(left, key=lambda name: sum(map(len, glyphs[name] - known)) / len(outlines[name]))
        left.remove(following)
        ordered.append(following)
        known |= glyphs[following]
    return ordered


def _shape(glyph: str) -> str:
    return glyph.lstrip("m-.0123456789 ")  # without its place
