"""Sizes and their unification: shapes are letters, not numbers.

`n x m` times `n x 1` is an error even where m happens to equal n. What the context has yet to tell is an Unknown,
which `unify` gives a value once two sizes must be equal. A size is a polynomial of letters, `m n + 2 n - 1`, and of
triangular numbers, n (n + 1) / 2.
"""

from collections import Counter
from math import gcd, isqrt

TRIANGLE = "triangle"  # sign of n (n + 1) / 2, the number of entries on and below the diagonal


class Unknown:
    """A size that the context has yet to tell; otherwise: what it is if the context never does, None for an error."""

    __slots__ = ("found", "otherwise")

    def __init__(self, otherwise: int | None = None):
        self.found, self.otherwise = None, otherwise


def known(size):
    """Return what is known of a size: a number, a letter, a product or sum of sizes, or an Unknown."""
    while isinstance(size, Unknown) and size.found is not None:
        size = size.found
    return _size(_polynomial(size)) if isinstance(size, tuple) else size


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
    if size[0] == "*":
        return "·".join(map(_factor, size[1:])).replace("-1·", "-")
    return " + ".join(map(size_name, size[1:])).replace("+ -", "- ")


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
    for one, other in ((a, b), (b, a)):
        if isinstance(one, Unknown) and not isinstance(other, tuple):
            one.found = other
            return True
    if not isinstance(a, tuple) and not isinstance(b, tuple):
        return False
    if TRIANGLE in (_sign(a), _sign(b)) and not isinstance(a, Unknown) and not isinstance(b, Unknown):
        sides = _side_of_triangle(a), _side_of_triangle(b)
        return None not in sides and unify(*sides)
    difference = _polynomial(a)
    difference.subtract(_polynomial(b))
    return _vanish(Counter({factors: count for factors, count in difference.items() if count}))


def _sign(size) -> str | None:
    """Return what a size is made by, None if it is a number, a letter or unknown."""
    return size[0] if isinstance(size, tuple) else None


