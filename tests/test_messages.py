"""The messages of the verifier: file and line, the piece of LaTeX, what was expected, what to do."""

import pytest

from verifier.pages.catalogue import read_catalogue
from verifier.pages.entry import EntryCheck
from verifier.pages.report import message

PAGE = r"""# Forms

## Quadratic form { #quadratic-form }

For $\mathbf{x} \in \mathbb{R}^{n}$ and symmetric $\mathbf{A} \in \mathbb{S}^{n}$, with $\mathbf{A}$ independent of $\mathbf{x}$,

=== "Numerator layout"

    $$
    \frac{\partial\, \mathbf{x}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{x}}
      = 2 \mathbf{x}^{\top} \mathbf{A}
    $$

=== "Denominator layout"

    $$
    \frac{\partial\, \mathbf{x}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{x}}
      = 2 \mathbf{A} \mathbf{x}
    $$

```python title="snippets/forms/quadratic_form.py"
--8<-- "forms/quadratic_form.py"
```

??? note "Derivation"
    With $\alpha = \mathbf{x}^{\top} \mathbf{A} \mathbf{x}$,

    $$
    \frac{\partial \alpha}{\partial x_k} = 2 \sum_{j=1}^{n} a_{kj} x_j
    $$

Sources: Kong K103.
"""


@pytest.fixture
def check(root, tmp_path):
    """Check one page and its snippet, changed here and there, and return all messages."""
    good = (root / "snippets/bilinear-quadratic/symmetric_quadratic_form.py").read_text()
    snippet = tmp_path / "snippets" / "forms" / "quadratic_form.py"
    snippet.parent.mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text())

    def check(page=(), code=()):
        text = PAGE
        for old, new in page:
            assert old in text
            text = text.replace(old, new, 1)
        source = good.replace("symmetric_quadratic_form", "quadratic_form")
        for old, new in code:
            assert old in source
            source = source.replace(old, new)
        (tmp_path / "docs" / "forms.md").write_text(text)
        snippet.write_text(source)
        catalogue = read_catalogue(tmp_path)
        assert catalogue.errors == ()
        (entry,) = catalogue.entries
        evidence = EntryCheck(entry, tmp_path, "0").run()
        return "\n".join(message(failure, tmp_path) for failure in evidence.failures)

    return check


def test_true_page_has_no_failure(check):
    assert check() == ""


NUMERATOR = r"= 2 \mathbf{x}^{\top} \mathbf{A}"
DENOMINATOR = r"= 2 \mathbf{A} \mathbf{x}"


