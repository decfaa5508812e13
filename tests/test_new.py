"""A new entry is begun in shape, and not at all if its identity is here already."""

import random
import re
import shutil
import subprocess
import sys

import pytest

from generate.__main__ import main as generate
from generate.new import NewEntryError, check_place, forms_of, main, read_formula, same_identity
from generate.normal_form import normal_forms
from generate.skeleton import parameter, snippet
from tests.test_snippets import shape_errors
from verifier.declare import declare
from verifier.pages.catalogue import read_catalogue

GIVEN = (
    r"For $\mathbf{y} \in \mathbb{R}^{n}$ and $\mathbf{W} \in \mathbb{R}^{n \times n}$, "
    r"with $\mathbf{W}$ independent of $\mathbf{y}$,"
)
FORMULA = (
    r"\frac{\partial\, (\mathbf{y}^{\top} \mathbf{W} \mathbf{y})^2}{\partial \mathbf{y}}"
    r" = 2 (\mathbf{y}^{\top} \mathbf{W} \mathbf{y}) \mathbf{y}^{\top} (\mathbf{W} + \mathbf{W}^{\top})"
)
ON_PURPOSE = {  # entries that state the same, and why
    ("repeated-total-node", "sum-in-every-entry"): "the function, and its way backwards",
    ("dot-product-node", "weighted-total-node"): "weights are fixed where the dot product has two variables",
    ("softmax", "softmax-node"): "the Jacobian's page has the product too, which is how it is used",
}


@pytest.fixture
def copy(root, tmp_path):
    """A copy of what the command reads and writes."""
    for folder in ("docs", "snippets", "sources"):
        shutil.copytree(root / folder, tmp_path / folder)
    (tmp_path / "tests").mkdir()
    for name in ("addresses.txt", "cited.txt"):
        shutil.copy(root / "tests" / name, tmp_path / "tests")
    shutil.copy(root / "mkdocs.yml", tmp_path)
    return tmp_path


def begin(root, id="squared-form", given=GIVEN, formula=FORMULA):
    """Run the command."""
    return main(root, ["bilinear-quadratic", id, "--given", given, "--formula", formula])


