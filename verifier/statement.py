"""Step 8, statement: a formula, typed in one layout, that can be evaluated at points."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from math import isfinite, prod

import verifier.differentiate
import verifier.expectation
import verifier.frechet
import verifier.spectral  # noqa: F401 - as those above, registers how its forms are evaluated
from verifier import typed
from verifier.arrays import FLOAT, SingularError, at_high_precision
from verifier.compare import SUSPICIOUS, Difference, are_equal, plain_value, relative_error
from verifier.cubature import count_points
from verifier.declare import Declarations, with_numbers
from verifier.decompositions import RECORDS
from verifier.errors import NotationError
from verifier.evaluate import RELATIONS, Evaluation, evaluate, evaluate_to_array
from verifier.evaluate import holds as is_true
from verifier.implication import defined_by, solve
from verifier.limits import check_order, remainders
from verifier.nodes import Name, Node
from verifier.nodes import Statement as Tree
from verifier.numbers.dual import ordered
from verifier.operators import OPERATORS
from verifier.operators.matrix_functions import OPERATORS as MATRIX_FUNCTIONS
from verifier.properties import PROPERTIES
from verifier.properties import holds as has_properties
from verifier.random_vectors import refuse_random
from verifier.sample import NoPointError, Point, draw
from verifier.sizes import LARGE, TUPLES, index_tuples
from verifier.typecheck import TypeChecker
from verifier.typed import Typed
from verifier.unify import is_scalar

MARGIN = 0.1  # by which drawn values differ where the page says that they differ
ATTEMPTS = 300  # draws before a condition counts as never satisfied
SOLVINGS = 10  # points at which a premise is solved before it counts as never satisfied
WIDE_MARGIN, WIDE_ATTEMPTS = 1e-6, 10  # of what is drawn of very different scales
MEANINGLESS = (ValueError, ZeroDivisionError, OverflowError, SingularError)  # what has no value raises one of these
WORK = 20_000  # evaluations of a node, above which sizes far apart are taken closer to each other
TERMS = 30  # of a series, about
NETWORK = 10  # evaluations of a node are as long as one of a random function
COSTLY_WORK = 2_500  # the same of what is solved for, or a limit: where rounding leaves it open, balls decide


class NoPlaceError(NotationError):
    """The conditions of a statement leave none of the values of its indices."""


@dataclass(frozen=True)
class Condition:
    """A condition, typed, and the sizes of the indices that it alone has."""

    node: Node
    typed: Typed
    own: dict[str, object]

    def denies_itself(self, indices: dict[str, int]) -> bool:
        r"""Tell whether both sides of `\neq` are the same expression at these indices."""
        sides = [with_numbers(side, indices) for side in self.node.sides]
        return any(
            relation == r"\neq" and left == right
            for relation, left, right in zip(self.node.relations, sides, sides[1:], strict=False)
        )


class Statement:
    """A statement of an entry, typed in one layout, ready to be evaluated at points."""

    def __init__(self, tree: Tree, declarations: Declarations, layout: str) -> None:
        """Type a statement; raises NotationError or ShapeError."""
        defined = tree.premise and defined_by(tree.premise, declarations)
        declarations = defined or declarations
        self.checker = TypeChecker(declarations, layout)
        self.declarations = declarations
        self.typed = self.checker.statement(tree)
        self.premise = self.checker.premise(tree.premise) if tree.premise and not defined else None
        self.remainders = [remainder for side in self.typed.sides for remainder in remainders(side)]
        self.conditions: list[Condition] = []  # of a point
        self.filters: list[Condition] = []  # on the indices of the statement
        self.exclusions: list[Typed] = []  # on the indices of other conditions
        self.reached: set[tuple] = set()  # the branches of `cases` that evaluations have taken
        free = self.typed.free
        for node, condition in _conjuncts(tree.condition, self.typed.condition):
            on_indices = any(isinstance(part, typed.IndexValue) for part in condition.walk())
            (self.filters if on_indices else self.conditions).append(Condition(node, condition, {}))
        others = [node for node in declarations.conditions if self._of_other_indices(node)]
        runs: dict[str, object] = {}
        for node in declarations.conditions:
            if node in others:
                continue
            self.checker.scope = dict(free)
            condition = self.checker.condition(node)
            refuse_random(self.checker, condition)
            own = {name: size for name, size in self.checker.scope.items() if name not in free}
            runs |= own
            if any(isinstance(part, typed.IndexValue) and part.name in free for part in condition.walk()):
                self.filters.append(Condition(node, condition, own))
            else:
                self.conditions.append(Condition(node, condition, own))
        for node in others:
            if all(side.text in runs | free | declarations.symbols for side in node.sides):
                self.checker.scope = runs | free
                self.exclusions.append(self.checker.condition(node))

    def _of_other_indices(self, condition: Node) -> bool:
        """Tell whether a condition is on an index that this statement does not have."""
        if not all(isinstance(side, Name) for side in condition.sides):
            return False
        return any(
            side.text not in self.declarations.symbols and side.text not in self.checker.indices
            for side in condition.sides
        )

    def point(self, seed: str, ones=frozenset(), smallest=2, **how) -> Point:
        """Draw a point that satisfies the conditions; where they can never be evaluated, raise why.

        how: further arguments of `draw`.
        """
        meaningless = []
        attempts, margin = (WIDE_ATTEMPTS, WIDE_MARGIN) if "scales" in how else (ATTEMPTS, MARGIN)
        attempts = attempts if self.premise is None else SOLVINGS
        for attempt in range(attempts):
            point = draw(
                self.checker, f"{seed}/{attempt}" if attempt else seed, ones, smallest, moves=self.moves, **how
            )
            try:
                if self.satisfied(point, margin) and self.fulfils_premise(point, margin):
                    return point
            except MEANINGLESS as error:
                meaningless.append(error)
        if len(meaningless) == attempts:
            raise meaningless[0]
        what = "the conditions" if self.premise is None else "the premise"
        raise NoPointError(f"no point satisfies {what} in {attempts} draws")

    def fulfils_premise(self, point: Point, margin: float) -> bool:
        """Change a point so that the premise holds, and tell whether that is so and the conditions hold still."""
        return self.premise is None or (solve(self, self.premise, point) and self.satisfied(point, margin))

    def satisfied(self, point: Point, margin: float = MARGIN) -> bool:
        """Tell whether a point satisfies the conditions, each for every value of its own indices."""
        evaluation = Evaluation(FLOAT, point, self.checker)
        for name, symbol in self.declarations.symbols.items():
            if symbol.properties and not self._function_has_properties(name, evaluation):
                return False
        return all(self._holds_for_all(condition, evaluation, margin) for condition in self.conditions)

    def is_certainly_satisfied(self, point: Point) -> bool:
        r"""Tell whether the conditions hold at 50 digits, too: a determinant of rounding alone is not \neq 0."""

        def holds(arithmetic) -> bool:
            evaluation = Evaluation(arithmetic, point, self.checker, "dual")
            return all(self._holds_for_all(condition, evaluation) for condition in self.conditions)

        return at_high_precision(holds)

    def filters_exclude(self, point: Point, margin: float) -> bool:
        r"""Tell whether a condition on entries, as `x_i \neq 0`, fails at some value of the statement's indices."""
        evaluation = Evaluation(FLOAT, point, self.checker)
        free = self.typed.free
        ranges = [range(1, point.size(size) + 1) for size in free.values()]
        filters = [each for each in self.filters if any(isinstance(part, typed.Entry) for part in each.typed.walk())]
        for values in islice(index_tuples(ranges, point.seed), TUPLES if filters else 0):
            evaluation.indices = dict(zip(free, values, strict=True))
            if not all(self._holds_for_all(each, evaluation, margin) for each in filters):
                return True
        return False

    def _holds_for_all(self, condition: Condition, evaluation: Evaluation, margin: float = 0) -> bool:
        r"""Tell whether a condition holds for every value of its own indices, but where it denies itself.

        `a_i \neq a_j` denies itself for i = j.
        """
        outer, own = evaluation.indices, condition.own
        names = set(outer) | set(own)
        exclusions = [each for each in self.exclusions if {side.name for side in each.sides} <= names]
        try:
            for values in product(*(range(1, evaluation.point.size(size) + 1) for size in own.values())):
                evaluation.indices = outer | dict(zip(own, values, strict=True))
                if not all(is_true(each, evaluation) for each in exclusions):
                    continue
                if own and condition.denies_itself(evaluation.indices):
                    continue
                if not is_true(condition.typed, evaluation, margin):
                    return False
            return True
        finally:
            evaluation.indices = outer

    def _function_has_properties(self, name: str, evaluation: Evaluation) -> bool:
        """Tell whether a random function has its declared properties, where it is declared, with a margin."""
        symbol, choices = self.declarations.symbols[name], evaluation.point.choices.get(name, [])
        if symbol.elementwise or any(argument.startswith("?") for argument in symbol.arguments) or not choices:
            return True
        return all(
            has_properties(FLOAT.rows(array), choice)
            for array, choice in zip(evaluation.arrays_of(name), choices, strict=True)
        )

    @property
    def unreached(self) -> bool:
        """Tell whether `cases` have a branch that no evaluation has reached yet."""
        return not self._branches <= self.reached

    @cached_property
    def _branches(self) -> set[tuple]:
        """The branches of all `cases`, each by the place of the distinction and its number."""
        distinctions = [
            part for side in self.typed.sides for part in side.walk() if isinstance(part, typed.CaseDistinction)
        ]
        return {(part.span, k) for part in distinctions for k in range(len(part.values))}

    def _some(self, tell) -> bool:
        """Tell whether something is so of an operator in it, what is abbreviated included."""
        return any(tell(part) for side in self.typed.sides for part in self.checker.walk(side))

    @cached_property
    def moves(self) -> bool:
        """Tell whether what is drawn moves along a direction: in a differential."""
        return self.premise is not None or self._some(lambda part: isinstance(part, typed.DifferentialValue))

    @cached_property
    def is_nonsmooth(self) -> bool:
        """Tell whether something in it is not analytic, so that central differences must have a say."""
        return self._some(
            lambda part: (
                isinstance(part, typed.CaseDistinction)
                or (isinstance(part, typed.Applied) and not OPERATORS[part.operator].smooth)
            )
        )

    @cached_property
    def kinks(self) -> int:
        """How many different expressions stand where something bends or jumps: each may be on either side of it."""
        found = set()
        for side in self.typed.sides:
            for part in self.checker.walk(side):
                if isinstance(part, typed.Applied) and not OPERATORS[part.operator].smooth:
                    found.add(part.operands)
        return len(found)

    @cached_property
    def needs_central(self) -> bool:
        """Tell whether a derivative must be checked by central differences: of what is not analytic, or of factors."""
        return self.is_nonsmooth or (
            any(isinstance(part, typed.DerivativeValue) for side in self.typed.sides for part in side.walk())
            and any(isinstance(part, typed.Factor) for side in self.typed.sides for part in self.checker.walk(side))
        )

    @cached_property
    def has_domain(self) -> bool:
        """Tell whether something in it, a logarithm or a root, is not there for all real numbers."""
        return self._some(
            lambda part: (
                isinstance(part, typed.Applied) and OPERATORS[part.operator].domain.is_restricted(*part.operands)
            )
        )

    @property
    def is_piecewise(self) -> bool:
        """Tell whether one draw may see one side of it only, so that more draws are needed."""
        return self.is_nonsmooth or self.has_domain or self.is_bound

    @property
    def is_bound(self) -> bool:
        """Tell whether it says that something is smaller or larger, which may be so of most values only."""
        return not set(self.typed.relations) <= {"=", r"\neq"}

    @cached_property
    def is_discrete(self) -> bool:
        """Tell whether something drawn falls into few classes, so that more draws are needed."""
        symbols = self.declarations.symbols.values()
        names = {name for symbol in symbols for name in symbol.properties & PROPERTIES.keys()}
        return any(PROPERTIES[name].discrete for name in names) or any(len(symbol.values) > 1 for symbol in symbols)

    @cached_property
    def permutes(self) -> bool:
        """Tell whether it has a permutation that is found: of two or three rows, most are their own inverse."""
        return self._some(
            lambda part: isinstance(part, typed.Factor) and RECORDS[part.record].factors[part.part].pattern == "fixed"
        )

    @cached_property
    def is_costly(self) -> bool:
        """Tell whether an evaluation solves, integrates, sums a series or takes a limit, so that few must do."""
        kinds = (
            *(typed.Factor, typed.IntegralValue, typed.LimitValue, typed.RemainderValue, typed.FrechetValue),
            *(typed.AppliedMatrixFunction, typed.Mean, typed.Covariance),
        )
        return self.premise is not None or self._some(lambda part: isinstance(part, kinds) or _is_series(part))

    @cached_property
    def constants(self) -> set[float]:
        """The numbers that are written in it, or follow from such alone, as a power of ten."""
        found: set[float] = set()

        def collect(part: Typed) -> bool:
            below = [collect(each) for _, _, each in part.parts()]
            constant = isinstance(part, typed.Literal) or (isinstance(part, typed.Applied) and all(below))
            if constant and is_scalar(part.shape):
                with suppress(*MEANINGLESS, NotationError, TypeError):  # of a complex number, as it is not compared
                    value = evaluate(part, Evaluation(FLOAT, Point("", {}), self.checker))
                    found.update([float(value)] if isfinite(value) else [])
            return constant

        for side in self.typed.sides:
            collect(side)
        return found

    @cached_property
    def size_beyond(self) -> int | None:
        """A size above the numbers that are written, which draws do not reach; None if they do."""
        largest = max((int(number) for number in self.constants if number == int(number)), default=0)
        return largest + 1 if largest >= LARGE[0] and self.declarations.letters else None

    @cached_property
    def is_about_sizes(self) -> bool:
        """Tell whether a side is of sizes and numbers alone, or is a bound, so that all may depend on a large size."""
        kinds = [
            {type(part) for part in side.walk() if not isinstance(part, typed.Applied)} for side in self.typed.sides
        ]
        if any(typed.SizeValue in each <= {typed.SizeValue, typed.Literal} for each in kinds):
            return True
        return {typed.Literal} in kinds and self.is_bound

    def takes(self, size: int) -> bool:
        """Tell whether it can be evaluated at a size that is not drawn usually: without too much work or memory."""
        drawn = len(self.declarations.symbols) * size**2
        return drawn + self._work_at(Point("", dict.fromkeys(self.declarations.letters, size))) <= WORK

    @cached_property
    def large(self) -> int:
        """The largest size at which evaluations are not too much work."""
        names, work = self.declarations.letters, COSTLY_WORK if self.is_costly else WORK
        for large in LARGE:
            if self._work_at(Point("", dict.fromkeys(names, large))) <= work:
                break
        return large

    def _work_at(self, sizes: Point) -> int:
        free = [sizes.size(size) for size in self.typed.free.values()]
        return min(prod(free), TUPLES) * sum(self._work(side, sizes) for side in self.typed.sides)

    def _work(self, node: Typed, sizes: Point) -> int:
        """Return about how many nodes are evaluated."""
        if isinstance(node, typed.SymbolValue):
            if node.name in self.checker.definitions:
                return self._work(self.checker.definitions[node.name], sizes)
            return 1 + NETWORK * bool(self.checker.declarations.symbols[node.name].arguments)
        total = 1 + sum(self._work(part, sizes) for _, _, part in node.parts())
        largest = max(sizes.sizes.values(), default=1)
        match node:
            case typed.DerivativeValue(operand=operand, variables=variables):
                for variable in variables:
                    total *= prod(map(sizes.size, variable.shape))
                if len(variables) == 2 or isinstance(operand, typed.DerivativeValue):
                    total *= largest**2  # dual numbers make arrays entry by entry
            case typed.Factor():
                total += largest**4  # unknowns, about twice the entries, squared
            case typed.FrechetValue():
                total += (2 * largest) ** 3  # as of a matrix of twice the rows
            case typed.AppliedFunction() | typed.AppliedElementwise():
                total += NETWORK
            case typed.Applied() if _is_series(node):
                total += TERMS * largest**3
            case typed.Mean(random=names, degree=degree) | typed.Covariance(random=names, degree=degree):
                total *= prod(count_points(sizes.size(self.checker.shape_of(name)[0]), degree) for name in names)
            case typed.Reduction(ranges=ranges):
                total *= largest ** len(ranges)
            case typed.IntegralValue():
                total *= 100 * largest**2  # nodes, mostly of matrices
        return total

    @cached_property
    def layout_free(self) -> bool:
        """Tell whether both layouts read this statement alike: every derivative is of scalars by scalars."""
        return not any(
            isinstance(part, typed.DerivativeValue) and not is_scalar(part.shape)
            for side in self.typed.sides
            for part in side.walk()
        )

    def sides(self, evaluation: Evaluation, first: int = 0):
        """Yield the indices and the values of the sides from `first` on, for every value of the free indices."""
        free = self.typed.free
        ranges = [range(1, evaluation.point.size(size) + 1) for size in free.values()]
        seen = False
        for count, values in enumerate(index_tuples(ranges, evaluation.point.seed)):
            if seen and count >= TUPLES:
                break
            evaluation.indices = dict(zip(free, values, strict=True))
            try:
                if not all(self._holds_for_all(each, evaluation) for each in self.filters):
                    continue
                found = [_value(side, evaluation) for side in self.typed.sides[first:]]
            except IndexError:
                continue  # i + 1 beyond the last
            seen = True
            yield dict(zip(free, values, strict=True)), found
        if not seen:
            raise NoPlaceError("at no value of its indices can this be evaluated", self.typed.span)

    def decide(self, point: Point, method: str = "dual", first: int = 0) -> tuple[float, Difference | None]:
        """Check by balls; raise PrecisionError where no number of digits decides."""
        return at_high_precision(lambda arithmetic: self.check(point, arithmetic, method, first))

    def check(self, point: Point, arithmetic, method: str, first: int = 0) -> tuple[float, Difference | None]:
        """Evaluate the sides from `first` on; return the largest relative error and the first difference.

        In float64 a difference is a suspicion: entries that differ by more than rounding explains. Of balls it is
        certain.
        """
        if self.remainders:
            return check_order(self, point)
        with arithmetic.quiet():
            return self._check(point, arithmetic, method, first)

    def _check(self, point: Point, arithmetic, method: str, first: int) -> tuple[float, Difference | None]:
        evaluation = Evaluation(arithmetic, point, self.checker, method, reached=self.reached)
        relations = self.typed.relations[first:]
        scalars = [is_scalar(side.shape) for side in self.typed.sides[first:]]
        tolerance = SUSPICIOUS if arithmetic.number is float else 0

        def difference(k: int, error: float, relation: str, indices: dict[str, int]) -> Difference:
            both = tuple(plain_value(values[j], scalars[j], arithmetic) for j in (k, k + 1))
            return Difference((first + k, first + k + 1), both, error, point.sizes, indices, relation)

        largest, unequal_somewhere = 0.0, dict.fromkeys(range(len(relations)), False)
        for indices, values in self.sides(evaluation, first):
            for k, relation in enumerate(relations):
                left, right = values[k], values[k + 1]
                if relation == "=":
                    error = relative_error(left, right, arithmetic)
                    largest = max(largest, error)
                    if not are_equal(left, right, arithmetic, method):
                        return error, difference(k, error, relation, indices)
                elif relation == r"\neq":
                    unequal_somewhere[k] |= not are_equal(left, right, arithmetic, method)
                else:
                    span = self.typed.sides[first + k].span[0], self.typed.sides[first + k + 1].span[1]
                    a, b = (ordered(arithmetic.entry(value, 0, 0), span) for value in (left, right))
                    slack = {r"\leq": tolerance, r"\geq": -tolerance}.get(relation, 0)
                    if not RELATIONS[relation](a, b + slack):
                        return 1.0, difference(k, 1.0, relation, indices)
        for k, relation in enumerate(relations):
            if relation == r"\neq" and not unequal_somewhere[k]:
                return 1.0, difference(k, 1.0, relation, indices)
        return largest, None


def _is_series(part: Typed) -> bool:
    """Tell whether something is a function of a matrix as a whole, a power that is no whole number included."""
    if not isinstance(part, typed.Applied):
        return False
    record = OPERATORS[part.operator]
    return record in MATRIX_FUNCTIONS or (record.name == "matrix_power" and record.domain.is_restricted(*part.operands))


def _conjuncts(node: Node | None, condition: Typed | None) -> list[tuple[Node, Typed]]:
    """Return the conditions that hold together in one, each as it is written and typed."""
    if condition is None:
        return []
    if isinstance(condition, typed.AllOf):
        return list(zip(node.conditions, condition.conditions, strict=True))
    return [(node, condition)]


def _value(side: Typed, evaluation: Evaluation):
    """Return the value of a side: an array, or what is written out of one."""
    return (evaluate if isinstance(side, typed.PartialMatrix) else evaluate_to_array)(side, evaluation)
