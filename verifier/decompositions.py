r"""Decompositions that a sentence declares, one record each: how it is written, and which equations define its factors.

`$\mathbf{A} = \mathbf{U} \boldsymbol{\Sigma} \mathbf{V}^{\top}$ a singular value decomposition` declares three symbols.

The factors are functions of the matrix. What the equations leave free (signs, order, length, the permutation of an LU
factorisation) is drawn once for a point, and kept along every step: so a statement holds only if it does for all of it.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

from verifier import factorise, nodes, typed
from verifier.arrays import FLOAT, largest
from verifier.errors import NotationError, ShapeError
from verifier.factorise import NoFactorsError, matmul, transpose
from verifier.implicit import Branch, NotIsolatedError
from verifier.numbers.dual import primal
from verifier.unify import known, shape_name, unify

UNUSUAL = 0.6180339887  # no simple number is a power of 4 over it
SYMMETRIC = 1e-9  # relative: what differs by less from its transpose is symmetric
ASIDE = 0.2  # how far the vectors that fix lengths point away from what they fix
UNIT = "unit"  # the option of columns, or a vector, of length 1


@dataclass(frozen=True)
class Factor:
    """A factor: its name in the form; rows and columns, of m, n and k; which entries are unknown; its degree.

    pattern: a key of PATTERNS; degree: it is multiplied by c to this power where the matrix is by c.
    """

    letter: str
    rows: str
    columns: str
    pattern: str
    degree: float


PATTERNS: dict[str, Callable[[int, int], bool]] = {  # whether the entry in row i and column j is unknown
    "full": lambda i, j: True,
    "diagonal": lambda i, j: i == j,
    "lower triangular": lambda i, j: i >= j,
    "upper triangular": lambda i, j: i <= j,
    "unit lower triangular": lambda i, j: i > j,
    "symmetric": lambda i, j: i <= j,
    "fixed": lambda i, j: False,
}
WITH_ONES = ("fixed", "unit lower triangular")  # what is not unknown in them is one or zero


@dataclass(frozen=True, kw_only=True)
class Decomposition:
    r"""All that is known of a decomposition.

    name: with its article, as a sentence has it; forms: the equation, in LaTeX, A the matrix; factors: in the order in
    which `start` and `equations` have them; symmetric: "always" if the matrix must be, "either" if its factors are
    other functions of it then, "never"; square: whether the matrix must be; start: factors in float64, and what fixes
    the gauge, of rows and `Choice`; equations: residuals, of the matrix, the factors and what fixes the gauge;
    condition: what to declare where these do not define the factors; convention: LaTeX and meaning; search: words.
    """

    name: str
    forms: tuple[str, ...]
    factors: tuple[Factor, ...]
    symmetric: str
    square: bool
    start: Callable
    equations: Callable
    condition: str
    convention: tuple[str, str]
    search: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """What a point chooses of a decomposition.

    seed: of random signs, lengths and orders; options: what the sentence says besides; index: of the eigenvalue, as in
    `nodes.FactorOf`.
    """

    seed: str
    options: tuple[str, ...]
    index: int | None

    @cached_property
    def rng(self) -> random.Random:
        """Random numbers, the same for each choice of this seed."""
        return random.Random(self.seed)

    def sign(self) -> float:
        """Return a sign."""
        return self.rng.choice((-1.0, 1.0))


# Starts: factors in float64, and what fixes the gauge


def _eigen(a):
    return factorise.symmetric_eigen(a) if is_symmetric(a) else factorise.real_eigen(a)


def _scaled(vectors, choice: Choice):
    """Return vectors of chosen signs and lengths, and for each the vector and number that fix these."""
    found, fixing = [], []
    for vector in vectors:
        size = choice.sign() * (1 if UNIT in choice.options else choice.rng.uniform(0.5, 2))
        vector = [size * x for x in vector]
        length = sum(x * x for x in vector) ** 0.5
        along = [x + ASIDE * length * choice.rng.uniform(-1, 1) for x in vector]
        found.append(vector)
        fixing.append((along, sum(x * y for x, y in zip(along, vector, strict=True))))
    return found, None if UNIT in choice.options else fixing


def _shuffled(values, vectors, choice: Choice):
    order = list(range(len(values)))
    choice.rng.shuffle(order)
    return [values[k] for k in order], [vectors[k] for k in order]


def _start_orthogonal_eigen(a, choice):
    values, vectors = _shuffled(*factorise.symmetric_eigen(a), choice)
    vectors = [[sign * x for x in vector] for vector in vectors for sign in (choice.sign(),)]
    return [transpose(vectors), _diagonal(values)], None


def _start_eigen(a, choice):
    values, vectors = _shuffled(*_eigen(a), choice)
    vectors, fixing = _scaled(vectors, choice)
    return [transpose(vectors), _diagonal(values)], fixing


def _start_eigenpair(a, choice):
    values, vectors = _eigen(a)
    k = choice.rng.randrange(len(values)) if choice.index is None else choice.index
    if k >= len(values):
        raise IndexError(f"eigenvalue {k + 1} of {len(values)}")
    (vector,), fixing = _scaled([vectors[k]], choice)
    return [[[x] for x in vector], [[values[k]]]], fixing


def _start_left_eigenpair(a, choice):
    return _start_eigenpair(transpose(a), choice)


def _start_schur(a, choice):
    _, vectors = _shuffled(*_eigen(a), choice)
    q, _ = factorise.gram_schmidt(transpose(vectors))
    signs = [choice.sign() for _ in a]
    q = [[sign * x for sign, x in zip(signs, row, strict=True)] for row in q]
    return [q, matmul(transpose(q), matmul(a, q))], None


def _start_singular(a, choice):
    u, values, v = factorise.singular(a)
    signs = [choice.sign() for _ in values]
    u, v = ([[sign * x for sign, x in zip(signs, row, strict=True)] for row in rows] for rows in (u, v))
    return [u, _diagonal(values), v], None


def _start_polar(a, choice):
    if len(a) < len(a[0]):
        raise NoFactorsError("it has more columns than rows")
    u, values, v = factorise.singular(a)
    return [matmul(u, transpose(v)), matmul(v, matmul(_diagonal(values), transpose(v)))], None


def _diagonal(values):
    return [[x if i == j else 0.0 for j in range(len(values))] for i, x in enumerate(values)]


# Equations: residuals, which vanish at the factors


def _difference(left, right) -> list:
    """Return the entries of a difference."""
    return [x for row in FLOAT.map(lambda x, y: x - y, left, right) for x in row]


def _upper(left, right) -> list:
    """Return the entries of a difference on and above the diagonal."""
    return [x for i, row in enumerate(FLOAT.map(lambda x, y: x - y, left, right)) for x in row[i:]]


def _of_unit_columns(v) -> list:
    return [(_inner(column, column) - 1) / 2 for column in FLOAT.transpose(v)]


def _of_lengths(v, fixing) -> list:
    if fixing is None:
        return _of_unit_columns(v)
    return [_inner(along, column) - size for column, (along, size) in zip(FLOAT.transpose(v), fixing, strict=True)]


def _inner(x, y):
    return sum((a * b for a, b in zip(x[1:], y[1:], strict=True)), x[0] * y[0])


def _identity(n: int):
    return FLOAT.array([[int(i == j) for j in range(n)] for i in range(n)])


def _equations_eigen(a, factors, fixing):
    v, values = factors
    return _difference(FLOAT.matmul(a, v), FLOAT.matmul(v, values)) + _of_lengths(v, fixing)


def _equations_left_eigenpair(a, factors, fixing):
    return _equations_eigen(FLOAT.transpose(a), factors, fixing)


def _equations_singular(a, factors, fixing):
    u, values, v = factors
    return (
        _difference(FLOAT.matmul(a, v), FLOAT.matmul(u, values))
        + _difference(FLOAT.matmul(FLOAT.transpose(a), u), FLOAT.matmul(v, values))
        + _of_unit_columns(v)
    )


def _equations_schur(a, factors, fixing):
    q, t = factors
    return _difference(FLOAT.matmul(a, q), FLOAT.matmul(q, t)) + _of_orthonormal(q)


def _equations_product(a, factors, fixing):
    q, r = factors
    return _difference(FLOAT.matmul(q, r), a) + _of_orthonormal(q)


def _of_orthonormal(q) -> list:
    return _upper(FLOAT.matmul(FLOAT.transpose(q), q), _identity(len(q[0])))


def _equations_cholesky(a, factors, fixing):
    (lower,) = factors
    return _upper(FLOAT.matmul(lower, FLOAT.transpose(lower)), a)


def _equations_lu(a, factors, fixing):
    p, lower, upper = factors
    return _difference(FLOAT.matmul(lower, upper), FLOAT.matmul(p, a))


# The records

_EIGENVALUES = Factor(r"\boldsymbol{\Lambda}", "n", "n", "diagonal", 1)
_VECTORS = Factor(r"\mathbf{V}", "n", "n", "full", 0)

RECORDS = (
    Decomposition(
        name="a singular value decomposition",
        forms=(r"\mathbf{A} = \mathbf{U} \boldsymbol{\Sigma} \mathbf{V}^{\top}",),
        factors=(
            Factor(r"\mathbf{U}", "m", "k", "full", 0),
            Factor(r"\boldsymbol{\Sigma}", "k", "k", "diagonal", 1),
            Factor(r"\mathbf{V}", "n", "k", "full", 0),
        ),
        symmetric="never",
        square=False,
        start=_start_singular,
        equations=_equations_singular,
        condition="of full rank and with distinct singular values",
        convention=(
            r"$\mathbf{A} = \mathbf{U} \boldsymbol{\Sigma} \mathbf{V}^{\top}$ a singular value decomposition",
            r"thin: $\mathbf{U}$ and $\mathbf{V}$ with orthonormal columns, $\boldsymbol{\Sigma}$ square, diagonal and "
            "positive, the largest first; of a matrix of full column or row rank",
        ),
        search=("singular value decomposition", "SVD"),
    ),
    Decomposition(
        name="an eigendecomposition",
        forms=(r"\mathbf{A} = \mathbf{V} \boldsymbol{\Lambda} \mathbf{V}^{\top}",),
        factors=(_VECTORS, _EIGENVALUES),
        symmetric="always",
        square=True,
        start=_start_orthogonal_eigen,
        equations=_equations_eigen,
        condition="with distinct eigenvalues",
        convention=(
            r"$\mathbf{A} = \mathbf{V} \boldsymbol{\Lambda} \mathbf{V}^{\top}$ an eigendecomposition",
            "of a symmetric matrix: orthonormal eigenvectors as columns, eigenvalues in any order",
        ),
        search=("eigendecomposition", "spectral decomposition"),
    ),
    Decomposition(
        name="an eigendecomposition",
        forms=(r"\mathbf{A} = \mathbf{V} \boldsymbol{\Lambda} \mathbf{V}^{-1}",),
        factors=(_VECTORS, _EIGENVALUES),
        symmetric="either",
        square=True,
        start=_start_eigen,
        equations=_equations_eigen,
        condition="with real and distinct eigenvalues",
        convention=(
            r"$\mathbf{A} = \mathbf{V} \boldsymbol{\Lambda} \mathbf{V}^{-1}$ an eigendecomposition (with unit columns)",
            "eigenvectors of any length, or of length 1, as columns; real eigenvalues in any order",
        ),
        search=("eigendecomposition", "diagonalisation"),
    ),
    Decomposition(
        name="an eigenpair",
        forms=(r"\mathbf{A} \mathbf{v} = \lambda \mathbf{v}",),
        factors=(Factor(r"\mathbf{v}", "n", "1", "full", 0), Factor(r"\lambda", "1", "1", "full", 1)),
        symmetric="either",
        square=True,
        start=_start_eigenpair,
        equations=_equations_eigen,
        condition="with real and distinct eigenvalues",
        convention=(
            r"$\mathbf{A} \mathbf{v} = \lambda \mathbf{v}$ an eigenpair (with $\mathbf{v}$ unit)",
            r"any simple real eigenvalue with an eigenvector, of any length or of length 1; "
            r"with $\lambda_{\max}(\mathbf{A})$ in the place of $\lambda$, the largest",
        ),
        search=("eigenvalue", "eigenvector", "eigenpair"),
    ),
    Decomposition(
        name="a left eigenpair",
        forms=(r"\mathbf{w}^{\top} \mathbf{A} = \lambda \mathbf{w}^{\top}",),
        factors=(Factor(r"\mathbf{w}", "n", "1", "full", 0), Factor(r"\lambda", "1", "1", "full", 1)),
        symmetric="either",
        square=True,
        start=_start_left_eigenpair,
        equations=_equations_left_eigenpair,
        condition="with real and distinct eigenvalues",
        convention=(
            r"$\mathbf{w}^{\top} \mathbf{A} = \lambda \mathbf{w}^{\top}$ a left eigenpair",
            r"a left eigenvector; of the eigenvalue $\lambda$ of an eigenpair declared before it",
        ),
        search=("left eigenvector",),
    ),
    Decomposition(
        name="a Schur decomposition",
        forms=(r"\mathbf{A} = \mathbf{Q} \mathbf{T} \mathbf{Q}^{\top}",),
        factors=(Factor(r"\mathbf{Q}", "n", "n", "full", 0), Factor(r"\mathbf{T}", "n", "n", "upper triangular", 1)),
        symmetric="either",
        square=True,
        start=_start_schur,
        equations=_equations_schur,
        condition="with real and distinct eigenvalues",
        convention=(
            r"$\mathbf{A} = \mathbf{Q} \mathbf{T} \mathbf{Q}^{\top}$ a Schur decomposition",
            r"$\mathbf{Q}$ orthogonal, $\mathbf{T}$ upper triangular, real eigenvalues on its diagonal in any order",
        ),
        search=("Schur decomposition",),
    ),
    Decomposition(
        name="a Cholesky factorisation",
        forms=(r"\mathbf{A} = \mathbf{L} \mathbf{L}^{\top}",),
        factors=(Factor(r"\mathbf{L}", "n", "n", "lower triangular", 0.5),),
        symmetric="always",
        square=True,
        start=lambda a, choice: ([factorise.cholesky(a)], None),
        equations=_equations_cholesky,
        condition="positive definite",
        convention=(
            r"$\mathbf{A} = \mathbf{L} \mathbf{L}^{\top}$ a Cholesky factorisation",
            r"of a positive definite matrix: $\mathbf{L}$ lower triangular with a positive diagonal",
        ),
        search=("Cholesky factorisation", "Cholesky decomposition"),
    ),
    Decomposition(
        name="a QR factorisation",
        forms=(r"\mathbf{A} = \mathbf{Q} \mathbf{R}",),
        factors=(Factor(r"\mathbf{Q}", "m", "n", "full", 0), Factor(r"\mathbf{R}", "n", "n", "upper triangular", 1)),
        symmetric="never",
        square=False,
        start=lambda a, choice: (list(factorise.gram_schmidt(a)), None),
        equations=_equations_product,
        condition="of full column rank",
        convention=(
            r"$\mathbf{A} = \mathbf{Q} \mathbf{R}$ a QR factorisation",
            r"thin: $\mathbf{Q}$ with orthonormal columns, $\mathbf{R}$ upper triangular with a positive diagonal",
        ),
        search=("QR factorisation", "QR decomposition", "Gram-Schmidt"),
    ),
    Decomposition(
        name="an LU factorisation",
        forms=(r"\mathbf{P} \mathbf{A} = \mathbf{L} \mathbf{U}",),
        factors=(
            Factor(r"\mathbf{P}", "n", "n", "fixed", 0),
            Factor(r"\mathbf{L}", "n", "n", "unit lower triangular", 0),
            Factor(r"\mathbf{U}", "n", "n", "upper triangular", 1),
        ),
        symmetric="never",
        square=True,
        start=lambda a, choice: (list(factorise.lu(a)), None),
        equations=_equations_lu,
        condition="invertible",
        convention=(
            r"$\mathbf{P} \mathbf{A} = \mathbf{L} \mathbf{U}$ an LU factorisation",
            r"$\mathbf{P}$ the permutation of partial pivoting, $\mathbf{L}$ lower triangular with ones on its "
            r"diagonal, $\mathbf{U}$ upper triangular",
        ),
        search=("LU factorisation", "LU decomposition"),
    ),
    Decomposition(
        name="a polar decomposition",
        forms=(r"\mathbf{A} = \mathbf{Q} \mathbf{H}",),
        factors=(Factor(r"\mathbf{Q}", "m", "n", "full", 0), Factor(r"\mathbf{H}", "n", "n", "symmetric", 1)),
        symmetric="never",
        square=False,
        start=_start_polar,
        equations=_equations_product,
        condition="of full column rank",
        convention=(
            r"$\mathbf{A} = \mathbf{Q} \mathbf{H}$ a polar decomposition",
            r"$\mathbf{Q}$ with orthonormal columns, $\mathbf{H}$ symmetric and positive definite",
        ),
        search=("polar decomposition",),
    ),
)
LEFT = next(record for record in RECORDS if record.name == "a left eigenpair")
EIGENPAIR = next(record for record in RECORDS if record.name == "an eigenpair")


# Shapes


def shape_of(node: nodes.FactorOf, operand: tuple, properties: frozenset[str]) -> tuple:
    """Return the shape of a factor from that of the matrix; properties: what is declared of the matrix."""
    record, (m, n) = RECORDS[node.record], operand
    if record.square and not unify(m, n):
        raise ShapeError(f"{record.name} of a matrix that is not square, {shape_name(operand)}")
    factor = record.factors[node.part]
    sizes = {"m": m, "n": n, "1": 1}
    if "k" in (factor.rows, factor.columns):
        if known(m) == known(n) or "full column rank" in properties:
            sizes["k"] = n
        elif "full row rank" in properties:
            sizes["k"] = m
        else:
            raise NotationError(
                f"{record.name} has {shape_name(operand)} and no rank: declare the matrix of full column rank or of "
                "full row rank, which says how many singular values it has"
            )
    return sizes[factor.rows], sizes[factor.columns]


# Evaluation


def factors_of(evaluation, node: typed.Factor, array) -> list:
    """Return the factors of a matrix, arrays of the evaluation's arithmetic."""
    record = RECORDS[node.record]
    ar = evaluation.arithmetic
    a = real_rows(evaluation, array, record.name)
    choice = Choice(f"{evaluation.point.seed}/{node.label}", node.options, node.index)
    branches = evaluation.once_a_point(("factors", node.record, node.label, node.index), list)
    return [ar.array(rows) for rows in factors_in_rows(record, a, choice, branches, node.symmetric)]


