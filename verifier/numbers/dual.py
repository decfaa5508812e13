"""Dual numbers over any kind of number: forward-mode differentiation of scalar arithmetic."""

from verifier.errors import NotationError
from verifier.numbers.ball import Ball, ComplexBall, integer_power, is_zero, midpoint, radius, widened

REAL = 1e-9  # an imaginary part below it does not make a number complex: it is a complex step, or rounding
FLOAT_ZERO = 1e-12  # relative to the largest entry of a matrix: a smaller pivot in floating point counts as zero


class Dual:
    """A number a + b eps with eps^2 = 0; `level` tells the eps of one differentiation from another's."""

    __slots__ = ("level", "value", "slope")

    def __init__(self, level, value, slope):
        self.level, self.value, self.slope = level, value, slope

    def _split(self, other):
        """Return the level of both, and both as value and slope at that level."""
        if not isinstance(other, Dual) or other.level < self.level:
            return self.level, self.value, self.slope, other, 0
        if other.level > self.level:
            return other.level, self, 0, other.value, other.slope
        return self.level, self.value, self.slope, other.value, other.slope

    def __add__(self, other):
        if not isinstance(other, Dual):  # a constant: most often, and with nothing to add up
            return Dual(self.level, self.value + other, self.slope)
        level, a, da, b, db = self._split(other)
        return Dual(level, a + b, da + db)

    def __sub__(self, other):
        if not isinstance(other, Dual):
            return Dual(self.level, self.value - other, self.slope)
        level, a, da, b, db = self._split(other)
        return Dual(level, a - b, da - db)

    def __rsub__(self, other):
        return Dual(self.level, other - self.value, -self.slope)

    def __mul__(self, other):
        if not isinstance(other, Dual):
            return Dual(self.level, self.value * other, self.slope * other)
        level, a, da, b, db = self._split(other)
        return Dual(level, a * b, da * b + a * db)

    def __truediv__(self, other):
        level, a, da, b, db = self._split(other)  # with a slope of 1 and n for b, da / b were a float beside balls
        return Dual(level, a / b, (da * b - a * db) / (b * b))

    def __rtruediv__(self, other):
        return Dual(self.level, other / self.value, -other * self.slope / (self.value * self.value))

    def __neg__(self):
        return Dual(self.level, -self.value, -self.slope)

    __radd__, __rmul__ = __add__, __mul__

    def __pow__(self, k):
        return integer_power(self, k)


def plain(x):
    """Return the number below duals."""
    while isinstance(x, Dual):
        x = x.value
    return x


def primal(x):
    """Return the plain real number below duals and imaginary parts: what decides a comparison."""
    x = plain(x)
    return x.real if isinstance(x, (complex, ComplexBall)) else x


def is_real(x) -> bool:
    """Tell whether the number below duals is real, but for a complex step."""
    x = plain(x)
    return not isinstance(x, (complex, ComplexBall)) or abs(float(x.imag)) < REAL


def comparable(x):
    """Return the plain number below duals, without the imaginary part of a complex step: what is compared."""
    return primal(x) if is_real(x) else plain(x)


def ordered(x, span: tuple[int, int] = (0, 0)):
    """Return the plain real number that decides on `<` and the like; raise NotationError for a complex one."""
    if not is_real(x):
        raise NotationError("complex numbers have no order: compare their absolute values or real parts", span)
    return primal(x)


def magnitude(x):
    """Return the absolute value of the plain number below duals, without its error: the size of a pivot.

    Of a complex ball it is rounded down: what is larger than a radius is so without its rounding, too.
    """
    x = plain(x)
    return midpoint(abs(midpoint(x))) if isinstance(x, (Ball, ComplexBall)) else abs(x)


def vanishes(x, scale: float) -> bool:
    """Tell whether a pivot is zero, whatever its slopes.

    A float has no bound of its error: it counts as zero where it is tiny relative to `scale`, the largest entry
    of the matrix that is eliminated. A ball may raise PrecisionError.
    """
    x = plain(x)
    return is_zero(x) if isinstance(x, (Ball, ComplexBall)) else abs(x) <= FLOAT_ZERO * scale


def conjugate(x):
    """Return the conjugate of a number of any kind; a slope is conjugated with its value."""
    return Dual(x.level, conjugate(x.value), conjugate(x.slope)) if isinstance(x, Dual) else x.conjugate()


def truncated(x, by: Ball):
    """Return a number of any kind, and its slopes, with a bound of what a truncated series leaves out."""
    if isinstance(x, Dual):
        return Dual(x.level, truncated(x.value, by), truncated(x.slope, by))
    return widened(x, by) if isinstance(x, (Ball, ComplexBall)) else x


def centre(x):
    """Return a number of any kind, and its slopes, without their errors."""
    if isinstance(x, Dual):
        return Dual(x.level, centre(x.value), centre(x.slope))
    return midpoint(x) if isinstance(x, (Ball, ComplexBall)) else x


def reach(x) -> float:
    """Return a bound of the errors of a number of any kind and of its slopes."""
    if isinstance(x, Dual):
        return max(reach(x.value), reach(x.slope), key=float)
    return radius(x) if isinstance(x, (Ball, ComplexBall)) else 0.0


def widened_to(x, other):
    """Return a number of any kind, and its slopes, as balls that reach what another computation found for them."""
    if isinstance(x, Dual) or isinstance(other, Dual):
        level = max(each.level for each in (x, other) if isinstance(each, Dual))
        (value, slope), (value_, slope_) = _at_level(x, level), _at_level(other, level)
        return Dual(level, widened_to(value, value_), widened_to(slope, slope_))
    if not isinstance(x, (Ball, ComplexBall)):
        return x
    gap = midpoint(x - other)
    return widened(x, abs(gap.real) + abs(gap.imag))


def _at_level(x, level: int) -> tuple:
    """Return value and slope of a number at a level."""
    return (x.value, x.slope) if isinstance(x, Dual) and x.level == level else (x, 0 * x)
