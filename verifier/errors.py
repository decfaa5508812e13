"""What is wrong with a formula or a declaration."""


class NotationError(Exception):
    """LaTeX that cannot be read, or means nothing: why and what to do, and the piece of the text that it is about."""

    def __init__(self, why: str, span: tuple[int, int] = (0, 0)) -> None:
        super().__init__(why)
        self.why, self.span = why, span


class ShapeError(NotationError):
    """Shapes that do not fit."""


def pointed(text: str, span: tuple[int, int]) -> tuple[int, list[str]]:
    """Return the line, counted from 0, in which a span of a text begins, and that line with carets below the span."""
    start, end = span
    number = text.count("\n", 0, start)
    before = text.rfind("\n", 0, start) + 1
    line = text[before:].split("\n", 1)[0]
    carets = "^" * max(1, min(end - start, before + len(line) - start))
    return number, [line, " " * (start - before) + carets] if end > start else [line]
