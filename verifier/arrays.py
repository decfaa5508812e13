"""The arithmetic of every other step: NumPy in floating point, or entry by entry in any kind of number.

A value is a plain number (a scalar) or a two-dimensional array. `Numpy` holds arrays in float64 or
complex128 and is fast. `Entrywise` holds rows of numbers of any kind: float, complex, mpmath at 50 digits,
and dual numbers over each of them. It needs no NumPy. Neither knows a rule of matrix calculus: inverse and
determinant are elimination, the rest are sums and products, and a dual number knows only derivatives of
functions of one number.
"""

import cmath
import math
from functools import reduce

import mpmath

from verifier.errors import NotationError

DIGITS = 50
mp = mpmath.mp.clone() if hasattr(mpmath.mp, "clone") else mpmath.mp
mp.dps = DIGITS


class SingularError(Exception):
    """A matrix that should be inverted has no inverse."""


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
        level, a, da, b, db = self._split(other)
        return Dual(level, a + b, da + db)

    def __sub__(self, other):
        level, a, da, b, db = self._split(other)
        return Dual(level, a - b, da - db)

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        level, a, da, b, db = self._split(other)
        return Dual(level, a * b, da * b + a * db)

    def __truediv__(self, other):
        level, a, da, b, db = self._split(other)
        return Dual(level, a / b, (da * b - a * db) / (b * b))

    def __rtruediv__(self, other):
        return Dual(self.level, other / self.value, -other * self.slope / (self.value * self.value))

    def __neg__(self):
        return Dual(self.level, -self.value, -self.slope)

    __radd__, __rmul__ = __add__, __mul__

    def __pow__(self, k):
        return reduce(lambda product, _: product * self, range(k), 1) if k >= 0 else 1 / self ** (-k)


def primal(x):
    """Return the plain real number below duals and imaginary parts: what decides a comparison."""
    while isinstance(x, Dual):
        x = x.value
    return x.real if isinstance(x, complex) or hasattr(x, "_mpc_") else x


def comparable(x):
    """Return the plain number below duals, without the imaginary part of a complex step: what is compared."""
    while isinstance(x, Dual):
        x = x.value
    return primal(x) if is_real(x) else x


def ordered(x, span: tuple[int, int] = (0, 0)):
    """Return the plain real number that decides on `<` and the like; raise NotationError for a complex one."""
    x = comparable(x)
    if not is_real(x):
        raise NotationError("complex numbers have no order: compare their absolute values or real parts", span)
    return x


def magnitude(x):
    """Return the absolute value of the plain number below duals: what decides on a pivot."""
    while isinstance(x, Dual):
        x = x.value
    return abs(x)


def _is_mp(x):
    return hasattr(x, "_mpf_") or hasattr(x, "_mpc_")


def _plain(name):
    """Return the elementary function of a plain number, whichever kind it is."""
    real, of_complex, of_mp = getattr(math, name), getattr(cmath, name), getattr(mp, name)

    def function(x):
        if _is_mp(x):
            return of_mp(x)
        return of_complex(x) if isinstance(x, complex) else real(x)

    return function


sin, cos, tan, sinh, cosh, tanh = map(_plain, ("sin", "cos", "tan", "sinh", "cosh", "tanh"))
exp = _plain("exp")


def is_real(x):
    """Tell whether the number below duals is real, but for a complex step."""
    while isinstance(x, Dual):
        x = x.value
    return not (isinstance(x, complex) or hasattr(x, "_mpc_")) or abs(x.imag) < 1e-9


def _log(x):
    if primal(x) <= 0 and is_real(x):
        raise ValueError("logarithm of a number that is not positive")
    return mp.log(x) if _is_mp(x) else cmath.log(x) if isinstance(x, complex) else math.log(x)


def _sqrt(x):
    if primal(x) < 0 and is_real(x):
        raise ValueError("square root of a negative number")
    return mp.sqrt(x) if _is_mp(x) else cmath.sqrt(x) if isinstance(x, complex) else math.sqrt(x)


def _arctan(x):
    return mp.atan(x) if _is_mp(x) else cmath.atan(x) if isinstance(x, complex) else math.atan(x)


def _sigmoid(x):
    return 1 / (1 + function("exp")(-x))


