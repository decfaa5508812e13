"""Eigenvalues of a symmetric matrix, singular values, and the Cholesky factor as a function."""

from verifier.decompositions import SYMMETRIC, is_symmetric, real_rows
from verifier.eigenvalues import eigenvalue, singular_value
from verifier.errors import NotationError, ShapeError
from verifier.factorise import NoFactorsError
from verifier.numbers.dual import primal
from verifier.numbers.functions import function
from verifier.operators.record import (
    Domain,
    Function,
    Operator,
    Special,
    identity,
    real,
    scalar,
    square,
    to_number,
    unchanged,
)
from verifier.unify import SCALAR_SHAPE, unify_shapes

_SYMMETRIC = Domain("of a symmetric matrix; its derivative where the eigenvalue is simple", lambda *operands: False)
_SEPARATE = Domain(
    "everywhere; its derivative where the singular value is positive and simple", lambda *operands: False
)
_DEFINITE = Domain("of a positive definite matrix", lambda operand: False)


def _numbered_in(of, what: str):
    """Return the evaluation of the value that `of` finds; number: which, from 0, of the rows and an index."""

    def with_number(number):
        def evaluate(evaluation, array, *index):
            a = real_rows(evaluation, array, what)
            return of(evaluation, a, number(evaluation, a, *index))

        return to_number(evaluate)

    return with_number


_of_eigenvalue = _numbered_in(eigenvalue, "an eigenvalue")
_of_singular_value = _numbered_in(singular_value, "a singular value")


def _largest(evaluation, a) -> int:
    return 0


def _smallest(evaluation, a) -> int:
    return min(len(a), len(a[0])) - 1


def _numbered(evaluation, a, index) -> int:
    return round(float(primal(evaluation.arithmetic.entry(index, 0, 0)))) - 1


def _shape_of_numbered(of_matrix):
    def rule(matrix, index):
        if not unify_shapes(index, SCALAR_SHAPE):
            raise ShapeError("the number of an eigenvalue or singular value must be a scalar")
        return of_matrix(matrix)

    return rule


# Cholesky factor


def _chol(evaluation, array):
    """Return the lower factor of the symmetric part, column by column."""
    ar = evaluation.arithmetic
    a = real_rows(evaluation, array, "chol")
    n, values = len(a), [[float(primal(x)) for x in row] for row in a]
    if not is_symmetric(values):
        raise NotationError("chol is of a symmetric matrix: declare it positive definite")
    size = max(abs(x) for row in values for x in row)
    lower = [list(row) for row in ar.rows(ar.scale(0, identity(ar, n)))]
    for j in range(n):
        for i in range(j, n):
            rest = (a[i][j] + a[j][i]) / 2
            for k in range(j):
                rest = rest - lower[i][k] * lower[j][k]
            if i == j and float(primal(rest)) <= SYMMETRIC * size:
                raise NoFactorsError("the matrix of chol is not positive definite here: declare it so")
            lower[i][j] = function("sqrt")(rest) if i == j else rest / lower[j][j]
    return ar.array(lower)


def _record(name, example, shape, evaluate, domain, oracles, mutants, convention, search):
    return Operator(
        name=name,
        form=Special(example),
        spellings=(),
        shape=shape,
        evaluate=evaluate,
        smooth=False,
        domain=domain,
        oracles=oracles,
        mutants=mutants,
        convention=convention,
        search=search,
    )


_OF_SQUARE = square("an eigenvalue", scalar)
_NUMBERED_EIGENVALUES = (
    r"$\lambda_i(\mathbf{A})$",
    r"eigenvalue $i$ of a symmetric matrix, counted from the largest, repeated ones as often as they are repeated",
)

