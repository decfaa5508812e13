"""Part of step 8, compare: how far two values are apart."""

from dataclasses import dataclass

from verifier.evaluate import PartialValue


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


def plain(value, scalar: bool, arithmetic):
    """Return a value as a number, as rows of numbers, or as what is written out of it."""
    if isinstance(value, PartialValue):
        return value
    return arithmetic.entry(value, 0, 0) if scalar else [list(row) for row in arithmetic.rows(value)]


def relative_error(left, right, arithmetic) -> float:
    """Return the largest difference relative to the largest entry; where entries are written out, of these."""
    if isinstance(left, PartialValue) or isinstance(right, PartialValue):
        return _error_of_partial(left, right, arithmetic)
    if left.shape != right.shape:
        return float("inf")
    a, b = ([x for row in arithmetic.rows(value) for x in row] for value in (left, right))
    scale = max(1e-3, *(abs(x) for x in a), *(abs(x) for x in b))
    error = max(abs(x - y) for x, y in zip(a, b, strict=True)) / scale
    return float(error) if error == error else float("inf")


def _error_of_partial(left, right, arithmetic) -> float:
    if not isinstance(left, PartialValue):
        left, right = right, left
    worst = 0.0
    for r, c, x in left.entries:
        if isinstance(right, PartialValue):
            y = next((y for i, j, y in right.entries if (i, j) == (r, c)), x)
        else:
            y = arithmetic.entry(right, r, c)
        worst = max(worst, float(abs(x - y) / max(1e-3, abs(x), abs(y))))
    return worst
