"""Normal distributions by their points: a sum over these that is the expectation of every polynomial up to a degree.

Nodes and weights are in closed form. Any kind of number passes through, so an expectation can be differentiated by the
mean and the covariance matrix.
"""

from itertools import combinations, product
from math import factorial, prod

from verifier.arrays import largest
from verifier.numbers.dual import magnitude, ordered, vanishes
from verifier.numbers.functions import function

HIGHEST_DEGREE = 9  # that five points along a coordinate integrate, the most whose nodes have a closed form
ASYMMETRY = 1e-9  # relative: more than rounding, and than the step of a difference


def count_points(n: int, degree: int) -> int:
    """Return how many points the standard normal distribution in n dimensions has for polynomials of a degree."""
    if degree <= 3:
        return 2 * n
    return 2 * n * n + 1 if degree <= 5 else (degree // 2 + 1) ** n


def standard_points(n: int, degree: int, ar) -> list[tuple]:
    """Return weights and points of the standard normal distribution in n dimensions.

    Up to degree 3 these are two on each axis, and up to degree 5 the origin and two on each diagonal of a coordinate
    plane besides; their weights are such that all moments agree. Beyond, it is Gauss-Hermite quadrature.
    """
    root, number = function("sqrt"), ar.number
    if degree <= 3:
        return [(number(1) / (2 * n), point) for point in _on_axes(n, root(number(n)), number)]
    if degree <= 5:
        far, near = root(number(n + 2)), root(number(n + 2) / 2)
        weights = [number(weight) / (2 * (n + 2) ** 2) for weight in (4 * (n + 2), 4 - n, 2)]
        origin = [(weights[0], [number(0)] * n)]
        on_axes = [(weights[1], point) for point in _on_axes(n, far, number)]
        return origin + on_axes + [(weights[2], point) for point in _on_diagonals(n, near, number)]
    return [
        (prod(weight for weight, _ in chosen), [z for _, z in chosen])
        for chosen in product(gauss_hermite(degree // 2 + 1, ar), repeat=n)
    ]


def _on_axes(n: int, distance, number) -> list[list]:
    """Return the points on the axes at a distance from the origin."""
    return [[sign * distance if k == i else number(0) for k in range(n)] for i in range(n) for sign in (-1, 1)]


def _on_diagonals(n: int, distance, number) -> list[list]:
    """Return the points of which two coordinates are so far from zero, and the others are zero."""
    return [
        [first * distance if k == i else second * distance if k == j else number(0) for k in range(n)]
        for i, j in combinations(range(n), 2)
        for first, second in product((-1, 1), repeat=2)
    ]


def gauss_hermite(count: int, ar) -> list[tuple]:
    """Return weights and nodes for the standard normal distribution of a number: three to five of them."""
    root, number = function("sqrt"), ar.number
    positive = {
        3: [root(number(3))],
        4: [root(3 + sign * root(number(6))) for sign in (-1, 1)],
        5: [root(5 + sign * root(number(10))) for sign in (-1, 1)],
    }[count]
    nodes = [number(0)] * (count % 2) + [sign * x for x in positive for sign in (-1, 1)]
    return [(number(factorial(count - 1)) / (count * _hermite(count - 1, x) ** 2), x) for x in nodes]


def _hermite(n: int, x):
    """Return a Hermite polynomial of the standard normal density, by the recurrence."""
    before, value = 0 * x, 1 + 0 * x
    for k in range(n):
        before, value = value, x * value - k * before
    return value


def cholesky(ar, covariance) -> list[list]:
    """Return the rows of the lower triangular factor of a symmetric matrix; their lengths grow by one.

    A change of one entry alone counts as a change of the symmetric part: the distribution has no other.

    Raises:
        ValueError: the matrix is not symmetric, or not positive definite.
    """
    a = ar.rows(covariance)
    scale, factor = largest(a), []
    if any(magnitude(a[i][j] - a[j][i]) > ASYMMETRY * scale for i in range(len(a)) for j in range(i)):
        raise ValueError("a covariance matrix is symmetric, and this one is not")
    for i in range(len(a)):
        row = []
        for j in range(i + 1):
            rest = (a[i][j] + a[j][i]) / 2
            for x, y in zip(row, factor[j] if j < i else row, strict=False):
                rest = rest - x * y
            if i > j:
                row.append(rest / factor[j][j])
            elif vanishes(rest, scale) or ordered(rest) < 0:
                raise ValueError("a covariance matrix is positive definite, and this one is not")
            else:
                row.append(function("sqrt")(rest))
        factor.append(row)
    return factor


def normal_points(ar, mean, covariance, degree: int) -> list[tuple]:
    """Return weights and points, columns, of a normal distribution, for polynomials of a degree."""
    factor, center = cholesky(ar, covariance), [row[0] for row in ar.rows(mean)]
    points = []
    for weight, standard in standard_points(len(center), degree, ar):
        column = []
        for m, row in zip(center, factor, strict=True):
            for x, z in zip(row, standard, strict=False):
                m = m + x * z
            column.append([m])
        points.append((weight, ar.array(column)))
    return points
