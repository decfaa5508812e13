"""The properties that a declaration may name, one record each: "symmetric", "positive definite", ...

A property is the image of a smooth map of free numbers, as the Cayley map makes orthogonal matrices of all
matrices. The one map serves every purpose: of random numbers it makes a sample, of numbers with 50 digits
a value exact to 50 digits, of a random function a function with the property, and of numbers that move the
direction of a differential, which so lies in the tangent space. Maps know arithmetic and no derivative.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from verifier.arrays import FLOAT, SingularError
from verifier.factorise import NoFactorsError, eigenvalues, real_eigen, singular
from verifier.numbers.dual import conjugate
from verifier.numbers.functions import function

NEAR = 1e-9  # rounding that a sample in float64 may have
SPREAD = 1e-2  # by which eigenvalues or singular values that differ do so, relative to the largest
APART = 1e-3  # by which entries that differ do so, relative to the largest
SYMMETRIC = frozenset(["symmetric", "Hermitian"])
CONDITION = 1e4  # bound on largest entry times largest entry of the inverse, of what is invertible


@dataclass(frozen=True)
class Choice:
    """What no smooth map can vary: drawn once for each matrix."""

    signs: tuple[int, ...]
    rank: int  # from 0 to the smaller size
    deficient: int  # a rank below the smaller size
    cut: int  # rows of the first diagonal block
    is_complex: bool
    properties: frozenset[str]  # all that are declared of it

    def adjoint(self, ar, a):
        """Return the conjugate transpose; of real matrices the transpose, which the complex step needs."""
        return ar.map(conjugate, ar.transpose(a)) if self.is_complex else ar.transpose(a)


@dataclass(frozen=True)
class Property:
    """A property of a number, vector or matrix. No field has a default: who adds a property decides on each.

    Attributes:
        name: The name in `Symbol.properties` and in messages.
        words: Its spellings in a declaration; hyphens and blanks inside of a spelling do not matter.
        meaning: One line of LaTeX or words for the page on conventions.
        shape: A key of SHAPES, the shape that it demands.
        implies: Names of properties that follow from it.
        discrete: Whether samples fall into few classes (ranks, signs), so that more are needed.
        support: Whether an entry (row, column, choice) may be other than zero.
        map: The smooth map, of an arithmetic, an array and a choice, to an array with the property.
        holds: Whether a value in float64, with the places of its support, has the property with a margin.
        violated: Names of the properties that a value gets in its place where it must be lacking.
    """

    name: str
    words: tuple[str, ...]
    meaning: str
    shape: str
    implies: tuple[str, ...]
    discrete: bool
    support: Callable[[int, int, Choice], bool]
    map: Callable
    holds: Callable
    violated: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a record with an empty text or a shape that is unknown."""
        if not self.name or not self.meaning:
            raise ValueError(f"the property {self.name!r} needs a name and a meaning")
        if self.shape not in SHAPES:
            raise ValueError(f"the property {self.name!r} has the shape {self.shape!r}: it is one of {set(SHAPES)}")


SHAPES: dict[str, tuple[str, Callable]] = {  # in words, and whether rows and columns (letters or numbers) fit
    "any": ("of any shape", lambda rows, columns: True),
    "square": ("square", lambda rows, columns: rows == columns),
    "vector": ("a vector", lambda rows, columns: 1 in (rows, columns)),
    "tall": (
        "of at least as many rows as columns",
        lambda rows, columns: (
            columns == 1 or not (isinstance(rows, int) and isinstance(columns, int)) or rows >= columns
        ),
    ),
    "wide": (
        "of at least as many columns as rows",
        lambda rows, columns: not (isinstance(rows, int) and isinstance(columns, int)) or rows <= columns,
    ),
}


# Supports


def _everywhere(i: int, j: int, choice: Choice) -> bool:
    return True


def _off_diagonal(i: int, j: int, choice: Choice) -> bool:
    return i != j


def _on_diagonal(i: int, j: int, choice: Choice) -> bool:
    return i == j


def _upper(i: int, j: int, choice: Choice) -> bool:
    return i <= j


def _lower(i: int, j: int, choice: Choice) -> bool:
    return i >= j


def _in_block(i: int, j: int, choice: Choice) -> bool:
    return (i < choice.cut) == (j < choice.cut)


# Maps


