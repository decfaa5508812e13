"""The corpus of statements notices what is misjudged, what is pending no longer, and what lost its cover."""

import pytest

from tests import corpus
from tests.corpus import Key, cover, errors, move, outgrown, read_blocks

SENTENCE = r"For $x \in \mathbb{R}$,"
UNREAD = r"\unread{x} = x"


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a file of a corpus of its own, and return its blocks."""
    folder = tmp_path / "statements"
    (folder / "pending").mkdir(parents=True)
    monkeypatch.setattr(corpus, "FOLDER", folder)
    monkeypatch.setattr(corpus, "PENDING", folder / "pending")
    monkeypatch.setattr(corpus, "KEYS", folder / "keys.csv")

    def file(name, *lines, rows="A1"):
        (folder / name).write_text("\n".join(["# A head.", "", f"[{rows}]", SENTENCE, *lines]) + "\n")
        return list(read_blocks(folder / name))

    return file


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("both: x = 2 x", "statements/a.txt:5: true, but rejected in numerator layout, for value"),
        ("wrong both value: 2 x = x + x", "statements/a.txt:5: wrong, but accepted in numerator layout"),
        ("wrong both value: x = y", "rejected in numerator layout for notation (y is not declared"),
        ("both: " + UNREAD, "for notation"),
    ],
)
def test_misjudged_statement_is_named(write, line, message):
    (block,) = write("a.txt", line)
    assert message in errors(block)[0]


def test_crash_is_never_what_a_statement_says(write, monkeypatch):
    (block,) = write("a.txt", "wrong both notation: x = 2 x")
    monkeypatch.setattr(corpus, "check", lambda *_: 1 / 0)
    assert "for error (ZeroDivisionError" in errors(block)[0]


@pytest.mark.parametrize("line", ["both x = x", "wrong both: x = 2 x", "both value: x = x", "wrong all value: x = 2 x"])
def test_unreadable_line_names_its_place(write, line):
    with pytest.raises(AssertionError, match=r"statements/a\.txt:5: expected"):
        write("a.txt", line)


def test_block_without_rows_names_its_place(write):
    with pytest.raises(AssertionError, match=r"statements/a\.txt:3: expected \[rows\]"):
        write("a.txt", "both: x = x", rows="")


def test_true_statement_that_holds_is_outgrown(write):
    (block,) = write("pending/a.txt", "both: x = x", "both: " + UNREAD, "wrong both value: x = 2 x")
    assert [said.tex for said in outgrown(block)] == ["x = x"]


def test_wrong_statement_waits_for_the_true_ones(write):
    (block,) = write("pending/a.txt", "both: " + UNREAD, "wrong both value: x = 2 x")
    assert not outgrown(block)


def test_refused_attack_is_outgrown_whatever_the_reason(write):
    (block,) = write(
        "pending/a.txt", "wrong both domain: x = 2 x", "wrong both value: x = x", "wrong both value: " + UNREAD
    )
    assert [said.line for said in outgrown(block)] == [5]


def test_cover_tells_readable_from_pending(write):
    keys = [Key(key, [row], "", "") for key, row in (("one", "A1"), ("two", "A2"), ("three", "A3"), ("four", "A4"))]
    readable = write("a.txt", "both: x = x") + write("b.txt", "wrong both value: x = 2 x", rows="A3")
    pending = write("pending/a.txt", "both: " + UNREAD, rows="A1 A2")
    assert cover(keys, readable, pending) == {"one": "readable", "two": "pending", "three": "none", "four": "none"}


def test_move_takes_what_is_judged_and_leaves_the_rest(write):
    corpus.KEYS.write_text("key,rows,cover,reason\none,A1,pending,\n")
    write("pending/a.txt", "both: x = x", "both: " + UNREAD, "wrong both value: x = 2 x", "wrong both shape: x = 3 x")
    write("pending/b.txt", "both: x = x")
    move()
    (moved,) = read_blocks(corpus.FOLDER / "a.txt")
    (kept,) = read_blocks(corpus.PENDING / "a.txt")
    assert [said.tex for said in moved.statements] == ["x = x", "x = 2 x"]
    assert [said.tex for said in kept.statements] == [UNREAD, "x = 3 x"]
    assert (corpus.FOLDER / "a.txt").read_text().startswith("# A head.")
    assert not (corpus.PENDING / "b.txt").exists() and (corpus.FOLDER / "b.txt").exists()
    assert corpus.KEYS.read_text() == "key,rows,cover,reason\none,A1,readable,\n"