def real_rows(evaluation, array, what: str) -> list[list]:
    """Return the rows of a real matrix."""
    if evaluation.is_complex:
        raise NotationError(f"{what} is read of real matrices only, and the statement has complex numbers")
    return [list(row) for row in evaluation.arithmetic.rows(array)]


def factors_in_rows(record: Decomposition, a, choice: Choice, branches: list, symmetric: bool) -> list:
    """Return the factors of rows of numbers of any kind.

    branches: what was found at the point before: the factors follow one of them where it is near; symmetric: whether
    the matrix is declared so.
    """
    values = [[float(primal(x)) for x in row] for row in a]
    if record.symmetric == "always" and not is_symmetric(values):
        raise NotationError(f"{record.name} is of a symmetric matrix: declare it so")
    if record.symmetric == "always" or (
        record.symmetric == "either" and symmetric
    ):  # the factors are functions of the symmetric part
        a = FLOAT.map(lambda x, y: (x + y) / 2, a, FLOAT.transpose(a))
        values = [[float(primal(x)) for x in row] for row in a]
    root = _scale(values)
    a = FLOAT.map(lambda x: x / root**2, a)
    try:
        near = next((each for each in branches if each.solution.is_near(a)), None)
        if near is None:
            near = _branch(record, [[x / root**2 for x in row] for row in values], choice)
            branches.append(near)
        factors = _filled(record, near.found, near.places, near.solution.solve(a))
    except NotIsolatedError:
        raise NotIsolatedError(_lacking(record, "its factors are no functions of it")) from None
    except NoFactorsError as error:
        raise NoFactorsError(_lacking(record, str(error))) from None
    return [
        FLOAT.scale(root ** round(2 * factor.degree), rows) if factor.degree else rows
        for factor, rows in zip(record.factors, factors, strict=True)
    ]