def files(root):
    """Return the text of every file."""
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_new_entry_is_in_shape_once_filled_in(root, copy, capsys):
    assert begin(copy) == 0
    page = copy / "docs" / "bilinear-quadratic.md"
    code = copy / "snippets" / "bilinear-quadratic" / "squared_form.py"
    begun = {path: path.read_text() for path in (page, code)}
    printed = capsys.readouterr().out.splitlines()
    for path, text in begun.items():
        for number, line in enumerate(text.splitlines(), 1):
            if "TODO" in line:
                assert f"{path.relative_to(copy).as_posix()}:{number}: {line.strip()}" in printed
    assert printed[-1] == "tests/queries.txt: a line of what readers will type, a tab, 'squared-form'"
    assert ["'NotImplementedError' is neither" in error for error in shape_errors(code)] == [True, True]
    assert read_catalogue(copy).errors == ()
    assert (copy / "tests" / "addresses.txt").read_text().endswith("\nbilinear-quadratic.html#squared-form\n")
    assert "y (n,), W (n, n) -> value" in begun[code]

    assert generate(copy) == 1  # its sources cannot be read yet
    assert "entry 'squared-form': 'TODO' begins with no source" in capsys.readouterr().err

    filled = [
        (r"\text{TODO: the same in denominator layout, or no tabs if the layouts agree}",
         r"\frac{\partial\, (\mathbf{y}^{\top} \mathbf{W} \mathbf{y})^2}{\partial \mathbf{y}}"
         r" = 2 (\mathbf{y}^{\top} \mathbf{W} \mathbf{y}) (\mathbf{W} + \mathbf{W}^{\top}) \mathbf{y}"),
        (r"\text{TODO}", FORMULA),
        ("TODO: the idea, then the steps:", "The chain rule:"),
        ("TODO: a link to the entry of the vector-Jacobian product, or no line if the snippet has one.",
         "[back through a quadratic form](vjp-forms.md#quadratic-form-backwards)."),
        ("Sources: TODO.", "Sources: standard result."),
    ]  # fmt: skip
    text = page.read_text()
    for old, new in filled:
        assert text.count(old) == 1
        text = text.replace(old, new)
    page.write_text(text)
    filled = [
        (", TODO: what is differentiated, in words.", ", differentiated by its vector."),
        ("value TODO, derivative TODO", "value (), derivative (n,)"),
        ("y, W, direction = TODO  # random, of sizes that all differ",
         "(y, direction), W = rng.normal(size=(2, 5)), rng.normal(size=(5, 5))"),
        ("slope = TODO  # by the complex step, or by a central difference",
         "slope = squared_form(y + 1e-20j * direction, W).imag / 1e-20"),
        ('Return TODO, shape TODO or a scalar."""\n    raise NotImplementedError("TODO")',
         'Return the square of the form, a scalar."""\n    return (y @ W @ y) ** 2'),
        ('shape TODO."""\n    raise NotImplementedError("TODO")',
         'shape (n,)."""\n    return 2 * (y @ W @ y) * (y @ (W + W.T))'),
    ]  # fmt: skip
    text = code.read_text()
    for old, new in filled:
        assert text.count(old) == 1
        text = text.replace(old, new)
    code.write_text(text)
    assert generate(copy) == 0
    assert "Sources: standard result.\n" in code.read_text()
    for path in (page, code):
        assert "TODO" not in path.read_text()
    subprocess.run([sys.executable, "-m", "doctest", code], check=True)
    shutil.copytree(root / "verifier", copy / "verifier", ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run([sys.executable, "-m", "verifier", "squared-form"], cwd=copy, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_identity_that_is_here_is_not_written(copy, capsys):
    before = files(copy)
    formula = (
        r"\frac{\partial\, \mathbf{y}^{\top} \mathbf{W} \mathbf{y}}{\partial \mathbf{y}}"
        r" = (\mathbf{W}^{\top} + \mathbf{W}) \mathbf{y}"
    )
    assert begin(copy, formula=formula) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert re.match(r"docs/bilinear-quadratic.md:\d+: entry 'quadratic-form' has this identity: \\frac", output.err)
    assert files(copy) == before


@pytest.mark.parametrize(
    ("page", "id", "message"),
    [
        ("no-such-page", "a", "docs/no-such-page.md: there is no such page: write its heading"),
        ("../linear-maps", "a", "the page '../linear-maps' is no name: write small letters and hyphens, as bilinear"),
        ("linear-maps.md", "a", "the page 'linear-maps.md' is no name"),
        ("linear-maps", "2-norm", "the id '2-norm' is no name: write small letters and hyphens, as quadratic-form"),
        ("linear-maps", "Norm", "the id 'Norm' is no name"),
        ("linear-maps", "", "the id '' is no name"),
        ("linear-maps", "lambda", "the id 'lambda' is a word of Python"),
        ("linear-maps", "quadratic-form", "the id 'quadratic-form' is taken: choose another"),
    ],
)
def test_place_out_of_order_is_named(root, catalogue, page, id, message):
    with pytest.raises(NewEntryError) as error:
        check_place(root, catalogue, page, id)
    assert message in str(error.value)


def test_id_of_a_moved_entry_stays_taken(copy, catalogue):
    path = copy / "tests" / "addresses.txt"
    path.write_text(path.read_text() + "old-page.html#moved-entry\n")
    line = len(path.read_text().splitlines())
    with pytest.raises(NewEntryError, match=f"tests/addresses.txt:{line}: the id 'moved-entry' was given"):
        check_place(copy, catalogue, "linear-maps", "moved-entry")


def test_snippet_of_another_is_not_overwritten(copy, catalogue):
    (copy / "snippets" / "linear-maps" / "a_b.py").write_text("")
    with pytest.raises(NewEntryError, match="snippets/linear-maps/a_b.py:1: this snippet is there already"):
        check_place(copy, catalogue, "linear-maps", "a-b")


@pytest.mark.parametrize(
    ("given", "formula", "message"),
    [
        ("", FORMULA, "--given declares no symbols"),
        (r"For the point,", FORMULA, "--given declares no symbols"),
        (r"For \mathbf{y} \in \mathbb{R}^{n},", FORMULA, "--given cannot be read: '\\' is no word: put math between"),
        (r"For $\mathbf{y} \in \mathbb{Q}^{n}$,", FORMULA, "--given cannot be read: "),
        (
            r"For $\mathbf{y} \in \mathbb{R}^{n}$, with $z{ = 1$,",
            FORMULA,
            "--given cannot be read: the braces of $z{ = 1$ do not match",
        ),
        (GIVEN, "", "--formula cannot be read: the formula stops too early"),
        (GIVEN, r"\mathbf{y}^{\top} \mathbf{y}", "--formula states nothing: write both sides of an equation"),
        (GIVEN, r"\sum_{i=1}^{n} y_i", "--formula states nothing: write both sides of an equation"),
        (
            GIVEN,
            "\\mathbf{y}\n  = \\foo{x} + 1",
            "--formula cannot be read: unknown macro or sign \\foo{x}\n      = \\foo{x} + 1\n        ^^^^^^^",
        ),
        (GIVEN, "$a = b$", "--formula cannot be read: unknown macro or sign $\n    $a = b$\n    ^"),
        (GIVEN, r"\frac{a}{b", "--formula cannot be read: "),
    ],
)
def test_what_cannot_be_read_is_named(given, formula, message):
    with pytest.raises(NewEntryError) as error:
        read_formula(given, formula)
    assert str(error.value).startswith(message)


def test_garbled_input_is_never_a_traceback(catalogue):
    chance = random.Random(0)
    texts = [(entry.declaration, formula.tex) for entry in catalogue.entries for formula in entry.formulas]

    def garbled(text):
        at = chance.randrange(len(text))
        other = chance.choice(
            ["", chance.choice("{}$^_\\()=+1x'&"), chance.choice(chance.choice(texts))[: chance.randint(1, 12)]]
        )
        return text[:at] + other + text[at + chance.randint(0, 5) :]

    outcomes = {True: 0, False: 0}
    for _ in range(2000):
        given, formula = chance.choice(texts)
        given, formula = (garbled(given), formula) if chance.random() < 0.5 else (given, garbled(formula))
        try:
            declarations, _ = read_formula(given, formula)
            compile(snippet("a-b", declarations, formula), "a_b.py", "exec")
            outcomes[True] += 1
        except NewEntryError as error:
            assert str(error).startswith(("--given ", "--formula "))
            outcomes[False] += 1
    assert min(outcomes.values()) > 200


def test_bad_input_fails_the_command(root, capsys):
    assert begin(root, id="quadratic-form") == 1
    assert "the id 'quadratic-form' is taken: choose another" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        main(root, ["bilinear-quadratic", "a"])
    assert stop.value.code == 2 and "--given, --formula" in capsys.readouterr().err


VECTORS = r"For $\mathbf{a}, \mathbf{b}, \mathbf{x}, \mathbf{y} \in \mathbb{R}^{n}$, "
MATRICES = r"$\mathbf{A}, \mathbf{B}, \mathbf{X}, \mathbf{Y} \in \mathbb{R}^{n \times n}$ and $c, z \in \mathbb{R}$,"


def forms(formula, given=VECTORS + MATRICES):
    """Return the normal forms of a formula."""
    declarations = declare(given)
    return normal_forms(declarations.read(formula), declarations)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\mathbf{A} \mathbf{x} = \mathbf{y}", r"\mathbf{Y} \mathbf{b} = \mathbf{a}"),
        (r"\mathbf{x} + \mathbf{A} \mathbf{y} = \mathbf{b}", r"\mathbf{A} \mathbf{x} + \mathbf{y} = \mathbf{b}"),
        (
            r"\mathbf{x} + (\mathbf{y} - \mathbf{a}) = \mathbf{b}",
            r"- \mathbf{a} + \mathbf{y} + \mathbf{x} = \mathbf{b}",
        ),
        (r"\mathbf{A} c \mathbf{x} 2 = \mathbf{y}", r"2 c (\mathbf{A} \mathbf{x}) = \mathbf{y}"),
        (r"\mathbf{y} = \mathbf{A} \mathbf{x}", r"\mathbf{A} \mathbf{x} = \mathbf{y}"),
        (
            r"\frac{\partial\, (\mathbf{x} \odot \mathbf{y})}{\partial \mathbf{x}} = \operatorname{diag}(\mathbf{y})",
            r"\frac{\partial}{\partial \mathbf{a}} (\mathbf{b} \odot \mathbf{a}) = \operatorname{diag}(\mathbf{b})",
        ),
        (
            r"\frac{\partial\, (\mathbf{a} \odot \mathbf{b} + \mathbf{x} \odot \mathbf{y})}{\partial \mathbf{a}} = \operatorname{diag}(\mathbf{b})",
            r"\frac{\partial\, (\mathbf{a} \odot \mathbf{b} + \mathbf{x} \odot \mathbf{y})}{\partial \mathbf{y}} = \operatorname{diag}(\mathbf{x})",
        ),
        (
            r"\sum_{i=1}^{n} x_i^2 = \mathbf{x}^{\top} \mathbf{x}",
            r"\sum_{k=1}^{n} y_k^2 = \mathbf{y}^{\top} \mathbf{y}",
        ),
    ],
)
def test_other_letters_and_order_are_the_same(one, other):
    assert forms(one) == forms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\mathbf{A} \mathbf{B} = \mathbf{X}", r"\mathbf{A} \mathbf{A} = \mathbf{X}"),
        (r"\mathbf{A} \mathbf{B} = \mathbf{B} \mathbf{A}", r"\mathbf{A} \mathbf{B} = \mathbf{A} \mathbf{B}"),
        (r"\mathbf{x} - \mathbf{y} = \mathbf{x}", r"\mathbf{x} - \mathbf{y} = \mathbf{y}"),
        (r"\mathbf{A} \mathbf{x} = \mathbf{y}", r"c \mathbf{x} = \mathbf{y}"),
        (r"\mathbf{A}^{\top} \mathbf{x} = \mathbf{y}", r"\mathbf{A} \mathbf{x} = \mathbf{y}"),
        (r"2 \mathbf{x} = \mathbf{y}", r"3 \mathbf{x} = \mathbf{y}"),
        (r"\mathbf{X} = \mathbf{I}", r"\mathbf{X} = \mathbf{A}"),
        (r"\lVert \mathbf{X} \rVert_F = c", r"\lVert \mathbf{X} \rVert_2 = c"),
        (r"c \leq z", r"c = z"),
        (
            r"\frac{\partial\, (\mathbf{x} \odot \mathbf{y})}{\partial \mathbf{x}} = \operatorname{diag}(\mathbf{y})",
            r"\frac{\partial\, (\mathbf{x} \odot \mathbf{y})}{\partial \mathbf{x}} = \operatorname{diag}(\mathbf{x})",
        ),
    ],
)
def test_other_identities_differ(one, other):
    assert not forms(one) & forms(other)


