"""Declarations: every word is known, a word is of one symbol, and a name is declared once."""

import re
from pathlib import Path

import pytest

from tests.corpus import read_blocks
from verifier.check import check
from verifier.declare import abbreviations, declare, excerpt
from verifier.errors import NotationError
from verifier.pages.catalogue import read_catalogue
from verifier.pages.entry import EntryCheck
from verifier.pages.report import message
from verifier.properties import PROPERTIES

A = r"$\mathbf{A} \in \mathbb{R}^{n \times n}$"
B = r"$\mathbf{B} \in \mathbb{R}^{n \times n}$"


def properties(sentence, letter="A"):
    return declare(sentence).symbols[rf"\mathbf{{{letter}}}"].properties


def refused(sentence):
    """Return why a sentence is no declaration, and the piece of it that the error points at."""
    with pytest.raises(NotationError) as error:
        declare(sentence)
    start, end = error.value.span
    return error.value.why, sentence[start:end]


# Words that deny or are unknown


@pytest.mark.parametrize(
    "words, pointed",
    [
        ("non-symmetric", "non-symmetric"),
        ("nonsymmetric", "nonsymmetric"),
        ("not necessarily symmetric", "not"),
        ("not symmetric", "not"),
        ("asymmetric", "asymmetric"),
        ("unsymmetric", "unsymmetric"),
        ("non-diagonal", "non-diagonal"),
        ("non-invertible", "non-invertible"),
        ("noninvertible", "noninvertible"),
        ("never singular", "never"),
        ("anti-diagonal", "anti-diagonal"),
        ("non-positive definite", "definite"),
        ("non-orthogonal", "non-orthogonal"),
        ("non-block diagonal", "non-block"),
        ("without symmetric", "without"),
        ("neither symmetric nor diagonal", "neither"),
    ],
)
def test_a_denial_is_refused(words, pointed):
    why, found = refused(f"For {words} {A}, without further conditions,")
    assert found == pointed
    assert "denies" in why or pointed == "definite"


@pytest.mark.parametrize(
    "word, nearest",
    [
        ("symmetrc", "symmetric"),
        ("symetric", "symmetric"),
        ("invertable", "invertible"),
        ("orthogonl", "orthogonal"),
        ("postive", "positive"),
        ("triangluar", "triangular"),
        ("nonsingluar", "nonsingular"),
        ("idempotant", "idempotent"),
        ("constent", "constant"),
    ],
)
def test_an_unknown_word_names_the_nearest(word, nearest):
    for sentence in (f"For {word} {A},", f"For {A} {word},", f"For {A}, with {word} $\\mathbf{{A}}$,"):
        why, found = refused(sentence)
        assert found == word and why.endswith(f"'{nearest}'"), why


def test_every_page_and_statement_is_still_read():
    root = Path(__file__).parent.parent
    sentences = [entry.declaration for entry in read_catalogue(root).entries]
    for path in (root / "tests" / "statements").glob("*.txt"):
        sentences += [
            block.sentence for block in read_blocks(path) if any(said.reason != "notation" for said in block.statements)
        ]  # others may be of sentences that must not be read
    assert len(sentences) > 500
    for sentence in sentences:
        declare(sentence)


# Phrases: the longest wins, however it is spelt


@pytest.mark.parametrize(
    "name", [name for name, record in PROPERTIES.items() if record.words and name != "holomorphic"]
)
def test_every_spelling_is_read(name):
    shape = r"n \times n" if PROPERTIES[name].shape != "vector" else "n"
    symbol = rf"$\mathbf{{A}} \in \mathbb{{R}}^{{{shape}}}$"
    for word in PROPERTIES[name].words:
        sentences = [f"For {symbol} with {word},"] if word.startswith("orthonormal") else [
            f"For {word} {symbol},", f"For {symbol} {word},", f"For {word.replace('-', ' ')} {symbol},",
            f"For {word.replace('-', '')} {symbol},", f"For {word.title()} {symbol},",
        ]  # fmt: skip
        for sentence in sentences:
            assert properties(sentence) == {name}, sentence