def _entries(ar, a, entry: Callable):
    """Return an array of the same shape, made of a function of rows, row and column."""
    rows = ar.rows(a)
    return ar.array([[entry(rows, i, j) for j in range(len(rows[0]))] for i in range(len(rows))])


def _identity(ar, n: int, entry: Callable = lambda i: 1):
    """Return a diagonal matrix; without a function of the place, the identity matrix."""
    return ar.array([[ar.number(entry(i) if i == j else 0) for j in range(n)] for i in range(n)])


def _projector(ar, n: int, rank: int):
    """Return the diagonal matrix of `rank` ones, then zeros."""
    return _identity(ar, n, lambda i: int(i < rank))


def _as_it_is(ar, a, choice: Choice):
    return a


def _kept(support: Callable) -> Callable:
    """Return the map that sets entries outside of a support to zero."""
    return lambda ar, a, choice: _entries(ar, a, lambda x, i, j: x[i][j] if support(i, j, choice) else 0 * x[i][j])


def _unit_triangle(support: Callable) -> Callable:
    return lambda ar, a, choice: _entries(
        ar, a, lambda x, i, j: 0 * x[i][j] + (i == j) if i == j or not support(i, j, choice) else x[i][j]
    )


def _entrywise(f: Callable) -> Callable:
    return lambda ar, a, choice: ar.map(f, a)


def _above_zero(x):
    """Return a positive number: about x where x is large, about -1/x where -x is."""
    return (x + function("sqrt")(x * x + 4)) / 2


def _sum_with_transpose(sign: int, adjoint: bool) -> Callable:
    def symmetrised(ar, a, choice):
        other = choice.adjoint(ar, a) if adjoint else ar.transpose(a)
        return ar.scale(ar.number(1) / 2, ar.add(a, ar.scale(sign, other)))

    return symmetrised


_skew, _skew_hermitian = _sum_with_transpose(-1, False), _sum_with_transpose(-1, True)


def _toeplitz(ar, a, choice):
    return _entries(ar, a, lambda x, i, j: x[i - j][0] if i >= j else x[0][j - i])


def _gram(ar, a, choice):
    return ar.matmul(a, choice.adjoint(ar, a))


def _gram_of_rank(ar, a, choice):
    n = len(ar.rows(a))
    return ar.matmul(ar.matmul(a, _projector(ar, n, choice.rank)), choice.adjoint(ar, a))


def _negated(f: Callable) -> Callable:
    return lambda ar, a, choice: ar.scale(-1, f(ar, a, choice))


def _cayley(ar, skew):
    """Return (I - K)(I + K)^{-1}, orthogonal if K is skew-symmetric."""
    one = _identity(ar, len(ar.rows(skew)))
    return ar.matmul(ar.add(one, ar.scale(-1, skew)), ar.inverse(ar.add(one, skew)))


def _turned(ar, a, choice: Choice, middle, skew: Callable):
    """Return Q M Q^{-1} with an orthogonal Q made of what stands above the diagonal."""
    above = _entries(ar, a, lambda x, i, j: x[i][j] if i < j else 0 * x[i][j])
    basis = _cayley(ar, skew(ar, above, choice))
    return ar.matmul(ar.matmul(basis, middle), choice.adjoint(ar, basis))


def _rotation(skew: Callable) -> Callable:
    """Return the map to orthogonal matrices, with determinants of both signs."""

    def rotation(ar, a, choice):
        signs = _identity(ar, len(ar.rows(a)), lambda i: choice.signs[i])
        if choice.properties & SYMMETRIC:
            return _turned(ar, a, choice, signs, skew)
        return ar.matmul(_cayley(ar, skew(ar, a, choice)), signs)

    return rotation


def _orthonormal(ar, a, choice):
    """Return a matrix with orthonormal columns, or rows if they are fewer: columns of a Cayley transform."""
    rows = ar.rows(a)
    if len(rows) < len(rows[0]):
        return choice.adjoint(ar, _orthonormal(ar, choice.adjoint(ar, a), choice))
    m, n = len(rows), len(rows[0])
    conj = conjugate if choice.is_complex else (lambda x: x)

    def generator(i, j):
        if i < n and j < n:
            return rows[i][j] - conj(rows[j][i])
        if j < n:
            return rows[i][j]
        return -1 * conj(rows[j][i]) if i < n else 0 * rows[0][0]

    full = _cayley(ar, ar.array([[generator(i, j) for j in range(m)] for i in range(m)]))
    return ar.array([[choice.signs[j] * x for j, x in enumerate(row[:n])] for row in ar.rows(full)])


