r"""Decompositions that a sentence declares: `$\mathbf{A} = \mathbf{U} \boldsymbol{\Sigma} \mathbf{V}^{\top}$ a singular
value decomposition`. One record each says how it is written and which equations define its factors.

The factors are functions of the matrix. What the equations leave free (signs, order, length, the permutation of an LU
factorisation) is drawn once for a point, and kept along every step: so a statement holds only if it does for all of it.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from verifier import factorise, nodes
from verifier.arrays import FLOAT, largest
from verifier.errors import NotationError, ShapeError
from verifier.factorise import NoFactorsError, matmul, transpose
from verifier.implicit import Branch, NotIsolatedError, norm
from verifier.nodes import Name, Node
from verifier.numbers.ball import Ball, midpoint, radius, widened
from verifier.numbers.dual import Dual, plain, primal
from verifier.numbers.functions import function
from verifier.parse import parse
from verifier.unify import known, shape_name, unify

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
    """What a point chooses of a decomposition: random numbers, and what its sentence says besides."""

    rng: random.Random
    options: tuple[str, ...]
    index: int | None  # of the eigenvalue, from the largest on, from 0

    def sign(self) -> float:
        """Return a sign."""
        return self.rng.choice((-1.0, 1.0))


# Starts: factors in float64, and what fixes the gauge


def _eigen(a):
    return factorise.symmetric_eigen(a) if _is_symmetric(a) else factorise.real_eigen(a)


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

_DISTINCT = "with distinct eigenvalues"
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
        condition=_DISTINCT,
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
        condition=_DISTINCT,
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
        condition=_DISTINCT,
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


# Reading a sentence


@dataclass(frozen=True)
class Stated:
    """A decomposition as a sentence states it: the equation, its name in words, and the names said to be unit."""

    math: str
    words: str
    unit_columns: bool
    unit: tuple[str, ...]
    label: str


_KINDS = "|".join(sorted({record.name.split(" ", 1)[1] for record in RECORDS}, key=len, reverse=True))
_ANY = r"[A-Za-z-]+(?: [A-Za-z-]+){0,3}? (?:decomposition|factori[sz]ation)|(?:left )?eigenpair|eigendecomposition"
_STATED = re.compile(
    rf"\$(?P<math>[^$]*=[^$]*)\$,? (?:is )?(?:an?|the) (?P<words>{_ANY})(?P<columns>,? with unit columns)?"
)
_UNIT = re.compile(r",?(?: and| with)* (?:unit \$(?P<before>[^$]+)\$|\$(?P<after>[^$]+)\$ (?:is )?unit)(?![a-z])")
_SPECTRUM = re.compile(
    r"\$(?P<math>[^$]+)\$(?P<words>,? with (?P<what>real and distinct eigenvalues|distinct eigenvalues|distinct singular values))"
)


def stated(sentence: str) -> tuple[str, list[Stated], list[tuple[str, str]]]:
    """Return a sentence without its decompositions and spectra, with blanks in their place; these; and the spectra.

    Of a spectrum: the math that it is said of, and the property.
    """
    found: list[Stated] = []
    while match := _STATED.search(sentence):
        sentence = _blanked(sentence, *match.span())
        units: tuple[str, ...] = ()
        while "pair" in match["words"] and (unit := _UNIT.match(sentence, match.end())):
            name = (unit["before"] or unit["after"]).strip()
            if rf"{name}" not in match["math"]:
                break
            units = (*units, name)
            sentence = _blanked(sentence, *unit.span())
        words = match["words"].replace("factorization", "factorisation")
        found.append(Stated(match["math"].strip(), words, bool(match["columns"]), units, match["math"].strip()))
    spectra = []
    for match in _SPECTRUM.finditer(sentence):
        spectra.append((match["math"], match["what"]))
        sentence = _blanked(sentence, *match.span("words"))
    return sentence, found, spectra


def _blanked(sentence: str, start: int, end: int) -> str:
    return sentence[:start] + " " * (end - start) + sentence[end:]


def named_factors(each: Stated, read: Callable, known: dict) -> dict[str, nodes.FactorOf]:
    """Return the factors that a decomposition declares, by name.

    read: parses a formula; known: the definition of each name that is declared before, or None.
    """
    tree = read(each.math).chain
    records = [(k, record) for k, record in enumerate(RECORDS) if record.name.split(" ", 1)[1] == each.words]
    if not records:
        names = ", ".join(sorted({record.name for record in RECORDS}))
        raise NotationError(f"'{each.words}' is no decomposition that is known: these are {names}")
    for k, record in records:
        for form in record.forms:
            bound: dict[str, Node] = {}
            if _match(_template(form), tree, bound):
                return _factors_by_name(each, k, record, bound, known)
    forms = " or ".join(f"${form}$" for _, record in records for form in record.forms)
    raise NotationError(f"cannot read ${each.math}$ as {records[0][1].name}: write it as {forms}")


def _factors_by_name(each: Stated, k: int, record: Decomposition, bound: dict, known: dict) -> dict:
    options = (UNIT,) if each.unit_columns or each.unit else ()
    matrix, index, label, named = bound[r"\mathbf{A}"], None, each.label, {}
    if options and record.symmetric != "either":
        raise NotationError(f"the columns of {record.name} have the length that they have")
    for part, factor in enumerate(record.factors):
        node = bound[factor.letter]
        if isinstance(node, nodes.SpectralValue) and factor.letter == r"\lambda":
            if node.letter != factor.letter or node.matrix != matrix:
                raise NotationError(f"the eigenvalue in ${each.math}$ is not one of its matrix")
            index = _number(node.index)
            continue
        if not isinstance(node, Name):
            raise NotationError(f"{node} in ${each.math}$ is no name for a factor")
        before = known.get(node.text)
        if record is LEFT and part == 1 and isinstance(before, nodes.FactorOf):
            if RECORDS[before.record] is EIGENPAIR and before.part == 1 and before.matrix == matrix:
                label, index = before.label, before.index
                continue
        if node.text in known or node.text in named:
            raise NotationError(f"{node.text} is declared twice: a factor in ${each.math}$ needs a name of its own")
        named[node.text] = part
    for name in each.unit:
        if named.get(name) != 0:
            raise NotationError(f"{name} is no vector that ${each.math}$ declares")
    return {name: nodes.FactorOf(k, part, label, options, index, matrix) for name, part in named.items()}


def _number(index: Node) -> int:
    if isinstance(index, nodes.Number) and index.text != "0":
        return int(index.text) - 1
    if isinstance(index, Name) and index.text in (r"\max", r"\min"):
        return 0 if index.text == r"\max" else -1
    raise NotationError(f"{index} does not say which eigenvalue it is: write \\max, \\min or a number")


@cache
def _template(form: str) -> Node:
    return parse(form).chain


def _match(template: Node, node: Node, bound: dict[str, Node]) -> bool:
    """Tell whether a tree has the form of a template, whose names stand for what is bound to them."""
    if isinstance(template, Name):
        return bound.setdefault(template.text, node) == node
    if type(template) is not type(node) or [p[:2] for p in template.parts()] != [p[:2] for p in node.parts()]:
        return False
    if isinstance(template, nodes.Operation) and template.operator != node.operator:
        return False
    if isinstance(template, nodes.Chain) and template.relations != node.relations:
        return False
    return all(
        _match(mine, other, bound)
        for (_, _, mine), (_, _, other) in zip(template.parts(), node.parts(), strict=True)
    )


# Evaluation


def factors_of(evaluation, node: nodes.FactorOf, array) -> list:
    """Return the factors of a matrix, arrays of the evaluation's arithmetic."""
    record = RECORDS[node.record]
    ar = evaluation.arithmetic
    a = _real_rows(ar, array, record.name, evaluation)
    choice = Choice(random.Random(f"{evaluation.point.seed}/{node.label}"), node.options, node.index)
    key = ("factors", node.record, node.label, node.index)
    return [ar.array(rows) for rows in _factors(record, a, choice, evaluation.once_a_point(key, list))]