@pytest.mark.parametrize(
    "words, wanted",
    [
        ("non-singular", {"invertible"}),
        ("non singular", {"invertible"}),
        ("nonzero", {"non-zero"}),
        ("non-negative", {"nonnegative"}),
        ("non-positive", {"nonpositive"}),
        ("positive semi-definite", {"positive semidefinite"}),
        ("positive-definite", {"positive definite"}),
        ("symmetric positive definite", {"positive definite"}),
        ("unit lower triangular", {"unit lower triangular"}),
        ("block-diagonal", {"block diagonal"}),
        ("anti-symmetric", {"skew-symmetric"}),
        ("skew symmetric", {"skew-symmetric"}),
        ("symmetric invertible", {"symmetric", "invertible"}),
        ("symmetric, invertible", {"symmetric", "invertible"}),
        ("symmetric and invertible", {"symmetric", "invertible"}),
        ("lower triangular invertible", {"lower triangular", "invertible"}),
    ],
)
def test_the_longest_phrase_wins(words, wanted):
    assert properties(f"For {words} {A},") == wanted
    assert properties(f"For $x \\in \\mathbb{{R}}$ and {words} {A},") == wanted


# Before and behind the symbol, and of no other


@pytest.mark.parametrize(
    "sentence, of_a, of_b",
    [
        (f"For symmetric {A} and {B},", {"symmetric"}, set()),
        (f"For {A} and symmetric {B},", set(), {"symmetric"}),
        (f"For {A} symmetric and {B},", {"symmetric"}, set()),
        (f"For {A} symmetric, {B},", {"symmetric"}, set()),
        (f"For {A} symmetric and invertible {B},", {"symmetric"}, {"invertible"}),
        (f"For {A}, symmetric and invertible {B},", set(), {"symmetric", "invertible"}),
        (f"For {A} symmetric and invertible, and {B},", {"symmetric", "invertible"}, set()),
        (f"For {A} with non-zero entries and {B},", {"non-zero"}, set()),
        (f"For {A} and {B}, with $\\mathbf{{A}}$ symmetric,", {"symmetric"}, set()),
        (f"For {A} and {B}, where $\\mathbf{{B}}$ is symmetric and invertible,", set(), {"symmetric", "invertible"}),
        (f"For {A} and {B}, where $\\mathbf{{A}}$ and $\\mathbf{{B}}$ are diagonal,", {"diagonal"}, {"diagonal"}),
        (f"For {A} and {B}, with symmetric $\\mathbf{{A}}$,", {"symmetric"}, set()),
        (f"For {A} and {B}, with $\\det(\\mathbf{{A}}) \\neq 0$, $\\mathbf{{B}}$ diagonal,", set(), {"diagonal"}),
        (f"For {A} and {B}, with $\\mathbf{{A}}$ independent of $\\mathbf{{B}}$, and $\\mathbf{{B}}$ unitary,", set(), {"unitary"}),
        (r"For $\mathbf{A}, \mathbf{B} \in \mathbb{R}^{n \times n}$ symmetric,", {"symmetric"}, {"symmetric"}),
        (r"For symmetric $\mathbf{A}, \mathbf{B} \in \mathbb{R}^{n \times n}$,", {"symmetric"}, {"symmetric"}),
    ],
)  # fmt: skip
def test_a_word_is_of_the_symbol_beside_it(sentence, of_a, of_b):
    assert (properties(sentence), properties(sentence, "B")) == (of_a, of_b)