@pytest.mark.parametrize(
    ("page", "code", "expected"),
    [
        pytest.param(
            [(DENOMINATOR, r"= 2 \matbf{A} \mathbf{x}")],
            [],
            r"""docs/forms.md:18: quadratic-form: unknown macro or sign \matbf{A}
      = 2 \matbf{A} \mathbf{x}
          ^^^^^^^^^
  write it in the notation of the page on conventions""",
            id="unknown-macro",
        ),
        pytest.param(
            [(DENOMINATOR, r"= 2 \mathbf{A} \odot \mathbf{x} \otimes \mathbf{x}")],
            [],
            r"""docs/forms.md:18: quadratic-form: ambiguous product: brackets must say what \otimes joins
      = 2 \mathbf{A} \odot \mathbf{x} \otimes \mathbf{x}
                                      ^^^^^^^
  write it in the notation of the page on conventions""",
            id="ambiguous-product",
        ),
        pytest.param(
            [(r"= 2 \sum", r"= 2 \sin x_k \sum")],
            [],
            r"""docs/forms.md:29: quadratic-form: the function \sin needs brackets around its argument
    \frac{\partial \alpha}{\partial x_k} = 2 \sin x_k \sum_{j=1}^{n} a_{kj} x_j
                                             ^^^^
  write it in the notation of the page on conventions""",
            id="bare-function",
        ),
        pytest.param(
            [(r"\frac{\partial \alpha}{\partial x_k} =", r"\frac{\partial}{\partial x_k} \alpha =")],
            [],
            r"""docs/forms.md:29: quadratic-form: brackets are needed behind this derivative sign, around all that it differentiates
    \frac{\partial}{\partial x_k} \alpha = 2 \sum_{j=1}^{n} a_{kj} x_j
                                  ^^^^^^
  write it in the notation of the page on conventions""",
            id="operator-form",
        ),
        pytest.param(
            [(DENOMINATOR, r"= 2 \mathbf{B} \mathbf{x}")],
            [],
            r"""docs/forms.md:18: quadratic-form: \mathbf{B} is not declared: say in the sentence above what it is, as $\mathbf{B} \in \mathbb{R}^{n}$
      = 2 \mathbf{B} \mathbf{x}
          ^^^^^^^^^^
  write it in the notation of the page on conventions""",
            id="undeclared-symbol",
        ),
        pytest.param(
            [(DENOMINATOR, r"= 2 \mathbf{x} \mathbf{A}")],
            [],
            r"""docs/forms.md:18: quadratic-form: in denominator layout the product of n × 1 and n × n does not exist, as 1 and n differ
      = 2 \mathbf{x} \mathbf{A}
        ^^^^^^^^^^^^^^^^^^^^^^^
  mend the shapes: a transpose, an order, a declared size""",
            id="shapes-that-do-not-fit",
        ),
        pytest.param(
            [(DENOMINATOR, r"= 3 \mathbf{A} \mathbf{x}")],
            [],
            r"""docs/forms.md:18: quadratic-form: in denominator layout the two sides differ
      = 3 \mathbf{A} \mathbf{x}
        ^^^^^^^^^^^^^^^^^^^^^^^
  smallest counterexample: n = 1
    left  [-1.21642]
    right [-1.82463]
  mend the formula, or declare the condition under which it holds""",
            id="sides-that-differ",
        ),
        pytest.param(
            [(r"a_{kj} x_j", r"a_{kj} x_k")],
            [],
            r"""docs/forms.md:29: quadratic-form: in numerator layout the two sides differ
    \frac{\partial \alpha}{\partial x_k} = 2 \sum_{j=1}^{n} a_{kj} x_k
                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  smallest counterexample: n = 2, k = 1
    left  6.36884
    right 6.90194
  mend the formula, or declare the condition under which it holds""",
            id="an-index-of-a-derivation",
        ),
        pytest.param(
            [(DENOMINATOR, NUMERATOR)],
            [],
            r"""docs/forms.md:17: quadratic-form: holds in numerator layout, but not in denominator layout: the shapes differ: n × 1 on the left side, 1 × n on the right side
    \frac{\partial\, \mathbf{x}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{x}}
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  it stands under the tab 'Denominator layout': move it, or give each layout its own tab""",
            id="layout-that-does-not-hold",
        ),
        pytest.param(
            [(r"For $\mathbf{x} \in", r"For positive $\mathbf{x} \in")],
            [],
            r"""docs/forms.md:3: quadratic-form: the condition 'positive $\mathbf{x}$' is not needed: every formula of the entry holds without it
  take it out of the sentence above the formula""",
            id="condition-that-is-not-needed",
        ),
        pytest.param(
            [(", with $", r", with $\mathbf{x}^{\top} \mathbf{A} \mathbf{x} \neq 0$ and $")],
            [],
            r"""docs/forms.md:3: quadratic-form: the condition '$\mathbf{x}^{\top} \mathbf{A} \mathbf{x} \neq 0$' is not needed: every formula of the entry holds without it
  take it out of the sentence above the formula""",
            id="difference-that-is-not-needed",
        ),
        pytest.param(
            [(", with $", r", with $0 < 2 < 3$ and $")],
            [],
            r"""docs/forms.md:3: quadratic-form: the condition '$0 < 2$' cannot be questioned: no point was found at which it is violated
  state it on something that is drawn, or take it out if it always holds
docs/forms.md:3: quadratic-form: the condition '$2 < 3$' cannot be questioned: no point was found at which it is violated""",
            id="chain-of-conditions",
        ),
        pytest.param(
            [(", with $", r", with $\mathbf{x}^{\top} \mathbf{x} + 1 \neq 0$ and $")],
            [],
            r"""docs/forms.md:3: quadratic-form: the condition '$\mathbf{x}^{\top} \mathbf{x} + 1 \neq 0$' cannot be questioned: no point was found at which it is violated
  state it on something that is drawn, or take it out if it always holds""",
            id="condition-that-cannot-be-violated",
        ),
        pytest.param(
            [(r"symmetric $\mathbf{A} \in \mathbb{S}^{n}$", r"$\mathbf{A} \in \mathbb{R}^{n \times n}$")],
            [],
            r"""docs/forms.md:29: quadratic-form: in numerator layout the two sides differ
    \frac{\partial \alpha}{\partial x_k} = 2 \sum_{j=1}^{n} a_{kj} x_j
                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  smallest counterexample: n = 2, k = 1
    left  6.36884
    right 8.73852
  mend the formula, or declare the condition under which it holds""",
            id="condition-that-is-missing",
        ),
        pytest.param(
            [(r", with $\mathbf{A}$ independent of $\mathbf{x}$,", ", without further conditions,")],
            [],
            r"""docs/forms.md:17: quadratic-form: in denominator layout it holds only if \mathbf{A} is independent of \mathbf{x}, which the sentence does not say: end it with ', with $\mathbf{A}$ independent of $\mathbf{x}$,'
    \frac{\partial\, \mathbf{x}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{x}}
  declare the condition in the sentence above the formula""",
            id="independence-that-is-missing",
        ),
        pytest.param(
            [],
            [("return 2 * x @ A", "return x @ A")],
            """snippets/forms/quadratic_form.py:23: quadratic-form: quadratic_form_dx and the formula differ by value at n = 2:
    snippet [-0.865965,  1.318212]
    formula [-1.731929,  2.636424]
  the function, its name or the formula is wrong""",
            id="derivative-of-the-snippet-that-differs",
        ),
        pytest.param(
            [],
            [("return x @ A @ x", "return x @ A @ x + 1")],
            """snippets/forms/quadratic_form.py:18: quadratic-form: quadratic_form and the formula differ by value at n = 2:
    snippet -0.890221
    formula -1.890221
  the function, its name or the formula is wrong""",
            id="function-of-the-snippet-that-differs",
        ),
        pytest.param(
            [],
            [("def quadratic_form(", "def form(")],
            """snippets/forms/quadratic_form.py:1: quadratic-form: needs functions 'quadratic_form' and 'quadratic_form_d<variable>'
  mend the snippet or its names""",
            id="function-missing",
        ),
        pytest.param(
            [],
            [("quadratic_form_dx", "quadratic_form_dy")],
            """snippets/forms/quadratic_form.py:23: quadratic-form: no formula of the entry is a derivative by 'y', as quadratic_form_dy is
  mend the snippet or its names""",
            id="derivative-by-a-strange-variable",
        ),
        pytest.param(
            [],
            [("def quadratic_form_dx(x, A)", "def quadratic_form_dx(x, B)"), ("return 2 * x @ A", "return 2 * x @ B")],
            """snippets/forms/quadratic_form.py:23: quadratic-form: the parameter 'B' of quadratic_form_dx is no symbol of the entry: name it after one
  mend the snippet or its names""",
            id="parameter-that-is-no-symbol",
        ),
        pytest.param(
            [],
            [("derivative (n,)", "derivative (n, n)")],
            """snippets/forms/quadratic_form.py:3: quadratic-form: the docstring says (n, n), but quadratic_form_dx has the shape (2,) at n = 2
  mend the snippet or its names""",
            id="shape-in-the-docstring-of-the-file",
        ),
        pytest.param(
            [],
            [("A (n, n)", "A (n, m)")],
            """snippets/forms/quadratic_form.py:3: quadratic-form: the docstring has the size m, which the entry does not declare
  mend the snippet or its names""",
            id="size-in-the-docstring-that-is-not-declared",
        ),
        pytest.param(
            [],
            [("by x, shape (n,)", "by x, shape (n, 1)")],
            """snippets/forms/quadratic_form.py:24: quadratic-form: the docstring says (n, 1), but quadratic_form_dx has the shape (2,) at n = 2
  mend the snippet or its names""",
            id="shape-in-the-docstring-of-a-function",
        ),
        pytest.param(
            [],
            [(">>> A = B + B.T", ">>> A = B + B.T\n>>> x = v = np.zeros(5)")],
            """snippets/forms/quadratic_form.py:21: quadratic-form: the doctest does not notice a wrong variant of this line: return -(x @ A @ x)
  let the example use random data of different sizes""",
            id="doctest-that-notices-nothing",
        ),
    ],
)
def test_failure_says_where_what_and_what_to_do(check, page, code, expected):
    assert expected in check(page, code)


