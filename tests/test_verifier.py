"""The verifier as a whole: nothing on a page can be changed without its notice, and it says the same each time."""

import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from verifier.check import check
from verifier.declare import declare
from verifier.errors import NotationError
from verifier.pages.catalogue import read_catalogue
from verifier.pages.entry import EntryCheck
from verifier.parse import parse

from .corpus import corpus

ROOT = Path(__file__).parent.parent


@cache
def entries():
    """Return the entries of this repository by their ids."""
    return {entry.id: entry for entry in read_catalogue(ROOT).entries}


def run(*arguments):
    """Run the command line."""
    return subprocess.run([sys.executable, "-m", "verifier", *arguments], cwd=ROOT, capture_output=True, text=True)


def test_false_entry_is_detected(evidence):
    assert evidence["entries"].keys() == entries().keys()
    for id, found in evidence["entries"].items():
        assert found["holds"], id
        assert len(found["statements"]) + len(found["not_executed"]) == len(entries()[id].formulas), id


def test_equation_outside_of_entries_is_detected():
    displayed = {path: path.read_text() for path in (ROOT / "docs").rglob("*.md")}
    for path, text in displayed.items():
        text = re.sub(r"^([ ]*)```.*?^\1```", "", text, flags=re.DOTALL | re.MULTILINE)
        formulas = sum(len(entry.formulas) for entry in entries().values() if entry.page == path)
        assert formulas == text.count("$$") / 2, f"{path.name}: a formula stands outside of all entries"


def test_printed_tree_is_parsed_to_itself():
    trees = 0
    for entry in entries().values():
        declarations = declare(entry.declaration)
        for formula in entry.formulas:
            if formula.misprint or formula.not_executed:
                continue
            tree = declarations.read(formula.tex)
            assert declarations.read(str(tree)) == tree, formula.tex
            trees += 1
    for block in corpus()[0]:
        readable = [said for said in block.statements if said.reason != "notation"]
        declarations = declare(block.sentence) if readable else None
        for said in readable:
            tree = declarations.read(said.tex)
            assert declarations.read(str(tree)) == tree, said.tex
            trees += 1
    assert trees > 1000


def test_product_of_two_gradients_keeps_its_brackets():
    declarations = declare(
        r"For a differentiable function $f(\mathbf{x}) \in \mathbb{R}$ of $\mathbf{x} \in \mathbb{R}^{n}$,"
    )
    tree = declarations.read(r"(\nabla_{\mathbf{x}} f) (\nabla_{\mathbf{x}} f)^{\top} = \mathbf{0}")
    assert declarations.read(str(tree)) == tree


CHANGES = [
    ("quadratic-form", r"(\mathbf{A} + \mathbf{A}^{\top}) \mathbf{x}", r"(\mathbf{A} - \mathbf{A}^{\top}) \mathbf{x}"),
    ("quadratic-form", r"(\mathbf{A} + \mathbf{A}^{\top}) \mathbf{x}", r"(\mathbf{A} + \mathbf{A}) \mathbf{x}"),
    ("quadratic-form", r"+ 2 a_{kk} x_k", r"+ 2 a_{kk} x_i"),
    ("quadratic-form", r"\sum_{i \neq k} a_{ik} x_i + 2", r"\sum_{i=1}^{n} a_{ik} x_i + 2"),
    ("quadratic-form", r"a_{kj} x_j + \sum_{i=1}^{n} a_{ik}", r"a_{jk} x_j + \sum_{i=1}^{n} a_{ik}"),
    ("linear-map", r"\mathbf{A}^{\top}", r"\mathbf{A}"),
    ("linear-map", r"a_{ik} \delta_{kj}", r"a_{ik} \delta_{ij}"),
    ("matrix-entry", r"a_{12} & \cdots", r"a_{21} & \cdots"),
    ("matrix-entry", r"\mathbf{e}_j \mathbf{e}_i^{\top}", r"\mathbf{e}_i \mathbf{e}_j^{\top}"),
    ("matrix-product", r"\delta_{ik} b_{lj}", r"\delta_{ik} b_{jl}"),
    ("matrix-product", r"\sum_{k=1}^{n} a_{ik} b_{kj}", r"\sum_{k=1}^{m} a_{ik} b_{kj}"),
    ("squared-norm", r"= 2 \mathbf{x}^{\top}", r"= \mathbf{x}^{\top}"),
    ("jacobian-of-two-functions", r"8 x_2", r"8 x_1"),
    (
        "dot-product-of-functions",
        r"+ y_j \frac{\partial x_j}{\partial z_k}",
        r"+ y_k \frac{\partial x_j}{\partial z_k}",
    ),
    (
        "symmetric-quadratic-form-of-function",
        r"= 2 \mathbf{x}^{\top} \mathbf{A} \frac",
        r"= \mathbf{x}^{\top} \mathbf{A} \frac",
    ),
]