@pytest.mark.parametrize(
    "sentence, why, pointed",
    [
        (f"For {A} symmetric {B},", "of which of the two symbols", "symmetric"),
        (f"For symmetric, {A} and {B}, of diagonal,", "beside no symbol", "symmetric"),
        (f"For {A}, of symmetric of {B},", "beside no symbol", "symmetric"),
        (f"For {A} and symmetric $\\mathbf{{C}}$,", "declared nowhere", r"$\mathbf{C}$"),
        (f"For {A} and positive $\\det(\\mathbf{{A}}) > 0$,", "is a condition", r"$\det(\mathbf{A}) > 0$"),
        (f"For {A} and symmetric $\\mathbf{{C}} = \\mathbf{{A}}$,", "is computed", r"$\mathbf{C} = \mathbf{A}$"),
        (f"For {A} and $\\mathbf{{C}} = \\mathbf{{A}}$, with $\\mathbf{{C}}$ symmetric,", "declared nowhere|computed", r"$\mathbf{C}$"),
        (r"For symmetric $\mathbf{A} \in \mathbb{R}^{m \times n}$,", "what is symmetric is square", r"$\mathbf{A} \in \mathbb{R}^{m \times n}$"),
        (f"For unit {A},", "what is unit is a vector", A),
        (r"For $\mathbf{A} \in \mathbb{R}^{2 \times 3}$ with orthonormal columns,", "at least as many rows", r"$\mathbf{A} \in \mathbb{R}^{2 \times 3}$"),
        (f"For {A} and {B}, with $\\mathbf{{A}}$ not independent of $\\mathbf{{B}}$,", "denies", "not"),
        (f"For {A} and {B}, independent of each other,", "independent of what", "independent"),
    ],
)  # fmt: skip
def test_a_word_that_has_no_symbol_is_refused(sentence, why, pointed):
    found, at = refused(sentence)
    assert re.search(why, found), found
    assert at == pointed


def test_constants_are_said_before_and_behind():
    for sentence in (
        f"For constant {A} and {B},",
        f"For {A} constant and {B},",
        f"For {A} and {B}, with $\\mathbf{{A}}$ constant,",
    ):
        assert declare(sentence).constants == {r"\mathbf{A}"}, sentence
    both = f"For {A} and {B}, with $\\mathbf{{A}}$ and $\\mathbf{{B}}$ constant,"
    assert declare(both).constants == {r"\mathbf{A}", r"\mathbf{B}"}


def test_independence_of_each_other_and_of_more():
    sentence = f"For {A}, {B} and $x \\in \\mathbb{{R}}$, with $\\mathbf{{A}}$ and $\\mathbf{{B}}$ independent of each other and of $x$,"
    pairs = set(declare(sentence).independent)
    assert {
        (r"\mathbf{A}", r"\mathbf{B}"),
        (r"\mathbf{B}", r"\mathbf{A}"),
        (r"\mathbf{A}", "x"),
        (r"\mathbf{B}", "x"),
    } == pairs


# A name is declared once


@pytest.mark.parametrize(
    "sentence, name, pointed",
    [
        (r"For $x \in \mathbb{R}$ and $x \in \mathbb{R}^{n}$,", "x", r"$x \in \mathbb{R}^{n}$"),
        (r"For $\mathbf{x} \in \mathbb{R}^{n}$, $\mathbf{y} \in \mathbb{R}^{n}$ and $\mathbf{x} = \mathbf{y}$,", r"\mathbf{x}", r"$\mathbf{x} = \mathbf{y}$"),
        (r"For $x, x \in \mathbb{R}$,", "x", r"$x, x \in \mathbb{R}$"),
        (r"For $t \in \mathbb{R}$, $u(t) \in \mathbb{R}$ and $u \in \mathbb{R}$,", "u", r"$u \in \mathbb{R}$"),
        (r"For $f \colon \mathbb{R} \to \mathbb{R}$ and $f \in \mathbb{R}$,", "f", r"$f \in \mathbb{R}$"),
        (r"For $x \in \mathbb{R}$, $z = x$ and $z = 2 x$,", "z", "$z = 2 x$"),
        (r"For $x_1, \dots, x_n \in \mathbb{R}$ and $x_1, \dots, x_m \in \mathbb{R}$,", "x_1", r"$x_1, \dots, x_m \in \mathbb{R}$"),
    ],
)  # fmt: skip
def test_a_name_declared_twice_is_refused(sentence, name, pointed):
    assert refused(sentence) == (
        f"{name} is declared twice: give one of the two another name, or take one away",
        pointed,
    )


@pytest.mark.parametrize(
    ("sentence", "pointed"),
    [
        (r"For $\mathbf{x} \in \mathbb{R}^{n}$ and $\mathbf{y} \in \mathbb{R}^{m}$, with $n = m$,", "$n = m$"),
        (r"For $\mathbf{x} \in \mathbb{R}^{n}$ and $n \in \mathbb{R}$,", r"$n \in \mathbb{R}$"),
        (r"For $n \in \mathbb{R}$ and $\mathbf{x} \in \mathbb{R}^{n}$,", r"$\mathbf{x} \in \mathbb{R}^{n}$"),
    ],
)
def test_a_size_is_no_symbol(sentence, pointed):
    assert refused(sentence) == ("n is a size, not a symbol: give sizes that are equal one letter", pointed)