def _similar(middle: Callable) -> Callable:
    """Return the map A -> A M A^{-1}; if the result is to be symmetric, with an orthogonal matrix for A."""

    def similar(ar, a, choice):
        if choice.properties & SYMMETRIC:
            return _turned(ar, a, choice, middle(ar, a, choice), _skew_hermitian)
        return ar.matmul(ar.matmul(a, middle(ar, a, choice)), ar.inverse(a))

    return similar


def _of_lower_rank(ar, a, choice):
    """Return a matrix of a rank r below its sizes: [P, P Y; X P, X P Y] with P of r rows and columns."""
    rows, r = ar.rows(a), choice.deficient
    if r == 0:
        return ar.scale(0, a)
    one = ar.rows(_identity(ar, r))
    left = ar.array([*one, *(row[:r] for row in rows[r:])])
    right = ar.array([[*unit, *row[r:]] for unit, row in zip(one, rows[:r], strict=True)])
    if "skew-symmetric" in choice.properties:
        right = ar.transpose(left)
    return ar.matmul(ar.matmul(left, ar.array([row[:r] for row in rows[:r]])), right)


def _unit(ar, a, choice):
    conj = conjugate if choice.is_complex else (lambda x: x)
    squares = [x * conj(x) for row in ar.rows(a) for x in row]
    return ar.scale(1 / function("sqrt")(sum(squares[1:], squares[0])), a)


def _with_zero(ar, a, choice):
    return _entries(ar, a, lambda x, i, j: 0 * x[i][j] if i == j == 0 else x[i][j])


def _with_real_eigenvalues(ar, a, choice):
    """Return A diag(Re a_11, ..., Re a_nn) A^{-1}, unless A is Hermitian: its eigenvalues are real anyway."""
    if "Hermitian" in choice.properties or ("symmetric" in choice.properties and not choice.is_complex):
        return a
    real = _entries(ar, a, lambda x, i, j: (x[i][j] + conjugate(x[i][j])) / 2) if choice.is_complex else a
    diagonal = _entries(ar, real, lambda x, i, j: x[i][j] if i == j else 0 * x[i][j])
    return ar.matmul(ar.matmul(a, diagonal), ar.inverse(a))


def _multiple_of_identity(ar, a, choice):
    return _entries(ar, a, lambda x, i, j: x[0][0] if i == j else 0 * x[i][j])


def _repeated(ar, a, choice):
    return _entries(ar, a, lambda x, i, j: x[0][0] + 0 * x[i][j])


# Tests of a value in float64: of its array, and of the places of its support


def _largest(a) -> float:
    return max(abs(x) for row in a for x in row)


def _distance(a, b) -> float:
    """Return the largest difference, relative to the largest entry."""
    return _largest(FLOAT.add(a, FLOAT.scale(-1, b))) / max(1e-300, _largest(a), _largest(b))


def _adjoint(a):
    return FLOAT.map(conjugate, FLOAT.transpose(a))


def _fulfils(sides: Callable) -> Callable:
    """Return the test that two arrays, made of the value, are equal up to rounding."""
    return lambda a, places: _distance(*sides(a)) <= NEAR


def _vanishes_elsewhere(a, places) -> bool:
    return all(x == 0 for i, row in enumerate(a) for j, x in enumerate(row) if (i, j) not in places)


def _each(true: Callable) -> Callable:
    """Return the test that each entry of the support is a real number for which something is true."""
    return lambda a, places: bool(places) and all(not isinstance(a[i][j], complex) and true(a[i][j]) for i, j in places)


def _non_zero(a, places) -> bool:
    return bool(places) and all(abs(a[i][j]) > APART * _largest(a) for i, j in places)


def _distinct(a, places) -> bool:
    found = [a[i][j] for i, j in places]
    return all(abs(x - y) > APART * _largest(a) for k, x in enumerate(found) for y in found[:k])


def _is_multiple_of_identity(a, places) -> bool:
    return a[0][0] != 0 and all(x == (a[0][0] if i == j else 0) for i, row in enumerate(a) for j, x in enumerate(row))