@pytest.mark.parametrize(("id", "old", "new"), CHANGES)
def test_changed_sign_transpose_index_or_factor_is_detected(id, old, new):
    entry = entries()[id]
    at = next(k for k, formula in enumerate(entry.formulas) if old in formula.tex)
    formulas = list(entry.formulas)
    formulas[at] = replace(formulas[at], tex=formulas[at].tex.replace(old, new, 1))
    failures = EntryCheck(replace(entry, formulas=tuple(formulas)), ROOT, "0").run().failures
    assert [failure.line for failure in failures] == [formulas[at].line]
    assert failures[0].file == entry.page.relative_to(ROOT)


@pytest.mark.parametrize(
    ("id", "old", "new", "wider"),
    [
        ("bilinear-form-by-left-vector", "m", "n", r"the rows of $\mathbf{y}$ and the rows of $\mathbf{A}$"),
        ("product-by-right-factor", "n", "p", r"the columns of $\mathbf{B}$"),
    ],
)
def test_sizes_that_need_not_be_equal_are_detected(id, old, new, wider):
    entry = entries()[id]
    (failure,) = failures_of(entry, re.sub(rf"(?<=[{{^ ]){old}(?=[}} ])", new, entry.declaration))
    assert failure.line == entry.line
    assert failure.why == f"{wider} need not be ${new}$: every formula of the entry holds for another size as well"


@pytest.mark.parametrize("condition", ["$n > 1$", r"$n \leq 3$", r"$n \geq m$", r"$n \neq m$"])
def test_condition_on_a_size_that_is_not_needed_is_detected(condition):
    entry = entries()["bilinear-form-by-left-vector"]
    (failure,) = failures_of(entry, entry.declaration.replace(", with ", f", with {condition} and ", 1))
    assert (failure.line, failure.why) == (
        entry.line,
        f"the condition '{condition}' is not needed: every formula of the entry holds without it",
    )


def failures_of(entry, declaration):
    """Return the failures of an entry that declares something else."""
    assert declaration != entry.declaration
    return EntryCheck(replace(entry, declaration=declaration), ROOT, "0").run().failures


def test_each_tab_holds_in_its_layout_only():
    found = EntryCheck(entries()["jacobian-of-two-functions"], ROOT, "0").run().statements
    held = {statement.tab: statement.layouts for statement in found if statement.tab}
    assert held == {"Numerator layout": ["numerator"], "Denominator layout": ["denominator"]}


@pytest.mark.parametrize(
    ("tex", "why"),
    [
        (
            r"\mathbf{x} \otimes \mathbf{A} = \mathbf{A}",
            "the shapes differ: m·n × m on the left side, n × m on the right side",
        ),
        (r"\mathbf{A} \mathbf{A} = \mathbf{A}", "the product of n × m and n × m does not exist, as m and n differ"),
        (
            r"\frac{\partial \mathbf{x}}{\partial \mathbf{A}} = 1",
            "the derivative of m × 1 by n × m is a tensor and no matrix: write it entry by entry or with vec",
        ),
        (
            r"\begin{bmatrix} x_1 & & x_2 \end{bmatrix} = 0",
            "a row or column of this matrix is empty: expected an entry between its '&' signs",
        ),
        (
            r"\mathbf{x} = \begin{bmatrix} x_1 \\ x_2 \\ \vdots \\ x_n \end{bmatrix}",
            "what the dots stand for runs to n, where m was expected",
        ),
    ],
)
def test_shapes_that_do_not_fit_are_named(tex, why):
    declared = declare(r"For $\mathbf{x} \in \mathbb{R}^{m}$ and $\mathbf{A} \in \mathbb{R}^{n \times m}$,")
    assert check(declared, tex).judgements["numerator"].message == why