def _real_rows(ar, array, what: str, evaluation) -> list[list]:
    """Return the rows of a real matrix."""
    if evaluation.is_complex:
        raise NotationError(f"{what} is read of real matrices only, and the statement has complex numbers")
    return [list(row) for row in ar.rows(array)]


def _factors(record: Decomposition, a, choice: Choice, branches: list) -> list:
    """Return the factors of rows of numbers of any kind.

    branches: what was found at the point before: the factors follow one of them where it is near.
    """
    values = [[float(primal(x)) for x in row] for row in a]
    symmetric = record.symmetric != "never" and _is_symmetric(values)
    if record.symmetric == "always" and not symmetric:
        raise NotationError(f"{record.name} is of a symmetric matrix: declare it so")
    if symmetric:  # the factors are functions of the symmetric part
        a = FLOAT.map(lambda x, y: (x + y) / 2, a, FLOAT.transpose(a))
        values = [[float(primal(x)) for x in row] for row in a]
    root = _scale(values)
    a = FLOAT.map(lambda x: x / root**2, a)
    try:
        for branch, constants in branches:
            if branch.is_near(a):
                break
        else:
            values = [[x / root**2 for x in row] for row in values]
            found, fixing = record.start(values, choice)
            places = _places(record, found)
            constants = found, places

            def equations(a, x):
                return record.equations(a, _filled(record, found, places, x), fixing)

            branch = Branch(values, [found[part][i][j] for part, i, j in places], equations)
            branches.append((branch, constants))
        found, places = constants
        factors = _filled(record, found, places, branch.solve(a))
    except NotIsolatedError:
        raise NotIsolatedError(_lacking(record, "its factors are no functions of it")) from None
    except NoFactorsError as error:
        raise NoFactorsError(_lacking(record, str(error))) from None
    return [
        FLOAT.map(lambda x, size=root ** round(2 * factor.degree): x * size, rows) if factor.degree else rows
        for factor, rows in zip(record.factors, factors, strict=True)
    ]


