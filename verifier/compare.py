"""Step 8, compare: the verdict on one statement."""

from dataclasses import dataclass, field
from functools import cache
from itertools import product

from verifier.arrays import Numpy, SingularError, primal, referee
from verifier.declare import Declarations
from verifier.evaluate import Frame, Shown, evaluate, holds
from verifier.parse import NotationError
from verifier.patterns import PatternError
from verifier.sample import PLAIN, Point, draw, letters
from verifier.shapes import ShapeError, Shaper, Typed, is_scalar, shape_name
from verifier.tree import Node

TOLERANCE = 1e-10  # of float64, relative
REFEREE_TOLERANCE = 1e-20  # of 50 digits
SMALLEST = (3, 2, 4)  # the smallest size of each draw: dots stand for something from 4 on
ATTEMPTS = 300  # draws before a condition counts as never satisfied


@cache
def numpy_arithmetic() -> Numpy:
    """Return the arithmetic of float64; made when first asked for, so that without it NumPy is not needed."""
    return Numpy()


@dataclass
class Difference:
    """A counterexample: what was drawn, and both sides."""

    sides: tuple[int, int]
    values: tuple
    error: float
    sizes: dict[str, int]
    indices: dict[str, int]
    relation: str = "="


@dataclass
class Verdict:
    """What came of a statement: `reason` is "", "notation", "shape", "value" or "domain"."""

    holds: bool
    reason: str = ""
    message: str = ""
    span: tuple[int, int] = (0, 0)
    difference: Difference | None = None
    evaluations: int = 0
    error: float = 0.0
    referee_error: float = 0.0
    methods: tuple[str, ...] = ()
    points: list = field(default_factory=list)


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
        """Draw a point that satisfies the conditions."""
        for attempt in range(ATTEMPTS):
            point = draw(self.shaper, f"{seed}/{attempt}" if attempt else seed, ones, smallest)
            if not self.conditions:
                return point
            frame = Frame(PLAIN, point, self.shaper)
            try:
                if all(self.holds_everywhere(typed, own, frame) for typed, own in self.conditions):
                    return point
            except (ValueError, ZeroDivisionError, SingularError):
                continue
        raise NotationError(f"no point satisfies the conditions in {ATTEMPTS} draws")

    @property
    def layout_free(self) -> bool:
        """Tell whether both layouts read this statement alike: every derivative is of scalars by scalars."""
        return not any(_has_layout(side) for side in self.typed.args)

    def holds_everywhere(self, condition: Typed, own: dict, frame: Frame) -> bool:
        """Tell whether a condition holds for every value of its own indices."""
        for values in product(*(range(1, frame.point.size(size) + 1) for size in own.values())):
            frame.indices = dict(zip(own, values, strict=True))
            if not holds(condition, frame):
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
                        return error, Difference(
                            (first + k, first + k + 1), (left, right), error, point.sizes, indices
                        )
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


def _has_layout(typed: Typed) -> bool:
    if typed.op == "symbol":
        return False
    return (typed.op == "derivative" and not is_scalar(typed.shape)) or any(
        _has_layout(arg) for arg in typed.args
    )


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
    sizes = letters(statement.declarations)
    plans: list[tuple] = []
    if numpy:
        float64 = numpy_arithmetic()
        many = len(statement.typed.data[1]) > 2  # free indices: each draw has so many values that two do
        smallest = (2, 2) if many else SMALLEST
        plans += [
            (f"{seed}/{k}", frozenset(), s, "complex", float64, TOLERANCE) for k, s in enumerate(smallest)
        ]
        if r"\neq" not in statement.typed.data[0]:  # which says: not in general
            ones = [frozenset(sizes)] if many else [frozenset([size]) for size in sizes]
            plans += [
                (f"{seed}/1:{k}", letter, 2, "complex", float64, TOLERANCE) for k, letter in enumerate(ones)
            ]
        plans.append((f"{seed}/dual", frozenset(), 2, "dual", float64, TOLERANCE))
    if with_referee:
        plans.append((f"{seed}/referee", frozenset(), 2, "complex", referee(), REFEREE_TOLERANCE))
    for name, ones, smallest, method, arithmetic, tolerance in plans:
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
        if arithmetic.number is float:
            verdict.error = max(verdict.error, error)
        else:
            verdict.referee_error = max(verdict.referee_error, error)
        if difference is not None:
            verdict.holds, verdict.reason, verdict.difference = False, "value", difference
            verdict.message = "the two sides differ"
            verdict.span = (
                statement.typed.args[difference.sides[0]].span[0],
                statement.typed.args[difference.sides[1]].span[1],
            )
            return verdict
    return verdict


__all__ = ["Difference", "Statement", "Verdict", "is_scalar", "judge", "shape_name", "verify"]
