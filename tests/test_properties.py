r"""Properties: each record is whole, and what is drawn has its property, no more than it, and nothing beside it.

The oracles are written with NumPy's `@` alone, so that they serve floats and balls.
"""

import random
from dataclasses import fields
from itertools import combinations

import numpy as np
import pytest

from verifier.arrays import FLOAT, high_precision
from verifier.check import check
from verifier.declare import declare
from verifier.numbers.ball import DIGITS, Ball, midpoint, precision, radius, to_ball
from verifier.properties import PROPERTIES, SHAPES, Property, choose, fits, holds, implied, realise
from verifier.sample import Free
from verifier.sensitivity import drop_conditions

SEEDS = ("0", "1", "2")
SIZES = ((1, 1), (2, 2), (3, 3), (4, 4), (7, 7), (5, 2), (2, 5), (4, 1))
OF_FUNCTIONS = {"holomorphic"}  # no array has it; tests/test_wirtinger.py sees to it
REAL_ONLY = {"positive", "negative", "nonnegative", "nonpositive"}


def adjoint(a):
    return np.array([[x.conjugate() for x in row] for row in a.T])


def eye(a):
    return np.array([[int(i == j) for j in range(len(a))] for i in range(len(a))])


def smaller_gram(a):
    return adjoint(a) @ a if len(a) >= len(a[0]) else a @ adjoint(a)


def entries_where(a, places):
    return [x for (i, j), x in np.ndenumerate(a) if places(i, j)] or [0]


def gap(numbers):
    """Return the smallest distance of two numbers, in units of the largest."""
    pairs = combinations(numbers, 2)
    return min((abs(a - b) / abs(numbers).max() for a, b in pairs), default=1.0)


def is_real(numbers):
    return abs(numbers.imag).max() <= 1e-9 * abs(numbers).max()


# property: what vanishes
EQUATIONS = {
    "symmetric": lambda a: a - a.T,
    "skew-symmetric": lambda a: a + a.T,
    "Hermitian": lambda a: a - adjoint(a),
    "skew-Hermitian": lambda a: a + adjoint(a),
    "Toeplitz": lambda a: [a[i, j] - a[i - 1, j - 1] for i, j in np.ndindex(a.shape) if i and j] or [0],
    "diagonal": lambda a: entries_where(a, lambda i, j: i != j),
    "upper triangular": lambda a: entries_where(a, lambda i, j: i > j),
    "lower triangular": lambda a: entries_where(a, lambda i, j: i < j),
    "unit upper triangular": lambda a: entries_where(a - eye(a), lambda i, j: i >= j),
    "unit lower triangular": lambda a: entries_where(a - eye(a), lambda i, j: i <= j),
    "strictly upper triangular": lambda a: entries_where(a, lambda i, j: i >= j),
    "strictly lower triangular": lambda a: entries_where(a, lambda i, j: i <= j),
    "block diagonal": lambda a: [a[0, -1], a[-1, 0]] if len(a) > 1 else [0],
    "positive definite": lambda a: a - adjoint(a),
    "positive semidefinite": lambda a: a - adjoint(a),
    "negative definite": lambda a: a - adjoint(a),
    "negative semidefinite": lambda a: a - adjoint(a),
    "orthogonal": lambda a: a.T @ a - eye(a),
    "unitary": lambda a: adjoint(a) @ a - eye(a),
    "semi-orthogonal": lambda a: smaller_gram(a) - eye(smaller_gram(a)),
    "with orthonormal columns": lambda a: adjoint(a) @ a - eye(a.T),
    "with orthonormal rows": lambda a: a @ adjoint(a) - eye(a),
    "idempotent": lambda a: a @ a - a,
    "involutory": lambda a: a @ a - eye(a),
    "nilpotent": lambda a: np.linalg.matrix_power(a, 7) if a.dtype != object else a @ a @ a @ a @ a @ a @ a,
    "unit": lambda a: [sum(abs(x) ** 2 for x in a.ravel()) - 1],
    "with a zero entry": lambda a: [a[0, 0]],
    "of equal entries": lambda a: a - a[0, 0],
    "of one eigenvalue": lambda a: [x - a[0, 0] * int(i == j) for (i, j), x in np.ndenumerate(a)],
}
# property: what is true in floating point
INEQUALITIES = {
    "positive": lambda a: (a > 0).all(),
    "negative": lambda a: (a < 0).all(),
    "nonnegative": lambda a: (a >= 0).all(),
    "nonpositive": lambda a: (a <= 0).all(),
    "non-zero": lambda a: (a != 0).all(),
    "distinct": lambda a: len(set(a.ravel().tolist())) == a.size,
    "positive definite": lambda a: np.linalg.eigvalsh(a).min() > 0,
    "negative definite": lambda a: np.linalg.eigvalsh(a).max() < 0,
    "positive semidefinite": lambda a: not a.any() or np.linalg.eigvalsh(a).min() > -1e-12 * abs(a).max(),
    "negative semidefinite": lambda a: np.linalg.eigvalsh(a).max() < 1e-12 * abs(a).max() or not a.any(),
    "invertible": lambda a: np.linalg.matrix_rank(a) == len(a),
    "singular": lambda a: np.linalg.matrix_rank(a, 1e-9 * abs(a).max()) < len(a),
    "rank-deficient": lambda a: np.linalg.matrix_rank(a, 1e-9 * abs(a).max()) < min(a.shape),
    "full rank": lambda a: np.linalg.matrix_rank(a) == min(a.shape),
    "full column rank": lambda a: np.linalg.matrix_rank(a) == a.shape[1],
    "full row rank": lambda a: np.linalg.matrix_rank(a) == a.shape[0],
    "distinct eigenvalues": lambda a: gap(np.linalg.eigvals(a)) > 0,
    "real and distinct eigenvalues": lambda a: gap(np.linalg.eigvals(a).real) > 0 and is_real(np.linalg.eigvals(a)),
    "distinct singular values": lambda a: gap(np.linalg.svd(a, compute_uv=False)) > 0,
}


