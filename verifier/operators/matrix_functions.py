"""Functions of a square matrix as a whole."""

import math
from itertools import count

from verifier.arrays import largest
from verifier.numbers.ball import Ball, PrecisionError, working_bits
from verifier.numbers.dual import centre, primal, reach, truncated, widened_to
from verifier.operators.record import (
    EVERYWHERE,
    Domain,
    Function,
    Operator,
    complex_,
    identity,
    real,
    square,
    unchanged,
)

HALVINGS = 6  # of a matrix in float64, before its power series is summed
ROOTS = 7  # that are taken of a matrix, before the power series of its logarithm is summed
NEWTON_STEPS = 40  # to a square root, at most: for eigenvalues from 1e-8 to 1e8
LAST_STEPS = 3  # once the root is settled, so that its slopes are, too
IS_A_ROOT = 1e-6  # relative: how far the square of a root is from the matrix, where there is none


def _halved(ar, array):
    """Return a matrix after halvings, how many, how many terms of its series count, and what bounds the others."""
    halvings, terms, rest = HALVINGS, 18, Ball(0)
    if ar.number is not float:
        size = float(largest(ar.rows(array))) * array.shape[0]
        halvings += max(0, math.frexp(size)[1])  # the norm is below 1/32 of a unit then
        rest = Ball(1, -working_bits() - 10)
        terms = next(
            k for k in count() if 5 * k + math.lgamma(k + 1) / math.log(4) > working_bits() + 10
        )  # 2^-5k / sqrt(k!)
    return ar.scale(ar.number(1) / 2**halvings, array), halvings, terms, rest


def expm(evaluation, array):
    """Return the matrix exponential: its power series after halving the matrix, then squared back."""
    ar = evaluation.arithmetic
    array, halvings, terms, rest = _halved(ar, array)
    term = result = identity(ar, array.shape[0])
    for k in range(1, terms):
        term = ar.scale(ar.number(1) / k, ar.matmul(term, array))
        result = ar.add(result, term)
    result = ar.map(lambda x: truncated(x, rest), result)
    for _ in range(halvings):
        result = ar.matmul(result, result)
    return result


