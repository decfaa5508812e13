"""Whatever is typed, the answer is a verdict or a message with a place: never another exception, never a hang."""

import re
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verifier.check import check

PARTS, INPUTS = 10, 2000  # tests, and inputs of each: 20,000 in all
SECONDS = 2  # that a verdict may take, of a processor's time: others may be at work
TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|[a-zA-Z]+|\d+|\s+|.", re.DOTALL)
SEEN_TO_BREAK = (  # what made a program fail once, here or elsewhere
    *(r"_{\mathbf{W}}", r"^{2.5}", r"_{1.5}", r"\mathbf{J}^{i}", r"\prod_{i}", r"\lVert", r"\rVert_3", "'", r"\nabla"),
    *(r"\begin{cases}", r"\end{cases}", "99999999", r"^{99999999}", r"\neq", r"\max(", r"\mathrm{d}", "{", "}", "$"),
)


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


@st.composite
def mutated(draw: Callable, texts: tuple[str, ...], pool: list[str]) -> str:
    """Return one of several texts with up to three edits: a token left out, put in, exchanged, or repeated."""
    found = tokens(draw(st.sampled_from(texts)))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(0, len(found) - 1)))
        token = draw(st.sampled_from(pool))
        length = draw(st.integers(0, 4))
        match draw(st.integers(0, 4)):
            case 0:
                del found[at : at + length]
            case 1:
                found.insert(at, token)
            case 2:
                found[at : at + 1] = [token]
            case 3:
                found[at:at] = found[at + 1 : at + 1 + length]
            case 4:
                del found[at:]
    return "".join(found)


@pytest.fixture(scope="session")
def written(catalogue) -> list[tuple[str, str]]:
    """Every sentence of the site with each of its formulas."""
    return [(entry.declaration, formula.tex) for entry in catalogue.entries for formula in entry.formulas]


@pytest.mark.parametrize("part", range(PARTS))
def test_mutated_input_ends_without_verdict(written, part):
    some = written[part::PARTS]
    pool = [*sorted({token for _, tex in some for token in tokens(tex)}), *SEEN_TO_BREAK]
    words = [*sorted({token for sentence, _ in some for token in tokens(sentence)}), *SEEN_TO_BREAK]
    asked = 0

    @settings(
        max_examples=INPUTS, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.data())
    def judge(data):
        nonlocal asked
        sentence, tex = data.draw(st.sampled_from(some))
        both = data.draw(st.integers(0, 5))  # mostly the formula, now and then the sentence, or both
        if both != 1:
            tex = data.draw(mutated((tex,), pool))
        if both < 2:
            sentence = data.draw(mutated((sentence,), words))
        start = process_time()
        verdict = check(sentence, tex, layouts=("numerator",))
        assert process_time() - start < SECONDS
        (judgement,) = verdict.judgements.values()
        assert judgement.holds or judgement.message
        asked += 1

    judge()
    assert asked >= INPUTS


@pytest.mark.parametrize(
    ("sentence", "tex"),
    [
        (r"For $\mathbf{x} \in \mathbb{R}^{n}$,", r"\lVert \mathbf{x} \rVert_{\mathbf{W}}^2 = 1"),
        (r"For $\mathbf{x}, \mathbf{W} \in \mathbb{R}^{n}$,", r"\lVert \mathbf{x} \rVert_{\mathbf{W}}^2 = 1"),
        (r"For $x \in \mathbb{R}$,", r"x^{99999999} = x"),
        (r"For $\mathbf{X} \in \mathbb{R}^{n \times n}$,", r"\mathbf{X}^{99999999} = \mathbf{X}"),
        (r"For $\mathbf{X} \in \mathbb{R}^{n \times n}$,", r"\mathbf{X}^{2.5} = \mathbf{X}"),
        (r"For $y = y + 1$,", "y = 1"),
        (r"For $x(y) \in \mathbb{R}$ of $y(x) \in \mathbb{R}$,", "x = y"),
        (r"For $x \in \mathbb{R}$,", r"\sum_{i=1}^{99999999} x = x"),
        (r"For $\mathbf{x} \in \mathbb{R}^{99999999}$,", r"\mathbf{x} = \mathbf{x}"),
        (r"For $\mathbf{x} \in \mathbb{R}^{ninputs}$,", r"\mathbf{x} = \mathbf{x}"),
        (r"For $\mathbf{A} \in \mathbb{R}^{n \times n}$,", r"\mathbf{J}^{i} = \mathbf{A}"),
        (r"For $\mathbf{A} \in \mathbb{R}^{n \times n}$,", "(" * 5000 + "1" + ")" * 5000 + " = 1"),
        (r"For $z{ = 1$,", "z = 1"),
        ("", ""),
    ],
)
def test_odd_input_ends_without_verdict(sentence, tex):
    (judgement,) = check(sentence, tex, layouts=("numerator",)).judgements.values()
    assert not judgement.holds and judgement.message
