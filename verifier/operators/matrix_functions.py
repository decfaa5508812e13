"""Functions of a square matrix as a whole."""

from verifier.arrays import magnitude, primal
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

HALVINGS = 6  # of the matrix, before its power series is summed
ROOTS = 7  # that are taken of a matrix, before the power series of its logarithm is summed
NEWTON_STEPS = 30  # to a square root: for eigenvalues from 1e-8 to 1e8, so that 50 digits are right
IS_A_ROOT = 1e-6  # relative: how far the square of a root is from the matrix, where there is none


def _terms(ar, in_float: int, else_: int) -> int:
    """Return how many terms of a power series are needed."""
    return in_float if ar.number is float else else_


def expm(evaluation, array):
    """Return the matrix exponential: its power series after halving the matrix, then squared back."""
    ar = evaluation.arithmetic
    array = ar.scale(ar.number(1) / 2**HALVINGS, array)
    term = result = identity(ar, array.shape[0])
    for k in range(1, _terms(ar, 18, 40)):
        term = ar.scale(ar.number(1) / k, ar.matmul(term, array))
        result = ar.add(result, term)
    for _ in range(HALVINGS):
        result = ar.matmul(result, result)
    return result


def sqrtm(evaluation, array):
    """Return the principal square root: by the iteration of Denman and Beavers."""
    ar = evaluation.arithmetic
    root, inverse = array, identity(ar, array.shape[0])
    half = ar.number(1) / 2
    for _ in range(NEWTON_STEPS):
        root, inverse = (
            ar.scale(half, ar.add(root, ar.inverse(inverse))),
            ar.scale(half, ar.add(inverse, ar.inverse(root))),
        )
    rest = ar.add(ar.matmul(root, root), ar.scale(-1, array))
    if not _largest(ar, rest) <= IS_A_ROOT * _largest(ar, array):
        raise ValueError("square root of a matrix with an eigenvalue that is negative or zero")
    return root


def _largest(ar, array):
    return max(magnitude(x) for row in ar.rows(array) for x in row)


def logm(evaluation, array):
    """Return the principal logarithm: of a root that is near the identity, by the series of the inverse tanh."""
    ar = evaluation.arithmetic
    one = identity(ar, array.shape[0])
    for _ in range(ROOTS):
        array = sqrtm(evaluation, array)
    ratio = ar.matmul(ar.add(array, ar.scale(-1, one)), ar.inverse(ar.add(array, one)))
    square_ = ar.matmul(ratio, ratio)
    term = result = ratio
    for k in range(1, _terms(ar, 8, 24)):
        term = ar.matmul(term, square_)
        result = ar.add(result, ar.scale(ar.number(1) / (2 * k + 1), term))
    return ar.scale(ar.number(2 ** (ROOTS + 1)), result)


def broken_power(evaluation, array, exponent):
    """Return a power that is no whole number: by the square root, or by the logarithm."""
    ar = evaluation.arithmetic
    if primal(exponent) == 0.5 and exponent == primal(exponent):
        return sqrtm(evaluation, array)
    return expm(evaluation, ar.scale(exponent, logm(evaluation, array)))


def _sine_and_cosine(evaluation, array):
    """Return sine and cosine: by their power series after halving the matrix, then by double angles."""
    ar = evaluation.arithmetic
    one = identity(ar, array.shape[0])
    array = ar.scale(ar.number(1) / 2**HALVINGS, array)
    term = one
    sine, cosine = ar.scale(ar.number(0), one), one
    for k in range(1, _terms(ar, 18, 40)):
        term = ar.scale(ar.number(1) / k, ar.matmul(term, array))
        signed = ar.scale(-1 if k % 4 in (2, 3) else 1, term)
        sine, cosine = (ar.add(sine, signed), cosine) if k % 2 else (sine, ar.add(cosine, signed))
    for _ in range(HALVINGS):
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
