"""Sizes and their unification: shapes are letters, not numbers.

`n x m` times `n x 1` is an error even where m happens to equal n. What the context has yet to tell is an Unknown,
which `unify` gives a value once two sizes must be equal.
"""

from collections import Counter
from functools import reduce

TRIANGLE = "triangle"  # sign of n (n + 1) / 2, the number of entries on and below the diagonal


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
    if sign == TRIANGLE:
        return parts[0] * (parts[0] + 1) // 2 if isinstance(parts[0], int) else (TRIANGLE, parts[0])
    flat = [q for p in parts for q in (p[1:] if isinstance(p, tuple) and p[0] == sign else (p,))]
    numbers = [p for p in flat if isinstance(p, int)]
    others = sorted(_collected(flat) if sign == "+" else (p for p in flat if not isinstance(p, int)), key=size_name)
    number = reduce(lambda a, b: a * b if sign == "*" else a + b, numbers, 1 if sign == "*" else 0)
    if number != (1 if sign == "*" else 0) or not others:
        others.insert(0, number)
    return others[0] if len(others) == 1 else (sign, *others)


def _collected(terms) -> list:
    """Return the terms of a sum but its numbers, like terms as one: `m + m` is `2 m`, and `m - m` is gone."""
    times: Counter = Counter()
    for term in terms:
        if isinstance(term, tuple) and term[0] == "*" and isinstance(term[1], int):
            times[_combine("*", term[2:])] += term[1]
        elif not isinstance(term, int):
            times[term] += 1
    return [term if count == 1 else _combine("*", (count, term)) for term, count in times.items() if count]


def letters_of(size) -> list[str]:
    """Return the letters that a size is made of."""
    size = known(size)
    if isinstance(size, tuple):
        return [letter for part in size[1:] for letter in letters_of(part)]
    return [size] if isinstance(size, str) else []


def size_name(size) -> str:
    """Return a size as people write it."""
    size = known(size)
    if isinstance(size, Unknown):
        return "?"
    if not isinstance(size, tuple):
        return str(size)
    if size[0] == TRIANGLE:
        return f"{_factor(size[1])}·({size_name(size[1])} + 1)/2"
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
    if TRIANGLE in (_sign(a), _sign(b)):
        sides = _side_of_triangle(a), _side_of_triangle(b)
        return None not in sides and unify(*sides)
    return _unify_sums(a, b) or _unify_products(a, b)


def _sign(size) -> str | None:
    """Return what a size is made by, None if it is a number, a letter or unknown."""
    return size[0] if isinstance(size, tuple) else None


def _side_of_triangle(size):
    """Return n where a size is n (n + 1) / 2, None where it is no such size."""
    if _sign(size) == TRIANGLE:
        return size[1]
    sides = [n for n in range(1, size + 1) if n * (n + 1) // 2 == size] if isinstance(size, int) else []
    return sides[0] if sides else None


def _unify_sums(a, b) -> bool:
    """Make two sums of sizes equal by finding the one unknown term, as in ? + n = m + n."""
    left, right = (list(size[1:]) if isinstance(size, tuple) and size[0] == "+" else [size] for size in (a, b))
    for term in list(left):
        if term in right:
            left.remove(term)
            right.remove(term)
    for some, rest in ((left, right), (right, left)):
        if len(some) == 1 and isinstance(some[0], Unknown) and rest and not any(map(_is_open, rest)):
            some[0].found = _combine("+", rest)
            return True
    return False


def _is_open(size) -> bool:
    """Tell whether something in a size is not known yet."""
    size = known(size)
    return any(map(_is_open, size[1:])) if isinstance(size, tuple) else isinstance(size, Unknown)


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
    return _unify_multiples(left, right)


def _unify_multiples(left: list, right: list) -> bool:
    """Make two products equal that have no factor in common, and one unknown factor each, as in ? * m = ? * n."""
    unknown = [[size for size in several if isinstance(size, Unknown)] for several in (left, right)]
    others = [[size for size in several if not isinstance(size, Unknown)] for several in (left, right)]
    if [len(each) for each in unknown] != [1, 1] or any(not isinstance(size, str) for size in others[0] + others[1]):
        return False
    common = Unknown()
    for (size,), factors in zip(unknown, reversed(others), strict=True):
        size.found = _combine("*", [*factors, common])
    return True


def is_scalar(shape) -> bool:
    """Tell whether a shape is 1 × 1, as far as is known."""
    return all(size == 1 or (not isinstance(size, (int, str)) and known(size) == 1) for size in shape)


SCALAR_SHAPE = (1, 1)


def unify_shapes(a, b) -> bool:
    """Unify two shapes, and tell whether they can be equal."""
    return unify(a[0], b[0]) and unify(a[1], b[1])
