"""Numbers that are defined by equations, `F(a, x) = 0`: found near a start, with slopes and with error bounds.

Newton's method with one inverse C of the Jacobian: `x - C F(a, x)`. Slopes need no rule: x has those of `a` to
first order after one step on dual numbers, to second order after two, as each step leaves the solution where it is.
Of balls, a box around the midpoint is shown to hold exactly one solution (Krawczyk's test; Rump, "Verification
methods", Acta Numerica 19, 2010, section 13), so what the iteration leaves out is within the radius.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from verifier.arrays import FLOAT, SingularError
from verifier.numbers.ball import Ball, PrecisionError, midpoint, radius, widened, working_bits
from verifier.numbers.dual import Dual, magnitude, plain, primal

NEAR = 1e-5  # numbers that differ by less, relative to the largest, have their solutions on one branch
POLISHING = 8  # steps in float64, which converge at a rate below CONTRACTION
CONTRACTION = 0.5  # of Newton's map on the box: below it, the box holds one solution
LARGEST_INVERSE = 1e7  # entry of C: beyond it the solution is not isolated, as far as float64 tells


class NotIsolatedError(ValueError):
    """The equations do not define their solution: the Jacobian has no inverse."""


@dataclass
class Branch:
    """A solution in float64 and the numbers that it belongs to; other solutions are found near it.

    jacobian_inverse: of the equations by the unknowns, there; boxes: what was found of balls, by digits.
    """

    a: list[list[float]]
    x: list[float]
    equations: Callable
    jacobian_inverse: list = field(default_factory=list)
    boxes: dict = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Polish the solution by steps of Newton's method."""
        for k in range(POLISHING):
            if k in (0, 2):
                self.jacobian_inverse = self._inverse(self.a, self.x)
            self.x = _step(self.jacobian_inverse, self.equations(self.a, self.x), self.x)

    def is_near(self, a) -> bool:
        """Tell whether numbers are so near that their solution lies on this branch."""
        size = max(abs(x) for row in self.a for x in row)
        pairs = [(x, y) for row, other in zip(a, self.a, strict=True) for x, y in zip(row, other, strict=True)]
        return all(abs(float(primal(x)) - y) <= NEAR * size for x, y in pairs)

    def _inverse(self, a, x):
        """Return the inverse of the Jacobian, which dual numbers give column by column."""
        inverse = _inverse_of(_jacobian(self.equations, a, x))
        if not all(magnitude(entry) < LARGEST_INVERSE for row in inverse for entry in row):
            raise NotIsolatedError
        return inverse

    def solve(self, a) -> list:
        """Return the solution for numbers of any kind; those of balls contain the exact one."""
        steps = max(_depth(entry) for row in a for entry in row)
        if not any(isinstance(plain(entry), Ball) for row in a for entry in row):
            x, inverse, steps = self.x, self.jacobian_inverse, steps + 2
        else:
            a = [[entry + Ball(0) for entry in row] for row in a]  # a constant may have stayed an integer
            box = self._box([[plain(entry) for entry in row] for row in a])
            x = box.x
            inverse = box.jacobian_inverse() if steps else None
        for _ in range(steps):
            x = _step(inverse, self.equations(a, x), x)
        return x

    def _box(self, a) -> "Box":
        key = working_bits(), tuple((x.man, x.exp, x.err) for row in a for x in row)
        if key not in self.boxes:
            self.boxes[key] = Box(a, self._enclosed(a), self.equations)
        return self.boxes[key]

    def _enclosed(self, a) -> list[Ball]:
        """Return balls that contain the solution."""
        tiny = Ball(1, 8 - working_bits())
        x = [Ball(0) + entry for entry in self.x]
        for _ in range(working_bits() // 20 + 4):
            moved = [midpoint(entry) for entry in _step(self.jacobian_inverse, self.equations(a, x), x)]
            step = max((magnitude(new - old) for new, old in zip(moved, x, strict=True)), key=float)
            x = moved
            if step < tiny:
                break
        zero = [Ball(0)] * len(x)
        newton = _step(self.jacobian_inverse, self.equations(a, x), zero)
        reach = norm([[entry] for entry in newton]) * 2
        box = [widened(entry, reach) for entry in x]
        columns = _jacobian(self.equations, a, box)
        product = FLOAT.matmul(self.jacobian_inverse, FLOAT.map(lambda x: Ball(0) + x, columns))
        rest = [[x - (i == j) for j, x in enumerate(row)] for i, row in enumerate(product)]
        if not norm(rest) <= CONTRACTION:
            raise PrecisionError("the digits in use do not isolate the factors of a decomposition")
        return box


@dataclass
class Box:
    """Numbers of balls, and balls that contain the solution for them."""

    a: list
    x: list[Ball]
    equations: Callable
    found: list = field(default_factory=list)

    def jacobian_inverse(self):
        """Return balls that contain the inverse of the Jacobian at the solution."""
        if not self.found:
            self.found.append(_inverse_of(_jacobian(self.equations, self.a, self.x)))
        return self.found[0]


def _inverse_of(matrix):
    try:
        return FLOAT.inverse(FLOAT.array(matrix))
    except SingularError:
        raise NotIsolatedError from None


def _jacobian(equations: Callable, a, x: list) -> list[list]:
    """Return the derivatives of the equations, a row for each, by the unknowns, at plain numbers."""
    columns = []
    for k in range(len(x)):
        moved = [Dual(1, entry, 1) if j == k else entry for j, entry in enumerate(x)]
        columns.append([entry.slope if isinstance(entry, Dual) else 0 * entry for entry in equations(a, moved)])
    if len(columns[0]) != len(x):
        raise AssertionError(f"{len(columns[0])} equations for {len(x)} unknowns")
    return [list(row) for row in zip(*columns, strict=True)]


def _step(inverse, residuals: list, x: list) -> list:
    """Return x less a matrix times the residuals."""
    return [
        entry - sum((c * r for c, r in zip(row[1:], residuals[1:], strict=True)), row[0] * residuals[0])
        for entry, row in zip(x, inverse, strict=True)
    ]


def _depth(x) -> int:
    """Return how many levels of slopes a number carries; an imaginary part beside a real number is one."""
    depth = 0
    while isinstance(x, Dual):
        x, depth = x.value, depth + 1
    return depth


def _upper(x: Ball) -> Ball:
    """Return a bound of the absolute value."""
    bound = magnitude(x) + radius(x)
    return magnitude(bound) + radius(bound)


def norm(rows) -> Ball:
    """Return a bound of the largest sum of absolute values of a row of balls."""
    bounds = [_upper(sum((_upper(x) for x in row), Ball(0))) for row in rows]
    return max(bounds, key=float) * (1 + 2.0**-40)  # the largest but for the rounding of `float`
