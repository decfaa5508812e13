"""Whoever finds a derivative finds its way backwards: the vector-Jacobian product of this very function."""

import ast
import re
import warnings
from functools import cache
from itertools import islice, product
from pathlib import Path

import numpy as np
import pytest

from verifier.declare import declare
from verifier.evaluate import Evaluation
from verifier.judge import float_arithmetic
from verifier.pages.catalogue import read_catalogue
from verifier.pages.entry import EntryCheck
from verifier.pages.snippets import Comparison, SnippetError, differ, load

ROOT = Path(__file__).parent.parent
ENTRIES = {(entry.page, entry.id): entry for entry in read_catalogue(ROOT).entries}
SEEDS = [f"backwards {k}" for k in range(8)]  # of points, tried in turn: a product that is zero shows nothing
TRIES = 5000  # ways of taking what a product has saved from the data of an entry
EXCEPTIONS = {  # entry: why the product that it links to is of another function
    "jacobian-of-two-functions": "its two functions are one choice of those that are free there",
    "scalar-by-scalar": "its function is one choice of that which is free there",
    "gradient": "its function is free, and its product takes the gradient of it",
    "adam-step": "its product saves other quantities than the step is declared by",
    "product-by-right-factor": "it differentiates the vectorised product, and the product there is the matrix",
    "product-by-left-factor": "it differentiates the vectorised product, and the product there is the matrix",
    "loss-by-bias": "its product is that of the error, then that of the neuron: one after the other",
    "loss-gradients-as-matrix-products": "its product is that of the error, then that of the neuron",
    "affine-function": "its row of weights is one row of the matrix there",
    "logistic-loss": "its one sample is one row of the matrix there",
    "block-of-tensor": "its entry is one of the vector there",
    "vector-chain-rule-by-scalar": "both of its functions are free there",
    "vector-chain-rule": "both of its functions are free there",
    "loss-by-matrix": "its product is that of the loss, then that of the layer: one after the other",
}


def functions(entry, kind):
    """Return the functions of an entry's snippet that are a `d` (a derivative) or a `vjp_`."""
    found = []
    for snippet in entry.snippets:
        nodes = ast.parse((ROOT / snippet.title).read_text()).body
        names = [node.name for node in nodes if isinstance(node, ast.FunctionDef)]
        found += [name for name in names if re.match(rf"{entry.id.replace('-', '_')}_{kind}\w", name)]
    return found


def backwards(entry):
    """Return the line number and the links, as (page, id), of an entry's paragraph `Backwards: ...`, or None."""
    lines = entry.page.read_text().splitlines()
    for number, line in enumerate(lines[entry.line :], entry.line + 1):
        if line.startswith("## "):
            return None
        if line.startswith("Backwards: ") and "\n".join(lines[number : number + 2]).startswith("\nSources: "):
            links = re.findall(r"\]\(([^()#]*)#([^()]+)\)", line)
            return number, [((entry.page.parent / page).resolve() if page else entry.page, id) for page, id in links]
    return None


@cache
def checked(entry):
    """Return the check of an entry, its own formulas judged."""
    check = EntryCheck(entry, ROOT, "0")
    declared = declare(entry.declaration)
    for formula in entry.formulas:
        if not formula.derivation and not formula.not_executed:
            check.formula(formula, declared)
    return check


def at_a_point(entry, snippet, function, seed):
    """Return a snippet's comparison with its formulas, and an evaluation of what a function of it is a derivative of."""
    statement, _ = checked(entry).differentiated(snippet.derivatives[function], snippet)
    point = statement.point(seed, smallest=2)
    evaluation = Evaluation(float_arithmetic(), point, statement.checker)
    free = statement.typed.free
    evaluation.indices = {name: point.size(free[name]) for name in snippet.parameters[snippet.name] if name in free}
    return Comparison(snippet, statement), evaluation


def derivatives_by_name(entry, linked):
    """Yield the derivatives of an entry whose product a linked entry computes, at the linked entry's own data."""
    snippet, other = (load(ROOT / each.snippets[0].title) for each in (entry, linked))
    for function, by in other.derivatives.items():
        derivative = f"{snippet.name}_d{by}"
        if "_vjp_" not in function or derivative not in snippet.functions:
            continue
        try:
            for seed in SEEDS:
                theirs, evaluation = at_a_point(linked, other, function, seed)
                vector, *saved = theirs.arguments(function, evaluation)
                arguments = Comparison(snippet, theirs.statement).arguments(derivative, evaluation)
                expected = np.tensordot(np.asarray(vector), snippet.call(derivative, arguments), axes=np.ndim(vector))
                if np.any(expected):
                    if not differ(other.call(function, [vector, *saved]), expected):
                        yield derivative
                    break
        except (SnippetError, ValueError, KeyError):
            continue  # named otherwise, or of other shapes: looked for below