def _spread(values: list) -> bool:
    """Tell whether numbers are apart, relative to the largest."""
    size = max(abs(x) for x in values)
    return all(abs(x - y) > SPREAD * size for k, x in enumerate(values) for y in values[:k])


def _distinct_eigenvalues(a, places) -> bool:
    found = eigenvalues(a) if _largest(a) > 0 else [0.0]  # of a nilpotent matrix, rounding, which is spread, too
    return max(map(abs, found)) > SPREAD * _largest(a) and _spread(found)


def _real_distinct_eigenvalues(a, places) -> bool:
    if any(isinstance(x, complex) for row in a for x in row):
        return _distinct_eigenvalues(a, places) and all(abs(x.imag) <= NEAR * _largest(a) for x in eigenvalues(a))
    try:
        return _distinct_eigenvalues(a, places) and bool(real_eigen(a))
    except NoFactorsError:
        return False


def _distinct_singular_values(a, places) -> bool:
    if any(isinstance(x, complex) for row in a for x in row):
        tall = a if len(a) >= len(a[0]) else FLOAT.transpose(a)
        return _spread([*(abs(x) ** 0.5 for x in eigenvalues(FLOAT.matmul(_adjoint(tall), tall))), 0.0])
    try:
        return _spread([*singular(a)[1], 0.0])
    except NoFactorsError:
        return False


def _any_repeated(a, places) -> bool:
    return len({a[i][j] for i, j in places}) <= 1


def _invertible(a, places, bound: float = CONDITION) -> bool:
    try:
        return _largest(a) * _largest(FLOAT.inverse(FLOAT.scale(1 / max(1e-300, _largest(a)), a))) < bound * _largest(a)
    except SingularError:
        return False


def _full_rank(a, places) -> bool:
    wide = len(a) < len(a[0])
    gram = FLOAT.matmul(a, _adjoint(a)) if wide else FLOAT.matmul(_adjoint(a), a)
    return _invertible(gram, places, CONDITION**1.5)


def _rank_deficient(a, places) -> bool:
    return not _full_rank(a, places)


def _definite(sign: int, least: float) -> Callable:
    """Return the test that all pivots of a Hermitian matrix have a sign; those of a semidefinite one may vanish."""

    def definite(a, places):
        if _distance(a, _adjoint(a)) > NEAR:
            return False
        size = max(1e-300, _largest(a))
        shift = NEAR if least == 0 else 0
        rows = [[sign * x / size + (i == j) * shift for j, x in enumerate(row)] for i, row in enumerate(a)]
        for k in range(len(rows)):
            if not complex(rows[k][k]).real > least:
                return False
            for r in range(k + 1, len(rows)):
                ratio = rows[r][k] / rows[k][k]
                rows[r] = [x - ratio * y for x, y in zip(rows[r], rows[k], strict=True)]
        return True

    return definite


def _moderate(true: Callable) -> Callable:
    """Return the test that something is true and no entry so large that float64 has no digits left."""
    return lambda a, places: _largest(a) < 30 and true(a, places)


def _one(a):
    return _identity(FLOAT, len(a))


def _power_vanishes(a, places) -> bool:
    power, size = a, _largest(a)
    for _ in a:
        power = FLOAT.matmul(power, a)
    return _largest(power) <= NEAR * max(1.0, size) ** (len(a) + 1)


def _has_orthonormal(a, places) -> bool:
    gram = FLOAT.matmul(_adjoint(a), a) if len(a) >= len(a[0]) else FLOAT.matmul(a, _adjoint(a))
    return _distance(gram, _one(gram)) <= NEAR


def _strict(ar, a, choice):
    return _entries(ar, a, lambda x, i, j: x[i][j] if i < j else 0 * x[i][j])


def _rank_of_choice(ar, a, choice):
    return _projector(ar, len(ar.rows(a)), choice.rank)


def _signs_of_choice(ar, a, choice):
    return _identity(ar, len(ar.rows(a)), lambda i: choice.signs[i])


# The records, in the order in which their maps are applied: entries, structure, then products


