"""Normal distributions by their points: a sum over these that is the expectation of every polynomial up to a degree.

Gauss-Hermite quadrature along each coordinate, its nodes and weights in closed form. Any kind of number passes through,
so an expectation can be differentiated by the mean and the covariance matrix.
"""

from itertools import product
from math import factorial, prod

from verifier.arrays import largest
from verifier.numbers.dual import magnitude, ordered, vanishes
from verifier.numbers.functions import function

MOST_POINTS = 5  # along a coordinate, whose nodes have a closed form
HIGHEST_DEGREE = 2 * MOST_POINTS - 1
ASYMMETRY = 1e-9  # relative: more than rounding, and than the step of a difference


def points_along(degree: int) -> int:
    """Return how many points along each coordinate a polynomial of a degree needs."""
    return degree // 2 + 1


def gauss_hermite(count: int, ar) -> list[tuple]:
    """Return the weights and nodes of the rule for the standard normal distribution, up to five."""
    root, number = function("sqrt"), ar.number
    positive = {
        1: [],
        2: [number(1)],
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
    for i in range(len(a)):
        row = []
        for j in range(i + 1):
            if magnitude(a[i][j] - a[j][i]) > ASYMMETRY * scale:
                raise ValueError("a covariance matrix is symmetric, and this one is not")
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


def normal_points(ar, mean, covariance, count: int) -> list[tuple]:
    """Return weights and points, columns, of a normal distribution, so many along each coordinate."""
    factor, center = cholesky(ar, covariance), [row[0] for row in ar.rows(mean)]
    points = []
    for chosen in product(gauss_hermite(count, ar), repeat=len(center)):
        weight = prod(weight for weight, _ in chosen)
        column = []
        for m, row in zip(center, factor, strict=True):
            for x, (_, z) in zip(row, chosen, strict=False):
                m = m + x * z
            column.append([m])
        points.append((weight, ar.array(column)))
    return points
