"""Norms of a matrix as a linear map, and norms by singular values; weighted norms of a column."""

# The sign is that of a norm of a column where there is one: `meant` in `overloads` tells which it is by the shape.

import math

from verifier.arrays import largest
from verifier.errors import NotationError, ShapeError
from verifier.numbers.ball import Ball, radius, working_bits
from verifier.numbers.dual import primal, truncated
from verifier.numbers.functions import function
from verifier.operators.elementwise import absolute_value
from verifier.operators.record import (
    Bracket,
    Domain,
    Operator,
    Oracle,
    Special,
    complex_,
    entries_of,
    real,
    to_number,
    total,
)
from verifier.unify import SCALAR_SHAPE, shape_name, unify

SWEEPS = 20  # at most; each squares how far from orthogonal the columns are, so that five or six suffice
EARLY = 4  # sweeps before that is so

_SEPARATE = Domain("everywhere; its derivative where the singular values are positive and distinct", lambda a: False)
_OFF_KINKS = Domain("everywhere; its derivative not where an entry is zero, or two sums are equal", lambda a: False)
_OFF_ZERO = Domain("where what stands below the root is not negative; its derivative not at zero", lambda x, w: False)


def singular_values(evaluation, array) -> list:
    """Return the singular values, by rotations of pairs of columns until all are orthogonal (one-sided Jacobi).

    Without a conjugate or a decision on anything but plain numbers, so that slopes go through where the values are
    distinct. By Weyl's theorem the squares of the lengths of the columns are off by less than their inner products.
    """
    ar = evaluation.arithmetic
    if evaluation.is_complex:
        raise NotationError("the singular values of a complex matrix are not evaluated: use those of a real one")
    if array.shape[0] < array.shape[1]:
        array = ar.transpose(array)
    columns = [list(column) for column in ar.rows(ar.transpose(array))]
    scale = _size(total([x * x for column in columns for x in column]))
    negligible = scale * (1e-15 if ar.number is float else 2.0 ** -(3 * working_bits() // 4))
    off = before = math.inf
    for sweep in range(SWEEPS):
        off = 0.0
        for q in range(1, len(columns)):
            for p in range(q):
                off = math.hypot(off, _rotate(columns, p, q, negligible))
        if off == 0 or (sweep > EARLY and off >= before):
            break
        before = off
    bound = Ball(1, math.frexp(2 * off)[1]) if off else Ball(0)
    return [function("sqrt")(truncated(total([x * x for x in column]), bound)) for column in columns]


def _size(x) -> float:
    """Return the size of a plain number below duals, without its error."""
    return float(largest([[x]]))


def _radius(x) -> float:
    """Return the error of a plain number below duals, which is zero if it is no ball."""
    x = primal(x)
    return float(radius(x)) if isinstance(x, Ball) else 0.0


def _rotate(columns, p, q, negligible) -> float:
    """Rotate two columns so that they are orthogonal; return the size of their inner product before."""
    left, right = columns[p], columns[q]
    inner = total([x * y for x, y in zip(left, right, strict=True)])
    difference = total([y * y - x * x for x, y in zip(left, right, strict=True)])
    blur = _radius(difference) + _radius(inner)  # as of equal lengths after a rotation that little fixed
    if _size(difference) + _size(inner) <= max(negligible, blur):
        return (_size(inner) or blur) and max(negligible, blur)
    root = function("sqrt")(difference * difference + 4 * (inner * inner))
    upward = float(primal(difference)) >= 0
    tangent = 2 * inner / (difference + root if upward else difference - root)
    cosine = 1 / function("sqrt")(1 + tangent * tangent)
    sine = tangent * cosine
    columns[p] = [cosine * x - sine * y for x, y in zip(left, right, strict=True)]
    columns[q] = [sine * x + cosine * y for x, y in zip(left, right, strict=True)]
    return _size(inner)


def _sums(evaluation, array) -> list:
    """Return the sum of absolute values of each row."""
    return [total([absolute_value(evaluation, x) for x in row]) for row in evaluation.arithmetic.rows(array)]


def _largest_column(evaluation, array):
    return max(_sums(evaluation, evaluation.arithmetic.transpose(array)), key=primal)


def _shape_of_weighted(vector, weights):
    if not unify(vector[1], 1):
        raise ShapeError(f"a weighted norm is of a column, this is {shape_name(vector)}")
    if not (unify(*weights) and unify(vector[0], weights[0])):
        raise ShapeError(f"a column of {shape_name(vector)} is weighted by {shape_name(weights)}")
    return SCALAR_SHAPE


def _weighted(evaluation, vector, weights):
    ar = evaluation.arithmetic
    product = entries_of(ar, ar.matmul(weights, vector))
    left = entries_of(ar, vector)
    if evaluation.is_complex:
        left = [evaluation.conjugate(x) for x in left]
    return function("sqrt")(total([x * y for x, y in zip(left, product, strict=True)]))


def _norm(name, form, evaluate, domain, oracles, convention, search, mutants=(), shape=lambda shape: SCALAR_SHAPE):
    return Operator(
        name=name,
        form=form,
        spellings=(),
        shape=shape,
        evaluate=to_number(evaluate),
        smooth=False,
        domain=domain,
        oracles=oracles,
        mutants=mutants,
        convention=convention,
        search=search,
    )


OPERATORS = (
    _norm(
        "norm_nuclear", Bracket(r"\lVert", r"\rVert", "*"),
        lambda evaluation, array: total(singular_values(evaluation, array)), _SEPARATE,
        (
            real(r"\lVert \mathbf{A} \rVert_{*}", "np.linalg.norm(A, 'nuc')"),
            real(r"\lVert \mathbf{X} \rVert_*", "np.linalg.svd(X, compute_uv=False).sum()"),
            real(r"\lVert \mathbf{x} \mathbf{y}^{\top} \rVert_{*}", "np.linalg.norm(x) * np.linalg.norm(y)"),
            real(r"\lVert \mathbf{A} - \mathbf{A} \rVert_{*} + z", "z"),
        ),
        (r"$\lVert \mathbf{A} \rVert_{*}$", "nuclear norm: the sum of the singular values"),
        ("nuclear norm", "trace norm"),
        ("norm_frobenius",),
    ),
    _norm(
        "norm_spectral", Special(r"\lVert \mathbf{A} \rVert_{2}"),
        lambda evaluation, array: max(singular_values(evaluation, array), key=primal), _SEPARATE,
        (
            real(r"\lVert \mathbf{A} \rVert_2", "np.linalg.norm(A, 2)"),
            real(r"\lVert \mathbf{X} \rVert", "np.linalg.svd(X, compute_uv=False).max()"),
            real(r"\lVert \mathbf{x} \mathbf{y}^{\top} \rVert_2", "np.linalg.norm(x) * np.linalg.norm(y)"),
        ),
        (r"$\lVert \mathbf{A} \rVert_2$, $\lVert \mathbf{A} \rVert$", "spectral norm: the largest singular value"),
        ("spectral norm", "operator norm", "largest singular value"),
        ("norm_frobenius",),
    ),
    _norm(
        "norm_columns", Special(r"\lVert \mathbf{A} \rVert_{1}"), _largest_column, _OFF_KINKS,
        (
            real(r"\lVert \mathbf{A} \rVert_1", "np.linalg.norm(A, 1)"),
            complex_(r"\lVert \mathbf{A} \rVert_1", "np.linalg.norm(A, 1)"),
        ),
        (r"$\lVert \mathbf{A} \rVert_1$", "operator norm of a matrix: the largest sum of absolute values of a column"),
        ("maximum column sum",),
    ),
    _norm(
        "norm_rows", Special(r"\lVert \mathbf{A} \rVert_{\infty}"),
        lambda evaluation, array: max(_sums(evaluation, array), key=primal), _OFF_KINKS,
        (real(r"\lVert \mathbf{A} \rVert_{\infty}", "np.linalg.norm(A, np.inf)"),),
        (
            r"$\lVert \mathbf{A} \rVert_{\infty}$",
            "operator norm of a matrix: the largest sum of absolute values of a row",
        ),
        ("maximum row sum",),
    ),
    _norm(
        "norm_weighted", Special(r"\lVert \mathbf{x} \rVert_{\mathbf{W}}"), _weighted, _OFF_ZERO,
        (
            Oracle(
                r"For $\mathbf{x} \in \mathbb{R}^{n}$ and positive definite $\mathbf{W} \in \mathbb{R}^{n \times n}$",
                r"\lVert \mathbf{x} \rVert_{\mathbf{W}}", "np.sqrt(np.einsum('i,ij,j', x[:, 0], W, x[:, 0]))",
            ),
            Oracle(
                r"For $\mathbf{x} \in \mathbb{R}^{n}$ and positive definite $\mathbf{W} \in \mathbb{R}^{n \times n}$",
                r"\lVert \mathbf{x} \rVert_{\mathbf{W}^{-1}}",
                "np.linalg.norm(np.linalg.solve(np.linalg.cholesky(W), x))",
            ),
            real(r"\lVert \mathbf{x} \rVert_{\mathbf{I}}", "np.linalg.norm(x)"),
        ),
        (
            r"$\lVert \mathbf{x} \rVert_{\mathbf{W}}$",
            r"weighted norm: $\sqrt{\mathbf{x}^{\top} \mathbf{W} \mathbf{x}}$ for positive definite $\mathbf{W}$",
        ),
        ("weighted norm", "Mahalanobis distance", "energy norm"),
        shape=_shape_of_weighted,
    ),
)  # fmt: skip
