"""What is wrong with a formula or a declaration."""


class NotationError(Exception):
    """LaTeX that cannot be read, or means nothing: why and what to do, and the piece of the text that it is about."""

    def __init__(self, why: str, span: tuple[int, int] = (0, 0)) -> None:
        super().__init__(why)
        self.why, self.span = why, span


class ShapeError(NotationError):
    """Shapes that do not fit."""
