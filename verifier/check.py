"""Step 11, check: the verdict on a formula, in both layouts. The pages, the tests and the command line call it."""

from dataclasses import dataclass, field

from verifier.declare import Declarations, declare
from verifier.errors import NotationError, ShapeError
from verifier.judge import Judgement, judge
from verifier.nodes import Statement as Tree
from verifier.patterns import PatternError
from verifier.probe import probe
from verifier.sensitivity import fails, missing_independence
from verifier.statement import Statement

LAYOUTS = ("numerator", "denominator")


@dataclass
class Verdict:
    """What came of a formula in each layout; `tree` and `statements` are there as far as it could be read."""

    judgements: dict[str, Judgement]
    tree: Tree | None = None
    statements: dict[str, Statement] = field(default_factory=dict)

    @property
    def holding(self) -> list[str]:
        """The layouts in which it holds."""
        return [layout for layout, judgement in self.judgements.items() if judgement.holds]

    @property
    def unreadable(self) -> bool:
        """Whether it could not be read in any layout."""
        return all(judgement.reason == "notation" for judgement in self.judgements.values())


def check(
    given: str | Declarations,
    formula: str,
    seed: str = "0",
    layouts: tuple[str, ...] = LAYOUTS,
) -> Verdict:
    r"""Judge a formula in each layout.

    given: the sentence that declares its symbols, `For $\mathbf{x} \in \mathbb{R}^{n}$, ...`, or these declarations;
    formula: LaTeX. It is evaluated at draws of different sizes in float64 by complex step, once by dual numbers, and
    once at 50 digits; at draws where sizes are 1, too.
    """
    try:
        declarations = declare(given) if isinstance(given, str) else given
        tree = declarations.read(formula)
    except NotationError as error:
        return Verdict(dict.fromkeys(layouts, _unread(error)))
    verdict = Verdict({}, tree)
    probed = False  # what fails at a special point fails there in each layout
    for layout in layouts:
        first = next(iter(verdict.statements), None)
        if first is not None and verdict.statements[first].layout_free:
            verdict.statements[layout] = verdict.statements[first]
            verdict.judgements[layout] = verdict.judgements[first]
            continue
        try:
            statement = verdict.statements[layout] = Statement(tree, declarations, layout)
        except NotationError as error:
            verdict.judgements[layout] = _unread(error)
            continue
        judgement = judge(statement, seed)
        if judgement.holds and not probed:
            judgement = _special(statement, tree, layout, seed) or judgement
            probed = judgement.holds
        verdict.judgements[layout] = judgement
    return verdict


def _unread(error: NotationError) -> Judgement:
    """Return the judgement on what cannot be read, or has no shape, or dots that stand for nothing."""
    reason = {ShapeError: "shape", PatternError: "value"}.get(type(error), "notation")
    return Judgement(False, reason, error.why, error.span)


def _special(statement: Statement, tree: Tree, layout: str, seed: str) -> Judgement | None:
    """Return why a statement holds only under a condition that is not declared; None if it needs none."""
    for name, of, without in missing_independence(statement) if statement.declarations.is_complete else ():
        if fails(tree, without, layout, seed):
            name, of = (text.replace("_{*}", "_i") for text in (name, of))  # a family
            why = f"it holds only if {name} is independent of {of}, which the sentence does not say"
            return Judgement(False, "domain", f"{why}: end it with ', with ${name}$ independent of ${of}$,'")
    return probe(statement, seed)
