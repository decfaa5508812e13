"""Sizes and their unification: shapes are letters, not numbers.

`n x m` times `n x 1` is an error even where m happens to equal n. What the context has yet to tell is an Unknown,
which `unify` gives a value once two sizes must be equal.
"""

from functools import reduce


class Unknown:
    """A size that the context has yet to tell."""

    __slots__ = ("found",)

    def __init__(self):
        self.found = None


def known(size):
    """Return what is known of a size: a number, a letter, a product or sum of sizes, or an Unknown."""
    while isinstance(size, Unknown) and size.found is not None:
        size = size.found
    if isinstance(size, tuple):
        return _combine(size[0], [known(part) for part in size[1:]])
    return size


def _combine(sign, parts):
    flat = [q for p in parts for q in (p[1:] if isinstance(p, tuple) and p[0] == sign else (p,))]
    numbers = [p for p in flat if isinstance(p, int)]
    others = sorted((p for p in flat if not isinstance(p, int)), key=size_name)
    number = reduce(lambda a, b: a * b if sign == "*" else a + b, numbers, 1 if sign == "*" else 0)
    if number != (1 if sign == "*" else 0) or not others:
        others.insert(0, number)
    return others[0] if len(others) == 1 else (sign, *others)


def size_name(size) -> str:
    """Return a size as people write it."""
    size = known(size)
    if isinstance(size, Unknown):
        return "?"
    if not isinstance(size, tuple):
        return str(size)
    return "·".join(map(_factor, size[1:])) if size[0] == "*" else " + ".join(map(size_name, size[1:]))


def _factor(size) -> str:
    """Return a size as people write it beside a sign of multiplication."""
    size = known(size)
    return f"({size_name(size)})" if isinstance(size, tuple) and size[0] == "+" else size_name(size)


def shape_name(shape) -> str:
    """Return a shape as people write it, `m × n`."""
    return f"{_factor(shape[0])} × {_factor(shape[1])}"


def unify(a, b) -> bool:
    """Unify two sizes, and tell whether they can be."""
    a, b = known(a), known(b)
    if a == b:
        return True
    if isinstance(a, Unknown):
        a.found = b
        return True
    if isinstance(b, Unknown):
        b.found = a
        return True
    return _unify_products(a, b)


def _unify_products(a, b) -> bool:
    """Make two products of sizes equal by finding the one unknown factor, as in ? * n = m * n."""
    left, right = (list(size[1:]) if isinstance(size, tuple) and size[0] == "*" else [size] for size in (a, b))
    for factor in list(left):
        if factor in right:
            left.remove(factor)
            right.remove(factor)
    for some, rest in ((left, right), (right, left)):
        if len(some) == 1 and isinstance(some[0], Unknown) and not any(isinstance(size, Unknown) for size in rest):
            some[0].found = _combine("*", rest) if rest else 1
            return True
    return False


def is_scalar(shape) -> bool:
    """Tell whether a shape is 1 × 1, as far as is known."""
    return all(size == 1 or (not isinstance(size, (int, str)) and known(size) == 1) for size in shape)


SCALAR_SHAPE = (1, 1)


def unify_shapes(a, b) -> bool:
    """Unify two shapes, and tell whether they can be equal."""
    return unify(a[0], b[0]) and unify(a[1], b[1])