# name: the function of a plain number, its derivative in terms of functions that take duals, too
SCALAR = {
    "sin": (sin, lambda x: function("cos")(x)),
    "cos": (cos, lambda x: -function("sin")(x)),
    "tan": (tan, lambda x: 1 / (function("cos")(x) * function("cos")(x))),
    "sinh": (sinh, lambda x: function("cosh")(x)),
    "cosh": (cosh, lambda x: function("sinh")(x)),
    "tanh": (tanh, lambda x: 1 / (function("cosh")(x) * function("cosh")(x))),
    "exp": (exp, lambda x: function("exp")(x)),
    "ln": (_log, lambda x: 1 / x),
    "log": (_log, lambda x: 1 / x),
    "sqrt": (_sqrt, lambda x: 1 / (2 * function("sqrt")(x))),
    "arctan": (_arctan, lambda x: 1 / (1 + x * x)),
}


def function(name):
    """Return an elementary function that takes plain numbers and duals."""
    if name in PIECEWISE:
        return PIECEWISE[name]
    plain, derivative = SCALAR[name]

    def apply(x):
        if isinstance(x, Dual):
            return Dual(x.level, apply(x.value), derivative(x.value) * x.slope)
        return plain(x)

    return apply


def absolute(x):
    """Return x or -x, whichever is not negative; so it goes on analytically off zero."""
    return x if primal(x) >= 0 else -x


def conjugate(x):
    """Return the conjugate of a number of any kind; a slope is conjugated with its value."""
    return Dual(x.level, conjugate(x.value), conjugate(x.slope)) if isinstance(x, Dual) else x.conjugate()


PIECEWISE = {
    "abs": absolute,
    "sign": lambda x: (ordered(x) > 0) - (ordered(x) < 0),
    "relu": lambda x: x if ordered(x) > 0 else 0 * x,
    "sigmoid": _sigmoid,
}


def maximum(a, b):
    """Return the larger of two numbers, compared without their slopes."""
    return a if ordered(a) >= ordered(b) else b


def minimum(a, b):
    """Return the smaller of two numbers, compared without their slopes."""
    return a if ordered(a) <= ordered(b) else b


def power(x, k):
    """Return x to the power k: repeated products for an integer k, else by exp and ln."""
    if not isinstance(k, (Dual, complex)) and not hasattr(k, "_mpc_") and k == int(k):
        k = int(k)
        if isinstance(x, Dual) or k >= 0:
            return x**k
        return 1 / x ** (-k)
    return function("exp")(k * function("ln")(x))


class Rows(tuple):
    """A two-dimensional array of the entrywise arithmetic: a tuple of rows, each a tuple of numbers."""

    @property
    def shape(self):
        """Rows and columns."""
        return len(self), len(self[0])


class Entrywise:
    """Arrays as rows of numbers of any kind; `number` makes such a number of a float or a fraction."""

    def __init__(self, number=float):
        self.number = number

    def array(self, rows):
        """Return the array with these rows of numbers."""
        return Rows(tuple(row) for row in rows)

    def entry(self, a, i, j):
        """Return one entry, rows and columns counted from 0."""
        return a[i][j]

    def with_entry(self, a, i, j, number):
        """Return a copy in which one entry is another number."""
        return Rows(tuple(number if (r, c) == (i, j) else x for c, x in enumerate(row)) for r, row in enumerate(a))

    def map(self, f, *arrays):
        """Apply a function of numbers entry by entry."""
        return Rows(tuple(map(f, *rows)) for rows in zip(*arrays, strict=True))

    def elementwise(self, name, a):
        """Apply an elementary function entry by entry."""
        return self.map(function(name), a)

    def add(self, a, b):
        """Return a + b."""
        return self.map(lambda x, y: x + y, a, b)

    def scale(self, s, a):
        """Return the scalar s times a."""
        return Rows(tuple(s * x for x in row) for row in a)

    def transpose(self, a):
        """Return the transpose."""
        return Rows(zip(*a, strict=True))

    def matmul(self, a, b):
        """Return the matrix product."""
        columns = list(zip(*b, strict=True))
        return Rows(tuple(_dot(row, column) for column in columns) for row in a)

    def determinant(self, a):
        """Return the determinant, by elimination; what has no pivot is expanded, so that slopes survive."""
        rows, result = [list(row) for row in a], 1
        for k in range(len(rows)):
            pivot = max(range(k, len(rows)), key=lambda r: magnitude(rows[r][k]))
            if magnitude(rows[pivot][k]) < 1e-9:
                return result * _expanded([row[k:] for row in rows[k:]])
            if pivot != k:
                rows[k], rows[pivot], result = rows[pivot], rows[k], -1 * result
            result = result * rows[k][k]
            for r in range(k + 1, len(rows)):
                ratio = rows[r][k] / rows[k][k]
                rows[r] = [x - ratio * y for x, y in zip(rows[r], rows[k], strict=True)]
        return result

    def inverse(self, a):
        """Return the inverse, by elimination; raise SingularError where there is none."""
        n = len(a)
        rows = [[*row, *(1 if i == j else 0 for j in range(n))] for i, row in enumerate(a)]
        for k in range(n):
            pivot = max(range(k, n), key=lambda r: magnitude(rows[r][k]))
            if magnitude(rows[pivot][k]) < 1e-13:
                raise SingularError
            rows[k], rows[pivot] = rows[pivot], rows[k]
            rows[k] = [x / rows[k][k] for x in rows[k]]
            for r in range(n):
                if r != k:
                    ratio = rows[r][k]
                    rows[r] = [x - ratio * y for x, y in zip(rows[r], rows[k], strict=True)]
        return Rows(tuple(row[n:]) for row in rows)

    def conjugate(self, a):
        """Return the complex conjugate."""
        return self.map(lambda x: x.conjugate() if hasattr(x, "conjugate") else x, a)

    def rows(self, a):
        """Return the rows, as sequences of numbers."""
        return a


