"""Step 9, judge: whether a typed statement holds at draws of all sizes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec

from verifier.arrays import Entrywise, Numpy, SingularError, referee
from verifier.compare import Difference
from verifier.errors import NotationError
from verifier.sample import PLAIN, letters
from verifier.statement import Statement

TOLERANCE = 1e-10  # of float64, relative
REFEREE_TOLERANCE = 1e-20  # of 50 digits
COARSE_TOLERANCE = 1e-12  # of differences of third order and above, which leave fewer digits
SMALLEST = (3, 2, 4)  # the smallest size of each draw: dots stand for something from 4 on
MORE_DRAWS = 20  # where a draw may meet one side only: of a kink, of `cases`, of where a logarithm exists
ROUNDING = 1e-5  # a smaller difference in float64 may be rounding: the referee decides, at the same point
FAILURES = (NotationError, SingularError, ValueError, ZeroDivisionError, OverflowError)  # of an evaluation


def _is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ValueError:  # its import is blocked
        return False


@cache
def float_arithmetic() -> Numpy | Entrywise:
    """Return the arithmetic of float64: NumPy's where it is installed."""
    return Numpy() if _is_installed("numpy") else PLAIN


@dataclass
class Judgement:
    """What came of a statement in a layout: `reason` is "", "notation", "shape", "value" or "domain"."""

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
    """Judge a typed statement."""
    verdict = Judgement(True)
    for name, ones, smallest, method, arithmetic, tolerance in _plans(statement, seed):
        try:
            point = statement.point(name, ones, smallest)
            error, difference = statement.check(point, arithmetic, method, tolerance)
        except NotationError as failure:
            if ones:
                continue  # a condition may exclude a size of 1
            return Judgement(False, "notation", failure.why, failure.span)
        except SingularError:
            if ones:
                continue
            return Judgement(False, "domain", "a matrix without an inverse is inverted: declare it invertible")
        except (ValueError, ZeroDivisionError, OverflowError) as failure:
            if ones:
                continue
            return Judgement(False, "domain", f"{failure}: a condition is missing")
        verdict.evaluations += 1
        verdict.sizes = ranges([verdict.sizes, {letter: (size, size) for letter, size in point.sizes.items()}])
        if tolerance == TOLERANCE:
            verdict.error = max(verdict.error, error)
        else:
            verdict.referee_error = max(verdict.referee_error, error)
        if difference is not None and tolerance == TOLERANCE and error < ROUNDING:
            _, difference = statement.check(point, referee(), "complex", REFEREE_TOLERANCE)
        if difference is not None:
            verdict.holds, verdict.reason, verdict.difference = False, "value", difference
            verdict.message = "the two sides differ"
            verdict.span = statement.typed.sides[difference.sides[1]].span
            return verdict
    return verdict


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
            _, difference = statement.check(point, float_arithmetic(), "complex", TOLERANCE)
        except FAILURES:
            continue
        if difference is not None:
            return difference
    return None


def _plans(statement: Statement, seed: str):
    """Yield what to evaluate: seed, sizes that are 1, smallest size, method, arithmetic, tolerance."""
    sizes = letters(statement.declarations)
    none: frozenset[str] = frozenset()
    if statement.is_nonsmooth:  # first, as it alone sees that there is no derivative at a kink
        tolerance = REFEREE_TOLERANCE if statement.checker.order <= 2 else COARSE_TOLERANCE
        yield f"{seed}/central", none, 2, "central", referee(), tolerance
    many = len(statement.typed.free) > 2  # free indices: each draw has so many values that two do
    for k, smallest in enumerate((2, 2) if many else SMALLEST):
        yield f"{seed}/{k}", none, smallest, "complex", float_arithmetic(), TOLERANCE
    for k in range(3 * MORE_DRAWS if statement.is_piecewise else 0):
        if k >= MORE_DRAWS and not statement.unreached:
            break
        yield f"{seed}/more{k}", none, 2, "complex", float_arithmetic(), TOLERANCE
    if r"\neq" not in statement.typed.relations:  # which says: not in general
        for k, ones in enumerate([frozenset(sizes)] if many else [frozenset([size]) for size in sizes]):
            yield f"{seed}/1:{k}", ones, 2, "complex", float_arithmetic(), TOLERANCE
    yield f"{seed}/dual", none, 2, "dual", float_arithmetic(), TOLERANCE
    yield f"{seed}/referee", none, 2, "complex", referee(), REFEREE_TOLERANCE