PROPERTIES: dict[str, Property] = {
    record.name: record
    for record in (
        Property(
            name="positive",
            words=("positive", "strictly positive"),
            meaning="each entry is above zero",
            shape="any",
            implies=("nonnegative", "non-zero"),
            discrete=False,
            support=_everywhere,
            map=_entrywise(_above_zero),
            holds=_each(lambda x: x > 0),
            violated=("negative",),
        ),
        Property(
            name="negative",
            words=("negative", "strictly negative"),
            meaning="each entry is below zero",
            shape="any",
            implies=("nonpositive", "non-zero"),
            discrete=False,
            support=_everywhere,
            map=_entrywise(lambda x: -1 * _above_zero(x)),
            holds=_each(lambda x: x < 0),
            violated=("positive",),
        ),
        Property(
            name="nonnegative",
            words=("nonnegative",),
            meaning="no entry is below zero",
            shape="any",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_entrywise(lambda x: x * x),
            holds=_each(lambda x: x >= 0),
            violated=("negative",),
        ),
        Property(
            name="nonpositive",
            words=("nonpositive",),
            meaning="no entry is above zero",
            shape="any",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_entrywise(lambda x: -1 * x * x),
            holds=_each(lambda x: x <= 0),
            violated=("positive",),
        ),
        Property(
            name="non-zero",
            words=("nonzero",),
            meaning="no entry is zero",
            shape="any",
            implies=(),
            discrete=True,
            support=_everywhere,
            map=_as_it_is,
            holds=_non_zero,
            violated=("with a zero entry",),
        ),
        Property(
            name="with a zero entry",
            words=(),
            meaning="the first entry is zero",
            shape="any",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_with_zero,
            holds=lambda a, places: a[0][0] == 0,
            violated=("non-zero",),
        ),
        Property(
            name="distinct",
            words=("distinct",),
            meaning="no two entries are equal",
            shape="any",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_as_it_is,
            holds=_distinct,
            violated=("of equal entries",),
        ),
        Property(
            name="of equal entries",
            words=(),
            meaning="all entries are equal",
            shape="any",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_repeated,
            holds=_any_repeated,
            violated=("distinct",),
        ),
        Property(
            name="symmetric",
            words=("symmetric",),
            meaning=r"$\mathbf{A}^{\top} = \mathbf{A}$",
            shape="square",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_sum_with_transpose(1, False),
            holds=_fulfils(lambda a: (a, FLOAT.transpose(a))),
            violated=(),
        ),
        Property(
            name="skew-symmetric",
            words=("skew-symmetric", "antisymmetric"),
            meaning=r"$\mathbf{A}^{\top} = -\mathbf{A}$",
            shape="square",
            implies=(),
            discrete=False,
            support=_off_diagonal,
            map=_skew,
            holds=_fulfils(lambda a: (a, FLOAT.scale(-1, FLOAT.transpose(a)))),
            violated=(),
        ),
        Property(
            name="Hermitian",
            words=("hermitian", "self-adjoint"),
            meaning=r"$\mathbf{A}^{\mathsf{H}} = \mathbf{A}$",
            shape="square",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_sum_with_transpose(1, True),
            holds=_fulfils(lambda a: (a, _adjoint(a))),
            violated=(),
        ),
        Property(
            name="skew-Hermitian",
            words=("skew-hermitian", "antihermitian"),
            meaning=r"$\mathbf{A}^{\mathsf{H}} = -\mathbf{A}$",
            shape="square",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_skew_hermitian,
            holds=_fulfils(lambda a: (a, FLOAT.scale(-1, _adjoint(a)))),
            violated=(),
        ),
        Property(
            name="Toeplitz",
            words=("toeplitz",),
            meaning="entries on a parallel to the diagonal are equal",
            shape="any",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_toeplitz,
            holds=_fulfils(lambda a: (a, _toeplitz(FLOAT, a, None))),
            violated=(),
        ),
        Property(
            name="diagonal",
            words=("diagonal",),
            meaning="entries off the diagonal are zero",
            shape="any",
            implies=("upper triangular", "lower triangular"),
            discrete=False,
            support=_on_diagonal,
            map=_kept(_on_diagonal),
            holds=_vanishes_elsewhere,
            violated=(),
        ),
        Property(
            name="block diagonal",
            words=("block diagonal",),
            meaning="entries outside of two blocks on the diagonal are zero",
            shape="square",
            implies=(),
            discrete=True,
            support=_in_block,
            map=_kept(_in_block),
            holds=_vanishes_elsewhere,
            violated=(),
        ),
        Property(
            name="upper triangular",
            words=("upper triangular",),
            meaning="entries below the diagonal are zero",
            shape="any",
            implies=(),
            discrete=False,
            support=_upper,
            map=_kept(_upper),
            holds=_vanishes_elsewhere,
            violated=(),
        ),
        Property(
            name="lower triangular",
            words=("lower triangular",),
            meaning="entries above the diagonal are zero",
            shape="any",
            implies=(),
            discrete=False,
            support=_lower,
            map=_kept(_lower),
            holds=_vanishes_elsewhere,
            violated=(),
        ),
        Property(
            name="unit upper triangular",
            words=("unit upper triangular",),
            meaning="entries below the diagonal are zero, those on it one",
            shape="square",
            implies=("upper triangular", "invertible"),
            discrete=False,
            support=_upper,
            map=_unit_triangle(_upper),
            holds=lambda a, places: all(x == (i == j) for i, row in enumerate(a) for j, x in enumerate(row) if i >= j),
            violated=(),
        ),
        Property(
            name="unit lower triangular",
            words=("unit lower triangular",),
            meaning="entries above the diagonal are zero, those on it one",
            shape="square",
            implies=("lower triangular", "invertible"),
            discrete=False,
            support=_lower,
            map=_unit_triangle(_lower),
            holds=lambda a, places: all(x == (i == j) for i, row in enumerate(a) for j, x in enumerate(row) if i <= j),
            violated=(),
        ),
        Property(
            name="strictly upper triangular",
            words=("strictly upper triangular",),
            meaning="entries on and below the diagonal are zero",
            shape="square",
            implies=("upper triangular", "nilpotent", "singular"),
            discrete=False,
            support=lambda i, j, choice: i < j,
            map=_strict,
            holds=_vanishes_elsewhere,
            violated=("upper triangular",),
        ),
        Property(
            name="strictly lower triangular",
            words=("strictly lower triangular",),
            meaning="entries on and above the diagonal are zero",
            shape="square",
            implies=("lower triangular", "nilpotent", "singular"),
            discrete=False,
            support=lambda i, j, choice: i > j,
            map=_kept(lambda i, j, choice: i > j),
            holds=_vanishes_elsewhere,
            violated=("lower triangular",),
        ),
        Property(
            name="positive definite",
            words=("positive definite", "symmetric positive definite"),
            meaning=r"symmetric, with $\mathbf{x}^{\top} \mathbf{A} \mathbf{x} > 0$ for $\mathbf{x} \neq \mathbf{0}$",
            shape="square",
            implies=("symmetric", "positive semidefinite", "invertible"),
            discrete=False,
            support=_everywhere,
            map=_gram,
            holds=_definite(1, 1e-6),
            violated=("symmetric", "negative"),
        ),
        Property(
            name="positive semidefinite",
            words=("positive semidefinite", "symmetric positive semidefinite"),
            meaning=r"symmetric, with $\mathbf{x}^{\top} \mathbf{A} \mathbf{x} \geq 0$, of any rank",
            shape="square",
            implies=("symmetric",),
            discrete=True,
            support=_everywhere,
            map=_gram_of_rank,
            holds=_definite(1, 0),
            violated=("symmetric", "negative"),
        ),
        Property(
            name="negative definite",
            words=("negative definite", "symmetric negative definite"),
            meaning=r"symmetric, with $\mathbf{x}^{\top} \mathbf{A} \mathbf{x} < 0$ for $\mathbf{x} \neq \mathbf{0}$",
            shape="square",
            implies=("symmetric", "negative semidefinite", "invertible"),
            discrete=False,
            support=_everywhere,
            map=_negated(_gram),
            holds=_definite(-1, 1e-6),
            violated=("symmetric", "positive"),
        ),
        Property(
            name="negative semidefinite",
            words=("negative semidefinite", "symmetric negative semidefinite"),
            meaning=r"symmetric, with $\mathbf{x}^{\top} \mathbf{A} \mathbf{x} \leq 0$, of any rank",
            shape="square",
            implies=("symmetric",),
            discrete=True,
            support=_everywhere,
            map=_negated(_gram_of_rank),
            holds=_definite(-1, 0),
            violated=("symmetric", "positive"),
        ),
        Property(
            name="orthogonal",
            words=("orthogonal",),
            meaning=r"$\mathbf{A}^{\top} \mathbf{A} = \mathbf{I}$, square, with a determinant of either sign",
            shape="square",
            implies=("invertible",),
            discrete=True,
            support=_everywhere,
            map=_rotation(_skew),
            holds=_moderate(_fulfils(lambda a: (FLOAT.matmul(FLOAT.transpose(a), a), _one(a)))),
            violated=(),
        ),
        Property(
            name="unitary",
            words=("unitary",),
            meaning=r"$\mathbf{A}^{\mathsf{H}} \mathbf{A} = \mathbf{I}$, square",
            shape="square",
            implies=("invertible",),
            discrete=True,
            support=_everywhere,
            map=_rotation(_skew_hermitian),
            holds=_fulfils(lambda a: (FLOAT.matmul(_adjoint(a), a), _one(a))),
            violated=(),
        ),
        Property(
            name="semi-orthogonal",
            words=("semi-orthogonal",),
            meaning="with orthonormal columns, or orthonormal rows where there are fewer rows",
            shape="any",
            implies=("full rank",),
            discrete=True,
            support=_everywhere,
            map=_orthonormal,
            holds=_has_orthonormal,
            violated=(),
        ),
        Property(
            name="with orthonormal columns",
            words=("orthonormal columns",),
            meaning=r"$\mathbf{A}^{\mathsf{H}} \mathbf{A} = \mathbf{I}$, with at least as many rows as columns",
            shape="tall",
            implies=("semi-orthogonal", "full rank", "full column rank"),
            discrete=True,
            support=_everywhere,
            map=_orthonormal,
            holds=_has_orthonormal,
            violated=(),
        ),
        Property(
            name="with orthonormal rows",
            words=("orthonormal rows",),
            meaning=r"$\mathbf{A} \mathbf{A}^{\mathsf{H}} = \mathbf{I}$, with at least as many columns as rows",
            shape="wide",
            implies=("semi-orthogonal", "full rank", "full row rank"),
            discrete=True,
            support=_everywhere,
            map=_orthonormal,
            holds=_has_orthonormal,
            violated=(),
        ),
        Property(
            name="idempotent",
            words=("idempotent",),
            meaning=r"$\mathbf{A}^{2} = \mathbf{A}$, of any rank",
            shape="square",
            implies=(),
            discrete=True,
            support=_everywhere,
            map=_similar(_rank_of_choice),
            holds=_moderate(_fulfils(lambda a: (FLOAT.matmul(a, a), a))),
            violated=(),
        ),
        Property(
            name="involutory",
            words=("involutory",),
            meaning=r"$\mathbf{A}^{2} = \mathbf{I}$",
            shape="square",
            implies=("invertible",),
            discrete=True,
            support=_everywhere,
            map=_similar(_signs_of_choice),
            holds=_moderate(_fulfils(lambda a: (FLOAT.matmul(a, a), _one(a)))),
            violated=(),
        ),
        Property(
            name="nilpotent",
            words=("nilpotent",),
            meaning=r"a power of it is $\mathbf{0}$",
            shape="square",
            implies=("singular",),
            discrete=False,
            support=_everywhere,
            map=_similar(_strict),
            holds=_moderate(_power_vanishes),
            violated=(),
        ),
        Property(
            name="distinct eigenvalues",
            words=("distinct eigenvalues",),
            meaning="no eigenvalue is repeated",
            shape="square",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_as_it_is,
            holds=_distinct_eigenvalues,
            violated=("of one eigenvalue",),
        ),
        Property(
            name="real and distinct eigenvalues",
            words=("real and distinct eigenvalues",),
            meaning="all eigenvalues are real, and none is repeated",
            shape="square",
            implies=("distinct eigenvalues",),
            discrete=False,
            support=_everywhere,
            map=_with_real_eigenvalues,
            holds=_moderate(_real_distinct_eigenvalues),
            violated=("of one eigenvalue",),
        ),
        Property(
            name="distinct singular values",
            words=("distinct singular values",),
            meaning="no singular value is repeated, or zero",
            shape="any",
            implies=("full rank",),
            discrete=False,
            support=_everywhere,
            map=_as_it_is,
            holds=_distinct_singular_values,
            violated=("of one eigenvalue",),
        ),
        Property(
            name="of one eigenvalue",
            words=(),
            meaning="a multiple of the identity matrix, or of its first rows or columns",
            shape="any",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_multiple_of_identity,
            holds=_is_multiple_of_identity,
            violated=(),
        ),
        Property(
            name="singular",
            words=("singular",),
            meaning="square, of any rank below its size, zero included",
            shape="square",
            implies=("rank-deficient",),
            discrete=True,
            support=_everywhere,
            map=_of_lower_rank,
            holds=_rank_deficient,
            violated=(),
        ),
        Property(
            name="rank-deficient",
            words=("rank-deficient",),
            meaning="of any rank below both sizes, zero included",
            shape="any",
            implies=(),
            discrete=True,
            support=_everywhere,
            map=_of_lower_rank,
            holds=_rank_deficient,
            violated=(),
        ),
        Property(
            name="invertible",
            words=("invertible", "nonsingular"),
            meaning="square, with an inverse",
            shape="square",
            implies=("full rank",),
            discrete=True,
            support=_everywhere,
            map=_as_it_is,
            holds=_invertible,
            violated=("singular",),
        ),
        Property(
            name="full rank",
            words=("full rank",),
            meaning="the rank is the smaller size",
            shape="any",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_as_it_is,
            holds=_full_rank,
            violated=("rank-deficient",),
        ),
        Property(
            name="full column rank",
            words=("full column rank",),
            meaning="the rank is the number of columns",
            shape="tall",
            implies=("full rank",),
            discrete=False,
            support=_everywhere,
            map=_as_it_is,
            holds=_full_rank,
            violated=("rank-deficient",),
        ),
        Property(
            name="full row rank",
            words=("full row rank",),
            meaning="the rank is the number of rows",
            shape="wide",
            implies=("full rank",),
            discrete=False,
            support=_everywhere,
            map=_as_it_is,
            holds=_full_rank,
            violated=("rank-deficient",),
        ),
        Property(
            name="holomorphic",
            words=("holomorphic",),
            meaning="a function of complex numbers that has a derivative by them",
            shape="any",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_as_it_is,
            holds=lambda a, places: True,
            violated=(),
        ),
        Property(
            name="unit",
            words=("unit",),
            meaning=r"a vector of length one, $\lVert \mathbf{x} \rVert_2 = 1$",
            shape="vector",
            implies=(),
            discrete=False,
            support=_everywhere,
            map=_unit,
            holds=lambda a, places: abs(sum(abs(x) ** 2 for row in a for x in row) - 1) <= NEAR,
            violated=(),
        ),
    )
}