def samples(names, rows, columns, is_complex=False, count=20, scale=1.0):
    """Yield free numbers whose value has all properties of some names."""
    rng = random.Random(f"{names} {rows} {columns} {is_complex}")

    def gauss():
        return complex(rng.gauss(0, scale), rng.gauss(0, scale)) if is_complex else rng.gauss(0, scale)

    found = 0
    for _ in range(20 * count):
        values, directions = ([[gauss() for _ in range(columns)] for _ in range(rows)] for _ in range(2))
        free = Free(values, directions, choose(frozenset(names), rows, columns, is_complex, rng))
        if holds(free.value(FLOAT, FLOAT.array), free.choice):
            found += 1
            yield free
        if found == count:
            return
    raise AssertionError(f"of {names} at {rows} × {columns} {found} of {count} samples were found")


def fitting(name):
    return [(m, n, c) for m, n in SIZES for c in (False, True) if fits(name, m, n) and not (c and name in REAL_ONLY)]


CASES = [(name, *case) for name in PROPERTIES if name not in OF_FUNCTIONS for case in fitting(name)]


def in_balls(of, digits):
    """Return an array of balls of so many digits: what a function makes of their arithmetic and a conversion."""
    ar = high_precision(digits)
    value = of(ar, lambda rows: ar.array([[to_ball(x) for x in row] for row in rows]))
    return np.array([[to_ball(x) for x in row] for row in value], dtype=object)


def largest(entries):
    """Return the largest size of balls, without what is uncertain of them."""
    return max(float(abs(midpoint(to_ball(x)))) for x in np.array(entries, dtype=object).ravel())


# A record is whole


@pytest.mark.parametrize("field", [field.name for field in fields(Property)])
def test_a_record_without_a_field_is_an_error(field):
    record = PROPERTIES["symmetric"]
    given = {f.name: getattr(record, f.name) for f in fields(Property) if f.name != field}
    with pytest.raises(TypeError, match=f"'{field}'"):
        Property(**given)


def test_a_record_of_an_unknown_shape_is_an_error():
    given = {f.name: getattr(PROPERTIES["symmetric"], f.name) for f in fields(Property)}
    with pytest.raises(ValueError, match="the shape 'sqare'"):
        Property(**given | {"shape": "sqare"})
    with pytest.raises(ValueError, match="needs a name and a meaning"):
        Property(**given | {"meaning": ""})


def test_every_property_has_an_oracle_here():
    assert EQUATIONS.keys() | INEQUALITIES.keys() == PROPERTIES.keys() - OF_FUNCTIONS
    assert {record.shape for record in PROPERTIES.values()} == SHAPES.keys()


