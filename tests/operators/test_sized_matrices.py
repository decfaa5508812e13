"""Commutation, duplication, elimination, symmetrizer: what they do to vec and vech, and sizes that are refused."""

import numpy as np
import pytest

from tests.expressions import Expression, refused
from verifier.errors import NotationError, ShapeError

SQUARE = r"For $\mathbf{A} \in \mathbb{R}^{m \times n}$ and $\mathbf{X} \in \mathbb{R}^{n \times n}$"
VALUES = {
    r"\mathbf{K}_{mn} \operatorname{vec}(\mathbf{A})": lambda v: v.A.reshape(-1, 1),
    r"\mathbf{K}_{nm}^{\top} \operatorname{vec}(\mathbf{A})": lambda v: v.A.reshape(-1, 1),
    r"\mathbf{K}_{n,n} \operatorname{vec}(\mathbf{X})": lambda v: v.X.reshape(-1, 1),
    r"\mathbf{L}_n \operatorname{vec}(\mathbf{X})": lambda v: v.X.T[np.triu_indices(v.n)][:, None],
    r"\mathbf{D}_n \mathbf{L}_n \operatorname{vec}(\mathbf{X})": lambda v: (np.tril(v.X) + np.tril(v.X, -1).T).reshape(
        -1, 1
    ),
    r"\mathbf{N}_n \operatorname{vec}(\mathbf{X})": lambda v: ((v.X + v.X.T) / 2).reshape(-1, 1),
    r"\mathbf{K}_{2,3}": lambda v: np.eye(6)[[0, 2, 4, 1, 3, 5]],
    r"\mathbf{D}_2": lambda v: np.array([[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1]]),
    r"\mathbf{L}_2": lambda v: np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]]),
}


@pytest.mark.parametrize("tex", VALUES)
def test_value_agrees_with_numpy(tex):
    for ones in (frozenset(), frozenset("m"), frozenset("mn")):
        expression = Expression(SQUARE, tex, ones=ones)
        expression.check(VALUES[tex](expression.v))


@pytest.mark.parametrize(
    "tex, error, message",
    [
        (r"\mathbf{K}_{mn} \operatorname{vec}(\mathbf{X})", ShapeError,
         "the product of m·n × m·n and n·n × 1 does not exist, as m·n and n·n differ"),
        (r"\mathbf{D}_n \operatorname{vec}(\mathbf{X})", ShapeError,
         "the product of n·n × n·(n + 1)/2 and n·n × 1 does not exist, as n·(n + 1)/2 and n·n differ"),
        (r"\mathbf{K}_n", ShapeError, r"\mathbf{K} has 2 size(s) below it, as in \mathbf{K}_{mn}"),
        (r"\mathbf{D}_{mn}", ShapeError, r"\mathbf{D} has 1 size(s) below it, as in \mathbf{D}_{m}"),
        (r"\mathbf{K}_{ij}", NotationError,
         "i is no size: below a reserved name stand sizes, letters that a declaration has, "
         r"as in $\mathbf{x} \in \mathbb{R}^{i}$, or numbers"),
    ],
)  # fmt: skip
def test_sizes_that_do_not_fit_are_refused(tex, error, message):
    refused(tex, error, message, SQUARE)


@pytest.mark.parametrize("letter", "KDLN")
def test_declared_letter_is_no_reserved_name(letter):
    sentence = rf"For $\mathbf{{{letter}}} \in \mathbb{{R}}^{{n \times n}}$"
    expression = Expression(sentence, rf"\mathbf{{{letter}}}_{{n,1}}")
    expression.check(getattr(expression.v, letter)[-1, 0])