def _dot(left, right):
    total = left[0] * right[0]
    for x, y in zip(left[1:], right[1:], strict=True):
        total = total + x * y
    return total


def _expanded(rows):
    """Return a determinant, expanded along its first row: no division, so it takes singular matrices."""
    if len(rows) == 1:
        return rows[0][0]
    total = 0
    for c, x in enumerate(rows[0]):
        total = total + (-1) ** c * (x * _expanded([row[:c] + row[c + 1 :] for row in rows[1:]]))
    return total


def eliminate(rows: list[list]) -> tuple[list[list], list[int]]:
    """Return the reduced row echelon form and the columns of its pivots."""
    pivots: list[int] = []
    for column in range(len(rows[0])):
        at = len(pivots)
        pivot = max(range(at, len(rows)), key=lambda r: magnitude(rows[r][column]), default=None)
        if pivot is None or magnitude(rows[pivot][column]) < 1e-9:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [x / rows[at][column] for x in rows[at]]
        for r in range(len(rows)):
            if r != at:
                ratio = rows[r][column]
                rows[r] = [x - ratio * y for x, y in zip(rows[r], rows[at], strict=True)]
        pivots.append(column)
    return rows, pivots


class Numpy:
    """Arrays in float64 or complex128."""

    number = float

    def __init__(self):
        import numpy

        self.np = numpy
        self.functions = {name: getattr(numpy, {"ln": "log", "arctan": "arctan"}.get(name, name)) for name in SCALAR}

    def array(self, rows):
        """Return the array with these rows of numbers."""
        return self.np.array([list(row) for row in rows])

    def entry(self, a, i, j):
        """Return one entry, rows and columns counted from 0."""
        return a[i, j].item()

    def with_entry(self, a, i, j, number):
        """Return a copy in which one entry is another number."""
        copy = a.astype(complex) if isinstance(number, complex) else a.copy()
        copy[i, j] = number
        return copy

    def map(self, f, *arrays):
        """Apply a function of numbers entry by entry."""
        shape = arrays[0].shape
        return self.np.array(list(map(f, *(a.ravel().tolist() for a in arrays)))).reshape(shape)

    def elementwise(self, name, a):
        """Apply an elementary function entry by entry."""
        if name in self.functions and (name not in ("ln", "log", "sqrt")):
            return self.functions[name](a)
        return self.map(function(name), a)

    def add(self, a, b):
        """Return a + b."""
        return a + b

    def scale(self, s, a):
        """Return the scalar s times a."""
        return s * a

    def transpose(self, a):
        """Return the transpose."""
        return a.T

    def matmul(self, a, b):
        """Return the matrix product."""
        return a @ b

    def determinant(self, a):
        """Return the determinant."""
        return self.np.linalg.det(a).item()

    def inverse(self, a):
        """Return the inverse; raise SingularError where there is none."""
        try:
            inverse = self.np.linalg.inv(a)
        except self.np.linalg.LinAlgError:
            raise SingularError from None
        if abs(inverse).max() > 1e12 * max(1.0, 1 / abs(a).max()):
            raise SingularError
        return inverse

    def conjugate(self, a):
        """Return the complex conjugate."""
        return a.conj()

    def rows(self, a):
        """Return the rows, as sequences of numbers."""
        return a.tolist()


def referee():
    """Return the arithmetic of 50 digits."""
    return Entrywise(lambda x: mp.mpc(x) if isinstance(x, complex) else mp.mpf(x))