def _lacking(record: Decomposition, why: str) -> str:
    return f"the matrix of {record.name} must be declared {record.condition}, as {why} here"


def _scale(values) -> float:
    """Return a power of 2 whose square is about the largest entry, which is not zero."""
    size, root = largest(values), 1.0
    if size == 0:
        return root
    while root * root > size:
        root /= 2
    while 4 * root * root <= size:
        root *= 2
    return root


def _is_symmetric(values) -> bool:
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
        [[zero + round(y) if factor.pattern in ("fixed", "unit lower triangular") else zero for y in row] for row in rows]
        for factor, rows in zip(record.factors, found, strict=True)
    ]
    for (part, i, j), value in zip(places, x, strict=True):
        filled[part][i][j] = value
        if record.factors[part].pattern == "symmetric":
            filled[part][j][i] = value
    return [FLOAT.array(rows) for rows in filled]


# Eigenvalues and singular values by number


def spectral_value(evaluation, letter: str, index: int | None, array):
    """Return an eigenvalue of a symmetric matrix, or a singular value: the one of this number, or None for the last.

    Numbers count from 1, the largest. A simple one carries slopes; of a repeated one there is the value alone.
    """
    ar = evaluation.arithmetic
    a = FLOAT.array(_real_rows(ar, array, f"${letter}_i$", evaluation))
    if letter == r"\sigma":
        wide = len(a) < len(a[0])
        if index is not None and index > min(len(a), len(a[0])):
            return ar.number(0)
        at = FLOAT.transpose(a)
        a = FLOAT.matmul(a, at) if wide else FLOAT.matmul(at, a)
    values = [[float(primal(x)) for x in row] for row in a]
    if not _is_symmetric(values):
        raise NotationError(r"$\lambda_i(\mathbf{A})$ is an eigenvalue of a symmetric matrix: declare it so")
    k = len(a) - 1 if index is None else index - 1
    if not 0 <= k < len(a):
        raise IndexError(f"eigenvalue {k + 1} of {len(a)}")
    try:
        choice = Choice(random.Random(evaluation.point.seed), (UNIT,), k)
        branches = evaluation.once_a_point(("spectrum", letter, k, len(a)), list)
        _, value = _factors(EIGENPAIR, a, choice, branches)
        value = value[0][0]
    except NotIsolatedError:
        if any(isinstance(x, Dual) or isinstance(x, complex) and x.imag for row in a for x in row):
            raise
        value = _repeated_eigenvalue(a, values, k)
    return function("sqrt")(value) if letter == r"\sigma" else value


def _repeated_eigenvalue(a, values, k: int):
    """Return an eigenvalue that may be repeated: from a diagonal that orthogonal rows make almost of the matrix.

    By Weyl's and Ostrowski's inequalities no eigenvalue of a symmetric A is further from the entry of V A V^T in its
    place than the norm of what stands off its diagonal, and that of A times the norm of V V^T - I.
    """
    if not isinstance(plain(a[0][0]), Ball):
        return factorise.symmetric_eigen(values)[0][k]
    _, vectors = factorise.symmetric_eigen(FLOAT.map(midpoint, a), midpoint)
    vectors = FLOAT.array(vectors)
    turned = FLOAT.matmul(FLOAT.matmul(vectors, a), FLOAT.transpose(vectors))
    gram = FLOAT.matmul(vectors, FLOAT.transpose(vectors))
    off = norm([[x for j, x in enumerate(row) if j != i] or [Ball(0)] for i, row in enumerate(turned)])
    defect = norm(FLOAT.map(lambda x, y: x - y, gram, _identity(len(a))))
    diagonal = sorted((row[i] for i, row in enumerate(turned)), key=lambda x: -float(midpoint(x)))
    off = off + norm([[radius(x)] for x in diagonal])
    return widened(midpoint(diagonal[k]), off) / widened(Ball(1), defect)
