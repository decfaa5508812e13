"""Real and complex numbers that carry a bound of their error: ball arithmetic.

A `Ball` is a midpoint and a radius (Johansson, "Arb", IEEE Transactions on Computers 66, 2017); the radius is a
running error bound (Higham, "Accuracy and Stability of Numerical Algorithms", section 3.3). The exact result lies
within the radius of the midpoint, whatever was rounded or cancelled on the way. Integers and floats are exact.

Two balls that do not overlap are different numbers. Two that overlap are compared with more digits: a comparison
raises `PrecisionError`, and only at the last of `DIGITS` do overlapping balls count as equal.
"""

from contextlib import contextmanager
from math import ceil, isqrt, log2

import mpmath
from mpmath import libmp

DIGITS = (50, 200)  # one after the other, until they suffice
GUARD_BITS = 14  # of the midpoint, lost to rounding before the last digit is
RADIUS_BITS = 32  # a radius needs no more; the midpoint keeps no digits far below it

mp = mpmath.mp.clone()
mp.dps = DIGITS[0]


class PrecisionError(ValueError):
    """The digits in use do not decide a comparison."""


class _Working:
    """The working precision."""

    digits = DIGITS[0]
    bits = ceil(DIGITS[0] * log2(10)) + GUARD_BITS


@contextmanager
def precision(digits: int):
    """Compute with balls of so many digits within a `with`."""
    before = _Working.digits, _Working.bits
    _Working.digits, _Working.bits = digits, ceil(digits * log2(10)) + GUARD_BITS
    try:
        yield
    finally:
        _Working.digits, _Working.bits = before


def working_bits() -> int:
    """Return the bits of a midpoint at the precision in use."""
    return _Working.bits


def at_last_digits() -> bool:
    """Tell whether no more digits follow, so that balls which overlap count as equal."""
    return _Working.digits >= DIGITS[-1]


class Ball:
    """A real number within (man - err) 2^exp and (man + err) 2^exp, all three integers."""

    __slots__ = ("man", "exp", "err")
    __hash__ = None  # what overlaps is equal, which is no equivalence

    def __init__(self, man: int, exp: int = 0, err: int = 0):
        self.man, self.exp, self.err = man, exp, err

    def __add__(self, other):
        if type(other) is complex:
            return exact_complex(self) + other
        if type(other) is not Ball and (other := exact(other)) is None:
            return NotImplemented
        high, low = (self, other) if self.exp >= other.exp else (other, self)
        shift = high.exp - low.exp
        if shift > 4 * _Working.bits:
            return _sum_of_distant(high, low)
        return rounded((high.man << shift) + low.man, low.exp, (high.err << shift) + low.err)

    def __neg__(self):
        return Ball(-self.man, self.exp, self.err)

    def __sub__(self, other):
        if type(other) is complex:
            return exact_complex(self) - other
        if type(other) is not Ball and (other := exact(other)) is None:
            return NotImplemented
        return self + Ball(-other.man, other.exp, other.err)

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        if type(other) is complex:
            return exact_complex(self) * other
        if type(other) is not Ball and (other := exact(other)) is None:
            return NotImplemented
        a, b = self.man, other.man
        err = self.err * abs(b) + other.err * (abs(a) + self.err)
        return rounded(a * b, self.exp + other.exp, err)

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, other):
        if type(other) is complex:
            return exact_complex(self) / other
        if type(other) is not Ball and (other := exact(other)) is None:
            return NotImplemented
        if is_zero(other):
            raise ZeroDivisionError("division by zero")
        shift = max(0, _Working.bits + 1 + other.man.bit_length() - self.man.bit_length())
        man, rest = divmod(self.man << shift, other.man)
        err = 1 if rest else 0
        if self.err or other.err:
            err = ((self.err << shift) + (abs(man) + 1) * other.err) // (abs(other.man) - other.err) + 2
        return rounded(man, self.exp - other.exp - shift, err)

    def __rtruediv__(self, other):
        other = to_ball(other)
        return NotImplemented if other is None else other / self

    def __pow__(self, k):
        return integer_power(self, k) if type(k) is int else NotImplemented

    def __abs__(self):
        return Ball(abs(self.man), self.exp, self.err)

    def _sign_of_difference(self, other) -> int:
        difference = self - other
        return 0 if is_zero(difference) else 1 if difference.man > 0 else -1

    def __lt__(self, other):
        return self._sign_of_difference(other) < 0

    def __gt__(self, other):
        return self._sign_of_difference(other) > 0

    def __le__(self, other):
        return self._sign_of_difference(other) <= 0

    def __ge__(self, other):
        return self._sign_of_difference(other) >= 0

    def __eq__(self, other):
        return exact(other) is not None and self._sign_of_difference(other) == 0

    @property
    def real(self):
        """The number itself, as `float` has it."""
        return self

    @property
    def imag(self):
        """Zero, as `float` has it."""
        return Ball(0)

    def conjugate(self):
        """Return the number itself."""
        return self

    def __float__(self):
        return libmp.to_float(self.mpf(), strict=True)

    def __complex__(self):
        return complex(float(self))

    def mpf(self):
        """Return the midpoint as a raw number of mpmath."""
        return libmp.from_man_exp(self.man, self.exp)

    def _mpmath_(self, prec, rounding):
        return mp.make_mpf(libmp.mpf_pos(self.mpf(), prec, rounding))

    def __repr__(self):
        return f"{libmp.to_str(self.mpf(), 6)} ± {libmp.to_str(radius(self).mpf(), 2)}"


