"""Sizes: no coincidence of small numbers makes a false statement hold, whatever the seed."""

import random
from itertools import combinations

import pytest

from verifier.arrays import FLOAT
from verifier.check import check
from verifier.declare import declare
from verifier.evaluate import Evaluation
from verifier.sizes import PATTERNS, TUPLES, SizesError, choose_sizes, index_tuples
from verifier.statement import Statement

COLUMN = r"For $\mathbf{x} \in \mathbb{R}^{n}$,"
SQUARE = r"For $\mathbf{A} \in \mathbb{R}^{n \times n}$,"
MATRIX = r"For $\mathbf{A} \in \mathbb{R}^{m \times n}$,"
FALSE = [
    (COLUMN, r"2^{n-1} = 1 + \frac{n (n-1)}{2} + \frac{n (n-1) (n-2) (n-3)}{24}"),
    (COLUMN, r"(n-1)(n-2)(n-3)(n-4)(n-5) x_i = 0"),
    (COLUMN, r"(i-j)(j-k)(i-k) x_i x_j x_k = 0"),
    (COLUMN, r"(i-j)(i-k)(i-l)(j-k)(j-l)(k-l) x_i x_j x_k x_l = 0"),
    (SQUARE, r"\frac{\partial^{2} \det(\mathbf{A})}{\partial a_{ij} \partial a_{kl}} = \delta_{ij} \delta_{kl} - \delta_{il} \delta_{kj}"),
    (
        r"For $\mathbf{x} \in \mathbb{R}^{n}$, $\mathbf{y} \in \mathbb{R}^{n}$ and $\mathbf{z} \in \mathbb{R}^{n}$,",
        r"x_i y_j z_k + x_j y_k z_i + x_k y_i z_j = x_j y_i z_k + x_i y_k z_j + x_k y_j z_i",
    ),
    (MATRIX, r"(m-n)^{2} = 1"),
    (MATRIX, r"(m-n)^{2} \geq 1"),
    (MATRIX, r"\max(m, n) = n"),
    (MATRIX, r"\max(m, n) = m"),
    (MATRIX, r"(m-n)(m-n-1)(m-n+1) = 0"),
    (MATRIX, r"\det(\mathbf{A}^{\top} \mathbf{A}) \det(\mathbf{A} \mathbf{A}^{\top}) = 0"),
]  # fmt: skip


@pytest.mark.parametrize("seed", ["0", "1", "2", "3"])
@pytest.mark.parametrize("given, tex", FALSE)
def test_true_of_few_sizes_only_is_rejected(given, tex, seed):
    declared = declare(given)
    assert check(declared, tex, seed).judgements["numerator"].reason == "value"


def test_sizes_reach_from_one_to_seven():
    declared = declare(MATRIX)
    sizes = check(declared, r"\mathbf{A} = \mathbf{A}").judgements["numerator"].sizes
    assert all(low == 1 and high >= 6 for low, high in sizes.values())


def test_much_work_makes_sizes_smaller():
    tex = r"\frac{\partial^{2} \operatorname{tr}(\mathbf{A} \mathbf{A} \mathbf{A})}{\partial a_{ij} \partial a_{kl}} = \frac{\partial^{2} \operatorname{tr}(\mathbf{A} \mathbf{A} \mathbf{A})}{\partial a_{kl} \partial a_{ij}}"
    hessian = r"\frac{\partial^{2} \det(\mathbf{A})}{\partial \operatorname{vec}(\mathbf{A}) \partial \operatorname{vec}(\mathbf{A})^{\top}}"
    declared = declare(SQUARE)
    assert Statement(declared.read(tex), declared, "numerator").large >= 4
    assert Statement(declared.read(f"{hessian} = {hessian}"), declared, "numerator").large < 7


@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_patterns_are_what_they_say(count):
    letters = "mnpqrs"[:count]
    for seed in range(20):
        by = {p: choose_sizes(letters, p, 2, lambda sizes: True, random.Random(seed)) for p in PATTERNS}
        assert sorted(by["consecutive"].values()) == list(range(2, 2 + count))
        assert len(set(by["equal"].values())) == 1
        assert len(set(by["spread"].values())) == count
        for letter in letters:
            assert {by["far"][letter] >= 6, by["far reversed"][letter] >= 6} == {True, False}


def test_sizes_that_nothing_fits_are_an_error():
    with pytest.raises(SizesError, match="no sizes were found"):
        choose_sizes("mn", "equal", 2, lambda sizes: sizes["m"] < sizes["m"], random.Random(0))
    found = choose_sizes("mn", "far reversed", 2, lambda sizes: sizes["m"] > sizes["n"], random.Random(0))
    assert found["m"] > found["n"]


def test_index_tuples_are_all_or_sampled_with_coincidences():
    few = [range(1, 4), range(1, 5)]
    assert list(index_tuples(few, "0")) == [(i, j) for i in few[0] for j in few[1]]
    many = [range(1, 6)] * 4
    found = list(index_tuples(many, "0"))
    assert len(found) == len(set(found)) == 5**4
    sample = found[:TUPLES]
    assert sample == list(index_tuples(many, "0"))[:TUPLES]
    for i, j in combinations(range(4), 2):
        others = [k for k in range(4) if k not in (i, j)]
        assert any(t[i] == t[j] and t[others[0]] == t[others[1]] for t in sample)
    assert any(len(set(t)) == 1 for t in sample) and any(len(set(t)) == 4 for t in sample)


def test_indices_that_a_condition_leaves_are_found_beyond_the_sample():
    declared = declare(COLUMN)
    statement = Statement(
        declared.read(r"x_i x_j x_k = x_i x_j x_k \quad \text{for } i = 1 \text{ and } j = 2 \text{ and } k = 3"),
        declared,
        "numerator",
    )
    point = statement.point("sizes", smallest=7)

    assert [place for place, _ in statement.sides(Evaluation(FLOAT, point, statement.checker))][0] == {
        "i": 1,
        "j": 2,
        "k": 3,
    }
