"""Sizes that are written out: of declarations, below reserved names, of slices."""

import numpy as np
import pytest

from tests.expressions import Expression, refused
from verifier.declare import sizes_of
from verifier.errors import NotationError, ShapeError
from verifier.nodes import Slice
from verifier.parse import parse
from verifier.unify import known, unify

SENTENCE = r"""For $\mathbf{A} \in \mathbb{R}^{m \times n}$, $\mathbf{x} \in \mathbb{R}^{n}$, $\mathbf{y} \in \mathbb{R}^{m+n}$,
$\mathbf{z} \in \mathbb{R}^{2n}$, $\mathbf{s} \in \mathbb{R}^{5}$ and $\mathbf{u}_1, \dots, \mathbf{u}_N \in \mathbb{R}^{n}$"""
NO_SIZE = (
    "i is no size: below a reserved name stand sizes, letters that a declaration has, "
    r"as in $\mathbf{x} \in \mathbb{R}^{i}$, or numbers"
)
VALUES = {
    r"\mathbf{I}_n": lambda v: np.eye(v.n),
    r"\mathbf{I}_{mn}": lambda v: np.eye(v.m * v.n),
    r"\mathbf{I}_{m+n}": lambda v: np.eye(v.m + v.n),
    r"\mathbf{I}_{2n}": lambda v: np.eye(2 * v.n),
    r"\mathbf{I}_{n \times n}": lambda v: np.eye(v.n),
    r"\mathbf{I}_3": lambda v: np.eye(3),
    r"\mathbf{1}_n": lambda v: np.ones((v.n, 1)),
    r"\mathbf{1}_{m \times n}": lambda v: np.ones((v.m, v.n)),
    r"\mathbf{0}_{m \times n}": lambda v: np.zeros((v.m, v.n)),
    r"\mathbf{0}_n": lambda v: np.zeros((v.n, 1)),
    r"\mathbf{y}_{1:m}": lambda v: v.y[: v.m],
    r"\mathbf{y}_{m+1:m+n}": lambda v: v.y[v.m :],
    r"\mathbf{z}_{n+1:2n}": lambda v: v.z[v.n :],
    r"\mathbf{x}_{1:n}": lambda v: v.x,
    r"\mathbf{s}_{2:4}": lambda v: v.s[1:4],
    r"\mathbf{s}_{3:3}": lambda v: v.s[2].item(),
    r"\mathbf{A}_{:,2:n}": lambda v: v.A[:, 1:],
    r"\mathbf{A}_{1:m,1}": lambda v: v.A[:, :1],
    r"\mathbf{A}_{1:2,1:2}": lambda v: v.A[:2, :2],
    r"(\mathbf{A}^{\top})_{2:n,:}": lambda v: v.A.T[1:],
    r"\mathbf{u}_{2,1:2}": lambda v: v.u[1][:2],
    r"(\mathbf{x}^{\top})_{1:2}": lambda v: v.x.T[:, :2],
}


@pytest.mark.parametrize("tex", VALUES)
def test_value_agrees_with_numpy(tex):
    expression = Expression(SENTENCE, tex, smallest=3)
    expression.check(VALUES[tex](expression.v))


def test_window_moves_with_its_index():
    tex = r"\sum_{i=1}^{3} \mathbf{s}_{i:i+2}"
    expression = Expression(SENTENCE, tex)
    s = expression.v.s
    expression.check(s[:3] + s[1:4] + s[2:5])


@pytest.mark.parametrize(
    "tex, error, message",
    [
        (r"\mathbf{I}_i \mathbf{x}", NotationError, NO_SIZE),
        (r"\mathbf{1}_i", NotationError, NO_SIZE),
        (r"\mathbf{0}_{m \times i}", NotationError, NO_SIZE),
        (r"\mathbf{I}_{m \times n}", ShapeError, "an identity is square, this is m × n"),
        (r"\mathbf{I}_m \mathbf{x}", ShapeError, "the product of m × m and n × 1 does not exist, as m and n differ"),
        (
            r"\mathbf{A}_{m \times n}",
            NotationError,
            r"sizes, m \times n, stand below a reserved name only, as \mathbf{0}",
        ),
        (r"\mathbf{s}_{3:2}", ShapeError, "the slice 3:2 is empty"),
        (r"\mathbf{s}_{4:2}", ShapeError, "the slice 4:2 is empty"),
        (r"\mathbf{x}_{1:i}", NotationError, "how long this slice is depends on the index i"),
        (r"\mathbf{s}_{2:7}", IndexError, "places 2 to 7 of 1 to 5"),
        (r"\mathbf{x}_{1:2:3}", NotationError, "cannot read the index 1:2:3"),
        (r"\mathbf{x}_{1:n(n)}", NotationError, None),
    ],
)
def test_places_that_do_not_exist_are_refused(tex, error, message):
    if message is None:
        with pytest.raises(error):
            Expression(SENTENCE, tex)
    else:
        refused(tex, error, message, SENTENCE)


def test_slice_is_printed_as_it_is_read():
    for tex in (r"\mathbf{y}_{m + 1:m + n}", r"\mathbf{A}_{1:2, :}", r"\mathbf{z}_{n + 1:2 n}"):
        tree = parse(tex)
        assert parse(str(tree)) == tree and any(isinstance(part, Slice) for part in tree.walk())


@pytest.mark.parametrize(
    "text, size",
    [("m+n", ("+", "m", "n")), ("2n", ("*", 2, "n")), ("mn", ("*", "m", "n")), ("n-1", ("+", "n", -1)), ("d_k", "d_k")],
)
def test_declared_size_is_a_polynomial(text, size):
    found = sizes_of(rf"\mathbb{{R}}^{{{text}}}")[0]
    assert known(found) == known(size) and unify(found, size)


def test_triangular_size_is_declared():
    sentence = r"For $\mathbf{h} \in \mathbb{R}^{n(n+1)/2}$ and $\mathbf{X} \in \mathbb{R}^{n \times n}$"
    expression = Expression(sentence, r"\mathbf{h} + \operatorname{vech}(\mathbf{X})")
    wanted = expression.v.h + expression.v.X.T[np.triu_indices(expression.v.n)][:, None]
    expression.check(wanted)