def test_each_side_of_a_chain_is_compared():
    chain = forms(r"\mathbf{A} \mathbf{x} = \mathbf{y} = c \mathbf{x}")
    assert chain == forms(r"\mathbf{A} \mathbf{x} = \mathbf{y}") | forms(r"\mathbf{A} \mathbf{x} = c \mathbf{x}")
    assert len(chain) == 2


def test_definition_is_a_part_of_the_identity():
    given = r"For $\mathbf{x} \in \mathbb{R}^{n}$ and $\mathbf{s} = \operatorname{%s}(\mathbf{x})$,"
    formula = r"\mathbf{s}^{\top} \mathbf{1} = 1"
    other = r"For $\mathbf{u} \in \mathbb{R}^{k}$ and $\mathbf{p} = \operatorname{softmax}(\mathbf{u})$,"
    assert not forms(formula, given % "softmax") & forms(formula, given % "sigmoid")
    assert forms(formula, given % "softmax") == forms(r"\mathbf{p}^{\top} \mathbf{1} = 1", other)


def test_order_of_definitions_does_not_matter():
    given = (
        r"For $\mathbf{x} \in \mathbb{R}^{n}$, $\mathbf{%s} = \sin(\mathbf{x})$ and $\mathbf{%s} = \cos(\mathbf{x})$,"
    )
    swapped = given.replace("sin", "@").replace("cos", "sin").replace("@", "cos")
    formula = r"\mathbf{s} \odot \mathbf{s} + \mathbf{c} \odot \mathbf{c} = \mathbf{1}"
    assert forms(formula, given % ("s", "c")) == forms(formula, swapped % ("c", "s"))