def test_no_spelling_is_of_two_properties():
    words = [word for record in PROPERTIES.values() for word in record.words]
    assert len(words) == len(set(words))


# What is drawn has the property, to all digits, and moves within it


@pytest.mark.parametrize("name, rows, columns, is_complex", CASES)
def test_samples_have_their_property(name, rows, columns, is_complex):
    for free in samples([name], rows, columns, is_complex):
        value = np.array(free.value(FLOAT, FLOAT.array))
        scale = max(1.0, abs(value).max()) ** (7 if name == "nilpotent" else 2)
        if name in EQUATIONS:
            assert np.abs(EQUATIONS[name](value)).max() <= 1e-9 * scale
        if name in INEQUALITIES:
            assert INEQUALITIES[name](value)


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize("name, rows, columns, is_complex", [case for case in CASES if case[0] in EQUATIONS])
def test_equations_hold_within_sharp_balls(name, rows, columns, is_complex, digits):
    if name == "nilpotent" and rows == 7:
        pytest.skip("its seventh power is taken above")
    for free in samples([name], rows, columns, is_complex, 3):
        for step in (0, 0.01):
            with precision(digits):
                value = in_balls(lambda ar, convert, step=step, free=free: free.moved(ar, convert, step), digits)
                vanishing = [to_ball(x) for x in np.array(EQUATIONS[name](value), dtype=object).ravel()]
                uncertain = [float(radius(x)) for x in vanishing]
                assert all(largest([x]) <= r for x, r in zip(vanishing, uncertain, strict=True))
                assert max(uncertain) <= 10.0 ** (12 - digits)


@pytest.mark.parametrize("name, rows, columns, is_complex", CASES)
def test_directions_are_slopes_of_the_map(name, rows, columns, is_complex):
    h = Ball(1, -50)
    for free in samples([name], rows, columns, is_complex, 3):
        with precision(DIGITS[0]):
            above, below = (
                in_balls(lambda ar, convert, s=s, free=free: free.moved(ar, convert, s), DIGITS[0]) for s in (h, -h)
            )
            slope = in_balls(lambda ar, convert, free=free: free.direction(ar, convert), DIGITS[0])
            size = max(1, largest(slope))
            assert largest((above - below) * Ball(1, 49) - slope) < 1e-20 * size**3


@pytest.mark.parametrize("name", [name for name, record in PROPERTIES.items() if record.implies])
def test_samples_have_what_their_property_implies(name):
    for rows, columns, is_complex in fitting(name):
        names = implied(frozenset([name])) - ({"symmetric"} if is_complex else set())
        for free in samples([name], rows, columns, is_complex, 5):
            value = np.array(free.value(FLOAT, FLOAT.array))
            for other in names:
                if other in EQUATIONS:
                    assert np.abs(EQUATIONS[other](value)).max() <= 1e-9 * max(1.0, abs(value).max()) ** 7, other
                if other in INEQUALITIES:
                    assert INEQUALITIES[other](value), other


@pytest.mark.parametrize("name", [name for name in PROPERTIES if name not in OF_FUNCTIONS])
def test_what_violates_a_property_lacks_it(name):
    lacking = 0
    for rows, columns in ((3, 3), (4, 1)):
        if not fits(name, rows, columns):
            continue
        for free in samples(PROPERTIES[name].violated, rows, columns, count=10):
            value = free.value(FLOAT, FLOAT.array)
            places = {
                (i, j) for i in range(rows) for j in range(columns) if PROPERTIES[name].support(i, j, free.choice)
            }
            lacking += not PROPERTIES[name].holds(value, places)
    assert lacking >= 5


# No more than the property


def classes(name, of, n=3, count=60):
    return {of(np.array(free.value(FLOAT, FLOAT.array))) for free in samples([name], n, n, count=count)}


def rank(a):
    return int(np.linalg.matrix_rank(a, 1e-9))


