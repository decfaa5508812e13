"""Step 8, compare: the verdict on one statement."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import product

import verifier.differentiate  # noqa: F401 - adds its operations to those of evaluate
from verifier.arrays import Numpy, SingularError, mp, primal, referee
from verifier.declare import Declarations
from verifier.evaluate import Frame, Shown, evaluate, holds
from verifier.parse import NotationError
from verifier.patterns import PatternError
from verifier.sample import PLAIN, Point, draw, letters
from verifier.shapes import ShapeError, Shaper, Typed, is_scalar
from verifier.tree import Node

TOLERANCE = 1e-10  # of float64, relative
REFEREE_TOLERANCE = 1e-20  # of 50 digits
SMALLEST = (3, 2, 4)  # the smallest size of each draw: dots stand for something from 4 on
MORE_DRAWS = 20  # where a draw may meet one side only: of a kink, of `cases`, of where a logarithm exists
ROUNDING = 1e-5  # a smaller difference in float64 may be rounding: the referee decides, at the same point
KINKED = {"abs", "max", "min", "max_entry", "min_entry", "cases", "pseudo_inverse", "conjugate", "hermitian"}
MARGIN = 0.1  # by which drawn values differ where the page says that they differ
ATTEMPTS = 300  # draws before a condition counts as never satisfied


@cache
def numpy_arithmetic() -> Numpy:
    """Return the arithmetic of float64; made when first asked for, so that without it NumPy is not needed."""
    return Numpy()


class NoPointError(NotationError):
    """The conditions exclude each other, or what is drawn."""


@dataclass
class Difference:
    """A counterexample: what was drawn, and both sides."""

    sides: tuple[int, int]
    values: tuple
    error: float
    sizes: dict[str, int]
    indices: dict[str, int]
    relation: str = "="

    def place(self) -> str:
        """Return the sizes and indices in words, `n = 2, k = 1`."""
        at = [*sorted(self.sizes.items()), *sorted(self.indices.items())]
        return ", ".join(f"{name} = {value}" for name, value in at)


@dataclass
class Verdict:
    """What came of a statement: `reason` is "", "notation", "shape", "value" or "domain"."""

    holds: bool
    reason: str = ""
    message: str = ""
    span: tuple[int, int] = (0, 0)
    difference: Difference | None = None
    evaluations: int = 0
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)  # the smallest and largest drawn
    error: float = 0.0
    referee_error: float = 0.0


class Statement:
    """A statement of an entry, typed in one layout, ready to be evaluated at points."""

    def __init__(self, tree: Node, declarations: Declarations, layout: str) -> None:
        """Type a statement; raises NotationError or ShapeError."""
        self.shaper = Shaper(declarations, layout)
        self.declarations = declarations
        self.typed = self.shaper.statement(tree)
        self.conditions: list[tuple[Typed, dict]] = []  # of a point, with the sizes of their own indices
        self.filters: list[Typed] = []  # on the indices of the statement
        free = self.typed.data[1]
        for node in declarations.conditions:
            if self.of_other_indices(node):
                continue
            self.shaper.scope = dict(free)
            typed = self.shaper.condition(node)
            own = {name: size for name, size in self.shaper.scope.items() if name not in free}
            if any(name in free for name in _indices(typed)):
                self.filters.append(typed)
            else:
                self.conditions.append((typed, own))

    def of_other_indices(self, condition: Node) -> bool:
        """Tell whether a condition is on an index that this statement does not have."""
        names = [node.value for node in condition.args if node.kind == "name"]
        unknown = [n for n in names if n not in self.declarations.symbols and n not in self.shaper.indices]
        return len(names) == len(condition.args) and bool(unknown)

    def point(self, seed: str, ones=frozenset(), smallest=2) -> Point:
        """Draw a point that satisfies the conditions; where they can never be evaluated, raise why."""
        meaningless = []
        for attempt in range(ATTEMPTS):
            point = draw(self.shaper, f"{seed}/{attempt}" if attempt else seed, ones, smallest)
            try:
                if self.satisfied(point):
                    return point
            except (ValueError, ZeroDivisionError, SingularError) as error:
                meaningless.append(error)
        if len(meaningless) == ATTEMPTS:
            raise meaningless[0]
        raise NoPointError(f"no point satisfies the conditions in {ATTEMPTS} draws")

    def satisfied(self, point: Point) -> bool:
        """Tell whether a point satisfies the conditions."""
        frame = Frame(PLAIN, point, self.shaper)
        return all(self.holds_everywhere(typed, own, frame) for typed, own in self.conditions)

    @property
    def branches(self) -> set[tuple]:
        """The branches of all `cases`."""
        found = [typed for side in self.typed.args for typed in _cases(side)]
        return {(typed.span, k) for typed in found for k in range(len(typed.args))}

    @property
    def unreached(self) -> bool:
        """Tell whether `cases` have a branch that no evaluation has reached yet."""
        return not self.branches <= self.shaper.branches

    @property
    def has_kinks(self) -> bool:
        """Tell whether something in it is not analytic, so that central differences must have a say."""
        return any(_has_kinks(side, self) for side in self.typed.args)

    @property
    def has_domain(self) -> bool:
        """Tell whether something in it, a logarithm or a root, is not there for all real numbers."""
        return any(_has_domain(side, self) for side in self.typed.args)

    @property
    def is_piecewise(self) -> bool:
        """Tell whether one draw may see one side of it only, so that more draws are needed."""
        return self.has_kinks or self.has_domain

    @property
    def layout_free(self) -> bool:
        """Tell whether both layouts read this statement alike: every derivative is of scalars by scalars."""
        return not any(_has_layout(side) for side in self.typed.args)

    def holds_everywhere(self, condition: Typed, own: dict, frame: Frame) -> bool:
        """Tell whether a condition holds for every value of its own indices."""
        for values in product(*(range(1, frame.point.size(size) + 1) for size in own.values())):
            frame.indices = dict(zip(own, values, strict=True))
            if not holds(condition, frame, MARGIN):
                return False
        return True

    def sides(self, frame: Frame, first: int = 0):
        """Yield the indices and the values of the sides from `first` on, for every value of the free indices."""
        _, free, condition = self.typed.data
        names = list(free)
        ranges = [range(1, frame.point.size(free[name]) + 1) for name in names]
        seen = False
        for values in product(*ranges):
            frame.indices = dict(zip(names, values, strict=True))
            try:
                if condition is not None and not holds(condition, frame):
                    continue
                if not all(holds(c, frame) for c in self.filters):
                    continue
                found = [evaluate(side, frame) for side in self.typed.args[first:]]
            except IndexError:
                continue  # i + 1 beyond the last
            seen = True
            yield dict(zip(names, values, strict=True)), found
        if not seen:
            raise NotationError("at no value of its indices can this be evaluated", self.typed.span)

    def check(
        self, point: Point, arithmetic, method: str, tolerance: float, first: int = 0
    ) -> tuple[float, Difference | None]:
        """Evaluate the sides from `first` on; return the largest relative error and the first difference."""
        frame = Frame(arithmetic, point, self.shaper, method)
        relations = self.typed.data[0][first:]
        largest, unequal_somewhere = 0.0, dict.fromkeys(range(len(relations)), False)
        for indices, values in self.sides(frame, first):
            for k, relation in enumerate(relations):
                left, right = values[k], values[k + 1]
                if relation == "=":
                    error = _error(left, right, arithmetic)
                    largest = max(largest, error)
                    if not error <= tolerance:
                        return error, Difference((first + k, first + k + 1), (left, right), error, point.sizes, indices)
                elif relation == r"\neq":
                    unequal_somewhere[k] |= (
                        hasattr(left, "shape")
                        and hasattr(right, "shape")
                        and (left.shape != right.shape)
                        or _error(left, right, arithmetic) > tolerance
                    )
                else:
                    a, b = primal(left), primal(right)
                    true = {r"\leq": a <= b + tolerance, r"\geq": a >= b - tolerance, "<": a < b, ">": a > b}
                    if not true[relation]:
                        return 1.0, Difference(
                            (first + k, first + k + 1), (left, right), 1.0, point.sizes, indices, relation
                        )
        for k, relation in enumerate(relations):
            if relation == r"\neq" and not unequal_somewhere[k]:
                return 1.0, Difference(
                    (first + k, first + k + 1),
                    (values[k], values[k + 1]),
                    1.0,
                    point.sizes,
                    indices,
                    relation,
                )
        return largest, None


def _has_kinks(typed: Typed, statement: "Statement") -> bool:
    if typed.op == "symbol":
        typed = statement.shaper.definitions.get(typed.data, typed)
    if typed.op in KINKED or (typed.op == "elementwise" and typed.data in ("relu", "sign")):
        return True
    if typed.op == "norm" and typed.data not in ("2", "F"):
        return True
    return any(_has_kinks(arg, statement) for arg in typed.args)


def _has_domain(typed: Typed, statement: "Statement") -> bool:
    if typed.op == "symbol":
        typed = statement.shaper.definitions.get(typed.data, typed)
    if typed.op == "sqrt" or (typed.op == "elementwise" and typed.data in ("ln", "log", "sqrt")):
        return True
    if typed.op in ("power", "hadamard_power") and typed.args[1].op in ("quotient", "symbol"):
        return True
    return any(_has_domain(arg, statement) for arg in typed.args)


def _cases(typed: Typed) -> list[Typed]:
    """Return all `cases` in an expression."""
    found = [typed] if typed.op == "cases" else []
    return found + [other for arg in typed.args for other in _cases(arg)]


def _has_layout(typed: Typed) -> bool:
    if typed.op == "symbol":
        return False
    return (typed.op == "derivative" and not is_scalar(typed.shape)) or any(_has_layout(arg) for arg in typed.args)


def _indices(typed: Typed) -> set[str]:
    """Return the indices in an expression."""
    found = {typed.data} if typed.op == "index" else set()
    places = typed.data if typed.op in ("entry", "member") else ()
    parts = [*typed.args, *(p for p in places if isinstance(p, Typed))]
    return found.union(*(_indices(part) for part in parts))


def _numbers(value, arithmetic) -> list:
    if hasattr(value, "shape"):
        return [x for row in arithmetic.rows(value) for x in row]
    return [value]


def _error(left, right, arithmetic) -> float:
    """Return the largest difference relative to the largest entry; where entries are shown, of these."""
    if isinstance(left, Shown) or isinstance(right, Shown):
        return _error_shown(left, right, arithmetic)
    a, b = _numbers(left, arithmetic), _numbers(right, arithmetic)
    if len(a) != len(b):
        return float("inf")
    scale = max(1e-3, *(abs(x) for x in a), *(abs(x) for x in b))
    error = max(abs(x - y) for x, y in zip(a, b, strict=True)) / scale
    return float(error) if error == error else float("inf")


def _error_shown(left, right, arithmetic) -> float:
    if not isinstance(left, Shown):
        left, right = right, left
    worst = 0.0
    for r, c, x in left.entries:
        if isinstance(right, Shown):
            y = next((y for i, j, y in right.entries if (i, j) == (r, c)), x)
        elif hasattr(right, "shape"):
            y = arithmetic.entry(right, r, c)
        else:
            y = right
        worst = max(worst, float(abs(x - y) / max(1e-3, abs(x), abs(y))))
    return worst


def verify(
    tree: Node,
    declarations: Declarations,
    layout: str,
    seed: str = "0",
    with_referee: bool = True,
    numpy: bool = True,
) -> Verdict:
    """Judge a statement in one layout.

    It is evaluated at draws of different sizes in float64 by complex step, once by dual numbers, and once at
    50 digits; at draws where sizes are 1, too. `numpy=False` leaves out all float64 arrays.
    """
    try:
        statement = Statement(tree, declarations, layout)
    except NotationError as error:
        reason = {ShapeError: "shape", PatternError: "value"}.get(type(error), "notation")
        return Verdict(False, reason, error.why, error.span)
    return judge(statement, seed, with_referee, numpy)


def judge(statement: Statement, seed: str = "0", with_referee: bool = True, numpy: bool = True) -> Verdict:
    """Judge a typed statement: the second half of `verify`."""
    verdict = Verdict(True)
    for name, ones, smallest, method, arithmetic, tolerance in _plans(statement, seed, with_referee, numpy):
        try:
            point = statement.point(name, ones, smallest)
            error, difference = statement.check(point, arithmetic, method, tolerance)
        except NotationError as failure:
            if ones:
                continue  # a condition may exclude a size of 1
            return Verdict(False, "notation", failure.why, failure.span)
        except SingularError:
            if ones:
                continue
            return Verdict(False, "domain", "a matrix without an inverse is inverted: declare it invertible")
        except (ValueError, ZeroDivisionError, OverflowError) as failure:
            if ones:
                continue
            return Verdict(False, "domain", f"{failure}: a condition is missing")
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
            verdict.span = statement.typed.args[difference.sides[1]].span
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
            _, difference = statement.check(point, numpy_arithmetic(), "complex", TOLERANCE)
        except (NotationError, SingularError, ValueError, ZeroDivisionError, OverflowError):
            continue
        if difference is not None:
            return difference
    return None


def value_text(value) -> str:
    """Return a value as a failure shows it: rows between semicolons."""
    if isinstance(value, Shown):
        return "[" + ", ".join(f"({r + 1}, {c + 1}): {number_text(x)}" for r, c, x in value.entries) + "]"
    if hasattr(value, "shape"):
        rows = [[number_text(x) for x in row] for row in (value.tolist() if hasattr(value, "tolist") else value)]
        return "[" + "; ".join(" ".join(row) for row in rows) + "]"
    return number_text(value)


def number_text(x) -> str:
    """Return a number to six digits."""
    if isinstance(x, complex) or hasattr(x, "_mpc_"):
        return number_text(x.real) if not x.imag else f"{complex(x):.6g}"
    return mp.nstr(x, 6) if hasattr(x, "_mpf_") else f"{x:.6g}"


def refutation(verdict: Verdict) -> str:
    """Return in one line why a statement is rejected: what does not fit, or a counterexample."""
    if verdict.difference is None:
        return verdict.message
    if verdict.difference.relation == r"\neq":
        return "the two sides are equal"
    at = verdict.difference.place()
    where, left, right = _worst_entry(*verdict.difference.values)
    at = ", ".join(filter(None, (at, where)))
    return f"{'at ' + at + ' ' if at else ''}the left side is {number_text(left)}, the right side {number_text(right)}"


def _worst_entry(left, right) -> tuple[str, object, object]:
    """Return the place of the entry in which two values differ most, and both numbers."""
    if not hasattr(left, "shape") and not isinstance(left, Shown):
        return "", left, right
    pairs = list(_entries(left, right))
    r, c, x, y = max(pairs, key=lambda pair: abs(pair[2] - pair[3]))
    shape = getattr(left, "shape", getattr(right, "shape", (2, 2)))
    if 1 in shape:
        return f"entry {max(r, c) + 1}", x, y
    return f"row {r + 1}, column {c + 1}", x, y


def _entries(left, right):
    """Yield place and both numbers of the entries that two values share."""
    if isinstance(left, Shown) or isinstance(right, Shown):
        shown, other = (left, right) if isinstance(left, Shown) else (right, left)
        for r, c, x in shown.entries:
            if isinstance(other, Shown):
                y = next((y for i, j, y in other.entries if (i, j) == (r, c)), x)
            else:
                y = other[r][c]
            yield (r, c, x, y) if shown is left else (r, c, y, x)
    else:
        for r in range(left.shape[0]):
            for c in range(left.shape[1]):
                yield r, c, left[r][c], right[r][c]


def _plans(statement: Statement, seed: str, with_referee: bool, numpy: bool):
    """Yield what to evaluate: seed, sizes that are 1, smallest size, method, arithmetic, tolerance."""
    sizes = letters(statement.declarations)
    none: frozenset[str] = frozenset()
    if with_referee and statement.has_kinks:  # first, as it alone sees that there is no derivative at a kink
        yield f"{seed}/central", none, 2, "central", referee(), REFEREE_TOLERANCE
    if numpy:
        many = len(statement.typed.data[1]) > 2  # free indices: each draw has so many values that two do
        for k, smallest in enumerate((2, 2) if many else SMALLEST):
            yield f"{seed}/{k}", none, smallest, "complex", numpy_arithmetic(), TOLERANCE
        for k in range(3 * MORE_DRAWS if statement.is_piecewise else 0):
            if k >= MORE_DRAWS and not statement.unreached:
                break
            yield f"{seed}/more{k}", none, 2, "complex", numpy_arithmetic(), TOLERANCE
        if r"\neq" not in statement.typed.data[0]:  # which says: not in general
            for k, ones in enumerate([frozenset(sizes)] if many else [frozenset([size]) for size in sizes]):
                yield f"{seed}/1:{k}", ones, 2, "complex", numpy_arithmetic(), TOLERANCE
        yield f"{seed}/dual", none, 2, "dual", numpy_arithmetic(), TOLERANCE
    if with_referee:
        yield f"{seed}/referee", none, 2, "complex", referee(), REFEREE_TOLERANCE
