"""The arithmetic of every other step: NumPy in floating point, or scalar loops over any kind of number.

A value is a plain number (a scalar) or a two-dimensional array. `Numpy` holds arrays in float64 or complex128
and is fast. `ScalarLoopArithmetic` holds rows of numbers of any kind: floats, balls of 50 digits that carry a
bound of their error, and dual numbers over both. It needs no NumPy. Neither knows a rule of matrix calculus:
inverse and determinant are elimination, the rest are sums and products, and a dual number knows only
derivatives of functions of one number.
"""

from collections.abc import Callable
from contextlib import nullcontext

from verifier.numbers.ball import DIGITS, PrecisionError, precision, to_ball
from verifier.numbers.dual import magnitude, vanishes
from verifier.numbers.functions import function

ENTIRE = ("exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan")  # NumPy's are right, whatever the argument


class SingularError(Exception):
    """A matrix that should be inverted has no inverse."""


class Rows(tuple):
    """A two-dimensional array of scalar loops: a tuple of rows, each a tuple of numbers."""

    @property
    def shape(self):
        """Rows and columns."""
        return len(self), len(self[0])


class ScalarLoopArithmetic:
    """Arrays as rows of numbers of any kind; `number` makes such a number of an integer or a float."""

    def __init__(self, number=float):
        self.number = number

    def quiet(self):
        """Return a context in which overflow is an exception as ever."""
        return nullcontext()

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

    def imaginary_part(self, a):
        """Return the imaginary parts of floats."""
        return self.map(lambda x: x.imag, a)

    def transpose(self, a):
        """Return the transpose."""
        return Rows(zip(*a, strict=True))

    def matmul(self, a, b):
        """Return the matrix product."""
        columns = list(zip(*b, strict=True))
        return Rows(tuple(_dot(row, column) for column in columns) for row in a)

    def determinant(self, a):
        """Return the determinant, by elimination; what has no pivot is expanded, so that slopes survive."""
        rows, result, scale = [list(row) for row in a], 1, largest(a)
        for k in range(len(rows)):
            pivot = max(range(k, len(rows)), key=lambda r: magnitude(rows[r][k]))
            if vanishes(rows[pivot][k], scale):
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
        n, scale = len(a), largest(a)
        rows = [[*row, *(1 if i == j else 0 for j in range(n))] for i, row in enumerate(a)]
        for k in range(n):
            pivot = max(range(k, n), key=lambda r: magnitude(rows[r][k]))
            if vanishes(rows[pivot][k], scale):
                raise SingularError
            rows[k], rows[pivot] = rows[pivot], rows[k]
            rows[k] = [x / rows[k][k] for x in rows[k]]
            for r in range(n):
                if r != k:
                    ratio = rows[r][k]
                    rows[r] = [x - ratio * y for x, y in zip(rows[r], rows[k], strict=True)]
        return Rows(tuple(row[n:]) for row in rows)

    def rows(self, a):
        """Return the rows, as sequences of numbers."""
        return a


def largest(rows) -> float:
    """Return the largest magnitude in a matrix."""
    return max(magnitude(x) for row in rows for x in row)


def eliminate(rows: list[list]) -> tuple[list[list], list[int]]:
    """Return the reduced row echelon form and the columns of its pivots."""
    pivots: list[int] = []
    scale = largest(rows)
    for column in range(len(rows[0])):
        at = len(pivots)
        pivot = max(range(at, len(rows)), key=lambda r: magnitude(rows[r][column]), default=None)
        if pivot is None or vanishes(rows[pivot][column], scale):
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [x / rows[at][column] for x in rows[at]]
        for r in range(len(rows)):
            if r != at:
                ratio = rows[r][column]
                rows[r] = [x - ratio * y for x, y in zip(rows[r], rows[at], strict=True)]
        pivots.append(column)
    return rows, pivots


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


class Numpy:
    """Arrays in float64 or complex128."""

    number = float

    def __init__(self):
        import numpy

        self.np = numpy
        self.functions = {name: getattr(numpy, name) for name in ENTIRE}

    def quiet(self):
        """Return a context in which overflow and invalid operations give no warnings."""
        return self.np.errstate(all="ignore")

    def array(self, rows):
        """Return the array with these rows of numbers."""
        return self.np.array([list(row) for row in rows])

    def entry(self, a, i, j):
        """Return one entry, rows and columns counted from 0."""
        return a.item(i, j)

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
        if name in self.functions:
            return self.functions[name](a)
        return self.map(function(name), a)

    def add(self, a, b):
        """Return a + b."""
        return a + b

    def scale(self, s, a):
        """Return the scalar s times a."""
        return s * a

    def imaginary_part(self, a):
        """Return the imaginary parts."""
        return a.imag

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

    def rows(self, a):
        """Return the rows, as sequences of numbers."""
        return a.tolist()


FLOAT = ScalarLoopArithmetic()


_OF_BALLS = {digits: ScalarLoopArithmetic(to_ball) for digits in DIGITS}


def high_precision(digits: int = DIGITS[0]) -> ScalarLoopArithmetic:
    """Return the arithmetic of balls, to be used within `precision(digits)`; one object for each number of digits."""
    return _OF_BALLS[digits]


def at_high_precision(compute: Callable):
    """Return what `compute` returns of the arithmetic of 50 digits, or of more where these leave a comparison open.

    Raises:
        PrecisionError: no number of digits suffices.
    """
    for digits in DIGITS[:-1]:
        try:
            with precision(digits):
                return compute(high_precision(digits))
        except PrecisionError:
            continue
    with precision(DIGITS[-1]):
        return compute(high_precision(DIGITS[-1]))