@pytest.mark.parametrize(
    "name, of, wanted",
    [
        ("singular", rank, {0, 1, 2}),
        ("idempotent", rank, {0, 1, 2, 3}),
        ("positive semidefinite", rank, {0, 1, 2, 3}),
        ("orthogonal", lambda a: round(np.linalg.det(a)), {-1, 1}),
        ("invertible", lambda a: int(np.sign(np.linalg.det(a))), {-1, 1}),
        ("involutory", lambda a: round(np.trace(a)), {-3, -1, 1, 3}),
        ("block diagonal", lambda a: (bool(a[0, 1]), bool(a[1, 2])), {(True, False), (False, True)}),
        ("non-zero", lambda a: bool(a[0, 0] > 0), {True, False}),
    ],
)
def test_every_class_of_values_is_drawn(name, of, wanted):
    assert classes(name, of) == wanted


def test_numbers_are_of_many_orders_of_magnitude():
    declared = declare(r"For positive $x \in \mathbb{R}$ and $y \in \mathbb{R}$")
    for bound in ("1000 x > 1", "x < 50", "y < 50", "y > -50", r"100 \lvert y \rvert > 1"):
        assert not check(declared, bound).judgements["numerator"].holds, bound


def test_properties_combine_or_exclude_each_other():
    together = (
        ("symmetric", "orthogonal"), ("symmetric", "idempotent"), ("symmetric", "invertible"), ("diagonal", "positive"),
        ("symmetric", "Toeplitz"), ("lower triangular", "invertible"), ("lower triangular", "singular"),
        ("symmetric", "singular"), ("skew-symmetric", "singular"), ("diagonal", "orthogonal"), ("positive", "unit"),
        ("positive definite", "diagonal"), ("upper triangular", "Toeplitz"), ("positive definite", "symmetric"),
    )  # fmt: skip
    for names in together:
        rows, columns = (4, 1) if "unit" in names else (4, 4)
        for free in samples(names, rows, columns, count=5):
            value = np.array(free.value(FLOAT, FLOAT.array))
            for name in set(names) & EQUATIONS.keys():
                assert np.abs(EQUATIONS[name](value)).max() < 1e-9, names
    declared = declare(r"For symmetric skew-symmetric invertible $\mathbf{A} \in \mathbb{R}^{n \times n}$")
    verdict = check(declared, r"\mathbf{A} = \mathbf{A}").judgements["numerator"]
    assert not verdict.holds
    assert "invertible and skew-symmetric and symmetric" in verdict.message and "exclude each other" in verdict.message


def test_a_property_that_follows_from_another_is_not_questioned():
    declared = declare(r"For positive definite $\mathbf{A} \in \mathbb{S}^{n}$")
    assert [words for words, *_ in drop_conditions(declared)] == [r"positive definite $\mathbf{A}$"]


# Statements: true ones hold, false ones do not

