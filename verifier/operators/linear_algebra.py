"""Transpose, inverse, trace, determinant, rank, and what moves the entries of a matrix."""

from verifier.arrays import eliminate
from verifier.operators.record import (
    EVERYWHERE,
    Domain,
    Function,
    Operator,
    Postfix,
    Ways,
    column,
    complex_,
    entries_of,
    real,
    scalar,
    square,
    stacked,
    to_number,
    transposed,
    unchanged,
)


def _trace(evaluation, array):
    ar = evaluation.arithmetic
    return sum((row[k] for k, row in enumerate(ar.rows(array))), ar.number(0))


def _rank(evaluation, array):
    ar = evaluation.arithmetic
    return ar.number(len(eliminate([list(row) for row in ar.rows(array)])[1]))


def _vec(evaluation, array):
    ar = evaluation.arithmetic
    return ar.array([[x] for x in entries_of(ar, array)])


def _diag(evaluation, array):
    ar = evaluation.arithmetic
    entries, zero = entries_of(ar, array), ar.number(0)
    return ar.array([[x if i == j else zero for j in range(len(entries))] for i, x in enumerate(entries)])


def _diagonal(evaluation, array):
    ar = evaluation.arithmetic
    return ar.array([[row[k]] for k, row in enumerate(ar.rows(array))])


def _inverse_transpose(evaluation, array):
    ar = evaluation.arithmetic
    return ar.transpose(ar.inverse(array))


def _pseudo_inverse(evaluation, array):
    """Return R^H (R R^H)^-1 (C^H C)^-1 C^H of the factors C R, full in rank, that elimination finds."""
    ar = evaluation.arithmetic
    rows, pivots = eliminate([list(row) for row in ar.rows(array)])
    if not pivots:
        return ar.scale(0, ar.transpose(array))
    c = ar.array([[row[k] for k in pivots] for row in ar.rows(array)])
    r = ar.array(rows[: len(pivots)])
    ct, rt = ar.transpose(c), ar.transpose(r)
    if evaluation.is_complex:
        ct, rt = ar.map(evaluation.conjugate, ct), ar.map(evaluation.conjugate, rt)
    left = ar.matmul(rt, ar.inverse(ar.matmul(r, rt)))
    return ar.matmul(left, ar.matmul(ar.inverse(ar.matmul(ct, c)), ct))


_INVERTIBLE = Domain("of an invertible matrix", lambda operand: False)
_CONSTANT_RANK = Domain("everywhere; its derivative only where the rank stays", lambda operand: False)