@pytest.mark.parametrize("id", sorted(id for id, entry in entries().items() if any(f.layout for f in entry.formulas)))
def test_layout_swap_is_detected(id, evidence):
    entry = entries()[id]
    other = {"Numerator layout": "Denominator layout", "Denominator layout": "Numerator layout"}
    tabs = [formula for formula in entry.formulas if formula.layout]
    exchanged = tuple(replace(formula, layout=other[formula.layout]) for formula in tabs)
    layouts = {statement["line"]: statement["layouts"] for statement in evidence["entries"][id]["statements"]}
    matters = any(len(layouts[formula.line]) == 1 for formula in tabs)  # a symmetric Jacobian has no layout
    failures = EntryCheck(replace(entry, formulas=exchanged), ROOT, "0").run().failures
    assert bool(failures) == matters


def test_evidence_is_reproducible(tmp_path):
    texts = []
    for name in ("one.json", "two.json"):
        result = run("--evidence", str(tmp_path / name), "quadratic-form", "matrix-product", "correction-kink")
        assert result.returncode == 0, result.stdout + result.stderr
        texts.append((tmp_path / name).read_bytes())
    assert texts[0] == texts[1]


def test_unknown_id_is_refused():
    result = run("quadratic-from")
    assert (result.returncode, result.stderr) == (1, "no entry has the id quadratic-from\n")


def test_formulas_not_executed_are_counted():
    result = run("--not-executed")
    assert result.returncode == 0
    assert re.search(r"^\d+ of \d+ displayed equations are not executed$", result.stdout, re.MULTILINE)


def test_folder_without_a_repository_is_refused(tmp_path):
    result = run("--root", str(tmp_path))
    assert (result.returncode, result.stderr) == (
        1,
        f"{tmp_path}: no mkdocs.yml there; name the repository with --root\n",
    )


def test_declared_property_of_a_definition_is_refused():
    with pytest.raises(NotationError) as error:
        declare(r"For $\mathbf{x} \in \mathbb{R}^{n}$ and non-zero $\mathbf{r} = \mathbf{x} + \mathbf{x}$,")
    assert (
        error.value.why
        == r"$\mathbf{r} = \mathbf{x} + \mathbf{x}$ is computed and cannot be declared non-zero: state it as a condition"
    )


@pytest.mark.parametrize(
    "word", ["symmetric", "skew-symmetric", "positive definite", "orthogonal", "idempotent", "invertible", "singular"]
)
@pytest.mark.parametrize("size, shape", [("n", "n × 1"), (r"m \times n", "m × n")])
def test_property_of_square_matrices_is_refused_elsewhere(word, size, shape):
    math = rf"$\mathbf{{A}} \in \mathbb{{R}}^{{{size}}}$"
    with pytest.raises(NotationError) as error:
        declare(f"For {word} {math},")
    assert error.value.why == rf"what is {word} is square, and \mathbf{{A}} is {shape}"


@pytest.mark.parametrize(
    ("tex", "why"),
    [
        (r"x^T", r"write the transpose as ^{\top}"),
        (r"\frac{1}{2} = \frac12", r"\frac needs two groups in braces"),
        (r"x_{ij-1} = 0", "ambiguous subscript ij-1: separate the indices by a comma"),
        (r"(x + y] = 0", "the bracket ( is closed by ]"),
        (r"x = {y", "a symbol, a number or a bracket was expected where { stands"),
        (r"x + y) = z", "an operator or the end was expected where ) stands"),
        (r"(x, y) = z", "an operator or a closing bracket was expected where , stands"),
        (r"\lvert x = y", r"\rvert was expected where = stands"),
        (r"\begin{bmatrix} x & y = z", "the next entry or the end of a matrix was expected where = stands"),
        (r"\frac{(x}{y} = z", "a bracket is opened and not closed: expected one more behind '(x'"),
        (r"z = (x (y - 1)", "a bracket is opened and not closed: expected one more behind '(x (y - 1)'"),
        (r"\sum_{i=1} x_i = 0", "a sum with a lower limit needs an upper one"),
        (r"1/2 x y = z", r"ambiguous quotient: use \frac or brackets"),
        (r"\begin{aligned} x &= y \\ z &= 1 \end{aligned}", "a line of an aligned chain begins with & and a relation"),
        (r"x +", "the formula stops too early: something is missing at its end"),
    ],
)
def test_unreadable_formula_is_refused(tex, why):
    with pytest.raises(NotationError) as error:
        parse(tex)
    assert error.value.why == why