def test_definition_of_one_entry_is_refused(check):
    page = [
        (r"With $\alpha", r"With $\beta_k = \sum_{j=1}^{n} a_{kj} x_j$ and $\alpha"),
        (r"2 \sum_{j=1}^{n} a_{kj} x_j", r"2 \beta_k"),
    ]
    assert r"\beta_{k} is defined by one entry, with the index k: define the whole symbol" in check(page)


def test_slope_at_an_open_index_is_no_snippet(check):
    assert "quadratic" not in check(
        [('=== "Num', '$$\n\\frac{\\partial x_i^2}{\\partial x_i} = 2 x_i\n$$\n\n=== "Num')]
    )


def test_unreadable_in_one_layout_is_not_refuted(check):
    column_of_sums = r" and $\mathbf{y} = \mathbf{1} \, \mathbf{1}^{\top} \mathbf{x}$, with $\mathbf{A}$ independent"
    formula = r"\mathbf{x}^{\top} \frac{\partial \mathbf{y}}{\partial \mathbf{x}} = (\mathbf{1}^{\top} \mathbf{x}) \mathbf{1}^{\top}"
    old = PAGE[PAGE.index(r"    \frac{\partial\, \mathbf{x}") : PAGE.index("    $$\n\n===")]
    found = check([(r", with $\mathbf{A}$ independent", column_of_sums), (old, f"    {formula}\n")])
    assert (
        "docs/forms.md:10: quadratic-form: whether it also holds in denominator layout cannot be told: a size" in found
    )


