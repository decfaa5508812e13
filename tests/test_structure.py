"""Structured derivatives: which entries move along, and which derivative follows the structure."""

import numpy as np
import pytest

from tests.expressions import ARITHMETICS, Expression, refused
from verifier.errors import NotationError
from verifier.structure import tied_to

WORDS = ("symmetric", "skew-symmetric", "diagonal", "upper triangular", "lower triangular")
WANTED = {
    "symmetric": lambda g: g + g.T - np.diag(np.diag(g)),
    "skew-symmetric": lambda g: g - g.T,
    "diagonal": lambda g: np.diag(np.diag(g)),
    "upper triangular": np.triu,
    "lower triangular": np.tril,
}


def sentence(words):
    return rf"For {words} $\mathbf{{A}} \in \mathbb{{R}}^{{n \times n}}$ and $\mathbf{{G}} \in \mathbb{{R}}^{{n \times n}}$"


@pytest.mark.parametrize("method", ["complex", "dual", "central"])
@pytest.mark.parametrize("words", WORDS)
def test_upright_d_follows_the_structure(words, method):
    tex = r"\frac{\mathrm{d} \operatorname{tr}(\mathbf{G}^{\top} \mathbf{A})}{\mathrm{d} \mathbf{A}}"
    expression = Expression(sentence(words), tex, "denominator", smallest=3)
    arithmetic = ARITHMETICS["50 digits" if method == "central" else "numpy"]
    found = expression.value(arithmetic, method)
    wanted = WANTED[words](expression.v.G)
    np.testing.assert_allclose([[float(x.real) for x in row] for row in arithmetic.rows(found)], wanted, atol=1e-12)


@pytest.mark.parametrize("words", WORDS)
def test_round_d_leaves_all_entries_free(words):
    tex = r"\frac{\partial \operatorname{tr}(\mathbf{G}^{\top} \mathbf{A})}{\partial \mathbf{A}}"
    expression = Expression(sentence(words), tex, "denominator")
    expression.check(expression.v.G)


@pytest.mark.parametrize("words", WORDS)
def test_vech_holds_the_free_entries(words):
    tex = r"\frac{\partial \operatorname{tr}(\mathbf{G}^{\top} \mathbf{A})}{\partial \operatorname{vech}(\mathbf{A})}"
    expression = Expression(sentence(words), tex, "denominator", smallest=3)
    wanted = WANTED[words](expression.v.G).T[np.triu_indices(expression.v.n)][:, None]
    expression.check(wanted)


def test_second_derivative_by_vech():
    tex = (
        r"\frac{\partial^2 \operatorname{tr}(\mathbf{A}^2)}"
        r"{\partial \operatorname{vech}(\mathbf{A}) \partial \operatorname{vech}(\mathbf{A})^{\top}}"
    )
    expression = Expression(sentence("symmetric"), tex)
    n = expression.v.n
    below = [2 if i == j else 4 for j in range(n) for i in range(j, n)]
    expression.check(np.diag(below).astype(float))


@pytest.mark.parametrize("words", WORDS)
def test_single_entry_is_the_slope_of_the_matrix(words):
    given = sentence(words) + r", with $\mathbf{S}^{ij}$ the single-entry matrix of $\mathbf{A}$"
    for i in (1, 2):
        for j in (1, 2):
            single = Expression(given, r"\mathbf{S}^{ij}")
            slope = Expression(given, r"\frac{\mathrm{d} \mathbf{A}}{\mathrm{d} a_{ij}}")
            wanted = slope.value(ARITHMETICS["numpy"], i=i, j=j)
            single.check(wanted, i=i, j=j)


def test_entries_of_a_toeplitz_matrix_move_along_their_diagonal():
    assert set(tied_to({"Toeplitz"}, 1, 0, (3, 3))) == {(1, 0, 1), (2, 1, 1)}
    assert set(tied_to({"Toeplitz"}, 0, 2, (3, 3))) == {(0, 2, 1)}
    assert set(tied_to({"Toeplitz", "symmetric"}, 1, 0, (3, 3))) == {(1, 0, 1), (2, 1, 1), (0, 1, 1), (1, 2, 1)}


def test_entry_that_is_tied_by_no_linear_rule_is_refused():
    tex = r"\frac{\mathrm{d} \operatorname{tr}(\mathbf{G}^{\top} \mathbf{A})}{\mathrm{d} \mathbf{A}}"
    message = "that a matrix is orthogonal ties its entries by no linear rule: use differentials"
    refused(tex, NotationError, message, sentence("orthogonal"))


@pytest.mark.parametrize(
    "tex, message",
    [
        (r"\mathbf{S}^{i}", r"\mathbf{S} has two indices, as in \mathbf{S}^{ij}"),
        (r"\mathbf{S}^{ijk}", r"\mathbf{S} has two indices, as in \mathbf{S}^{ij}"),
        (
            r"\frac{\partial \operatorname{tr}(\mathbf{A})}{\partial \operatorname{vech}(a_{11})}",
            "a derivative by vech is by that of a matrix",
        ),
    ],
)
def test_unreadable_structure_is_refused(tex, message):
    given = sentence("symmetric") + r", with $\mathbf{S}^{ij}$ the single-entry matrix of $\mathbf{A}$"
    refused(tex, NotationError, message, given)


def test_single_entry_matrix_is_declared_once():
    given = (
        r"For $\mathbf{S} \in \mathbb{R}^{n \times n}$, with $\mathbf{S}^{ij}$ the single-entry matrix of $\mathbf{S}$"
    )
    message = r"\mathbf{S} is declared as a matrix and as a single-entry matrix: choose another letter"
    refused(r"\mathbf{S}^{ij}", NotationError, message, given)


def test_single_entry_matrix_of_nothing_declared_is_refused():
    given = (
        r"For $\mathbf{A} \in \mathbb{R}^{n \times n}$, with $\mathbf{S}^{ij}$ the single-entry matrix of $\mathbf{B}$"
    )
    message = r"\mathbf{S} is the single-entry matrix of \mathbf{B}, which is not declared"
    refused(r"\mathbf{S}^{ij} + \mathbf{A}", NotationError, message, given)