def test_a_name_in_running_text_is_not_declared_twice():
    declared = declare(r"For $x \in \mathbb{R}$ and $z = 2 x$,")
    with pytest.raises(NotationError, match="declared twice") as error:
        abbreviations("With $z = 3 x$,", declared)
    assert error.value.span == (0, 0), "it is in another sentence"
    assert "w" in abbreviations("With $w = 3 x$,", declared).symbols


# Errors point into the sentence


@pytest.mark.parametrize(
    "sentence, pointed",
    [
        (r"For $x \in \mathbb{R}$ and $y = x +$,", "$y = x +$"),
        (r"For $x \in \mathbb{R}$ and $y = x^T$,", "x^T"),
        (r"For $x \in \mathbb{Q}$,", r"$x \in \mathbb{Q}$"),
        (r"For $x \in \mathbb{R}$, with $x^T > 0$,", "x^T"),
    ],
)
def test_an_error_in_math_points_at_it(sentence, pointed):
    found = refused(sentence)[1]
    assert found.strip() in pointed and found, found


def test_an_excerpt_has_a_place_and_its_surroundings():
    sentence = "For " + "a bias and " * 20 + "symmetrc weights, " + "a loss and " * 20
    at = sentence.index("symmetrc")
    text, (start, end) = excerpt(sentence, (at, at + 8))
    assert text[start:end] == "symmetrc" and text.startswith("... ") and text.endswith(" ...") and len(text) < 120
    assert excerpt("For symmetrc", (4, 12)) == ("For symmetrc", (4, 12))


def test_the_message_has_a_caret_under_the_word(root, tmp_path):
    page = (root / "docs" / "bilinear-quadratic.md").read_text()
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text())
    (tmp_path / "snippets").symlink_to(root / "snippets")
    old = r"and symmetric $\mathbf{A} \in \mathbb{S}^{n}$"
    assert old in page
    (tmp_path / "docs" / "bilinear-quadratic.md").write_text(page.replace(old, old.replace("symmetric", "symmetrc"), 1))
    entries = read_catalogue(tmp_path).entries
    (failure,) = [
        f
        for entry in entries
        if "symmetrc" in entry.declaration
        for f in EntryCheck(entry, tmp_path, "0").run().failures
    ]
    first, text, caret, hint = message(failure, tmp_path).splitlines()
    assert "the word 'symmetrc' is not known in a declaration; the nearest that is known is 'symmetric'" in first
    assert text[caret.index("^") : caret.rindex("^") + 1] == "symmetrc"
    assert hint == "  declare it as the page on conventions does"


# What the words once let pass


@pytest.mark.parametrize(
    "sentence, tex",
    [
        (f"For non-singular {A},", r"\det(\mathbf{A}) = 0"),
        (f"For positive semidefinite {A},", "a_{ij} > 0"),
        (r"For non-positive $x \in \mathbb{R}$,", r"\lvert x \rvert = x"),
        (f"For block diagonal {A},", r"a_{ij} = 0 \quad \text{for } i \neq j"),
        (f"For unit lower triangular {A},", r"\lVert \mathbf{A} \rVert_F = 1"),
        (f"For anti-symmetric {A},", r"\mathbf{A}^{\top} = \mathbf{A}"),
    ],
)
def test_words_are_not_read_as_parts_of_them(sentence, tex):
    assert check(sentence, tex).judgements["numerator"].reason == "value"


@pytest.mark.parametrize(
    "behind", [" symmetric", r", where $\mathbf{A}$ is symmetric", r", with $\mathbf{A}$ symmetric", ""]
)
def test_a_word_behind_its_symbol_counts(behind):
    sentence = rf"For $\mathbf{{x}} \in \mathbb{{R}}^{{n}}$ and {A}{behind},"
    tex = r"\mathbf{x}^{\top} \mathbf{A} = (\mathbf{A} \mathbf{x})^{\top}"
    assert check(sentence, tex).judgements["numerator"].holds == bool(behind)
