"""Part of step 6: moments of random vectors, as sums over the points of a cubature, which is exact for polynomials."""

from functools import reduce
from itertools import product
from math import prod

from verifier import typed
from verifier.at_point import with_values
from verifier.cubature import normal_points
from verifier.evaluate import Evaluation, evaluate, evaluate_to_array, evaluates, from_array
from verifier.numbers.ball import Ball, ComplexBall, midpoint, working_bits
from verifier.numbers.dual import magnitude, plain, truncated
from verifier.numbers.functions import function
from verifier.unify import is_scalar

LARGEST_VARIANCE = 2_000  # of what e has as its exponent


def _weighted(evaluation: Evaluation, names: tuple[str, ...], degree: int) -> list[tuple]:
    """Return weights, and evaluations in which random vectors have values; several are independent of each other."""

    def make():
        checker, several = evaluation.checker, []
        for name in names:
            mean, covariance = (evaluate_to_array(part, evaluation) for part in checker.distributions[name])
            several.append(normal_points(evaluation.arithmetic, mean, covariance, degree))
        found = []
        for chosen in product(*several):
            values = {
                name: evaluation.arithmetic.entry(at, 0, 0) if is_scalar(checker.shape_of(name)) else at
                for name, (_, at) in zip(names, chosen, strict=True)
            }
            found.append((prod(weight for weight, _ in chosen), with_values(evaluation, values)))
        return found

    weighted = evaluation.once(("random", names, degree), make)
    for _, inner in weighted:
        inner.indices = dict(evaluation.indices)
    return weighted


@evaluates
def mean(node: typed.Mean, evaluation: Evaluation):
    """Return the expectation of a polynomial."""
    ar = evaluation.arithmetic
    terms = [
        ar.scale(weight, evaluate_to_array(node.operand, inner))
        for weight, inner in _weighted(evaluation, node.random, node.degree)
    ]
    return from_array(node, reduce(ar.add, terms), evaluation)


@evaluates
def covariance(node: typed.Covariance, evaluation: Evaluation):
    """Return the expectation of the product of what two columns differ from their means by."""
    ar = evaluation.arithmetic
    weighted = _weighted(evaluation, node.random, node.degree)

    def centred(column: typed.Typed) -> list:
        values = [evaluate_to_array(column, inner) for _, inner in weighted]
        mean = reduce(ar.add, (ar.scale(weight, value) for (weight, _), value in zip(weighted, values, strict=True)))
        return [ar.add(value, ar.scale(-1, mean)) for value in values]

    terms = [
        ar.scale(weight, ar.matmul(left, ar.transpose(right)))
        for (weight, _), left, right in zip(weighted, centred(node.left), centred(node.right), strict=True)
    ]
    return from_array(node, reduce(ar.add, terms), evaluation)


@evaluates
def mean_of_exponential(node: typed.MeanOfExponential, evaluation: Evaluation):
    """Return the expectation of e to the power of a normal number: term by term of its series about the mean.

    A term is an even moment over a factorial, (2k - 1)!! v^k / (2k)!, so it is the one before times v / 2k.
    """
    mean, variance = evaluate(node.mean, evaluation), evaluate(node.variance, evaluation)
    if magnitude(variance) > LARGEST_VARIANCE:
        raise OverflowError("the expectation of an exponential of a large variance")
    bits, k = working_bits(), 0
    term = 1 + 0 * variance
    total = term
    while magnitude(term) * 2 ** (2 * bits) > magnitude(total) or k < magnitude(variance):
        k += 1
        term = term * variance / (2 * k)
        total = total + term
    if isinstance(plain(total), (Ball, ComplexBall)):  # each term left out is at most half of the one before
        total = truncated(total, midpoint(magnitude(total)) * Ball(1, -3 * bits // 2))
    return function("exp")(mean) * total
