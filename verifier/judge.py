"""Step 9, judge: whether a typed statement holds at draws of all sizes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.util import find_spec

from verifier.arrays import FLOAT, Numpy, ScalarLoopArithmetic, SingularError
from verifier.compare import Difference
from verifier.differentiate import NoDerivativeError
from verifier.errors import NotationError
from verifier.numbers.ball import PrecisionError
from verifier.sample import NoPointError, Point
from verifier.sizes import LARGE, PATTERNS
from verifier.statement import Statement

TOLERANCE = 1e-10  # of float64, relative to the largest entry, where balls do not decide
SMALLEST = 3  # size where sizes are next to each other, and one more where four indices run
MORE_DRAWS = 12  # where a draw may meet one side only: of a kink, of `cases`, of where a logarithm exists
FEW = 3  # symbols
ORDERS = [10.0**k for k in range(-3, 4)]  # of magnitude, of what is drawn of very different scales
SCALES = tuple(tuple(ORDERS[(k + 3 * place) % len(ORDERS)] for place in range(len(ORDERS))) for k in range(len(ORDERS)))
SIDES, MOST_KINKS = 5, 4  # draws for each choice of the sides of kinks, of so many kinks
PERMUTATIONS = 6  # draws of four rows or more: 10 of the 24 permutations of four are their own inverse
NOTABLE = 10  # a number that is written, if it is larger, or smaller than its inverse, is a scale of draws
HUGEST = 1e150  # its square is still a float
ROUNDING = 1e-5  # a smaller difference in float64 may be rounding, where balls do not decide or see none
OF_FLOATS = (SingularError, ValueError, ZeroDivisionError, OverflowError)  # of ordinary numbers, where digits are lost
FAILURES = (NotationError, *OF_FLOATS)  # of an evaluation


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

    Float64 only raises a suspicion, by a difference or a failure; the balls decide it, at the same point. A point
    where a side is not defined is named only if no point is found where the sides differ.
    Balls take their slopes from dual numbers: where the complex step alone sees a difference, central differences of
    balls must agree with them, or nothing is decided.
    """
    verdict, outside, nowhere = Judgement(True), None, None
    for plan in _plans(statement, seed):
        try:
            point, error, difference, by_balls = _evaluate(statement, plan)
        except NoPointError as failure:
            nowhere = failure  # at these sizes, perhaps: a matrix with fewer rows than columns has no full column rank
            continue
        except NotationError as failure:
            if plan.optional:
                continue  # a condition may exclude a size of 1
            return outside or Judgement(False, "notation", failure.why, failure.span)
        except NoDerivativeError as failure:
            return Judgement(False, "domain", f"{failure}: a condition is missing")
        except FAILURES as failure:
            if not plan.optional:  # where numbers are large or small, digits may not suffice
                outside = outside or _outside(failure)
            continue
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
    if nowhere is not None and not verdict.evaluations:
        return outside or Judgement(False, "notation", nowhere.why, nowhere.span)
    if (
        not outside
        and statement.is_about_sizes
        and statement.size_beyond
        and not statement.takes(statement.size_beyond)
    ):
        why = f"it speaks of sizes up to {statement.size_beyond - 1}, more than can be tried: write a letter for it"
        return Judgement(False, "notation", why, statement.typed.span)
    return outside or verdict


def _outside(failure: Exception) -> Judgement:
    """Return the judgement on a statement that could not be evaluated at a point."""
    if isinstance(failure, SingularError):
        return Judgement(False, "domain", "a matrix without an inverse is inverted: declare it invertible")
    if isinstance(failure, PrecisionError):
        return Judgement(False, "precision", str(failure))
    return Judgement(False, "domain", f"{failure}: a condition is missing")


def _evaluate(statement: Statement, plan: "_Plan") -> tuple[Point, float, Difference | None, bool]:
    """Evaluate a statement as planned; with it comes whether balls had the last word."""
    how = {"scales": plan.scales} if plan.scales else {}
    how |= {name: getattr(plan, name) for name in ("pattern", "large", "mirrored", "of_one_sign")}
    point = statement.point(plan.seed, plan.ones, plan.smallest, **how)
    if plan.by_balls:
        return point, *_decide(statement, point, plan.method), True
    arithmetic, suspected = float_arithmetic(), 0.0
    try:
        suspected, difference = statement.check(point, arithmetic, plan.method)
        if difference is None:
            return point, suspected, None, False
    except OF_FLOATS:
        pass  # a number that overflows or loses its digits in float64 may be an ordinary one
    error, difference = _decide(statement, point, "dual")
    if difference is None and suspected > ROUNDING and _duals_agree(statement, point):
        # central differences know neither: a complex step that has underflowed is no reason to doubt
        if statement.decide(point, "central")[1] is not None:
            raise PrecisionError("complex step and dual numbers disagree about a derivative")
    return point, error, difference, True


def _decide(statement: Statement, point: Point, method: str) -> tuple[float, Difference | None]:
    """Check by balls; raise NoPointError where a side is not defined since rounding alone satisfies the conditions."""
    try:
        return statement.decide(point, method)
    except OF_FLOATS:
        if statement.is_certainly_satisfied(point):
            raise
        raise NoPointError("only rounding satisfies the conditions there") from None