def fits(name: str, rows: str | int, columns: str | int) -> bool:
    """Tell whether a property may be of something of this shape, letters or numbers."""
    return SHAPES[PROPERTIES[name].shape][1](rows, columns)


def implied(properties: frozenset[str]) -> frozenset[str]:
    """Return all that follows from properties, directly or not; one of them, if it follows from another."""
    direct = frozenset(other for name in properties for other in PROPERTIES[name].implies)
    return direct | implied(direct) if direct else direct


def choose(properties: frozenset[str], rows: int, columns: int, is_complex: bool, rng: random.Random) -> Choice:
    """Draw what no smooth map can vary."""
    smaller, larger = min(rows, columns), max(rows, columns)
    deficient = rng.choice([smaller - 1, rng.randrange(smaller)])
    signs = tuple(rng.choice((-1, 1)) for _ in range(larger))
    cut = rng.randrange(1, rows) if rows > 1 else 1
    return Choice(signs, rng.randint(0, smaller), deficient, cut, is_complex, properties)


def realise(ar, a, choice: Choice):
    """Return the array with all properties of a choice that the maps make of an array of free numbers."""
    for name, record in PROPERTIES.items():
        if name in choice.properties:
            a = record.map(ar, a, choice)
    return a


def holds(a, choice: Choice) -> bool:
    """Tell whether an array in float64 has all properties of a choice, with a margin."""
    records = [PROPERTIES[name] for name in choice.properties]
    places = {
        (i, j)
        for i, row in enumerate(a)
        for j in range(len(row))
        if all(record.support(i, j, choice) for record in records)
    }
    return all(record.holds(a, places) for record in records)
