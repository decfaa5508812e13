"""Factors of a matrix in float64, by textbook algorithms: where `implicit` starts from. No NumPy, no slopes."""

from collections.abc import Callable
from math import sqrt

from verifier.arrays import FLOAT, SingularError
from verifier.numbers.functions import function

SWEEPS = 12  # of Jacobi's method, which converges quadratically
ROOT_STEPS = 200  # of the Durand-Kerner iteration
REAL = 1e-5  # relative: roots with a smaller imaginary part count as real
ZERO = 1e-9  # relative: a pivot or a singular value below it counts as zero


class NoFactorsError(ValueError):
    """The matrix has no such factors: why."""


def transpose(a):
    """Return the transpose, as rows."""
    return [list(row) for row in zip(*a, strict=True)]


def matmul(a, b):
    """Return the matrix product, as rows."""
    return [list(row) for row in FLOAT.matmul(a, b)]


def symmetric_eigen(a, exact: Callable = float) -> tuple[list, list[list]]:
    """Return the eigenvalues of a symmetric matrix, the largest first, and orthonormal eigenvectors as rows.

    Jacobi's method: rotations that make one entry after the other zero. exact: what a result is rounded to, the
    midpoint of a ball.
    """
    n, root = len(a), function("sqrt")
    a, v = [list(row) for row in a], [[0 * a[0][0] + (i == j) for j in range(n)] for i in range(n)]
    for _ in range(SWEEPS):
        for p in range(n):
            for q in range(p + 1, n):
                if a[p][q] == 0:
                    continue
                ratio = exact((a[q][q] - a[p][p]) / (2 * a[p][q]))
                t = exact((1 if ratio >= 0 else -1) / (abs(ratio) + root(1 + ratio * ratio)))
                c = exact(1 / root(1 + t * t))
                s = exact(t * c)
                for row in a:
                    row[p], row[q] = exact(c * row[p] - s * row[q]), exact(s * row[p] + c * row[q])
                for rows in (a, v):
                    first, second = list(rows[p]), list(rows[q])
                    rows[p] = [exact(c * x - s * y) for x, y in zip(first, second, strict=True)]
                    rows[q] = [exact(s * x + c * y) for x, y in zip(first, second, strict=True)]
    order = sorted(range(n), key=lambda k: -float(a[k][k]))
    return [a[k][k] for k in order], [v[k] for k in order]


def eigenvalues(a) -> list[complex]:
    """Return the eigenvalues of a matrix: the roots of its characteristic polynomial.

    Its coefficients by the method of Faddeev and LeVerrier, its roots all at once by that of Durand and Kerner.
    """
    n = len(a)
    coefficients, power = [1.0], [[0.0] * n for _ in range(n)]
    for k in range(1, n + 1):
        power = [[x + (coefficients[-1] if i == j else 0) for j, x in enumerate(row)] for i, row in enumerate(power)]
        power = matmul(a, power)
        coefficients.append(-sum(power[i][i] for i in range(n)) / k)
    size = max(abs(x) for row in a for x in row) * n
    roots = [size * complex(0.4, 0.9) ** k for k in range(n)]
    for _ in range(ROOT_STEPS):
        before = list(roots)
        for k in range(n):
            value = complex(0)
            for c in coefficients:
                value = value * roots[k] + c
            for j in range(n):
                if j != k:
                    value /= roots[k] - roots[j] or size * ZERO
            roots[k] -= value
        if roots == before:
            break
    return roots


def real_eigen(a) -> tuple[list[float], list[list[float]]]:
    """Return the eigenvalues of a matrix, the largest first, and eigenvectors of length 1 as rows."""
    size = max(max(abs(x) for row in a for x in row) * len(a), 1e-300)
    roots = eigenvalues(a)
    if any(abs(root.imag) > REAL * size for root in roots):
        raise NoFactorsError("some eigenvalues are not real")
    values = sorted((root.real for root in roots), reverse=True)
    return values, [_null_vector(a, value, size) for value in values]