def _side_of_triangle(size):
    """Return n where a size is n (n + 1) / 2, None where it is no such size."""
    if _sign(size) == TRIANGLE:
        return size[1]
    sides = [n for n in range(1, size + 1) if n * (n + 1) // 2 == size] if isinstance(size, int) else []
    return sides[0] if sides else None


def is_scalar(shape) -> bool:
    """Tell whether a shape is 1 × 1, as far as is known."""
    rows, columns = shape  # asked more often than anything else, mostly of letters and of numbers
    if type(rows) is str or type(columns) is str:
        return False
    if type(rows) is int and type(columns) is int:
        return rows == columns == 1
    return known(rows) == 1 and known(columns) == 1


SCALAR_SHAPE = (1, 1)


def unify_shapes(a, b) -> bool:
    """Unify two shapes, and tell whether they can be equal."""
    return unify(a[0], b[0]) and unify(a[1], b[1])


# Polynomials: how often each product of letters and Unknowns is added


def _order(factor) -> tuple:
    if isinstance(factor, tuple):
        return (2, size_name(factor[1]), 0)
    return (1, "", id(factor)) if isinstance(factor, Unknown) else (0, factor, 0)


def _polynomial(size) -> Counter:
    while isinstance(size, Unknown) and size.found is not None:
        size = size.found
    if isinstance(size, int):
        return Counter({(): size} if size else {})
    if not isinstance(size, tuple):
        return Counter({(size,): 1})
    if size[0] == TRIANGLE:
        side = known(size[1])
        return Counter({(): side * (side + 1) // 2} if isinstance(side, int) else {((TRIANGLE, side),): 1})
    first, *rest = map(_polynomial, size[1:])
    result = Counter(first)
    for other in rest:
        if size[0] == "+":
            result.update(other)
        else:
            product: Counter = Counter()
            for left, k in result.items():
                for right, n in other.items():
                    product[tuple(sorted(left + right, key=_order))] += k * n
            result = product
    return Counter({factors: count for factors, count in result.items() if count})


def _size(polynomial: Counter):
    """Return a polynomial as a size; terms with more letters come first, the number last."""
    terms = []
    for factors, count in sorted(
        polynomial.items(), key=lambda term: (not term[0], [_order(factor) for factor in term[0]])
    ):
        if not factors or count != 1:
            parts = [count, *factors]
            terms.append(parts[0] if len(parts) == 1 else ("*", *parts))
        else:
            terms.append(factors[0] if len(factors) == 1 else ("*", *factors))
    if not terms:
        return 0
    return terms[0] if len(terms) == 1 else ("+", *terms)


def _vanish(polynomial: Counter) -> bool:
    """Make a polynomial zero by giving its Unknowns values, and tell whether that can be done."""
    if not polynomial:
        return True
    unknowns = {factor for factors in polynomial for factor in factors if isinstance(factor, Unknown)}
    for unknown in sorted(unknowns, key=id):
        if polynomial.get((unknown,)) in (1, -1) and sum(unknown in factors for factors in polynomial) == 1:
            rest = Counter({f: -k * polynomial[unknown,] for f, k in polynomial.items() if f != (unknown,)})
            if all(count < 0 for count in rest.values()):
                return False  # no size is zero or negative
            unknown.found = _size(rest)
            return True
    if len(polynomial) == 2:
        return _equal(*((list(factors), abs(count)) for factors, count in polynomial.items()), polynomial)
    common = _common([list(factors) for factors in polynomial])
    rest = [factors for factors in polynomial if not any(isinstance(x, Unknown) for x in factors)]
    if len(unknowns) == 1 and len(rest) == len(polynomial) - 1:  # ? n = m n + n n
        (unknown,) = unknowns
        (term,) = [factors for factors in polynomial if unknown in factors]
        others = [factor for factor in term if factor is not unknown]
        if len(others) == len(term) - 1 and abs(polynomial[term]) == 1 and not _without(others, common):
            quotient = {tuple(_without(f, others)): -polynomial[term] * polynomial[f] for f in rest}
            unknown.found = _size(Counter(quotient))
            return True
    return False


def _equal(left, right, polynomial: Counter) -> bool:
    """Make two products equal: by one unknown factor, ? n = m n; by two, ? m = n ?; or by a square, ? ? = n n."""
    if len({count > 0 for count in polynomial.values()}) == 1:
        return False
    (some, k), (others, n) = left, right
    common = _common([some, others])
    some, others, divisor = _without(some, common), _without(others, common), gcd(k, n)
    k, n = k // divisor, n // divisor
    unknown, another = (next((x for x in side if isinstance(x, Unknown)), None) for side in (some, others))
    if unknown is None and another is None:
        return False
    if unknown is None:
        unknown, another, some, others, k, n = another, None, others, some, n, k
    if another is None:
        if some == [unknown] and k == 1:
            unknown.found = _size(Counter({tuple(others): n}))
            return True
        root = others[::2]
        if some == [unknown, unknown] and k == 1 and others[1::2] == root and isqrt(n) ** 2 == n:
            unknown.found = _size(Counter({tuple(root): isqrt(n)}))
            return True
        return False
    here, there = _without(some, [unknown]), _without(others, [another])
    if any(isinstance(x, Unknown) for x in here + there):
        return False
    multiple = Unknown(otherwise=1)  # letters have no factor in common, so both are multiples of the other side
    unknown.found = _size(Counter({tuple(sorted([*there, multiple], key=_order)): n}))
    another.found = _size(Counter({tuple(sorted([*here, multiple], key=_order)): k}))
    return True


def _common(several: list[list]) -> list:
    """Return the factors that products have in common."""
    found = Counter(several[0])
    for other in several[1:]:
        found &= Counter(other)
    return list(found.elements())


def _without(factors, taken) -> list:
    """Return factors without some of them, each as often as it is taken."""
    rest = list(factors)
    for factor in taken:
        if factor in rest:
            rest.remove(factor)
    return rest