OPERATORS = (
    Operator(
        name="transpose",
        form=Postfix(r"\top", (r"\{\\top\}", r"\\top(?![a-z])")),
        spellings=(),
        shape=transposed,
        evaluate=Ways(lambda evaluation, x: x, lambda evaluation, a: evaluation.arithmetic.transpose(a)),
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\mathbf{A}^{\top}", "A.T"),
            real(r"(\mathbf{A} \mathbf{C})^{\top}", "C.T @ A.T"),
            real(r"z^{\top}", "z"),
            complex_(r"\mathbf{x}^{\top} \mathbf{x}", "(x**2).sum()"),
        ),
        mutants=("",),
        convention=(r"$\mathbf{A}^{\top}$", "transpose"),
        search=("transpose",),
    ),
    Operator(
        name="inverse",
        form=Postfix("-1", (r"\{\s*-\s*1\s*\}",)),
        spellings=(),
        shape=square("the inverse", unchanged),
        evaluate=Ways(lambda evaluation, x: 1 / x, lambda evaluation, a: evaluation.arithmetic.inverse(a)),
        smooth=True,
        domain=_INVERTIBLE,
        oracles=(
            real(r"\mathbf{X}^{-1}", "np.linalg.inv(X)"),
            real("q^{-1}", "1 / q"),
            complex_(r"\mathbf{X}^{-1}", "np.linalg.inv(X)"),
        ),
        mutants=("",),
        convention=(r"$\mathbf{A}^{-1}$", "inverse"),
        search=("inverse",),
    ),
    Operator(
        name="inverse_transpose",
        form=Postfix(r"-\top", (r"\{\s*-\s*\\top\s*\}",)),
        spellings=(),
        shape=square("the inverse", unchanged),
        evaluate=Ways(lambda evaluation, x: 1 / x, _inverse_transpose),
        smooth=True,
        domain=_INVERTIBLE,
        oracles=(real(r"\mathbf{X}^{-\top}", "np.linalg.inv(X).T"), real(r"q^{-\top}", "1 / q")),
        mutants=("inverse", "transpose"),
        convention=(r"$\mathbf{A}^{-\top}$", "transpose of the inverse"),
        search=("inverse transpose",),
    ),
    Operator(
        name="pseudo_inverse",
        form=Postfix("+", (r"\{\+\}", r"\+")),
        spellings=(),
        shape=transposed,
        evaluate=_pseudo_inverse,
        smooth=False,
        domain=_CONSTANT_RANK,
        oracles=(
            real(r"\mathbf{A}^{+}", "np.linalg.pinv(A)"),
            real(r"\mathbf{S}^{+}", "np.linalg.pinv(S)"),
            real(r"(\mathbf{x} \mathbf{y}^{\top})^{+}", "np.linalg.pinv(np.outer(x, y))"),
            real(r"\mathbf{x}^{+}", "x.T / np.vdot(x, x)"),
            real(r"(\mathbf{A} - \mathbf{A})^{+}", "np.zeros((n, m))"),
            real("q^{+}", "1 / q"),
            complex_(r"\mathbf{A}^{+}", "np.linalg.pinv(A)"),
        ),
        mutants=(),
        convention=(r"$\mathbf{A}^{+}$", "Moore-Penrose inverse"),
        search=("pseudo-inverse", "Moore-Penrose inverse"),
    ),
    Operator(
        name="tr",
        form=Function(r"\operatorname{tr}", (1, 1), listed=False),
        spellings=(),
        shape=square("tr", scalar),
        evaluate=Ways(lambda evaluation, x: x, to_number(_trace)),
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\operatorname{tr}(\mathbf{X} \mathbf{Y})", "np.einsum('ij,ji', X, Y)"),
            real(r"\operatorname{tr}(\mathbf{x}^{\top} \mathbf{y})", "np.vdot(x, y)"),
        ),
        mutants=(),
        convention=(r"$\operatorname{tr}(\mathbf{A})$", "trace: the sum of the diagonal"),
        search=("trace",),
    ),
    Operator(
        name="det",
        form=Function(r"\det", (1, 1), listed=False),
        spellings=(),
        shape=square("det", scalar),
        evaluate=Ways(lambda evaluation, x: x, to_number(lambda evaluation, a: evaluation.arithmetic.determinant(a))),
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\det(\mathbf{X})", "np.linalg.det(X)"),
            real(r"\det(\mathbf{S}) + z", "z"),
            real(r"\det(z)", "z"),
            complex_(r"\det(\mathbf{X})", "np.linalg.det(X)"),
        ),
        mutants=(),
        convention=(r"$\det(\mathbf{A})$", "determinant"),
        search=("determinant",),
    ),
    Operator(
        name="rank",
        form=Function(r"\operatorname{rank}", (1, 1), listed=False),
        spellings=(),
        shape=scalar,
        evaluate=to_number(_rank),
        smooth=True,
        domain=_CONSTANT_RANK,
        oracles=(
            real(r"\operatorname{rank}(\mathbf{X})", "np.linalg.matrix_rank(X)"),
            real(r"\operatorname{rank}(\mathbf{S})", "np.linalg.matrix_rank(S)"),
            real(r"\operatorname{rank}(z) + z", "1 + z"),
        ),
        mutants=(),
        convention=(r"$\operatorname{rank}(\mathbf{A})$", "rank"),
        search=("rank",),
    ),
    Operator(
        name="vec",
        form=Function(r"\operatorname{vec}", (1, 1), listed=False),
        spellings=(),
        shape=stacked,
        evaluate=_vec,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\operatorname{vec}(\mathbf{A})", "A.reshape(-1, 1, order='F')"),
            real(r"\operatorname{vec}(z) + w", "z + w"),
        ),
        mutants=(),
        convention=(r"$\operatorname{vec}(\mathbf{A})$", r"the columns of $\mathbf{A}$, stacked"),
        search=("vec", "vectorization", "flatten"),
    ),
    Operator(
        name="diag",
        form=Function(r"\operatorname{diag}", (1, 1), listed=True),
        spellings=(),
        shape=column("diag", lambda shape: (shape[0], shape[0])),
        evaluate=_diag,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\operatorname{diag}(\mathbf{x})", "np.diag(x[:, 0])"),
            real(r"\operatorname{diag}(x_1, \dots, x_n)", "np.diag(x[:, 0])"),
            real(r"\operatorname{diag}(z) + w", "z + w"),
        ),
        mutants=(),
        convention=(
            r"$\operatorname{diag}(\mathbf{x})$, $\operatorname{diag}(x_1, \dots, x_n)$",
            "matrix with these entries on its diagonal and zeros elsewhere",
        ),
        search=("diagonal matrix", "diag"),
    ),
    Operator(
        name="diagonal",
        form=Function(r"\operatorname{diagonal}", (1, 1), listed=False),
        spellings=(),
        shape=square("diagonal", lambda shape: (shape[0], 1)),
        evaluate=_diagonal,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\operatorname{diagonal}(\mathbf{X})", "np.diag(X)[:, None]"),
            real(r"\operatorname{diagonal}(z) + w", "z + w"),
        ),
        mutants=(),
        convention=(r"$\operatorname{diagonal}(\mathbf{A})$", r"the diagonal of $\mathbf{A}$ as a column"),
        search=("diagonal of a matrix",),
    ),
)