def rounded(man: int, exp: int, err: int) -> Ball:
    """Return the ball (man ± err) 2^exp, with the bits that the working precision has."""
    n = man.bit_length() - _Working.bits
    if err >> RADIUS_BITS:
        n = max(n, err.bit_length() - RADIUS_BITS)
    if n <= 0:
        return Ball(man, exp, err)
    if err or man & ((1 << n) - 1):
        err = (err >> n) + 2  # what is cut off of either is less than a unit
    return Ball(man >> n, exp + n, err)


def _sum_of_distant(a: Ball, b: Ball) -> Ball:
    """Return a sum of balls of distant exponents: what is far below the last bit of the result is cut off first."""
    if not (a.man or a.err) or not (b.man or b.err):
        return a if a.man or a.err else b
    last = max(_top(a), _top(b)) - 2 * _Working.bits
    (man, err), (other, rest) = (_cut(x, last) for x in (a, b))
    return rounded(man + other, last, err + rest)


def _cut(x: Ball, exp: int) -> tuple[int, int]:
    shift = x.exp - exp
    return (x.man << shift, x.err << shift) if shift >= 0 else (x.man >> -shift, (x.err >> -shift) + 2)


def _top(x: Ball) -> int:
    return (abs(x.man) + x.err).bit_length() + x.exp


class ComplexBall:
    """A complex number: two balls."""

    __slots__ = ("real", "imag")
    __hash__ = None

    def __init__(self, real: Ball, imag: Ball):
        self.real, self.imag = real, imag

    def __add__(self, other):
        other = exact_complex(other)
        return NotImplemented if other is None else ComplexBall(self.real + other.real, self.imag + other.imag)

    def __neg__(self):
        return ComplexBall(-self.real, -self.imag)

    def __sub__(self, other):
        other = exact_complex(other)
        return NotImplemented if other is None else self + -other

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        other = exact_complex(other)
        if other is None:
            return NotImplemented
        a, b, c, d = self.real, self.imag, other.real, other.imag
        return ComplexBall(a * c - b * d, a * d + b * c)

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, other):
        other = exact_complex(other)
        if other is None:
            return NotImplemented
        square = other.real * other.real + other.imag * other.imag
        product = self * other.conjugate()
        return ComplexBall(product.real / square, product.imag / square)

    def __rtruediv__(self, other):
        other = exact_complex(other)
        return NotImplemented if other is None else other / self

    def __pow__(self, k):
        return integer_power(self, k) if type(k) is int else NotImplemented

    def __abs__(self):
        return sqrt(self.real * self.real + self.imag * self.imag)

    def __eq__(self, other):
        other = exact_complex(other)
        return other is not None and self.real == other.real and self.imag == other.imag

    def conjugate(self):
        """Return the complex conjugate."""
        return ComplexBall(self.real, -self.imag)

    def __complex__(self):
        return complex(float(self.real), float(self.imag))

    def __repr__(self):
        return f"({self.real!r}) + ({self.imag!r}) i"


