"""What tests of the evaluator share: an expression at a sample point, with what is drawn there as arrays of NumPy."""

from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest

from verifier.arrays import Numpy, ScalarLoopArithmetic, at_high_precision, high_precision
from verifier.declare import declare
from verifier.evaluate import Evaluation, evaluate
from verifier.numbers.ball import midpoint, radius, to_ball
from verifier.sample import draw
from verifier.statement import Statement
from verifier.typecheck import TypeChecker

ARITHMETICS = {"numpy": Numpy(), "scalar loops": ScalarLoopArithmetic(), "50 digits": high_precision()}

REAL = r"""For $\mathbf{A}, \mathbf{B} \in \mathbb{R}^{m \times n}$, $\mathbf{C} \in \mathbb{R}^{n \times p}$,
invertible $\mathbf{X} \in \mathbb{R}^{n \times n}$, $\mathbf{Y} \in \mathbb{R}^{n \times n}$,
singular $\mathbf{S} \in \mathbb{R}^{n \times n}$, non-zero $\mathbf{D} \in \mathbb{R}^{m \times n}$,
positive definite $\mathbf{P} \in \mathbb{R}^{n \times n}$,
$\mathbf{x}, \mathbf{y} \in \mathbb{R}^{n}$, $\mathbf{a}, \mathbf{b} \in \mathbb{R}^{m}$,
positive $\mathbf{v} \in \mathbb{R}^{n}$, $\mathbf{r} \in \mathbb{R}^{1 \times p}$,
$\mathbf{u}_1, \dots, \mathbf{u}_N \in \mathbb{R}^{n}$, $c_1, \dots, c_N \in \mathbb{R}$,
$z, w \in \mathbb{R}$, positive $q \in \mathbb{R}$, $k \in \{2, 3\}$,
and a differentiable function $\mathbf{g}(\mathbf{x}) \in \mathbb{R}^{m}$ of $\mathbf{x}$,
a differentiable function $h(z) \in \mathbb{R}$ of $z$, and $f \colon \mathbb{R} \to \mathbb{R}$"""
COMPLEX = r"""For $\mathbf{A} \in \mathbb{C}^{m \times n}$, $\mathbf{X} \in \mathbb{C}^{n \times n}$,
$\mathbf{x} \in \mathbb{C}^{n}$ and $z \in \mathbb{C}$"""


def array(value):
    """Return a value of any arithmetic as an array of NumPy with two dimensions."""
    rows = value.tolist() if isinstance(value, np.ndarray) else value
    rows = rows if isinstance(rows, (list, tuple)) else [[rows]]
    plain = np.array([[complex(x) for x in row] for row in rows])
    return plain.real if not plain.imag.any() else plain


def assert_sharp(value):
    """Expect balls with at least 30 right digits, relative to the largest entry: a wide one agrees with anything."""
    entries = [to_ball(x) for row in (value if hasattr(value, "shape") else [[value]]) for x in row]
    scale = max(1e-3, *(float(abs(midpoint(x))) for x in entries))
    assert max(float(radius(x)) for x in entries) <= 1e-30 * scale, "too few digits are certain"


@cache
def declarations(sentence):
    """Return what a sentence declares, however its lines are broken."""
    return declare(" ".join(sentence.split()))


@cache
def statement_of(sentence, tex, layout="numerator"):
    """Return a statement, typed once for all tests."""
    declared = declarations(sentence)
    return Statement(declared.read(tex), declared, layout)


@cache
def draw_of(sentence, seed, ones, smallest):
    """Return a draw, which all expressions under a sentence share, and what is drawn by letter."""
    declared = declarations(sentence)
    assert not declared.conditions, "a draw alone satisfies no condition"
    point = draw(TypeChecker(declared), seed, ones, smallest)
    by_letter = SimpleNamespace(**point.sizes)
    for name, value in point.values.items():
        letter = name.removeprefix(r"\mathbf{").split("}")[0].split("_")[0]
        many = isinstance(value, list) and isinstance(value[0], list) and isinstance(value[0][0], list)
        plain = [np.array(member) for member in value] if many else value
        setattr(by_letter, letter, np.array(plain) if isinstance(plain, list) and not many else plain)
    return point, by_letter


class Expression:
    """An expression at a sample point, and what is drawn there by letter: `v.A`, `v.x`, the sizes `v.n`."""

    def __init__(self, sentence, tex, layout="numerator", seed="a draw", ones=frozenset(), smallest=2):
        self.tex, self.statement = tex, statement_of(sentence, tex, layout)
        self.typed = self.statement.typed.sides[0]
        self.point, self.v = draw_of(sentence, seed, ones, smallest)

    def evaluation(self, arithmetic, method="complex", **indices):
        """Return an evaluation at the point, with values for free indices."""
        return Evaluation(arithmetic, self.point, self.statement.checker, method, indices=indices)

    def value(self, arithmetic, method="complex", **indices):
        """Return the value at the point; of balls with more digits, where 50 do not tell a pivot from zero."""
        if arithmetic is ARITHMETICS["50 digits"]:
            return at_high_precision(lambda ar: evaluate(self.typed, self.evaluation(ar, method, **indices)))
        return evaluate(self.typed, self.evaluation(arithmetic, method, **indices))

    def check(self, wanted, arithmetics=tuple(ARITHMETICS), **indices):
        """Compare value and shape with what is wanted, a number or an array with two dimensions, in each arithmetic."""
        wanted = np.array(wanted)
        for name in arithmetics:
            found = self.value(ARITHMETICS[name], **indices)
            try:
                assert getattr(found, "shape", ()) == wanted.shape, "a scalar is a number, all else has two dimensions"
                if wanted.shape:
                    assert found.shape == tuple(map(self.point.size, self.typed.shape)), "its type has another shape"
                np.testing.assert_allclose(array(found), np.atleast_2d(wanted), rtol=1e-11, atol=1e-13)
                if name == "50 digits":
                    assert_sharp(found)
            except AssertionError as error:
                error.add_note(f"{self.tex} with the arithmetic {name!r} at {self.point.sizes}")
                raise

    def network(self, name, column):
        """Return the random function of a column."""
        w = {key: np.array(rows) for key, rows in self.point.networks[name].items()}
        return w["out"] @ np.tanh(w["in"] @ column + w["bias"]) + w["linear"] @ column + w["shift"]


def refused(tex, error, message, sentence=REAL):
    """Expect an expression to be refused: where it is typed, or where it is evaluated in any arithmetic."""
    for arithmetic in ARITHMETICS.values():
        with pytest.raises(error) as raised:
            Expression(sentence, tex).value(arithmetic)
        assert str(raised.value) == message, tex
