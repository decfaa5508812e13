"""Norms."""

from verifier.errors import NotationError, ShapeError
from verifier.numbers.dual import primal
from verifier.numbers.functions import function, power
from verifier.operators.elementwise import absolute_value
from verifier.operators.record import Bracket, Domain, Operator, complex_, entries_of, real, to_number, total
from verifier.unify import SCALAR_SHAPE, Unknown, known, shape_name, unify_shapes

_OFF_ZERO = Domain("everywhere; its derivative not at zero", lambda *operands: False)
_OFF_KINKS = Domain("everywhere; its derivative not where an entry is zero, or two are equal", lambda *operands: False)
UNKNOWN_SIZE = r"the size of this matrix follows from nothing in its norm: write it, as in \mathbf{I}_n"


def is_of_a_matrix(shape) -> bool:
    """Tell whether a norm of this shape is of a matrix: as far as is known, it has neither one row nor one column."""
    sizes = [known(size) for size in shape]
    return 1 not in sizes and not any(isinstance(size, Unknown) for size in sizes)


def _of_a_vector(shape, *index):
    if is_of_a_matrix(shape):
        raise ShapeError(
            f"this norm is of a vector: of a matrix, {shape_name(shape)}, it is the operator norm, "
            "which is not evaluated"
        )
    if index and not unify_shapes(index[0], SCALAR_SHAPE):
        raise NotationError("the index of this norm is not known")
    return SCALAR_SHAPE


def _root_of_squares(evaluation, array):
    """Return the root of the sum of squared entries; without a conjugate of real data, so that it is analytic."""
    ar = evaluation.arithmetic
    squares = (x * (evaluation.conjugate(x) if evaluation.is_complex else x) for x in entries_of(ar, array))
    return function("sqrt")(sum(squares, ar.number(0)))


def _sizes(evaluation, array) -> list:
    return [absolute_value(evaluation, x) for x in entries_of(evaluation.arithmetic, array)]


def _p_norm(evaluation, array, index):
    p = evaluation.arithmetic.entry(index, 0, 0)
    return power(total([power(x, p) for x in _sizes(evaluation, array)]), 1 / p)


def _sure_of_its_shape(evaluate):
    """Return the evaluation of a norm of a vector, which refuses a matrix whose size was unknown when it was typed."""

    def checked(evaluation, array, *index):
        if 1 not in array.shape:
            raise NotationError(UNKNOWN_SIZE)
        return evaluate(evaluation, array, *index)

    return checked


def _norm(name, index, spellings, evaluate, smooth, oracles, convention, search, shape=_of_a_vector):
    return Operator(
        name=name,
        form=Bracket(r"\lVert", r"\rVert", index),
        spellings=spellings,
        shape=shape,
        evaluate=to_number(_sure_of_its_shape(evaluate) if shape is _of_a_vector else evaluate),
        smooth=smooth,
        domain=_OFF_ZERO if smooth else _OFF_KINKS,
        oracles=oracles,
        mutants=(),
        convention=convention,
        search=search,
    )


OPERATORS = (
    _norm(
        "norm_2", "2", ("",), _root_of_squares, True,
        (
            real(r"\lVert \mathbf{x} \rVert", "np.linalg.norm(x)"),
            real(r"\lVert \mathbf{x}^{\top} \rVert_2", "np.linalg.norm(x)"),
            complex_(r"\lVert \mathbf{x} \rVert_2", "np.linalg.norm(x)"),
        ),
        (r"$\lVert \mathbf{x} \rVert_2$, $\lVert \mathbf{x} \rVert$", "Euclidean norm"),
        ("Euclidean norm", "L2 norm", "length"),
    ),
    _norm(
        "norm_1", "1", (), lambda evaluation, array: total(_sizes(evaluation, array)), False,
        (
            real(r"\lVert \mathbf{x} \rVert_1", "np.linalg.norm(x[:, 0], 1)"),
            complex_(r"\lVert \mathbf{x} \rVert_1", "np.linalg.norm(x[:, 0], 1)"),
        ),
        (r"$\lVert \mathbf{x} \rVert_1$", "sum of the absolute values"),
        ("L1 norm", "taxicab norm"),
    ),
    _norm(
        "norm_inf", r"\infty", (), lambda evaluation, array: max(_sizes(evaluation, array), key=primal), False,
        (
            real(r"\lVert \mathbf{x} \rVert_{\infty}", "np.linalg.norm(x[:, 0], np.inf)"),
            complex_(r"\lVert \mathbf{x} \rVert_{\infty}", "np.linalg.norm(x[:, 0], np.inf)"),
        ),
        (r"$\lVert \mathbf{x} \rVert_{\infty}$", "largest absolute value"),
        ("infinity norm", "maximum norm"),
    ),
    _norm(
        "norm_p", "?", (), _p_norm, False,
        (real(r"\lVert \mathbf{x} \rVert_q", "np.linalg.norm(x[:, 0], q)"),),
        (r"$\lVert \mathbf{x} \rVert_p$", "the $p$-th root of the sum of $p$-th powers of absolute values"),
        ("p-norm", "Lp norm"),
    ),
    _norm(
        "norm_frobenius", "F", (r"\mathrm{F}", r"\text{F}"), _root_of_squares, True,
        (
            real(r"\lVert \mathbf{A} \rVert_F", "np.linalg.norm(A, 'fro')"),
            real(r"\lVert \mathbf{A} \rVert_{\mathrm{F}}", "np.linalg.norm(A, 'fro')"),
            complex_(r"\lVert \mathbf{A} \rVert_F", "np.linalg.norm(A)"),
        ),
        (r"$\lVert \mathbf{A} \rVert_F$", "Frobenius norm: the root of the sum of all squared entries"),
        ("Frobenius norm",),
        lambda shape: SCALAR_SHAPE,
    ),
)  # fmt: skip
