"""Part of step 10: where two expressions are equal, as one number of a point changes."""

from cmath import phase, rect
from collections.abc import Callable
from fractions import Fraction
from math import isnan, nan, pi

from verifier import typed
from verifier.arrays import FLOAT, at_high_precision, high_precision
from verifier.evaluate import Evaluation, evaluate_to_array
from verifier.judge import FAILURES
from verifier.numbers.ball import DIGITS, ComplexBall, midpoint, precision, to_ball, widened
from verifier.numbers.dual import plain, primal
from verifier.statement import Statement
from verifier.typed import Typed

STEPS = 25  # of the secant method
POLISH = 7  # of them, from the digits of a float to 50 and more
STARTS = ((0.0, 1.0), (-100.0, 100.0))
COMPLEX_STARTS = ((0.5j, 0.5 + 1j), (-0.5j, 0.5 - 1j), (1 + 3j, 1.1 + 3j), (1 - 3j, 1.1 - 3j))
TURNS = [rect(1, 2 * pi * k / 16) for k in range(16)]
DENOMINATOR, FAR = 1000, 1e18  # of the numbers at which expressions are equal: their denominators and sizes
ROUNDING = 1e-9  # of numbers that are to differ: closer ones may be equal


class Gap:
    """How far two expressions are from each other, as one number of a point changes, and where they are equal."""

    def __init__(self, statement: Statement, pair: tuple[Typed, Typed | None], moved: Callable, is_real: bool) -> None:
        """Prepare; pair: None in it is zero; moved: makes of the number a point; is_real: whether it has to be real."""
        self.statement, self.pair, self.moved, self.is_real = statement, pair, moved, is_real
        self.first = {
            part.name: 1 for each in pair if each for part in each.walk() if isinstance(part, typed.IndexValue)
        }

    def at(self, number, arithmetic=FLOAT):
        """Return the difference of the first entries of both, with every index at its first place."""
        evaluation = Evaluation(arithmetic, self.moved(number), self.statement.checker, indices=dict(self.first))
        number_of = plain if self.statement.checker.is_complex else primal
        left, right = (
            0.0 if each is None else number_of(arithmetic.entry(evaluate_to_array(each, evaluation), 0, 0))
            for each in self.pair
        )
        return left - right

    def roots(self, by_balls: bool) -> list:
        """Return where both are equal: simple fractions, and balls that hold what is none."""
        found: list = []
        for start in STARTS if self.is_real else STARTS + COMPLEX_STARTS:
            try:
                near = self._secant(*start, self._float_at, STEPS)
            except OverflowError:  # of a complex number, where a real one is infinite
                continue
            if near is None or abs(near) > FAR or (self.is_real and isinstance(near, complex)):
                continue
            fraction = _simple_number(near)
            if any(abs(plain_number(other) - near) < ROUNDING for other in found):
                continue
            if self._vanishes(fraction):
                found.append(fraction)
            elif by_balls and (ball := self._ball(near)) is not None:
                found.append(ball)
        return found

    def _float_at(self, number):
        try:
            value = self.at(number)
            return value if isinstance(value, complex) else float(value)
        except (*FAILURES, IndexError, TypeError):
            return nan

    @staticmethod
    def _secant(x, y, at, steps: int):
        """Return where the secant method ends up; None if that is nowhere."""
        fx, fy = at(x), at(y)
        for _ in range(steps):
            if fx == fy or fy == 0:
                break
            if isnan(abs(fx + fy)) or abs(y) > FAR:
                return None
            x, y, fx = y, y - fy * (y - x) / (fy - fx), fy
            fy = at(y)
        return y

    def _vanishes(self, number) -> bool:
        """Tell whether the difference is zero without any error: e^-1000 is not, whatever its digits say."""
        try:
            value = to_ball(at_high_precision(lambda arithmetic: self.at(number, arithmetic)))
            parts = (value.real, value.imag) if isinstance(value, ComplexBall) else (value,)
            return all(part.man == part.err == 0 for part in parts)
        except (*FAILURES, IndexError, TypeError):
            return False

    def _ball(self, near):
        """Return a ball, of radius 10^-40 relatively, of a root that a float cannot hold; None if none is proven.

        A root is proven by a change of sign, or of complex numbers by the winding around it, of what is continuous.
        """
        arithmetic = high_precision(DIGITS[-1])

        def polished(number):
            return midpoint(_real_part_alone(self.at(midpoint(number), arithmetic)))

        try:
            with precision(DIGITS[-1]):
                shift = to_ball(1e-9 * (1 + abs(near)))
                near = self._secant(to_ball(near) + shift, to_ball(near), polished, POLISH)
                if near is None:
                    return None
                near, bound = _real_part_alone(midpoint(near)), to_ball(1e-40 * (1 + abs(complex(near))))
                if self.is_real and isinstance(near, ComplexBall):
                    return None
                around = [near + bound * turn for turn in (TURNS if isinstance(near, ComplexBall) else (1, -1))]
                if not _winds([_real_part_alone(self.at(each, arithmetic)) for each in around]):
                    return None
                root = widened(near, bound)
                self.at(root, arithmetic)  # a pole has no value there
        except (*FAILURES, IndexError, TypeError):
            return None
        return root


def _real_part_alone(number):
    """Return a real number as such, where its imaginary part is exactly zero."""
    if isinstance(number, ComplexBall) and number.imag.man == number.imag.err == 0:
        return number.real
    return number


def _winds(values: list) -> bool:
    """Tell whether numbers, of the places around another one in turn, go around zero: real ones change their sign."""
    if not all(isinstance(value, ComplexBall) for value in values):
        return len({value > 0 for value in values}) == 2 and all(value != 0 for value in values)
    turns = [complex(to / of) for of, to in zip(values, [*values[1:], values[0]], strict=True)]
    return all(turn.real > 0 for turn in turns) and abs(sum(phase(turn) for turn in turns)) > pi


def _simple_number(near):
    """Return the number nearby that is a simple fraction, or whose parts are."""
    if isinstance(near, complex):
        return complex(_simple_number(near.real), _simple_number(near.imag))
    return float(Fraction(near).limit_denominator(DENOMINATOR))


def plain_number(number):
    """Return a number, or the middle of a ball, as a float or complex number."""
    return complex(number) if isinstance(number, (complex, ComplexBall)) else float(number)
