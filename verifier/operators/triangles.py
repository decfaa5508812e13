"""Triangles of a matrix, the half-vectorization, cumulative sums."""

from itertools import accumulate

from verifier.errors import NotationError, ShapeError
from verifier.numbers.dual import primal
from verifier.operators.record import EVERYWHERE, Function, Operator, column, complex_, real, square, unchanged
from verifier.unify import SCALAR_SHAPE, TRIANGLE, known, shape_name, unify_shapes


def _shape_of_triangle(array, diagonal=SCALAR_SHAPE):
    if not unify_shapes(diagonal, SCALAR_SHAPE):
        raise ShapeError(f"the number of a diagonal must be a scalar, this is {shape_name(diagonal)}")
    return array


def _triangle(keeps):
    """Return the evaluation that keeps the entries whose column minus row keeps to the number of a diagonal."""

    def evaluate(evaluation, array, diagonal=None):
        ar = evaluation.arithmetic
        k = 0.0 if diagonal is None else float(primal(ar.entry(diagonal, 0, 0)))
        if not k.is_integer():
            raise NotationError(f"the number of a diagonal is a whole number, this is {k:g}")
        return ar.array(
            [[x if keeps(j - i, k) else 0 * x for j, x in enumerate(row)] for i, row in enumerate(ar.rows(array))]
        )

    return evaluate


def _vech(evaluation, array):
    ar = evaluation.arithmetic
    rows = ar.rows(array)
    return ar.array([[rows[i][j]] for j in range(len(rows)) for i in range(j, len(rows))])


def _cumulative_sum(evaluation, array):
    ar = evaluation.arithmetic
    return ar.array([[x] for x in accumulate(row[0] for row in ar.rows(array))])


def _record(name, keeps, side, words, other, oracles):
    return Operator(
        name=name,
        form=Function(rf"\operatorname{{{name}}}", (1, 2), listed=False),
        spellings=(),
        shape=_shape_of_triangle,
        evaluate=_triangle(keeps),
        smooth=True,
        domain=EVERYWHERE,
        oracles=oracles,
        mutants=(other, ""),
        convention=(
            rf"$\operatorname{{{name}}}(\mathbf{{A}})$, $\operatorname{{{name}}}(\mathbf{{A}}, k)$",
            rf"{words} the diagonal, zeros elsewhere; a second argument is another diagonal, counted to the right",
        ),
        search=(f"{side} triangle", name),
    )


OPERATORS = (
    _record(
        "tril", lambda place, k: place <= k, "lower", "the entries on and below", "triu",
        (
            real(r"\operatorname{tril}(\mathbf{X})", "np.tril(X)"),
            real(r"\operatorname{tril}(\mathbf{A})", "np.tril(A)"),
            real(r"\operatorname{tril}(\mathbf{X}, -1)", "np.tril(X, -1)"),
            real(r"\operatorname{tril}(\mathbf{A}, 1)", "np.tril(A, 1)"),
            complex_(r"\operatorname{tril}(\mathbf{X})", "np.tril(X)"),
        ),
    ),
    _record(
        "triu", lambda place, k: place >= k, "upper", "the entries on and above", "tril",
        (
            real(r"\operatorname{triu}(\mathbf{X})", "np.triu(X)"),
            real(r"\operatorname{triu}(\mathbf{A})", "np.triu(A)"),
            real(r"\operatorname{triu}(\mathbf{X}, 1)", "np.triu(X, 1)"),
            real(r"\operatorname{triu}(\mathbf{A}, -1)", "np.triu(A, -1)"),
        ),
    ),
    Operator(
        name="vech",
        form=Function(r"\operatorname{vech}", (1, 1), listed=False),
        spellings=(),
        shape=square("vech", lambda shape: (known((TRIANGLE, shape[0])), 1)),
        evaluate=_vech,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\operatorname{vech}(\mathbf{X})", "X.T[np.triu_indices(n)][:, None]"),
            real(r"\operatorname{vech}(z) + w", "z + w"),
            complex_(r"\operatorname{vech}(\mathbf{X})", "X.T[np.triu_indices(n)][:, None]"),
        ),
        mutants=("vec",),
        convention=(
            r"$\operatorname{vech}(\mathbf{A})$",
            r"the entries of $\mathbf{A}$ on and below the diagonal, column by column",
        ),
        search=("half-vectorization", "vech"),
    ),
    Operator(
        name="cumsum",
        form=Function(r"\operatorname{cumsum}", (1, 1), listed=False),
        spellings=(),
        shape=column("cumsum", unchanged),
        evaluate=_cumulative_sum,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\operatorname{cumsum}(\mathbf{x})", "np.cumsum(x)[:, None]"),
            real(r"\operatorname{cumsum}(z) + w", "z + w"),
        ),
        mutants=("",),
        convention=(r"$\operatorname{cumsum}(\mathbf{x})$", r"cumulative sum: entry $i$ is $x_1 + \dots + x_i$"),
        search=("cumulative sum", "prefix sum", "cumsum"),
    ),
)  # fmt: skip
