"""Step 11, check: an entry of the catalogue, with all its statements, layouts, conditions and its snippet."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from verifier.check import LAYOUTS, Verdict, check
from verifier.declare import Declarations, abbreviations, declare, excerpt
from verifier.errors import NotationError
from verifier.generality import resized, split_sizes
from verifier.judge import Judgement, ranges, smallest_counterexample
from verifier.pages.catalogue import Entry, Formula
from verifier.pages.shapes import check_shapes
from verifier.pages.snippets import SnippetError, cases, differ, doctest_passes, load, mutants, symbol_of
from verifier.refutation import refutation
from verifier.sensitivity import (
    CannotViolateError,
    count_mutants,
    derivatives,
    drop_conditions,
    fails,
)
from verifier.statement import Statement
from verifier.typed import Entry as EntryOf
from verifier.typed import IndexValue, Typed
from verifier.unify import shape_name, size_name


@dataclass
class Failure:
    """What is wrong: the file, its line, the TeX with the piece of it, why, what to do, both values."""

    file: Path
    line: int
    entry: str
    why: str
    hint: str = ""
    tex: str = ""
    span: tuple[int, int] = (0, 0)
    judgement: Judgement | None = None


@dataclass
class StatementEvidence:
    """What was found of one formula; `tab` is the label that it stands under, `layouts` those it holds in.

    shape: of its sides, in letters, in the first of these layouts; empty for a misprint.
    """

    line: int
    tex: str
    tab: str | None
    layouts: list[str]
    evaluations: int
    sizes: dict[str, tuple[int, int]]
    error: float
    referee_error: float
    derivation: bool
    shape: str = ""
    rejected: str = ""  # why, for a misprint


@dataclass
class NotExecuted:
    """A formula that is not executed, and why."""

    line: int
    tex: str
    reason: str


@dataclass
class SymbolEvidence:
    """What a name was taken for.

    shape: in letters; definition: what it abbreviates, in LaTeX; arguments: what it is a function of; members: how
    many there are of a family, whose name has the index i.
    """

    name: str
    shape: str
    definition: str
    properties: list[str]
    arguments: list[str]
    members: str


@dataclass
class Evidence:
    """What was found of one entry, under the title, sentence and sources that it has."""

    entry: str
    page: str
    title: str
    declaration: str
    sources: str
    snippet: str = ""
    symbols: list[SymbolEvidence] = field(default_factory=list)
    statements: list[StatementEvidence] = field(default_factory=list)
    not_executed: list[NotExecuted] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    variants_rejected: int = 0
    variants_equal: int = 0
    snippet_values: int = 0
    mutants_rejected: int = 0
    mutants_equal: int = 0
    failures: list[Failure] = field(default_factory=list)


@dataclass
class _Executed:
    formula: Formula
    declarations: Declarations
    verdict: Verdict
    layouts: list[str]


class EntryCheck:
    """Checks one entry."""

    def __init__(self, entry: Entry, root: Path, seed: str) -> None:
        self.entry, self.root, self.seed = entry, root, f"{seed}/{entry.id}"
        snippet = entry.snippets[0].title if entry.snippets else ""
        page = entry.page.relative_to(root).as_posix()
        self.evidence = Evidence(entry.id, page, entry.title, entry.declaration, entry.sources, snippet)
        self.executed: list[_Executed] = []
        self.cases: list[tuple] = []  # function of the snippet, arguments, value of the formula, sizes

    def fail(self, line: int, why: str, hint: str = "", **more) -> None:
        """Record a failure in the page."""
        self.evidence.failures.append(
            Failure(self.entry.page.relative_to(self.root), line, self.entry.id, why, hint, **more)
        )

    def run(self) -> Evidence:
        """Check everything, and return what was found."""
        try:
            declarations = declare(self.entry.declaration)
        except NotationError as error:
            tex, span = excerpt(self.entry.declaration, error.span)
            hint = "declare it as the page on conventions does"
            self.fail(self.entry.line, error.why, hint, tex=tex, span=span)
            return self.evidence
        for formula in self.entry.formulas:
            if formula.not_executed:
                self.evidence.not_executed.append(NotExecuted(formula.line, formula.tex, formula.not_executed))
            else:
                self.formula(formula, declarations)
        self.evidence.symbols = list(self.symbols(declarations))
        if not self.evidence.failures and not self.entry.is_correction:  # that may need a condition to be wrong
            self.conditions(declarations)
            self.sizes()
            self.mutants()
            self.snippet()
        return self.evidence

    # statements

    def formula(self, formula: Formula, declarations: Declarations) -> None:
        """Judge a formula in both layouts, and compare with what the page says of its layout."""
        derived = formula.derivation or self.entry.is_correction  # these are in numerator layout
        try:
            declarations = abbreviations(formula.words, declarations)
        except NotationError as error:
            self.notation(formula, error)
            return
        # the sentence of an entry says all conditions of its formulas; on the way there, more may be taken as fixed
        declarations = replace(declarations, is_complete=not formula.derivation)
        verdict = check(declarations, formula.tex, self.seed, LAYOUTS[:1] if derived else LAYOUTS)
        judgements, holding = verdict.judgements, verdict.holding
        if verdict.tree is None and not formula.misprint:
            self.notation(formula, NotationError(judgements["numerator"].message, judgements["numerator"].span))
            return
        if formula.misprint:
            if "numerator" in holding:
                self.fail(
                    formula.line, "shown as a misprint, but it holds in numerator layout",
                    "show what the source prints, or take the mark away", tex=formula.tex,
                )  # fmt: skip
            self.shrink(verdict, "numerator")
            self.record(formula, holding, [judgements["numerator"]])
            return
        if formula.layout is not None:
            wanted = [formula.layout.split()[0].lower()]
        else:
            wanted = list(judgements)
        for layout in wanted:
            if layout not in holding:
                self.shrink(verdict, layout)
                self.refuted(formula, layout, judgements[layout], holding)
                return
        for layout, judgement in judgements.items():
            if judgement.reason == "notation":  # in the other layout: what cannot be read is not refuted
                self.fail(
                    formula.line, f"whether it also holds in {layout} layout cannot be told: {judgement.message}",
                    "say it in the sentence above the formula", tex=formula.tex, span=judgement.span,
                )  # fmt: skip
                return
        judged = {id(judgements[layout]): judgements[layout] for layout in holding}
        self.record(formula, holding, judged.values(), shape_name(verdict.statements[holding[0]].typed.shape))
        self.executed.append(_Executed(formula, declarations, verdict, wanted))

    def shrink(self, verdict: Verdict, layout: str) -> None:
        """Put the smallest counterexample in place of the one that was found."""
        judgement = verdict.judgements[layout]
        if judgement.difference is not None:
            smaller = smallest_counterexample(verdict.statements[layout], self.seed)
            judgement.difference = smaller or judgement.difference

    def record(self, formula: Formula, holding: list[str], judgements, shape: str = "") -> None:
        """Record what was found of a formula."""
        judgements = list(judgements)
        self.evidence.statements.append(
            StatementEvidence(
                formula.line,
                formula.tex,
                formula.layout,
                holding,
                sum(judgement.evaluations for judgement in judgements),
                ranges(judgement.sizes for judgement in judgements),
                max((judgement.error for judgement in judgements), default=0.0),
                max((judgement.referee_error for judgement in judgements), default=0.0),
                formula.derivation,
                shape,
                refutation(judgements[0]) if formula.misprint else "",
            )
        )

    def notation(self, formula: Formula, error: NotationError) -> None:
        """Record LaTeX that cannot be read."""
        self.fail(
            formula.line, error.why, "write it in the notation of the page on conventions",
            tex=formula.tex, span=error.span,
        )  # fmt: skip

    def refuted(self, formula: Formula, layout: str, judgement: Judgement, holding: list[str]) -> None:
        """Record a statement that does not hold where the page puts it."""
        hint = {
            "shape": "mend the shapes: a transpose, an order, a declared size",
            "value": "mend the formula, or declare the condition under which it holds",
            "domain": "declare the condition in the sentence above the formula",
            "precision": "write it with numbers that cancel less",
        }.get(judgement.reason, "write it in the notation of the page on conventions")
        why = f"in {layout} layout {judgement.message}"
        if holding:
            where = "no tab" if formula.layout is None else f"the tab '{formula.layout}'"
            why = f"holds in {' and '.join(holding)} layout, but not in {layout} layout: {judgement.message}"
            hint = f"it stands under {where}: move it, or give each layout its own tab"
        if judgement.reason == "notation":
            why = judgement.message
        self.fail(formula.line, why, hint, tex=formula.tex, span=judgement.span, judgement=judgement)

    def symbols(self, declarations: Declarations) -> Iterator[SymbolEvidence]:
        """Yield what each name was taken for; the shape of an abbreviation is that in the first formula that has it."""
        checkers = [next(iter(executed.verdict.statements.values())).checker for executed in self.executed]
        for symbol in declarations.symbols.values():
            if symbol.local:
                continue
            checker = next((each for each in checkers if symbol.name in each.definitions), None)
            shape = checker.shape_of(symbol.name) if checker else (symbol.rows, symbol.columns)
            yield SymbolEvidence(
                symbol.name.replace("_{*}", "_i"),
                shape_name(shape),
                str(symbol.definition or ""),
                sorted(symbol.properties),
                list(symbol.arguments),
                "" if symbol.members is None else size_name(symbol.members),
            )

    # questions

    def main(self) -> list[_Executed]:
        """Return the formulas of the entry itself, without its derivation."""
        return [executed for executed in self.executed if not executed.formula.derivation]

    def conditions(self, declarations: Declarations) -> None:
        """Fail for each declared condition that no formula of the entry needs."""
        for words, without, equal in drop_conditions(declarations):
            try:
                needed = any(
                    fails(executed.verdict.tree, without, layout, self.seed, equal)
                    for executed in self.main()
                    for layout in executed.layouts
                )
            except CannotViolateError:
                self.fail(
                    self.entry.line,
                    f"the condition '{words}' cannot be questioned: no point was found at which it is violated",
                    "state it on something that is drawn, or take it out if it always holds",
                )
                continue
            if needed:
                self.evidence.conditions.append(words)
            else:
                self.fail(
                    self.entry.line,
                    f"the condition '{words}' is not needed: every formula of the entry holds without it",
                    "take it out of the sentence above the formula",
                )

    def sizes(self) -> None:
        """Fail for sizes that the sentence declares equal, if every formula of the entry holds where they differ."""
        main = self.main()
        for words, sizes in split_sizes([(e.verdict.tree, e.declarations, e.layouts[0]) for e in main]):
            wider = [(resized(e.declarations, sizes), e.formula.tex, self.seed, tuple(e.layouts)) for e in main]
            if all(check(*each).holding == list(each[-1]) for each in wider):
                self.fail(
                    self.entry.line,
                    f"{words}: every formula of the entry holds for another size as well",
                    "declare it with a letter of its own",
                )

    def mutants(self) -> None:
        """Count the mutants of the formulas that are rejected, and those that are equal as functions."""
        for executed in self.main():
            layout, verdict = executed.layouts[0], executed.verdict
            rejected, equal = count_mutants(verdict.statements[layout], verdict.tree, layout, self.seed)
            if not rejected and r"\neq" not in verdict.tree.chain.relations:  # which nearly anything fulfils
                self.fail(
                    executed.formula.line,
                    f"none of {equal} wrong variants of the formula is rejected: it would pass whatever it says",
                    "state it on something that is drawn",
                    tex=executed.formula.tex,
                )
            self.evidence.variants_rejected += rejected
            self.evidence.variants_equal += equal

    # the snippet

    def snippet(self) -> None:
        """Compare the snippet's functions with the formulas, and its doctest with wrong variants of it."""
        path = self.root / self.entry.snippets[0].title
        file = path.relative_to(self.root)
        try:
            snippet = load(path)
            if snippet.name not in snippet.functions or not snippet.derivatives:
                raise SnippetError(1, f"needs functions '{snippet.name}' and '{snippet.name}_d<variable>'")
            for function in snippet.derivatives:
                self.function(snippet, function)
            if not self.evidence.failures:
                check_shapes(snippet, self.cases)
                self.snippet_mutants(path, snippet)
        except SnippetError as error:
            self.evidence.failures.append(
                Failure(file, error.line, self.entry.id, error.why, "mend the snippet or its names")
            )

    def function(self, snippet, function: str) -> None:
        """Compare a function and a derivative of the snippet with the formula that has this derivative."""
        by = snippet.derivatives[function]
        found = self.differentiated(by, snippet)
        if found is None:
            raise SnippetError(
                snippet.lines[function],
                f"no formula of the entry is a derivative by '{by}', as {function} is",
            )
        for name, arguments, expected, point in cases(snippet, *found, function, self.seed):
            got = snippet.call(name, arguments)
            self.cases.append((name, arguments, expected, point.sizes))
            self.evidence.snippet_values += 1
            if how := differ(got, expected):
                sizes = ", ".join(f"{letter} = {size}" for letter, size in sorted(point.sizes.items()))
                self.evidence.failures.append(
                    Failure(
                        snippet.path.relative_to(self.root),
                        snippet.lines[name],
                        self.entry.id,
                        f"{name} and the formula differ by {how}{' at ' + sizes if sizes else ''}:\n"
                        f"    snippet {_short(got)}\n    formula {_short(expected)}",
                        "the function, its name or the formula is wrong",
                    )  # fmt: skip
                )
                return

    def differentiated(self, by: str, snippet) -> tuple[Statement, Typed] | None:
        """Return a statement with a derivative by this variable, and what it differentiates.

        What it differentiates is an entry, or has no index that is not a parameter of the snippet: there is no value
        to compare where the place is open, as in `g(x_i)`.
        """
        for executed in self.main():
            statements = executed.verdict.statements
            if "numerator" not in statements:
                continue
            statement = statements["numerator"]
            name, places = symbol_of(by, statement), set(statement.typed.free)
            for derivative in derivatives(statement):
                of, variables = derivative.operand, derivative.variables
                open_places = set() if isinstance(of, EntryOf) else places - set(snippet.parameters[snippet.name])
                if len(variables) == 1 and variables[0].name == name and not _uses(of, open_places):
                    return statement, of
        return None

    def snippet_mutants(self, path: Path, snippet) -> None:
        """Run the doctest on wrong variants of the snippet: each must be noticed or be equal."""
        source = path.read_text()
        if not doctest_passes(source, snippet.name):
            raise SnippetError(1, "its own doctest fails: run `python -m doctest` on the file")
        for line, mutant in mutants(source):
            if not doctest_passes(mutant, snippet.name):
                self.evidence.mutants_rejected += 1
            elif self.equal_as_functions(path, mutant):
                self.evidence.mutants_equal += 1
            else:
                self.evidence.failures.append(
                    Failure(
                        path.relative_to(self.root),
                        line,
                        self.entry.id,
                        f"the doctest does not notice a wrong variant of this line: {_line_of(source, mutant)}",
                        "let the example use random data of different sizes",
                    )  # fmt: skip
                )

    def equal_as_functions(self, path: Path, mutant: str) -> bool:
        """Tell whether a mutant gives the same values at the points of the entry."""
        try:
            changed = load(path, mutant)
            return not any(
                differ(changed.call(name, arguments), expected) for name, arguments, expected, _ in self.cases
            )
        except SnippetError:
            return False


def _line_of(source: str, mutant: str) -> str:
    import ast

    before = set(ast.unparse(ast.parse(source)).splitlines())
    return next((line.strip() for line in mutant.splitlines() if line not in before), "?")


def _short(value) -> str:
    import numpy as np

    return np.array2string(np.asarray(value), precision=6, threshold=20, separator=", ").replace("\n", "\n            ")


def _uses(value: Typed, indices: set[str]) -> bool:
    """Tell whether an expression, or the place of an entry in it, has one of these indices."""
    return any(isinstance(part, IndexValue) and part.name in indices for part in value.walk())
