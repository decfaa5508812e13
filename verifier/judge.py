"""Step 9, judge: whether a typed statement holds at draws of all sizes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec

from verifier.arrays import FLOAT, Numpy, ScalarLoopArithmetic, SingularError
from verifier.compare import Difference
from verifier.errors import NotationError
from verifier.numbers.ball import PrecisionError
from verifier.sample import Point, letters
from verifier.statement import Statement

TOLERANCE = 1e-10  # of float64, relative to the largest entry, where balls do not decide
SMALLEST = (3, 2, 4)  # the smallest size of each draw: dots stand for something from 4 on
MORE_DRAWS = 20  # where a draw may meet one side only: of a kink, of `cases`, of where a logarithm exists
ROUNDING = 1e-5  # a smaller difference in float64 may be rounding, where balls do not decide
FAILURES = (NotationError, SingularError, ValueError, ZeroDivisionError, OverflowError)  # of an evaluation


def _is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ValueError:  # its import is blocked
        return False


@cache
def float_arithmetic() -> Numpy | ScalarLoopArithmetic:
    """Return the arithmetic of float64: NumPy's where it is installed."""
    return Numpy() if _is_installed("numpy") else FLOAT


@dataclass
class Judgement:
    """What came of a statement in a layout: `reason` is "", "notation", "shape", "value", "domain" or "precision"."""

    holds: bool
    reason: str = ""
    message: str = ""
    span: tuple[int, int] = (0, 0)
    difference: Difference | None = None
    evaluations: int = 0
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)  # the smallest and largest drawn
    error: float = 0.0
    referee_error: float = 0.0


def judge(statement: Statement, seed: str = "0") -> Judgement:
    """Judge a typed statement.

    Float64 only raises a suspicion, by a difference or a failure; the balls decide it, at the same point.
    """
    verdict = Judgement(True)
    for name, ones, smallest, method, by_balls in _plans(statement, seed):
        try:
            point = statement.point(name, ones, smallest)
            if by_balls:
                error, difference = statement.decide(point, method)
            else:
                error, difference, by_balls = _suspected(statement, point, method)
        except NotationError as failure:
            if ones:
                continue  # a condition may exclude a size of 1
            return Judgement(False, "notation", failure.why, failure.span)
        except SingularError:
            if ones:
                continue
            return Judgement(False, "domain", "a matrix without an inverse is inverted: declare it invertible")
        except PrecisionError as failure:
            return Judgement(False, "precision", str(failure))
        except (ValueError, ZeroDivisionError, OverflowError) as failure:
            if ones:
                continue
            return Judgement(False, "domain", f"{failure}: a condition is missing")
        verdict.evaluations += 1
        verdict.sizes = ranges([verdict.sizes, {letter: (size, size) for letter, size in point.sizes.items()}])
        if by_balls:
            verdict.referee_error = max(verdict.referee_error, error)
        else:
            verdict.error = max(verdict.error, error)
        if difference is not None:
            verdict.holds, verdict.reason, verdict.difference = False, "value", difference
            verdict.message = "the two sides differ"
            verdict.span = statement.typed.sides[difference.sides[1]].span
            return verdict
    return verdict


def _suspected(statement: Statement, point: Point, method: str) -> tuple[float, Difference | None, bool]:
    """Check in float64, and decide by balls what looks wrong there; return with it whether these decided."""
    try:
        error, difference = statement.check(point, float_arithmetic(), method)
        if difference is None:
            return error, None, False
    except (SingularError, ValueError, ZeroDivisionError, OverflowError):
        pass  # a number that overflows or loses its digits in float64 may be an ordinary one
    return *statement.decide(point), True


def ranges(several: Iterable[dict[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    """Return, of several ranges of sizes by letter, the range that holds them all."""
    found: dict[str, tuple[int, int]] = {}
    for letter, (low, high) in (item for each in several for item in each.items()):
        lowest, highest = found.get(letter, (low, high))
        found[letter] = (min(low, lowest), max(high, highest))
    return found


def smallest_counterexample(statement: Statement, seed: str) -> Difference | None:
    """Return a difference at sizes as small as they may be, 1 first; None if there is none so small."""
    for ones in (frozenset(letters(statement.declarations)), frozenset()):
        try:
            point = statement.point(f"{seed}/small", ones, 2)
            _, difference = statement.decide(point)
        except FAILURES:
            continue
        if difference is not None:
            return difference
    return None


def _plans(statement: Statement, seed: str):
    """Yield what to evaluate: seed, sizes that are 1, smallest size, method, whether by balls or in float64."""
    sizes = letters(statement.declarations)
    none: frozenset[str] = frozenset()
    if statement.needs_central:  # first, as it alone sees that there is no derivative at a kink
        yield f"{seed}/central", none, 2, "central", True
    many = len(statement.typed.free) > 2  # free indices: each draw has so many values that two do
    for k, smallest in enumerate((2, 2) if many else SMALLEST):
        yield f"{seed}/{k}", none, smallest, "complex", False
    for k in range(3 * MORE_DRAWS if statement.is_piecewise else 0):
        if k >= MORE_DRAWS and not statement.unreached:
            break
        yield f"{seed}/more{k}", none, 2, "complex", False
    if r"\neq" not in statement.typed.relations:  # which says: not in general
        for k, ones in enumerate([frozenset(sizes)] if many else [frozenset([size]) for size in sizes]):
            yield f"{seed}/1:{k}", ones, 2, "complex", False
    yield f"{seed}/dual", none, 2, "dual", False
    yield f"{seed}/referee", none, 2, "dual", True