TRUE = [
    (r"orthogonal $\mathbf{Q} \in \mathbb{R}^{n \times n}$", r"\mathrm{d}(\mathbf{Q}^{\top} \mathbf{Q}) = \mathbf{0}"),
    (r"orthogonal $\mathbf{Q} \in \mathbb{R}^{n \times n}$", r"\det(\mathbf{Q})^{2} = 1"),
    (r"orthogonal $\mathbf{Q} \in \mathbb{R}^{n \times n}$", r"\mathbf{Q}^{\top} \mathrm{d} \mathbf{Q} = -(\mathrm{d} \mathbf{Q})^{\top} \mathbf{Q}"),
    (r"unit $\mathbf{u} \in \mathbb{R}^{n}$", r"\mathbf{u}^{\top} \mathrm{d} \mathbf{u} = 0"),
    (r"idempotent $\mathbf{P} \in \mathbb{R}^{n \times n}$", r"\mathbf{P} (\mathrm{d} \mathbf{P}) \mathbf{P} = \mathbf{0}"),
    (r"singular $\mathbf{A} \in \mathbb{R}^{n \times n}$", r"\mathrm{d} \det(\mathbf{A}) = 0"),
    (r"positive definite $\mathbf{A} \in \mathbb{R}^{n \times n}$", r"\mathrm{d} \ln(\det(\mathbf{A})) = \operatorname{tr}(\mathbf{A}^{-1} \mathrm{d} \mathbf{A})"),
    (r"$t \in \mathbb{R}$ and orthogonal $\mathbf{Q}(t) \in \mathbb{R}^{n \times n}$", r"\mathbf{Q}^{\top} \mathbf{Q} = \mathbf{I}"),
    (r"$t \in \mathbb{R}$ and unit $\mathbf{u}(t) \in \mathbb{R}^{n}$", r"\mathbf{u}^{\top} \frac{\mathrm{d} \mathbf{u}}{\mathrm{d} t} = 0"),
    (r"$t \in \mathbb{R}$ and diagonal $\mathbf{D}(t) \in \mathbb{R}^{n \times n}$", r"d_{ij} = 0 \quad \text{for } i \neq j"),
    (r"$t \in \mathbb{R}$ and skew-symmetric $\mathbf{S}(t) \in \mathbb{R}^{n \times n}$", r"\frac{\mathrm{d} \mathbf{S}}{\mathrm{d} t} = -\frac{\mathrm{d} \mathbf{S}^{\top}}{\mathrm{d} t}"),
    (r"$t \in \mathbb{R}$ and singular $\mathbf{A}(t) \in \mathbb{R}^{n \times n}$", r"\frac{\mathrm{d} \det(\mathbf{A})}{\mathrm{d} t} = 0"),
    (r"$\mathbf{x} \in \mathbb{R}^{n}$ and $\mathbf{y}(\mathbf{x}) \in \mathbb{R}^{n}$", r"(\frac{\partial \mathbf{y}}{\partial \mathbf{x}})^{-1} \frac{\partial \mathbf{y}}{\partial \mathbf{x}} = \mathbf{I}"),
    (r"$\mathbf{Q} \in \mathbb{R}^{m \times n}$ with orthonormal columns", r"\mathbf{Q}^{\top} \mathbf{Q} = \mathbf{I}"),
    (r"unitary $\mathbf{U} \in \mathbb{C}^{n \times n}$", r"\mathbf{U}^{\mathsf{H}} \mathbf{U} = \mathbf{I}"),
    (r"Toeplitz $\mathbf{T} \in \mathbb{R}^{4 \times 4}$", r"t_{11} - t_{22} = t_{12} - t_{34}"),
    (r"unit lower triangular $\mathbf{L} \in \mathbb{R}^{n \times n}$", r"\det(\mathbf{L}) = 1"),
    (r"full column rank $\mathbf{A} \in \mathbb{R}^{m \times n}$", r"(\mathbf{A}^{\top} \mathbf{A})^{-1} \mathbf{A}^{\top} \mathbf{A} = \mathbf{I}"),
    (r"positive semidefinite $\mathbf{A} \in \mathbb{R}^{n \times n}$ and $\mathbf{x} \in \mathbb{R}^{n}$", r"\mathbf{x}^{\top} \mathbf{A} \mathbf{x} \geq 0"),
    (r"nonnegative $x \in \mathbb{R}$", r"\lvert x \rvert = x"),
    (r"a positive function $f \colon \mathbb{R} \to \mathbb{R}$ and $x \in \mathbb{R}$", r"\lvert f(x) \rvert = f(x)"),
]  # fmt: skip
FALSE = [
    (r"positive $x \in \mathbb{R}$", r"\max(x, 0.3) = x"),
    (r"positive $x \in \mathbb{R}$", r"\frac{\mathrm{d} \tanh(100 x)}{\mathrm{d} x} = 0"),
    (r"$x \in \mathbb{R}$", r"\min(\max(0, x), 6) = \max(0, x)"),
    (r"$x \in \mathbb{R}$", r"\arctan(\tan(x)) = x"),
    (r"non-zero $x \in \mathbb{R}$", r"\max(\lvert x \rvert, 0.3) = \lvert x \rvert"),
    (r"$\mathbf{x} \in \mathbb{R}^{n}$ and positive definite $\mathbf{A} \in \mathbb{R}^{n \times n}$", r"2 \mathbf{x}^{\top} \mathbf{A} \mathbf{x} \geq \mathbf{x}^{\top} \mathbf{x}"),
    (r"idempotent $\mathbf{P} \in \mathbb{R}^{n \times n}$", r"\operatorname{tr}(\mathbf{P}) = \max(1, n - 1)"),
    (r"idempotent $\mathbf{P} \in \mathbb{R}^{n \times n}$", r"\det(\mathbf{P}) = 0"),
    (r"singular $\mathbf{A} \in \mathbb{R}^{3 \times 3}$", r"\operatorname{rank}(\mathbf{A}) = 2"),
    (r"invertible $\mathbf{A} \in \mathbb{R}^{n \times n}$", r"\min(\lvert \det(\mathbf{A}) \rvert, 0.001) = 0.001"),
    (r"orthogonal $\mathbf{Q} \in \mathbb{R}^{n \times n}$", r"\det(\mathbf{Q}) = 1"),
    (r"orthogonal $\mathbf{Q} \in \mathbb{R}^{2 \times 2}$", r"q_{11} = q_{22}"),
    (r"orthogonal $\mathbf{Q} \in \mathbb{R}^{n \times n}$", r"\mathrm{d} \mathbf{Q} = -(\mathrm{d} \mathbf{Q})^{\top}"),
    (r"unit $\mathbf{u} \in \mathbb{R}^{n}$", r"\mathrm{d} \mathbf{u} = \mathbf{0}"),
    (r"positive semidefinite $\mathbf{A} \in \mathbb{R}^{n \times n}$", r"\det(\mathbf{A}) > 0"),
    (r"positive semidefinite $\mathbf{A} \in \mathbb{R}^{n \times n}$", r"a_{ij} > 0"),
    (r"block diagonal $\mathbf{A} \in \mathbb{R}^{n \times n}$", r"a_{ij} = 0 \quad \text{for } i \neq j"),
    (r"semi-orthogonal $\mathbf{Q} \in \mathbb{R}^{m \times n}$", r"\mathbf{Q}^{\top} \mathbf{Q} = \mathbf{I}"),
    (r"unitary $\mathbf{U} \in \mathbb{C}^{n \times n}$", r"\mathbf{U}^{\top} \mathbf{U} = \mathbf{I}"),
    (r"$t \in \mathbb{R}$ and invertible $\mathbf{U}(t) \in \mathbb{R}^{n \times n}$", r"\det(\mathbf{U}) > 0"),
    (r"$t \in \mathbb{R}$ and invertible $\mathbf{U}(t) \in \mathbb{R}^{n \times n}$", r"\frac{\mathrm{d} \ln(\det(\mathbf{U}))}{\mathrm{d} t} = \operatorname{tr}(\mathbf{U}^{-1} \frac{\mathrm{d} \mathbf{U}}{\mathrm{d} t})"),
    (r"$t \in \mathbb{R}$ and non-zero $u(t) \in \mathbb{R}$", r"\sqrt{u^{2}} = u"),
    (r"$t \in \mathbb{R}$ and $u(t) \in \mathbb{R}$", r"\min(u, 10) = u"),
    (r"$x \in \mathbb{R}$ and $f \colon \mathbb{R} \to \mathbb{R}$", r"f'''''(x)^{2} = f'''(x) f'''''''(x)"),
    (r"$x \in \mathbb{R}$ and $f \colon \mathbb{R} \to \mathbb{R}$", r"\max(f(x), -20) = f(x)"),
    (r"$\mathbf{x} \in \mathbb{R}^{4}$ and $\mathbf{y}(\mathbf{x}) \in \mathbb{R}^{4}$", r"\det(\frac{\partial \mathbf{y}}{\partial \mathbf{x}}) = 0"),
]  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("given, tex", TRUE)
def test_true_of_a_property_holds(given, tex, seed):
    declared = declare(f"For {given},")
    verdict = check(declared, tex, seed).judgements["numerator"]
    assert verdict.holds, verdict.message
    assert verdict.referee_error < 1e-30


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("given, tex", FALSE)
def test_false_of_a_property_is_rejected(given, tex, seed):
    declared = declare(f"For {given},")
    assert not check(declared, tex, seed).judgements["numerator"].holds


def test_sizes_are_possible_for_what_is_tall():
    declared = declare(r"For $\mathbf{Q} \in \mathbb{R}^{m \times n}$ with orthonormal columns,")
    assert not check(declared, r"\mathbf{Q} \mathbf{Q}^{\top} = \mathbf{I}").judgements["numerator"].holds
    sizes = check(declared, r"\mathbf{Q} = \mathbf{Q}").judgements["numerator"].sizes
    assert sizes["m"][1] >= 6 and sizes["n"][0] == 1


def test_maps_leave_the_free_numbers_alone():
    values = FLOAT.array([[1.0, 2.0], [3.0, 4.0]])
    for name in PROPERTIES:
        choice = choose(frozenset([name]), 2, 2, False, random.Random(name))
        realise(FLOAT, values, choice)
        assert values == ((1.0, 2.0), (3.0, 4.0))