def renamed(tex):
    """Give other letters to what is neither an index nor reserved, in a text of math."""
    letters = "xyzuvwabgp"
    others = dict(
        zip(letters + letters.upper(), letters[3:] + letters[:3] + (letters[3:] + letters[:3]).upper(), strict=True)
    )
    return re.sub(r"(?<![a-zA-Z\\])[a-zA-Z](?![a-zA-Z])", lambda found: others.get(found[0], found[0]), tex)


def test_every_formula_is_found_in_other_letters(catalogue):
    lost, found = [], 0
    for entry in catalogue.entries:
        for formula in entry.formulas:
            if formula.derivation or formula.misprint or not (known := forms_of(entry, formula.tex)):
                continue
            given = re.sub(r"\$([^$]+)\$", lambda math: f"${renamed(math[1])}$", entry.declaration)
            found += given != entry.declaration
            if known != forms(renamed(formula.tex), given):
                lost.append(f"{entry.page.name}:{formula.line}: {formula.tex}")
    assert not lost, "\n".join(lost)
    assert found > len(catalogue.entries)


def test_no_identity_is_stated_twice(catalogue):
    twice = {}
    for entry in catalogue.entries:
        if entry.is_correction:
            continue
        for formula in entry.formulas:
            if not formula.derivation and not formula.misprint:
                for form in forms_of(entry, formula.tex):
                    twice.setdefault(form, {})[entry.id] = f"{entry.page.name}:{formula.line}"
    found = {tuple(sorted(places)): places for places in twice.values() if len(places) > 1}
    errors = [f"{places}: state the same: join these entries" for ids, places in found.items() if ids not in ON_PURPOSE]
    errors += [
        f"{ids} do not state the same any more: take them out of ON_PURPOSE" for ids in ON_PURPOSE.keys() - found
    ]
    if errors:
        pytest.fail("\n".join(errors), pytrace=False)