def _null_vector(a, value: float, size: float) -> list[float]:
    """Return a unit vector that A - value I makes almost zero."""
    n = len(a)
    shift = value + 1e-7 * size
    try:
        inverse = FLOAT.inverse([[x - (shift if i == j else 0) for j, x in enumerate(row)] for i, row in enumerate(a)])
    except SingularError:
        raise NoFactorsError("its eigenvalues are not found in float64") from None
    vector = [1.0 + 0.1 * k for k in range(n)]
    for _ in range(4):
        vector = [sum(x * y for x, y in zip(row, vector, strict=True)) for row in inverse]
        length = sqrt(sum(x * x for x in vector))
        vector = [x / length for x in vector]
    return vector


def singular(a) -> tuple[list[list[float]], list[float], list[list[float]]]:
    """Return the thin factors U, the singular values, the largest first, and V; U and V with orthonormal columns."""
    if len(a) < len(a[0]):
        v, values, u = singular(transpose(a))
        return u, values, v
    squares, rows = symmetric_eigen(matmul(transpose(a), a))
    if squares[-1] <= ZERO**2 * squares[0] or squares[0] == 0:
        raise NoFactorsError("a singular value is zero")
    values = [sqrt(x) for x in squares]
    v = transpose(rows)
    u = [[x / value for x, value in zip(row, values, strict=True)] for row in matmul(a, v)]
    return u, values, v


def gram_schmidt(a) -> tuple[list[list[float]], list[list[float]]]:
    """Return Q with orthonormal columns and R upper triangular with a positive diagonal."""
    columns, n = transpose(a), len(a[0])
    size = max(abs(x) for row in a for x in row)
    basis: list[list[float]] = []
    r = [[0.0] * n for _ in range(n)]
    for k, column in enumerate(columns):
        for j, other in enumerate(basis):
            r[j][k] = sum(x * y for x, y in zip(other, column, strict=True))
            column = [y - r[j][k] * x for x, y in zip(other, column, strict=True)]
        r[k][k] = sqrt(sum(x * x for x in column))
        if r[k][k] <= ZERO * size or len(a) < n:
            raise NoFactorsError("its columns are linearly dependent")
        basis.append([x / r[k][k] for x in column])
    return transpose(basis), r


def cholesky(a) -> list[list[float]]:
    """Return L, lower triangular with a positive diagonal."""
    n, size = len(a), max(abs(x) for row in a for x in row)
    lower = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            rest = a[i][j] - sum(lower[i][k] * lower[j][k] for k in range(j))
            if i == j and rest <= ZERO * size:
                raise NoFactorsError("it is not positive definite")
            lower[i][j] = sqrt(rest) if i == j else rest / lower[j][j]
    return lower


def lu(a) -> tuple[list[list[float]], list[list[float]], list[list[float]]]:
    """Return P, L and U with P A = L U, by partial pivoting."""
    n, size = len(a), max(abs(x) for row in a for x in row)
    rows, order = [list(row) for row in a], list(range(n))
    for k in range(n):
        pivot = max(range(k, n), key=lambda r: abs(rows[r][k]))
        if abs(rows[pivot][k]) <= ZERO * size:
            raise NoFactorsError("it has no inverse")
        for each in (rows, order):
            each[k], each[pivot] = each[pivot], each[k]
        for r in range(k + 1, n):
            rows[r][k] /= rows[k][k]
            for c in range(k + 1, n):
                rows[r][c] -= rows[r][k] * rows[k][c]
    lower = [[rows[i][j] if j < i else float(i == j) for j in range(n)] for i in range(n)]
    upper = [[rows[i][j] if j >= i else 0.0 for j in range(n)] for i in range(n)]
    return [[float(order[i] == j) for j in range(n)] for i in range(n)], lower, upper