def derivatives_by_value(entry, linked):
    """Yield the derivatives of an entry whose product a linked entry computes from some of the entry's own data."""
    snippet, other = (load(ROOT / each.snippets[0].title) for each in (entry, linked))
    for derivative in functions(entry, "d"):
        for seed in SEEDS:
            comparison, evaluation = at_a_point(entry, snippet, derivative, seed)
            data = {}
            for name in (snippet.name, *functions(entry, "d")):
                arguments = comparison.arguments(name, evaluation)
                data |= dict(zip(snippet.parameters[name], arguments, strict=True))
                data[name] = snippet.call(name, arguments)
            value = np.asarray(data[snippet.name])
            vector = np.random.default_rng(0).standard_normal(value.shape)[()]
            expected = np.tensordot(vector, data[derivative], axes=value.ndim)
            if np.any(expected):
                if any(_gives(other, function, vector, data, expected) for function in functions(linked, "vjp_")):
                    yield derivative
                break


def _gives(snippet, function, vector, data, expected):
    """Tell whether a product gives the expected value for some choice of what it has saved, its own names first."""
    choices = []
    for parameter in snippet.parameters[function][1:]:
        values = [data[name] for name in sorted(data, key=lambda name: name != parameter)]
        choices.append([*values, *(np.transpose(value) for value in values if np.ndim(value) == 2)])
    for saved in islice(product(*choices), TRIES):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = np.asarray(snippet.functions[function](vector, *saved), dtype=float)
        except (TypeError, ValueError, IndexError, AttributeError, np.linalg.LinAlgError):
            continue
        if not differ(found, expected):
            return True
    return False


ASKED = [entry for entry in ENTRIES.values() if functions(entry, "d") and not functions(entry, "vjp_")]


def fault(entry):
    """Return what is wrong with an entry's way backwards, and in which line; None if nothing is."""
    found = backwards(entry)
    if found is None:
        return entry.line, (
            f"entry '{entry.id}' has a derivative and no way backwards: as the paragraph "
            "before its sources, write 'Backwards: [back through ...](page.md#id).', on one line"
        )
    number, links = found
    linked = [ENTRIES[link] for link in links if link in ENTRIES and functions(ENTRIES[link], "vjp_")]
    if not linked:
        return number, (
            f"entry '{entry.id}' leads backwards to no vector-Jacobian product: "
            "link an entry whose snippet has a function '..._vjp_<variable>'"
        )
    missing = set(functions(entry, "d"))
    for other in linked:
        missing -= {*derivatives_by_name(entry, other)}
        missing -= {*derivatives_by_value(entry, other)} if missing else set()
    if missing and entry.id not in EXCEPTIONS:
        return number, (
            f"entry '{entry.id}' leads backwards to products of other functions: none of them is a vector times "
            f"{' or '.join(sorted(missing))}: link the entry of this function, or say in EXCEPTIONS why not"
        )
    if not missing and entry.id in EXCEPTIONS:
        return number, f"entry '{entry.id}' leads backwards to its own product: take it out of EXCEPTIONS"
    return None


@pytest.mark.parametrize("page", sorted({entry.page.name for entry in ASKED}))
def test_derivative_leads_to_its_own_product(page):
    entries = [entry for entry in ASKED if entry.page.name == page]
    found = [(entry.page.relative_to(ROOT), *wrong) for entry in entries if (wrong := fault(entry))]
    if found:
        pytest.fail("\n".join(f"{file}:{line}: {why}" for file, line, why in found), pytrace=False)


def test_product_of_another_function_is_detected(monkeypatch):
    entry = next(entry for entry in ASKED if entry.id == "squared-norm")
    other = next(entry for entry in ENTRIES.values() if entry.id == "tanh-node")
    monkeypatch.setitem(globals(), "backwards", lambda _: (7, [(other.page, other.id)]))
    line, why = fault(entry)
    assert line == 7 and why.startswith("entry 'squared-norm' leads backwards to products of other functions")


def test_exceptions_are_entries_of_the_site():
    assert EXCEPTIONS.keys() <= {entry.id for entry in ASKED}