def exact(x) -> Ball | None:
    """Return an integer or a float as a ball of radius 0; None for another kind of number."""
    if isinstance(x, Ball):
        return x
    if isinstance(x, int):
        return Ball(int(x))
    if isinstance(x, float):
        numerator, denominator = x.as_integer_ratio()  # raises OverflowError or ValueError if it is not finite
        return Ball(numerator, 1 - denominator.bit_length())
    return None


def exact_complex(x) -> ComplexBall | None:
    """Return a plain number as a complex ball; None for another kind of number."""
    if isinstance(x, ComplexBall):
        return x
    if isinstance(x, complex):
        return ComplexBall(exact(x.real), exact(x.imag))
    x = exact(x)
    return None if x is None else ComplexBall(x, Ball(0))


def to_ball(x) -> Ball | ComplexBall:
    """Return a plain number, taken for exact, as a ball."""
    return exact_complex(x) if isinstance(x, (complex, ComplexBall)) else exact(x)


def is_zero(x) -> bool:
    """Tell whether a ball is zero; raise PrecisionError where that needs more digits."""
    if isinstance(x, ComplexBall):
        certain = any(abs(part.man) > part.err for part in (x.real, x.imag))
        return not certain and is_zero(x.real) and is_zero(x.imag)
    if abs(x.man) > x.err:
        return False
    if x.err and not at_last_digits():
        raise PrecisionError(f"{_Working.digits} digits do not tell {x!r} from zero")
    return True


def midpoint(x):
    """Return the midpoint of a ball, which is exact."""
    if isinstance(x, ComplexBall):
        return ComplexBall(midpoint(x.real), midpoint(x.imag))
    return Ball(x.man, x.exp)


def radius(x) -> Ball:
    """Return the bound of the error, which is exact."""
    if isinstance(x, ComplexBall):
        total = radius(x.real) + radius(x.imag)
        return Ball(total.man + total.err, total.exp)
    return Ball(x.err, x.exp)


def widened(x, by: Ball):
    """Return a ball with its radius increased by a bound."""
    if isinstance(x, ComplexBall):
        return ComplexBall(widened(x.real, by), widened(x.imag, by))
    return x + Ball(0, by.exp, abs(by.man) + by.err)


def hull(a: Ball, b: Ball) -> Ball:
    """Return a ball that contains two balls."""
    return widened((a + b) * Ball(1, -1), (b - a) * Ball(1, -1))


def integer_power(x, k: int):
    """Return a number of any kind to an integer power, by repeated squaring."""
    if k < 0:
        return 1 / integer_power(x, -k)
    result = None
    while k:
        if k & 1:
            result = x if result is None else result * x
        k >>= 1
        x = x * x if k else x
    return 0 * x + 1 if result is None else result


def sqrt(x: Ball) -> Ball:
    """Return the square root, by that of an integer; around zero the radius is the root of the largest."""
    if abs(x.man) <= x.err:
        top = sqrt(Ball(x.man + x.err, x.exp)) if x.err else Ball(0)
        return Ball(0, top.exp, top.man + top.err)
    shift = max(0, 2 * _Working.bits + 2 - x.man.bit_length())
    shift += (x.exp - shift) % 2
    root = isqrt(x.man << shift)
    bound = 0 if root * root == x.man << shift else 1
    if x.err:  # |sqrt(x ± r) - sqrt(x)| <= r / sqrt(x)
        bound += (x.err << shift) // root + 1
    return rounded(root, (x.exp - shift) // 2, bound)
