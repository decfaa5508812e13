"""Functions of a square matrix as a whole."""

import math

from verifier.arrays import largest
from verifier.numbers.ball import Ball, working_bits
from verifier.numbers.dual import truncated
from verifier.operators.record import (
    EVERYWHERE,
    Function,
    Operator,
    complex_,
    identity,
    real,
    square,
    unchanged,
)


def _expm(evaluation, array):
    """Return the matrix exponential: its power series after halving the matrix, then squared back."""
    ar = evaluation.arithmetic
    halvings, terms, rest = 6, 18, None
    if ar.number is not float:
        size = float(largest(ar.rows(array))) * array.shape[0]
        halvings += max(0, math.frexp(size)[1])  # the norm is below 1/32 of a unit then
        terms = working_bits() // 5 + 10
        rest = Ball(1, -5 * terms)
    array = ar.scale(ar.number(1) / 2**halvings, array)
    term = result = identity(ar, array.shape[0])
    for k in range(1, terms):
        term = ar.scale(ar.number(1) / k, ar.matmul(term, array))
        result = ar.add(result, term)
    if rest is not None:  # what the series leaves out of values and slopes: 1/terms! is far below it
        result = ar.map(lambda x: truncated(x, rest), result)
    for _ in range(halvings):
        result = ar.matmul(result, result)
    return result


OPERATORS = (
    Operator(
        name="expm",
        form=Function(r"\operatorname{expm}", (1, 1), listed=False),
        spellings=(),
        shape=square("expm", unchanged),
        evaluate=_expm,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\operatorname{expm}(\mathbf{Y})", "scipy.linalg.expm(Y)"),
            real(r"\operatorname{expm}(z)", "np.exp(z)"),
            complex_(r"\operatorname{expm}(\mathbf{X})", "scipy.linalg.expm(X)"),
        ),
        mutants=(),
        convention=(r"$\operatorname{expm}(\mathbf{A})$", "matrix exponential"),
        search=("matrix exponential",),
    ),
)