@dataclass(frozen=True)
class _Near:
    """Factors in float64, the places of what is unknown in them, and these numbers as the solution of equations."""

    found: list
    places: list[tuple[int, int, int]]
    solution: Branch


def _branch(record: Decomposition, a, choice: Choice) -> _Near:
    """Return the factors in float64 that a choice singles out."""
    found, fixing = record.start(a, choice)
    places = _places(record, found)
    unknowns = [found[part][i][j] for part, i, j in places]
    equations = partial(_residuals, record, found, places, fixing)
    return _Near(found, places, Branch(a, unknowns, equations))


def _residuals(record: Decomposition, found, places, fixing, a, x: list) -> list:
    return record.equations(a, _filled(record, found, places, x), fixing)


def _lacking(record: Decomposition, why: str) -> str:
    return f"the matrix of {record.name} must be declared {record.condition}, as {why} here"


def _scale(values) -> float:
    """Return a power of 2 whose square is about the largest entry, which is not zero.

    It changes at no simple number: near one, such as 1, a small step would take it to factors of another choice.
    """
    size, root = largest(values) * UNUSUAL, 1.0
    if size == 0:
        return root
    while root * root > size:
        root /= 2
    while 4 * root * root <= size:
        root *= 2
    return root


def is_symmetric(values) -> bool:
    """Tell whether rows of floats are symmetric, but for rounding."""
    size = largest(values)
    return all(abs(x - values[j][i]) <= SYMMETRIC * size for i, row in enumerate(values) for j, x in enumerate(row))


def _places(record: Decomposition, found) -> list[tuple[int, int, int]]:
    """Return factor, row and column of each unknown."""
    return [
        (part, i, j)
        for part, (factor, rows) in enumerate(zip(record.factors, found, strict=True))
        for i in range(len(rows))
        for j in range(len(rows[0]))
        if PATTERNS[factor.pattern](i, j)
    ]


def _filled(record: Decomposition, found, places, x: list) -> list:
    """Return the factors with these unknowns; what is not unknown is zero, or as it was found."""
    zero = 0 * x[0]
    filled = [
        [
            [zero + round(y) if factor.pattern in ("fixed", "unit lower triangular") else zero for y in row]
            for row in rows
        ]
        for factor, rows in zip(record.factors, found, strict=True)
    ]
    for (part, i, j), value in zip(places, x, strict=True):
        filled[part][i][j] = value
        if record.factors[part].pattern == "symmetric":
            filled[part][j][i] = value
    return [FLOAT.array(rows) for rows in filled]