def test_known_identity_is_found_in_the_other_layout(catalogue):
    formula = r"\frac{\partial\, \mathbf{B} \mathbf{a}}{\partial \mathbf{a}} = \mathbf{B}^{\top}"
    (message,) = same_identity(catalogue, forms(formula))
    assert "entry 'linear-map' has this identity" in message


@pytest.mark.parametrize(
    ("name", "letters"),
    [(r"\mathbf{x}", "x"), (r"\hat{\mathbf{y}}", "y_hat"), (r"\boldsymbol{\mu}", "mu"), (r"\mathbf{u}_{1}", "u1"),
     (r"\lambda", "lambda_"), ("c", "c")],
)  # fmt: skip
def test_parameter_has_the_letters_of_its_symbol(name, letters):
    assert parameter(name) == letters


def test_snippet_has_the_symbols_of_the_formula():
    given = (
        r"For a differentiable function $\mathbf{u}(\mathbf{x}) \in \mathbb{R}^{m}$ of $\mathbf{x} \in \mathbb{R}^{n}$, "
        r"$\mathbf{A} \in \mathbb{R}^{k \times m}$ and $c \in \mathbb{R}$,"
    )
    formula = r"\frac{\partial\, c \mathbf{A} \mathbf{u}(\mathbf{x})}{\partial \mathbf{x}} = \mathbf{0}"
    text = snippet("a-b", declare(given), formula)
    assert "Shapes: c (), A (k, m), u a function of x, x (n,) -> value" in text
    assert "def a_b_dx(c, A, u, x):" in text
