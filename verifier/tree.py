"""What trees have in common: named fields, and one generic walk over them."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from functools import cache


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.name != "span")


@dataclass(frozen=True, slots=True)
class Tree:
    """A part of a tree: its fields hold parts, tuples of parts, or plain data; span: where it stands in the LaTeX."""

    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False, kw_only=True)

    def parts(self):
        """Yield each part directly below: the name of its field, its place in a tuple or None, and itself."""
        for name in _names(self.__class__):
            value = getattr(self, name)
            if isinstance(value, Tree):
                yield name, None, value
            elif isinstance(value, tuple):
                for k, each in enumerate(value):
                    if isinstance(each, Tree):
                        yield name, k, each

    def with_part(self, name: str, k: int | None, part: "Tree") -> "Tree":
        """Return this tree with another part at one place that `parts` has yielded."""
        if k is None:
            return replace(self, **{name: part})
        several = getattr(self, name)
        return replace(self, **{name: (*several[:k], part, *several[k + 1 :])})

    def walk(self):
        """Yield this tree and all below it, parents first."""
        stack: list[Tree] = [self]
        while stack:
            tree = stack.pop()
            yield tree
            below: list[Tree] = []
            for name in _names(tree.__class__):
                value = getattr(tree, name)
                if isinstance(value, Tree):
                    below.append(value)
                elif isinstance(value, tuple):
                    below += [each for each in value if isinstance(each, Tree)]
            stack += reversed(below)


def by_kind(ways: dict[type, Callable]) -> Callable:
    """Return the decorator that makes a function the way to treat the kind of tree that its `node` is annotated with.

    `functools.singledispatch` takes as long as most of what is done here.
    """

    def register(way: Callable) -> Callable:
        ways[way.__annotations__["node"]] = way
        return way

    return register
