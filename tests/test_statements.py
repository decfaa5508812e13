"""Every equation of the source texts holds, and every wrong form of it is rejected, for the right reason."""

import os
from collections import Counter

import pytest

from tests.corpus import BEYOND, FOLDER, PENDING, corpus, count, cover, errors, outgrown, place, read_keys

SEEDS = os.environ.get("SEEDS", "0").split(",")
READABLE, AWAITED = corpus()
TRUE, WRONG = 2959, 5144  # pending ones included, so that they can move
NEVER = 10  # identities that can't be stated, at most


def by_file(folder):
    """Return the names of the files of a folder."""
    return [path.stem for path in sorted(folder.glob("*.txt"))]


def fail(messages):
    """Fail with one message a line, if there are any."""
    if text := "\n".join(messages):
        pytest.fail(text, pytrace=False)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", by_file(FOLDER))
def test_statements_are_judged_as_they_say(name, seed):
    fail([message for block in READABLE if block.path.stem == name for message in errors(block, seed)])


@pytest.mark.parametrize("name", by_file(PENDING))
def test_pending_statements_are_pending_still(name):
    fail(
        f"{place(block.path, said.line)}: pending no longer, the verifier judges it: run `python -m tests.corpus move`"
        for block in AWAITED
        if block.path.stem == name
        for said in outgrown(block)
    )


def test_no_statement_gets_lost():
    true, wrong = count(READABLE + AWAITED)
    assert true >= TRUE and wrong >= WRONG, "statements were taken out of tests/statements: put them back"


def test_no_block_says_something_twice():
    fail(
        f"{place(block.path, said.line)}: stands twice in this block, take one out: {said.text}"
        for block in READABLE + AWAITED
        for tex, layout in Counter((said.tex, layout) for said in block.statements for layout in said.layouts)
        for said in [said for said in block.statements if said.tex == tex and layout in said.layouts][1:]
    )


def test_rows_are_rows_of_the_sources():
    known = {row for key in read_keys() for row in key.rows}
    fail(
        f"{place(block.path, block.line)}: no source has the row {row}: correct it, or begin it with {BEYOND}"
        for block in READABLE + AWAITED
        for row in block.rows
        if row not in known and not row.startswith(BEYOND)
    )


def test_every_identity_keeps_its_cover():
    keys = read_keys()
    covered = cover(keys, READABLE, AWAITED)
    fail(
        f"{place(FOLDER / 'keys.csv', line)}: {key.key} is covered by {covered[key.key]} statements, not {key.cover}: "
        "put its statement back, or run `python -m tests.corpus move` if it has gained one"
        for line, key in enumerate(keys, 2)
        if covered[key.key] != key.cover
    )


def test_every_identity_has_a_statement_or_a_reason():
    keys = read_keys()
    fail(
        f"{place(FOLDER / 'keys.csv', line)}: {key.key} has {'a reason, and' if key.reason else 'neither reason nor'} "
        "a true statement: say why it can't be stated, or state it, and not both"
        for line, key in enumerate(keys, 2)
        if (key.cover == "none") != bool(key.reason)
    )
    assert len(keys) == 603
    assert sum(key.cover == "none" for key in keys) <= NEVER, "too many identities that are not stated: state some"