def test_misprint_that_holds_is_detected(check):
    box = '!!! failure "As printed"\n    $$\n    \\mathbf{x}^{\\top} \\mathbf{A} \\mathbf{x} = \\mathbf{x}\n    $$\n\nSources:'
    assert check([("Sources:", box)]) == ""
    assert "shown as a misprint, but it holds" in check(
        [("Sources:", box.replace("= \\mathbf{x}\n", "= \\mathbf{x}^{\\top} \\mathbf{A}^{\\top} \\mathbf{x}\n"))]
    )


def test_correction_without_its_independence_is_detected(root, tmp_path):
    page = r"""# Corrections

## A transpose too few { #lost-transpose }

For $\mathbf{x} \in \mathbb{R}^{n}$ and symmetric $\mathbf{A} \in \mathbb{S}^{n}$, with $\mathbf{A}$ independent of $\mathbf{x}$,

!!! failure "As printed"

    $$
    \frac{\partial\, \mathbf{x}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{x}} = 2 \mathbf{x} \mathbf{A}
    $$

!!! success "Corrected"

    $$
    \frac{\partial\, \mathbf{x}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{x}} = 2 \mathbf{x}^{\top} \mathbf{A}
    $$

Sources: Kong K103.
"""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text())
    found = []
    for text in page, page.replace(r", with $\mathbf{A}$ independent of $\mathbf{x}$,", ","):
        (tmp_path / "docs" / "corrections.md").write_text(text)
        (entry,) = read_catalogue(tmp_path).entries
        found.append([failure.why for failure in EntryCheck(entry, tmp_path, "0").run().failures])
    needed = (
        r"in numerator layout it holds only if \mathbf{A} is independent of \mathbf{x}, which the sentence does not say: "
        r"end it with ', with $\mathbf{A}$ independent of $\mathbf{x}$,'"
    )
    assert found == [[], [needed]]


def test_formula_not_executed_keeps_its_reason(check, root, tmp_path):
    assert (
        check(
            [
                (
                    "    $$\n    \\frac{\\partial \\alpha}",
                    "    <!-- not executed: a picture -->\n\n    $$\n    \\picture \\frac{\\partial \\alpha}",
                )
            ]
        )
        == ""
    )
    (entry,) = read_catalogue(tmp_path).entries
    (formula,) = EntryCheck(entry, tmp_path, "0").run().not_executed
    assert (formula.line, formula.tex.split()[0], formula.reason) == (31, r"\picture", "a picture")
