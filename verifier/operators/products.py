"""Products: of matrices, with a scalar, entry by entry, Kronecker."""

from functools import reduce

from verifier.errors import ShapeError
from verifier.operators.record import (
    ALMOST_EVERYWHERE,
    EVERYWHERE,
    Infix,
    Operator,
    Oracle,
    Pair,
    Special,
    Ways,
    complex_,
    entries_of,
    entry_by_entry,
    from_the_left,
    real,
    same_shape,
    to_number,
    total,
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


def _shape_of_cross(*shapes):
    if len(shapes) != 2:
        raise ShapeError("the cross product is of two columns: brackets must say which come first")
    for shape in shapes:
        if not unify_shapes(shape, (3, 1)):
            raise ShapeError(
                f"the cross product is of columns of 3, this is {shape_name(shape)}: "
                "a matrix product has no sign at all"
            )
    return 3, 1


def _cross(evaluation, left, right):
    ar = evaluation.arithmetic
    a, b = ([row[0] for row in ar.rows(array)] for array in (left, right))
    return ar.array([[a[i] * b[j] - a[j] * b[i]] for i, j in ((1, 2), (2, 0), (0, 1))])


def _shape_of_inner(left, right):
    if not unify_shapes(left, right):
        raise ShapeError(f"the inner product of shapes that differ: {shape_name(left)} and {shape_name(right)}")
    return SCALAR_SHAPE


def _inner(evaluation, left, right):
    """Return the sum of the products of entries; without a conjugate of real data, so that it is analytic."""
    left, right = (entries_of(evaluation.arithmetic, array) for array in (left, right))
    return total(
        [(evaluation.conjugate(x) if evaluation.is_complex else x) * y for x, y in zip(left, right, strict=True)]
    )


def _shape_of_convolution(*shapes):
    for shape in shapes:
        if not unify(shape[1], 1):
            raise ShapeError(f"a convolution is of columns, this is {shape_name(shape)}")
    return known(("+", *(shape[0] for shape in shapes), 1 - len(shapes))), 1


def _convolution(evaluation, left, right):
    ar = evaluation.arithmetic
    x, w = ([row[0] for row in ar.rows(array)] for array in (left, right))
    return ar.array(
        [[total([x[i] * w[k - i] for i in range(len(x)) if 0 <= k - i < len(w)])] for k in range(len(x) + len(w) - 1)]
    )


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
        name="cross",
        form=Special(r"\mathbf{a} \times \mathbf{b}"),
        spellings=(),
        shape=_shape_of_cross,
        evaluate=_cross,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            Oracle(
                r"For $\mathbf{a}, \mathbf{b} \in \mathbb{R}^{3}$",
                r"\mathbf{a} \times \mathbf{b}",
                "np.cross(a[:, 0], b[:, 0])[:, None]",
            ),
            Oracle(
                r"For $\mathbf{a} \in \mathbb{R}^{3}$",
                r"\mathbf{e}_1 \times \mathbf{a}",
                "np.cross([1, 0, 0], a[:, 0])[:, None]",
            ),
        ),
        mutants=(),
        convention=(r"$\mathbf{a} \times \mathbf{b}$", "cross product of two columns of 3, right-handed"),
        search=("cross product", "vector product"),
    ),
    Operator(
        name="inner",
        form=Pair(r"\langle", r"\rangle"),
        spellings=("F", r"\mathrm{F}", r"\text{F}"),
        shape=_shape_of_inner,
        evaluate=to_number(_inner),
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\langle \mathbf{A}, \mathbf{B} \rangle", "np.vdot(A, B)"),
            real(r"\langle \mathbf{A}, \mathbf{B} \rangle_F", "np.trace(A.T @ B)"),
            real(r"\langle \mathbf{x}, \mathbf{y} \rangle", "np.vdot(x, y)"),
            real(r"\langle z, w \rangle", "z * w"),
            complex_(r"\langle \mathbf{x}, z \mathbf{x} \rangle", "np.vdot(x, z * x)"),
        ),
        mutants=(),
        convention=(
            r"$\langle \mathbf{A}, \mathbf{B} \rangle$",
            "inner product, of matrices that of Frobenius: the sum of the products of their entries, "
            "those of the first conjugated if they are complex",
        ),
        search=("inner product", "Frobenius inner product", "scalar product"),
    ),
    Operator(
        name="convolution",
        form=Infix("*"),
        spellings=(r"\ast",),
        shape=_shape_of_convolution,
        evaluate=from_the_left(Ways(_product_of_numbers, _convolution)),
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\mathbf{x} * \mathbf{y}", "np.convolve(x[:, 0], y[:, 0])[:, None]"),
            real(
                r"\mathbf{x} * \mathbf{y} * \mathbf{v}",
                "np.convolve(np.convolve(x[:, 0], y[:, 0]), v[:, 0])[:, None]",
            ),
            real(r"\mathbf{x} * (\mathbf{A} \mathbf{y})", "np.convolve(x[:, 0], (A @ y)[:, 0])[:, None]"),
            real("z * w", "z * w"),
        ),
        mutants=(),
        convention=(
            r"$\mathbf{x} * \mathbf{y}$",
            r"full convolution of two columns: entry $k$ is the sum of all $x_i y_{k + 1 - i}$ that exist, "
            "so that the result has one entry less than both together",
        ),
        search=("convolution", "conv1d"),
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