def _duals_agree(statement: Statement, point: Point) -> bool:
    """Tell whether dual numbers find the two sides equal in float64, so that rounding is not what made them differ."""
    try:
        return statement.check(point, float_arithmetic(), "dual")[0] <= TOLERANCE
    except OF_FLOATS:
        return False


def ranges(several: Iterable[dict[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    """Return, of several ranges of sizes by letter, the range that holds them all."""
    found: dict[str, tuple[int, int]] = {}
    for letter, (low, high) in (item for each in several for item in each.items()):
        lowest, highest = found.get(letter, (low, high))
        found[letter] = (min(low, lowest), max(high, highest))
    return found


def smallest_counterexample(statement: Statement, seed: str) -> Difference | None:
    """Return a difference at sizes as small as they may be, 1 first; None if there is none so small."""
    for ones in (frozenset(statement.declarations.letters), frozenset()):
        try:
            point = statement.point(f"{seed}/small", ones, 2)
            _, difference = statement.decide(point)
        except FAILURES:
            continue
        if difference is not None:
            return difference
    return None


@dataclass(frozen=True)
class _Plan:
    """One evaluation: at which draw, and how."""

    seed: str
    method: str = "complex"
    by_balls: bool = False
    ones: frozenset[str] = frozenset()
    smallest: int = 2
    pattern: str = "consecutive"
    large: int = LARGE[0]
    scales: tuple[float, ...] = ()
    mirrored: bool = False
    of_one_sign: bool = False

    @property
    def optional(self) -> bool:
        """Whether it may be impossible: a size of 1 may be excluded, and wide numbers be out of range."""
        return bool(self.ones or self.scales or self.of_one_sign)


@dataclass(frozen=True)
class _Effort:
    """How many evaluations a statement gets: as many as it takes, but fewer where each is long."""

    patterns: tuple[str, ...]
    more: int  # draws at most, until every branch of `cases` is reached
    classes: int  # draws where one meets one side only, of a kink or logarithm, or one class of few
    scales: tuple[tuple[float, ...], ...]  # of draws, of either sign, at which symbols are of different magnitudes


USUAL = _Effort(PATTERNS, more=3 * MORE_DRAWS, classes=MORE_DRAWS, scales=SCALES)
OF_MANY_SYMBOLS = replace(USUAL, scales=SCALES[:3])
COSTLY = _Effort(PATTERNS[:3], more=3 * MORE_DRAWS, classes=4, scales=((0.1, 10.0, 1.0),))


def _effort(statement: Statement) -> _Effort:
    if statement.is_costly:
        return COSTLY
    is_small = len(statement.declarations.symbols) <= FEW and statement.large == LARGE[0]
    return USUAL if is_small else OF_MANY_SYMBOLS


def _plans(statement: Statement, seed: str):
    """Yield what to evaluate: at sizes of each pattern, at values of each kind, at sizes of 1, by each method."""
    if statement.needs_central:  # first, as it alone sees that there is no derivative at a kink
        yield _Plan(f"{seed}/central", "central", by_balls=True)
    effort, indices, large = _effort(statement), len(statement.typed.free), statement.large
    for k, pattern in enumerate(effort.patterns):
        least = 2 if k else SMALLEST + (indices > 3)
        yield _Plan(f"{seed}/{k}", smallest=least, pattern=pattern, large=large)
    if statement.size_beyond and statement.takes(statement.size_beyond):
        yield _Plan(f"{seed}/beyond", smallest=statement.size_beyond, pattern="equal")
    if statement.permutes:
        for k in range(PERMUTATIONS):
            yield _Plan(f"{seed}/order{k}", smallest=4)
    classes = max(effort.classes, SIDES * 2 ** min(statement.kinks, MOST_KINKS))
    more = max(effort.more, classes) if statement.is_piecewise else classes if statement.is_discrete else 0
    for k in range(more):
        if k >= classes and not statement.unreached:
            break
        yield _Plan(f"{seed}/more{k // 2}", mirrored=k % 2 == 1)
    if statement.is_piecewise:  # all entries of a vector are positive too rarely by chance
        for mirrored in (False, True):
            yield _Plan(f"{seed}/signs", pattern="spread", large=large, mirrored=mirrored, of_one_sign=True)
    scales = [*effort.scales]
    for number in sorted(abs(number) for number in statement.constants):
        if NOTABLE < number < HUGEST or 1 / HUGEST < number < 1 / NOTABLE:
            scales += [(number,), (number * number,)]
    for k, each in enumerate(scales):  # what is analytic and holds for one sign holds for the other
        for mirrored in (False, True) if statement.is_piecewise else (False,):
            yield _Plan(f"{seed}/wide{k}", scales=each, mirrored=mirrored)
    if r"\neq" not in statement.typed.relations:  # which says: not in general
        sizes = statement.declarations.letters
        for k, ones in enumerate([frozenset(sizes)] if indices > 2 else [frozenset([size]) for size in sizes]):
            for mirrored in (False, True) if statement.is_piecewise else (False,):
                yield _Plan(f"{seed}/1:{k}", ones=ones, mirrored=mirrored)
    yield _Plan(f"{seed}/dual", "dual")
    yield _Plan(f"{seed}/referee", "dual", by_balls=True)
