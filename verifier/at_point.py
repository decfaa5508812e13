"""Part of step 6: expressions in which a name stands for a value: values at a point, and integrals by quadrature."""

from functools import reduce
from math import cos, pi

from verifier import typed
from verifier.arrays import largest
from verifier.evaluate import Evaluation, evaluate, evaluate_to_array, evaluates, from_array
from verifier.numbers.ball import Ball, midpoint
from verifier.numbers.dual import widened_to

NODES = {True: 12, False: 30}  # of the Gauss-Legendre rule, on each part of the interval; by whether numbers are floats
NEWTON_STEPS = 10  # to the zeros of a Legendre polynomial: from 2 digits to 200 and more
HALVINGS = 40  # of an interval at most, towards a point that is near a pole
AGREEMENT = {True: 1e-13, False: 1e-33}  # of a part and its halves, relative to the largest term; likewise


def with_values(evaluation: Evaluation, values: dict) -> Evaluation:
    """Return the evaluation at the same level in which names stand for values."""
    return Evaluation(
        evaluation.arithmetic,
        evaluation.point,
        evaluation.checker,
        evaluation.method,
        evaluation.level,
        evaluation.set | values,
        dict(evaluation.indices),
        evaluation.reached,
    )


@evaluates
def value_at_point(node: typed.ValueAtPoint, evaluation: Evaluation):
    """Return the value of an expression where names stand for values; what is differentiated in it, is so first."""
    values = {name: evaluate(value, evaluation) for name, value in zip(node.names, node.values, strict=True)}
    return evaluate(node.operand, with_values(evaluation, values))


@evaluates
def integral(node: typed.IntegralValue, evaluation: Evaluation):
    """Return an integral: by Gauss-Legendre quadrature, on ever smaller parts until they agree with the whole."""
    ar = evaluation.arithmetic
    lower, upper = evaluate(node.lower, evaluation), evaluate(node.upper, evaluation)
    is_float = ar.number is float
    rule = evaluation.once_a_point("Gauss-Legendre", lambda: gauss_legendre(NODES[is_float], ar.number))

    def on(start, length):
        """Return the terms of the integral over a part of the interval, given by shares of it."""
        terms = []
        for x, weight in rule:
            at = lower + (upper - lower) * (start + length * x)
            inner = with_values(evaluation, {node.variable: at})
            terms.append(ar.scale((upper - lower) * (length * weight), evaluate_to_array(node.body, inner)))
        return terms

    def refined(whole, start, length, halvings):
        half = length / 2
        parts = [reduce(ar.add, on(at, half)) for at in (start, start + half)]
        total = ar.add(*parts)
        if largest(ar.rows(ar.add(whole, ar.scale(-1, total)))) <= negligible:
            return ar.map(widened_to, total, whole)
        if not halvings:
            raise ValueError("this integral does not converge")
        return ar.add(refined(parts[0], start, half, halvings - 1), refined(parts[1], start + half, half, halvings - 1))

    zero, one = ar.number(0), ar.number(1)
    terms = on(zero, one)
    negligible = AGREEMENT[is_float] * max(largest(ar.rows(term)) for term in terms)
    return from_array(node, refined(reduce(ar.add, terms), zero, one, HALVINGS), evaluation)


def gauss_legendre(n: int, number) -> list[tuple]:
    """Return nodes and weights on the interval from 0 to 1, as numbers of any kind: zeros by Newton's method."""
    rule = []
    for k in range(n):
        x = number(cos(pi * (k + 0.75) / (n + 0.5)))
        for _ in range(NEWTON_STEPS):
            exact = exactly(x)
            value, slope = _legendre(n, exact)
            x = exact - value / slope  # a ball that its last step alone has made
        _, slope = _legendre(n, exactly(x))
        rule.append(((1 + x) / 2, 1 / ((1 - x * x) * slope * slope)))
    return rule


def exactly(x):
    """Return a number without its uncertainty, which Newton's method mends, and would widen at each step."""
    return midpoint(x) if isinstance(x, Ball) else x


def _legendre(n: int, x) -> tuple:
    """Return a Legendre polynomial and its slope at x, by the recurrence."""
    before, value = 1 + 0 * x, x
    for k in range(2, n + 1):
        before, value = value, ((2 * k - 1) * x * value - (k - 1) * before) / k
    return value, n * (x * value - before) / (x * x - 1)
