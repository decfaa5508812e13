"""Part of step 8, compare: whether two values are equal, and how far they are apart."""

from dataclasses import dataclass

from verifier.evaluate import PartialValue
from verifier.numbers.ball import (
    DIGITS,
    Ball,
    ComplexBall,
    PrecisionError,
    at_last_digits,
    midpoint,
    radius,
    to_ball,
)
from verifier.numbers.dual import magnitude

SUSPICIOUS = 1e-13  # relative to the entry: what differs by more in float64 is decided by balls
NOISE = 1e-14  # relative to the largest entry: so much of an entry in float64 is taken for rounding
CENTRAL_TOLERANCE = 1e-15  # of central differences at 50 digits, relative to the largest entry; a kink makes more
KNOWN_TO = 2.0**-100  # two balls count as equal where their radii are below this, relative to them: about 1e-30


@dataclass
class Difference:
    """A counterexample: what was drawn, and the values of both sides, each a number, rows or a PartialValue."""

    sides: tuple[int, int]
    values: tuple
    error: float
    sizes: dict[str, int]
    indices: dict[str, int]
    relation: str

    def place(self) -> str:
        """Return the sizes and indices in words, `n = 2, k = 1`."""
        at = [*sorted(self.sizes.items()), *sorted(self.indices.items())]
        return ", ".join(f"{name} = {value}" for name, value in at)


def plain_value(value, scalar: bool, arithmetic):
    """Return a value as a number, as rows of numbers, or as what is written out of it."""
    if isinstance(value, PartialValue):
        return value
    return arithmetic.entry(value, 0, 0) if scalar else [list(row) for row in arithmetic.rows(value)]


def shared_entries(left, right) -> list[tuple]:
    """Return row, column and both numbers of the entries that two values, rows or written-out entries, share."""
    left, right = ({(r, c): x for r, c, x in _places(value)} for value in (left, right))
    return [(*at, x, right[at]) for at, x in left.items() if at in right]


def _places(value):
    if isinstance(value, PartialValue):
        return value.entries
    return [(r, c, x) for r, row in enumerate(value) for c, x in enumerate(row)]


def _pairs(left, right, arithmetic) -> list[tuple] | None:
    """Return the entries of both sides that are compared, in pairs; None where the sides differ in shape."""
    if isinstance(left, PartialValue) or isinstance(right, PartialValue):
        rows = [value if isinstance(value, PartialValue) else arithmetic.rows(value) for value in (left, right)]
        pairs = [(x, y) for _, _, x, y in shared_entries(*rows)]
    elif left.shape != right.shape:
        return None
    else:
        both = zip(arithmetic.rows(left), arithmetic.rows(right), strict=True)
        pairs = [pair for rows in both for pair in zip(*rows, strict=True)]
    if arithmetic.number is not float:  # an entry that is constant may have stayed an integer
        pairs = [(to_ball(x), to_ball(y)) for x, y in pairs]
    return pairs


def relative_error(left, right, arithmetic) -> float:
    """Return the largest difference relative to the largest entry; where some are written out, to each of these."""
    pairs = _pairs(left, right, arithmetic)
    if pairs is None:
        return float("inf")
    pairs = [(_exact(x), _exact(y)) for x, y in pairs]
    sizes = [max(1e-3, abs(x), abs(y)) for x, y in pairs]
    if not (isinstance(left, PartialValue) or isinstance(right, PartialValue)):
        sizes = [max(sizes)] * len(pairs)
    errors = (float(magnitude(x - y) / size) for (x, y), size in zip(pairs, sizes, strict=True))
    error = max(errors, default=0.0)
    return error if error == error else float("inf")


def _exact(x):
    return midpoint(x) if isinstance(x, (Ball, ComplexBall)) else x


def are_equal(left, right, arithmetic, method: str) -> bool:
    """Tell whether all entries of two sides are equal, as far as the arithmetic tells.

    Balls: whether each pair overlaps, with radii that are tiny relative to the entries. Float64: whether no
    difference is larger than rounding may be. Central differences: by a tolerance, as their own error is no
    rounding, and with more digits where they differ by more.
    """
    pairs = _pairs(left, right, arithmetic)
    if pairs is None:
        return False
    if method == "central":
        if relative_error(left, right, arithmetic) <= CENTRAL_TOLERANCE:
            return True
        if not at_last_digits():
            raise PrecisionError("the error of central differences may be as large: more digits are needed")
        return False
    if arithmetic.number is float:
        largest = max((max(abs(x), abs(y)) for x, y in pairs), default=0.0)
        if largest == float("inf"):
            return False  # an overflow, beside which every other entry would look like rounding
        noise = NOISE * largest
        return all(abs(x - y) <= SUSPICIOUS * max(abs(x), abs(y)) + noise for x, y in pairs)
    return all(_overlap(x, y) for x, y in pairs)


def _overlap(x, y) -> bool:
    """Tell whether two balls overlap; raise PrecisionError where that says too little, as both are wide.

    A radius is small or large relative to the entries. Where these are zero, or cancel almost to zero, the last
    digits decide: at them the radius must be tiny as a number.
    """
    difference = x - y
    bound = radius(difference)
    if magnitude(difference) > bound:
        return False
    if not bound.man:
        return True
    size = max(magnitude(x), magnitude(y))
    if bound <= KNOWN_TO * size or (at_last_digits() and bound <= KNOWN_TO):
        return True
    raise PrecisionError(f"{DIGITS[-1]} digits are too few to compare {x!r} with {y!r}")
