"""Every equation of the source texts holds, and every wrong form of it is rejected, for the right reason."""

import os
import re
from pathlib import Path

import pytest

from verifier.check import check
from verifier.declare import declare

FOLDER = Path(__file__).parent / "statements"
SEEDS = os.environ.get("SEEDS", "0").split(",")
LAYOUTS = {"numerator": ["numerator"], "denominator": ["denominator"], "both": ["numerator", "denominator"]}


def blocks():
    """Yield file, line, rows, sentence and statements (line, layouts, reason or None, TeX) of each block."""
    for path in sorted(FOLDER.glob("*.txt")):
        block = []
        for number, text in enumerate([*path.read_text().splitlines(), ""], 1):
            if text.startswith("#"):
                continue
            if text.strip():
                block.append((number, text))
            elif block:
                (line, rows), (_, sentence), *statements = block
                yield path, line, rows.strip("[]"), sentence, [statement(path, *each) for each in statements]
                block = []


def statement(path, line, text):
    """Read a line of a block."""
    found = re.fullmatch(r"(wrong )?(numerator|denominator|both)( shape| value| domain| notation)?: (.+)", text)
    assert found and bool(found[1]) == bool(found[3]), f"{path.name}:{line}: cannot read this line"
    return line, LAYOUTS[found[2]], found[3] and found[3].strip(), found[4]


BLOCKS = list(blocks())


def test_there_are_enough_statements_of_every_source():
    true = [s for block in BLOCKS for s in block[4] if s[2] is None]
    wrong = [s for block in BLOCKS for s in block[4] if s[2] is not None]
    assert len(true) >= 250 and len(wrong) >= 250
    rows = " ".join(block[2] for block in BLOCKS).split()
    assert {"K1", "K111", "B2", "B45", "PH1", "RB-P15", "W-VV3", "MC-144"} <= set(rows)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("block", BLOCKS, ids=[f"{block[0].stem}:{block[1]}" for block in BLOCKS])
def test_true_statements_hold_and_wrong_ones_are_rejected_with_the_reason(block, seed):
    path, _, _, sentence, statements = block
    declarations = declare(sentence)
    errors = []
    for line, layouts, reason, tex in statements:
        for layout, verdict in check(declarations, tex, seed, tuple(layouts)).judgements.items():
            if reason is None and not verdict.holds:
                errors.append(f"{path.name}:{line}: true, but rejected in {layout} layout: {verdict.message}")
            elif reason is not None and verdict.holds:
                errors.append(f"{path.name}:{line}: wrong, but accepted in {layout} layout")
            elif reason is not None and verdict.reason != reason:
                errors.append(f"{path.name}:{line}: rejected for {verdict.reason} ({verdict.message}), not {reason}")
    if errors:
        pytest.fail("\n".join(errors), pytrace=False)
