"""Part of step 6: a declared function of a symmetric matrix as a whole, by its eigenvalues."""

from verifier import typed
from verifier.arrays import largest
from verifier.errors import NotationError
from verifier.evaluate import evaluate_to_array, evaluates, from_array, random_scalar
from verifier.numbers.dual import magnitude, primal, widened_to
from verifier.numbers.functions import absolute, function
from verifier.operators.record import identity

SWEEPS = 12  # of Jacobi's method: for 50 digits, and for their slopes, of matrices of up to ten rows
SYMMETRIC = 1e-9  # relative: how far a matrix may be from its transpose


@evaluates
def matrix_function(node: typed.AppliedMatrixFunction, evaluation):
    """Return V f(L) V^T for the matrix V L V^T."""
    ar = evaluation.arithmetic
    values, vectors = eigen(ar, evaluate_to_array(node.argument, evaluation), node.span)
    f = random_scalar(evaluation, node.function, node.primes, evaluation.level)
    scaled = ar.matmul(vectors, _diagonal(ar, [f(x) for x in values]))
    return from_array(node, ar.matmul(scaled, ar.transpose(vectors)), evaluation)


def eigen(ar, array, span) -> tuple[list, object]:
    """Return eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's method.

    The rotations are analytic in the entries as long as no two eigenvalues coincide, so they carry slopes along.
    """
    n = array.shape[0]
    rows = [list(row) for row in ar.rows(array)]
    size = largest(rows)
    if any(magnitude(rows[p][q] - rows[q][p]) > SYMMETRIC * size for p in range(n) for q in range(p)):
        raise NotationError("a declared function of a matrix as a whole is of a symmetric one", span)
    vectors = [list(row) for row in ar.rows(identity(ar, n))]
    values, before = [rows[k][k] for k in range(n)], vectors
    for _ in range(SWEEPS):
        last, before = values, [list(row) for row in vectors]
        for p in range(n):
            for q in range(p + 1, n):
                _rotate(rows, vectors, p, q)
        values = [rows[k][k] for k in range(n)]
    values = [widened_to(x, y) for x, y in zip(values, last, strict=True)]  # the last sweep is how far they may be off
    return values, ar.map(widened_to, ar.array(vectors), ar.array(before))


def _rotate(rows: list[list], vectors: list[list], p: int, q: int) -> None:
    """Rotate rows and columns p and q so that their common entry vanishes."""
    distance, twice = rows[q][q] - rows[p][p], 2 * rows[p][q]
    sign = 1 if primal(distance) >= 0 else -1
    root = function("sqrt")(distance * distance + twice * twice)
    if magnitude(root) == 0:
        raise ValueError("two eigenvalues that coincide")
    tangent = sign * twice / (absolute(distance) + root)
    cosine = 1 / function("sqrt")(1 + tangent * tangent)
    sine = tangent * cosine
    for row in (*rows, *vectors):
        row[p], row[q] = cosine * row[p] - sine * row[q], sine * row[p] + cosine * row[q]
    above, below = rows[p], rows[q]
    rows[p] = [cosine * x - sine * y for x, y in zip(above, below, strict=True)]
    rows[q] = [sine * x + cosine * y for x, y in zip(above, below, strict=True)]


def _diagonal(ar, numbers: list):
    zero = ar.number(0)
    return ar.array([[x if i == j else zero for j in range(len(numbers))] for i, x in enumerate(numbers)])