def sqrtm(evaluation, array):
    """Return the principal square root: by the iteration of Denman and Beavers.

    It mends its own rounding, so that the errors of balls are left out. One step of Newton's method from there tells
    how far the root is off: by what this changes, and by the errors that it brings in, times the root's condition.
    """
    ar = evaluation.arithmetic
    settled = 1e-12 if ar.number is float else 2.0 ** (-3 * working_bits() // 4)
    root, inverse = ar.map(centre, array), identity(ar, array.shape[0])
    half, left = ar.number(1) / 2, LAST_STEPS
    for _ in range(NEWTON_STEPS):
        before = root
        root, inverse = (
            ar.map(centre, ar.scale(half, ar.add(root, ar.inverse(inverse)))),
            ar.map(centre, ar.scale(half, ar.add(inverse, ar.inverse(root)))),
        )
        step = ar.add(root, ar.scale(-1, before))
        left -= largest(ar.rows(step)) <= settled * largest(ar.rows(root))
        if not left:
            break
    rest = ar.add(ar.matmul(root, root), ar.scale(-1, array))
    if not largest(ar.rows(rest)) <= IS_A_ROOT * largest(ar.rows(array)):
        raise ValueError("square root of a matrix with an eigenvalue that is negative or zero")
    step = ar.scale(half, ar.add(root, ar.matmul(array, ar.inverse(root))))
    root = ar.map(widened_to, step, root)
    if ar.number is float:
        return root
    condition = array.shape[0] * float(largest(ar.rows(root))) * float(largest(ar.rows(inverse)))
    error = max((reach(x) for row in ar.rows(root) for x in row), key=float) * (1 + condition)
    if not float(error) <= IS_A_ROOT * float(largest(ar.rows(root))):
        raise PrecisionError("more digits are needed for the square root of a matrix that is near a singular one")
    return ar.map(lambda x: truncated(x, error), root)


def logm(evaluation, array):
    """Return the principal logarithm: of a root that is near the identity, by the series of the inverse tanh."""
    ar = evaluation.arithmetic
    one = identity(ar, array.shape[0])
    for _ in range(ROOTS):
        array = sqrtm(evaluation, array)
    ratio = ar.matmul(ar.add(array, ar.scale(-1, one)), ar.inverse(ar.add(array, one)))
    square_ = ar.matmul(ratio, ratio)
    term = result = before = ratio
    for k in range(1, 8 if ar.number is float else working_bits() // 7):
        term, before = ar.matmul(term, square_), result
        result = ar.add(result, ar.scale(ar.number(1) / (2 * k + 1), term))
    result = ar.map(widened_to, result, before)  # the terms that are left out are smaller than the last
    return ar.scale(ar.number(2 ** (ROOTS + 1)), result)


def broken_power(evaluation, array, exponent):
    """Return a power that is no whole number: by the square root, or by the logarithm."""
    ar = evaluation.arithmetic
    if primal(exponent) is exponent and exponent == 0.5:  # and does not change
        return sqrtm(evaluation, array)
    return expm(evaluation, ar.scale(exponent, logm(evaluation, array)))


def _sine_and_cosine(evaluation, array):
    """Return sine and cosine: by their power series after halving the matrix, then by double angles."""
    ar = evaluation.arithmetic
    one = identity(ar, array.shape[0])
    array, halvings, terms, rest = _halved(ar, array)
    term = one
    sine, cosine = ar.scale(ar.number(0), one), one
    for k in range(1, terms):
        term = ar.scale(ar.number(1) / k, ar.matmul(term, array))
        signed = ar.scale(-1 if k % 4 in (2, 3) else 1, term)
        sine, cosine = (ar.add(sine, signed), cosine) if k % 2 else (sine, ar.add(cosine, signed))
    sine, cosine = (ar.map(lambda x: truncated(x, rest), each) for each in (sine, cosine))
    for _ in range(halvings):
        product = ar.matmul(sine, cosine)
        sine, cosine = (
            ar.scale(2, product),
            ar.add(ar.matmul(cosine, cosine), ar.scale(-1, ar.matmul(sine, sine))),
        )
    return sine, cosine


_PRINCIPAL = Domain("for matrices without an eigenvalue that is negative or zero", lambda operand: True)


def _function(name, evaluate, meaning, search, oracles, domain=EVERYWHERE):
    command = rf"\operatorname{{{name}}}"
    return Operator(
        name=name,
        form=Function(command, (1, 1), listed=False),
        spellings=(),
        shape=square(name, unchanged),
        evaluate=evaluate,
        smooth=True,
        domain=domain,
        oracles=oracles,
        mutants=(),
        convention=(rf"${command}(\mathbf{{A}})$", meaning),
        search=search,
    )


OPERATORS = (
    _function(
        "expm",
        expm,
        "matrix exponential",
        ("matrix exponential",),
        (
            real(r"\operatorname{expm}(\mathbf{Y})", "scipy.linalg.expm(Y)"),
            real(r"\operatorname{expm}(z)", "np.exp(z)"),
            complex_(r"\operatorname{expm}(\mathbf{X})", "scipy.linalg.expm(X)"),
        ),
    ),
    _function(
        "logm",
        logm,
        "principal matrix logarithm",
        ("matrix logarithm",),
        (
            real(r"\operatorname{logm}(\mathbf{X} \mathbf{X}^{\top})", "scipy.linalg.logm(X @ X.T)"),
            real(r"\operatorname{logm}(\operatorname{expm}(\mathbf{X} / 9))", "X / 9"),
            real(r"\operatorname{logm}(q)", "np.log(q)"),
        ),
        _PRINCIPAL,
    ),
    _function(
        "sqrtm",
        sqrtm,
        r"principal square root of a matrix, also written $\mathbf{A}^{1/2}$",
        ("matrix square root",),
        (
            real(r"\operatorname{sqrtm}(\mathbf{X} \mathbf{X}^{\top})", "scipy.linalg.sqrtm(X @ X.T)"),
            real(r"\operatorname{sqrtm}(\operatorname{expm}(\mathbf{Y}))", "scipy.linalg.expm(Y / 2)"),
            real(r"\operatorname{sqrtm}(q)", "np.sqrt(q)"),
        ),
        _PRINCIPAL,
    ),
    _function(
        "sinm",
        lambda evaluation, array: _sine_and_cosine(evaluation, array)[0],
        "matrix sine",
        ("matrix sine",),
        (
            real(r"\operatorname{sinm}(\mathbf{Y})", "scipy.linalg.sinm(Y)"),
            real(r"\operatorname{sinm}(z)", "np.sin(z)"),
            complex_(r"\operatorname{sinm}(\mathbf{X})", "scipy.linalg.sinm(X)"),
        ),
    ),
    _function(
        "cosm",
        lambda evaluation, array: _sine_and_cosine(evaluation, array)[1],
        "matrix cosine",
        ("matrix cosine",),
        (
            real(r"\operatorname{cosm}(\mathbf{Y})", "scipy.linalg.cosm(Y)"),
            real(r"\operatorname{cosm}(z)", "np.cos(z)"),
            complex_(r"\operatorname{cosm}(\mathbf{X})", "scipy.linalg.cosm(X)"),
        ),
    ),
)