OPERATORS = (
    _record(
        "eigenvalue", r"\lambda_{1}(\mathbf{A})", _shape_of_numbered(_OF_SQUARE), _of_eigenvalue(_numbered), _SYMMETRIC,
        (
            real(r"\lambda_n(\mathbf{X} + \mathbf{X}^{\top})", "np.linalg.eigvalsh(X + X.T)[0]"),
            real(r"\lambda_1(\mathbf{X}^{\top} \mathbf{X})", "np.linalg.norm(X, 2)**2"),
            real(r"\sum_{i=1}^{n} \lambda_i(\mathbf{x} \mathbf{x}^{\top})", "(x**2).sum()"),
            real(r"\lambda_n(\mathbf{S} \mathbf{S}^{\top}) + z", "z"),
        ),
        (),
        _NUMBERED_EIGENVALUES,
        ("eigenvalue",),
    ),
    _record(
        "largest_eigenvalue", r"\lambda_{\max}(\mathbf{A})", _OF_SQUARE, _of_eigenvalue(_largest), _SYMMETRIC,
        (
            real(r"\lambda_{\max}(\mathbf{X} + \mathbf{X}^{\top})", "np.linalg.eigvalsh(X + X.T)[-1]"),
            real(r"\lambda_{\max}(\mathbf{x} \mathbf{x}^{\top})", "(x**2).sum()"),
            real(r"\lambda_{\max}(z)", "z"),
        ),
        ("smallest_eigenvalue",),
        (r"$\lambda_{\max}(\mathbf{A})$", "the largest eigenvalue of a symmetric matrix"),
        ("largest eigenvalue",),
    ),
    _record(
        "smallest_eigenvalue", r"\lambda_{\min}(\mathbf{A})", _OF_SQUARE, _of_eigenvalue(_smallest), _SYMMETRIC,
        (
            real(r"\lambda_{\min}(\mathbf{X} + \mathbf{X}^{\top})", "np.linalg.eigvalsh(X + X.T)[0]"),
            real(r"\lambda_{\min}(z)", "z"),
        ),
        ("largest_eigenvalue",),
        (r"$\lambda_{\min}(\mathbf{A})$", "the smallest eigenvalue of a symmetric matrix"),
        ("smallest eigenvalue",),
    ),
    _record(
        "singular_value", r"\sigma_{1}(\mathbf{A})", _shape_of_numbered(scalar), _of_singular_value(_numbered),
        _SEPARATE,
        (
            real(r"\sigma_n(\mathbf{A})", "np.append(np.linalg.svd(A, compute_uv=False), np.zeros(n))[n - 1]"),
            real(r"\sum_{i=1}^{n} \sigma_i(\mathbf{x} \mathbf{y}^{\top})", "np.linalg.norm(x) * np.linalg.norm(y)"),
            real(r"\sigma_n(\mathbf{S}) + z", "z"),
            real(r"\sigma_1(\mathbf{A})", "np.linalg.norm(A, 2)"),
        ),
        (),
        (
            r"$\sigma_i(\mathbf{A})$",
            r"singular value $i$, counted from the largest, for $i$ up to the number of columns; "
            "zero beyond that of rows",
        ),
        ("singular value",),
    ),
    _record(
        "largest_singular_value", r"\sigma_{\max}(\mathbf{A})", scalar, _of_singular_value(_largest), _SEPARATE,
        (
            real(r"\sigma_{\max}(\mathbf{A})", "np.linalg.norm(A, 2)"),
            real(r"\sigma_{\max}(q)", "q"),
        ),
        ("smallest_singular_value",),
        (r"$\sigma_{\max}(\mathbf{A})$", "the largest singular value"),
        ("largest singular value",),
    ),
    _record(
        "smallest_singular_value", r"\sigma_{\min}(\mathbf{A})", scalar, _of_singular_value(_smallest), _SEPARATE,
        (
            real(r"\sigma_{\min}(\mathbf{A})", "np.linalg.svd(A, compute_uv=False)[-1]"),
            real(r"\sigma_{\min}(q)", "q"),
        ),
        ("largest_singular_value",),
        (r"$\sigma_{\min}(\mathbf{A})$", "the smallest singular value, of as many as the smaller size"),
        ("smallest singular value",),
    ),
    Operator(
        name="chol",
        form=Function(r"\operatorname{chol}", (1, 1), listed=False),
        spellings=(),
        shape=square("chol", unchanged),
        evaluate=_chol,
        smooth=True,
        domain=_DEFINITE,
        oracles=(
            real(r"\operatorname{chol}(\mathbf{X} \mathbf{X}^{\top})", "np.linalg.cholesky(X @ X.T)"),
            real(r"\operatorname{chol}(q)", "q**0.5"),
        ),
        mutants=(),
        convention=(
            r"$\operatorname{chol}(\mathbf{A})$",
            r"the Cholesky factor $\mathbf{L}$, lower triangular, of $\mathbf{A} = \mathbf{L} \mathbf{L}^{\top}$",
        ),
        search=("Cholesky factor", "chol"),
    ),
)  # fmt: skip
