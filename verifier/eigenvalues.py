"""Single eigenvalues of a symmetric matrix, and singular values: by equations where they are simple, else by bounds."""

from verifier import factorise
from verifier.arrays import FLOAT
from verifier.decompositions import EIGENPAIR, UNIT, Choice, factors_in_rows, is_symmetric
from verifier.errors import NotationError
from verifier.implicit import NotIsolatedError, norm
from verifier.numbers.ball import Ball, midpoint, radius, widened
from verifier.numbers.dual import Dual, plain, primal


def eigenvalue(evaluation, a, k: int):
    """Return an eigenvalue of a symmetric matrix, by its number from 0, the largest.

    A simple one carries slopes; where it is repeated, there is its value alone.
    """
    values = [[float(primal(x)) for x in row] for row in a]
    if not is_symmetric(values):
        raise NotationError(r"$\lambda_i(\mathbf{A})$ is an eigenvalue of a symmetric matrix: declare it symmetric")
    if not 0 <= k < len(a):
        raise IndexError(f"eigenvalue {k + 1} of {len(a)}")
    branches = evaluation.once_a_point(("eigenvalue", k, len(a)), list)
    try:
        _, ((value,),) = factors_in_rows(EIGENPAIR, a, Choice(evaluation.point.seed, (UNIT,), k), branches, True)
        return value
    except NotIsolatedError:
        if any(_moves(x) for row in a for x in row):
            raise NotIsolatedError(
                f"eigenvalue {k + 1}, counted from the largest, is repeated here, so it has no derivative: "
                "declare the matrix with distinct eigenvalues"
            ) from None
        return _repeated_eigenvalue(a, values, k)


def _moves(x) -> bool:
    """Tell whether a number carries a slope."""
    return isinstance(x, Dual) or (isinstance(x, complex) and x.imag != 0)


def _repeated_eigenvalue(a, values, k: int):
    """Return an eigenvalue that may be repeated: from a diagonal that orthogonal rows make almost of the matrix.

    By Weyl's inequality no eigenvalue of V A V^T, A symmetric, is further from the entry of the diagonal in its place
    than the norm of the rest. By Ostrowski's theorem it is that of A, times a number between the eigenvalues of V V^T.
    """
    if not isinstance(plain(a[0][0]), Ball):
        return factorise.symmetric_eigen(values)[0][k]
    a = FLOAT.map(plain, a)
    vectors = FLOAT.array(factorise.symmetric_eigen(FLOAT.map(midpoint, a), midpoint)[1])
    turned = FLOAT.matmul(FLOAT.matmul(vectors, a), FLOAT.transpose(vectors))
    gram = FLOAT.matmul(vectors, FLOAT.transpose(vectors))
    defect = norm([[x - (i == j) for j, x in enumerate(row)] for i, row in enumerate(gram)])
    rest = norm([[Ball(0) if i == j else x for j, x in enumerate(row)] for i, row in enumerate(turned)])
    diagonal = sorted((row[i] for i, row in enumerate(turned)), key=lambda x: -float(midpoint(x)))
    rest = rest + norm([[radius(x)] for x in diagonal])
    return widened(midpoint(diagonal[k]), rest) / widened(Ball(1), defect)


def singular_value(evaluation, a, k: int):
    """Return a singular value, by its number from 0, the largest; zero beyond the smaller size.

    It is an eigenvalue of [0, A; A^T, 0], of which the others are minus these and zeros: nothing is squared.
    """
    m, n, zero = len(a), len(a[0]), 0 * a[0][0]
    if k >= min(m, n):
        return evaluation.arithmetic.number(0)
    below = [[*(row[j] for row in a), *[zero] * n] for j in range(n)]
    value = eigenvalue(evaluation, FLOAT.array([*([*[zero] * m, *row] for row in a), *below]), k)
    return max(value, 0.0) if isinstance(value, float) else value
