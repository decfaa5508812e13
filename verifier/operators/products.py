"""Products: of matrices, with a scalar, entry by entry, Kronecker."""

from functools import reduce

from verifier.errors import ShapeError
from verifier.operators.record import (
    ALMOST_EVERYWHERE,
    EVERYWHERE,
    Infix,
    Operator,
    Special,
    Ways,
    entry_by_entry,
    from_the_left,
    real,
    same_shape,
)
from verifier.unify import SCALAR_SHAPE, is_scalar, known, shape_name, size_name, unify, unify_shapes


def _product_of_numbers(evaluation, x, y):
    return x * y


def _scaled(evaluation, scalar, array):
    ar = evaluation.arithmetic
    return ar.scale(ar.entry(scalar, 0, 0), array)


def shape_of_scale(scalar, array):
    """Return the shape of a scalar times anything."""
    return array


def shape_of_matmul(left, right):
    """Return the shape of a matrix product."""
    if not unify(left[1], right[0]):
        raise ShapeError(
            f"the product of {shape_name(left)} and {shape_name(right)} does not exist, "
            f"as {size_name(left[1])} and {size_name(right[0])} differ"
        )
    return left[0], right[1]


def _shape_of_dot(*shapes):
    arrays = [shape for shape in shapes if not is_scalar(shape)]
    if len(shapes) != 2 or len(arrays) < 2:
        return _shape_of_times(*shapes)
    left, right = arrays
    if not (unify(left[1], 1) and unify(right[1], 1) and unify_shapes(left, right)):
        raise ShapeError(f"the dot product of {shape_name(left)} and {shape_name(right)} does not exist")
    return SCALAR_SHAPE


def _shape_of_times(*shapes):
    arrays = [shape for shape in shapes if not is_scalar(shape)]
    if len(arrays) > 1:
        raise ShapeError("at most one factor beside this sign is no scalar: use brackets, or no sign at all")
    return arrays[0] if arrays else SCALAR_SHAPE


def _dot_of_arrays(evaluation, left, right):
    ar = evaluation.arithmetic
    for scalar, array in ((left, right), (right, left)):
        if scalar.shape == (1, 1):
            return _scaled(evaluation, scalar, array)
    return ar.matmul(ar.transpose(left), right)


def _shape_of_kron(*shapes):
    return tuple(known(("*", *(shape[k] for shape in shapes))) for k in (0, 1))


def _kron(evaluation, *arrays):
    ar = evaluation.arithmetic
    several = [ar.rows(array) for array in arrays]
    return ar.array(reduce(lambda a, b: [[x * y for x in left for y in right] for left in a for right in b], several))


_DOT = from_the_left(Ways(_product_of_numbers, _dot_of_arrays))

OPERATORS = (
    Operator(
        name="matmul",
        form=Special(r"\mathbf{A} \mathbf{B}"),
        spellings=(),
        shape=shape_of_matmul,
        evaluate=lambda evaluation, a, b: evaluation.arithmetic.matmul(a, b),
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\mathbf{A} \mathbf{C}", "A @ C"),
            real(r"\mathbf{x} \mathbf{y}^{\top}", "np.outer(x, y)"),
            real(r"\mathbf{x}^{\top} \mathbf{X} \mathbf{y}", "np.einsum('i,ij,j', x[:, 0], X, y[:, 0])"),
        ),
        mutants=(),
        convention=(r"$\mathbf{A} \mathbf{B}$", "matrix product"),
        search=("matrix product", "matmul", "multiplication"),
    ),
    Operator(
        name="scale",
        form=Special(r"z \mathbf{A}"),
        spellings=(),
        shape=shape_of_scale,
        evaluate=Ways(_product_of_numbers, _scaled),
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\mathbf{A} z", "A * z"),
            real(r"\mathbf{x}^{\top} \mathbf{y} \mathbf{A}", "np.vdot(x, y) * A"),
        ),
        mutants=(),
        convention=(r"$z \mathbf{A}$, $\mathbf{A} z$", "a scalar beside anything scales it"),
        search=("scalar multiple",),
    ),
    Operator(
        name="dot",
        form=Infix(r"\cdot"),
        spellings=(),
        shape=_shape_of_dot,
        evaluate=_DOT,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(real(r"\mathbf{x} \cdot \mathbf{y}", "np.vdot(x, y)"), real(r"z \cdot w", "z * w")),
        mutants=(),
        convention=(r"$\mathbf{x} \cdot \mathbf{y}$", "dot product of two columns; beside a scalar, scaling"),
        search=("dot product", "inner product"),
    ),
    Operator(
        name="times",
        form=Infix(r"\times"),
        spellings=(),
        shape=_shape_of_times,
        evaluate=_DOT,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(real(r"z \times w", "z * w"),),
        mutants=(),
        convention=(r"$z \times w$", "product of scalars"),
        search=("product",),
    ),
    Operator(
        name="hadamard",
        form=Infix(r"\odot"),
        spellings=(),
        shape=same_shape("an elementwise product"),
        evaluate=from_the_left(entry_by_entry(_product_of_numbers)),
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\mathbf{A} \odot \mathbf{B}", "np.multiply(A, B)"),
            real(r"\mathbf{X} \mathbf{x} \odot \mathbf{y}", "np.multiply(X @ x, y)"),
        ),
        mutants=(),
        convention=(r"$\mathbf{x} \odot \mathbf{y}$", "product entry by entry"),
        search=("Hadamard product", "elementwise product"),
    ),
    Operator(
        name="divide",
        form=Infix(r"\oslash"),
        spellings=(),
        shape=same_shape("an elementwise quotient"),
        evaluate=from_the_left(entry_by_entry(lambda evaluation, x, y: x / y)),
        smooth=True,
        domain=ALMOST_EVERYWHERE,
        oracles=(real(r"\mathbf{A} \oslash \mathbf{D}", "np.divide(A, D)"),),
        mutants=(),
        convention=(r"$\mathbf{x} \oslash \mathbf{y}$", "quotient entry by entry"),
        search=("elementwise division", "Hadamard quotient"),
    ),
    Operator(
        name="kron",
        form=Infix(r"\otimes"),
        spellings=(),
        shape=_shape_of_kron,
        evaluate=_kron,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\mathbf{A} \otimes \mathbf{C}", "np.kron(A, C)"),
            real(r"\mathbf{A} \otimes \mathbf{x} \otimes \mathbf{C}", "np.kron(np.kron(A, x), C)"),
            real(r"z \otimes \mathbf{A}", "np.kron(z, A)"),
            real(r"z \otimes w + q", "z * w + q"),
        ),
        mutants=(),
        convention=(
            r"$\mathbf{A} \otimes \mathbf{B}$",
            r"Kronecker product: each entry of $\mathbf{A}$ times $\mathbf{B}$",
        ),
        search=("Kronecker product", "tensor product"),
    ),
)
