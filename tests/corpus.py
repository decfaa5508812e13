"""The corpus of statements: read it, judge it, and say which identities of the sources it covers.

`python -m tests.corpus` prints the figures; `python -m tests.corpus move` moves what the verifier has learned to
judge from tests/statements/pending to tests/statements, and brings tests/statements/keys.csv up to date.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from verifier.check import check

FOLDER = Path(__file__).parent / "statements"
PENDING = FOLDER / "pending"
KEYS = FOLDER / "keys.csv"
LAYOUTS = {"numerator": ["numerator"], "denominator": ["denominator"], "both": ["numerator", "denominator"]}
LINE = re.compile(r"(wrong )?(numerator|denominator|both)( shape| value| domain| notation)?: (.+)")
SEEDS = "01234"  # what holds at all of these does not hold by chance
BEYOND = "X-"  # begins the name of an identity that the inventory of sources lacks


class Statement(NamedTuple):
    """A line of a block: its number and text, the layouts it is about, why it is wrong (None: it is true), its TeX."""

    line: int
    text: str
    layouts: list[str]
    reason: str | None
    tex: str


class Block(NamedTuple):
    """Statements under one sentence: where, the rows of the sources that they state, comments included in `lines`."""

    path: Path
    line: int
    rows: list[str]
    sentence: str
    statements: list[Statement]
    lines: list[str]


def read_blocks(path: Path) -> Iterator[Block]:
    """Yield the blocks of a file."""
    lines: list[tuple[int, str]] = []
    for number, text in enumerate([*path.read_text().splitlines(), ""], 1):
        if text.strip():
            lines.append((number, text))
            continue
        said = [(line, words) for line, words in lines if not words.startswith("#")]
        if said:
            (first, rows), *others = said
            assert re.fullmatch(r"\[.+\]", rows) and others, f"{place(path, first)}: expected [rows] and a sentence"
            statements = [statement(path, *each) for each in others[1:]]
            yield Block(path, first, rows.strip("[]").split(), others[0][1], statements, [text for _, text in lines])
        lines = []


def statement(path: Path, line: int, text: str) -> Statement:
    """Read a line of a block."""
    found = LINE.fullmatch(text)
    assert found and bool(found[1]) == bool(found[3]), (
        f"{place(path, line)}: expected 'both: ...' or 'wrong both value: ...', see tests/statements/README.md"
    )
    return Statement(line, text, LAYOUTS[found[2]], found[3] and found[3].strip(), found[4])


def place(path: Path, line: int) -> str:
    """Return file and line, as messages begin."""
    return f"{path.relative_to(FOLDER.parent)}:{line}"


def judge(block: Block, seed: str = "0") -> Iterator[tuple[Statement, str, bool, str, str]]:
    """Yield statement, layout, whether it holds, the reason and the message, of every statement in every layout.

    What cannot be read is rejected for the reason "notation", and what ends in a traceback for "error".
    """
    for said in block.statements:
        try:
            verdict = check(block.sentence, said.tex, seed, tuple(said.layouts))
        except Exception as error:  # a fault of the verifier, and no verdict: never what a statement says
            yield from ((said, layout, False, "error", f"{type(error).__name__}: {error}") for layout in said.layouts)
            continue
        for layout, judgement in verdict.judgements.items():
            yield said, layout, judgement.holds, judgement.reason, judgement.message


def errors(block: Block, seed: str = "0") -> list[str]:
    """Return a message for each statement that is not judged as it says."""
    messages = []
    for said, layout, holds, reason, message in judge(block, seed):
        where = place(block.path, said.line)
        if said.reason is None and not holds:
            messages.append(f"{where}: true, but rejected in {layout} layout, for {reason}: {message}")
        elif said.reason is not None and holds:
            messages.append(f"{where}: wrong, but accepted in {layout} layout")
        elif said.reason is not None and reason != said.reason:
            messages.append(f"{where}: rejected in {layout} layout for {reason} ({message}), not for {said.reason}")
    return messages


def is_judged(block: Block, said: Statement) -> bool:
    """Whether a statement is judged as it says, in all of its layouts, and not by chance."""
    return not any(errors(block._replace(statements=[said]), seed) for seed in SEEDS)


def outgrown(block: Block) -> list[Statement]:
    """Return the statements of a pending block that are pending no longer.

    These are the true ones that hold. A wrong one is rejected by chance as long as something in its block cannot be
    read, so it waits for the true ones; where there is none, it was accepted, and waits until it is not.
    """
    true = [said for said in block.statements if said.reason is None]
    if true:
        return [said for said in true if is_judged(block, said)]
    return [said for said in block.statements if is_judged(block, said) or is_refuted(block, said)]


def is_refuted(block: Block, said: Statement) -> bool:
    """Whether a statement is read and rejected, in all of its layouts, whatever the reason that it gives."""
    return all(
        not holds and reason not in ("notation", "error")
        for seed in SEEDS
        for _, _, holds, reason, _ in judge(block._replace(statements=[said]), seed)
    )


class Key(NamedTuple):
    """A line of keys.csv: an identity, the rows of the sources that state it, how it is covered, why if it is not."""

    key: str
    rows: list[str]
    cover: str
    reason: str


def read_keys() -> list[Key]:
    """Return the identities of the sources."""
    with KEYS.open(newline="") as file:
        return [Key(it["key"], it["rows"].split(), it["cover"], it["reason"]) for it in csv.DictReader(file)]


def cover(keys: Iterable[Key], readable: list[Block], pending: list[Block]) -> dict[str, str]:
    """Return how each identity is covered: "readable" and "pending" by a true statement, or "none"."""
    by_row = {row: key.key for key in keys for row in key.rows}
    covered = dict.fromkeys(by_row.values(), "none")
    for word, blocks in (("pending", pending), ("readable", readable)):
        for block in blocks:
            if any(said.reason is None for said in block.statements):
                covered |= {by_row[row]: word for row in block.rows if row in by_row}
    return covered


def move() -> None:
    """Move the statements that are pending no longer, with the wrong ones beside them that are judged right."""
    for path in sorted(PENDING.glob("*.txt")):
        header, moved, kept = header_of(path), [], []
        for block in read_blocks(path):
            going = outgrown(block)
            if going and any(said.reason is None for said in going):
                going += [said for said in block.statements if said.reason and is_judged(block, said)]
            lines = {said.text for said in going}
            staying = {said.text for said in block.statements} - lines
            moved += ["\n".join(text for text in block.lines if text not in staying)] if going else []
            kept += ["\n".join(text for text in block.lines if text not in lines)] if staying else []
        if moved:
            target = FOLDER / path.name
            target.write_text(
                "\n\n".join([*([target.read_text().strip()] if target.exists() else header), *moved]) + "\n"
            )
            print(f"moved from {len(moved)} blocks of pending/{path.name}, {len(kept)} blocks remain")
        if moved and kept:
            path.write_text("\n\n".join([*header, *kept]) + "\n")
        elif moved:
            path.unlink()
    keys = read_keys()
    covered = cover(keys, *corpus())
    with KEYS.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Key._fields)
        writer.writerows((key.key, " ".join(key.rows), covered[key.key], key.reason) for key in keys)


def header_of(path: Path) -> list[str]:
    """Return the comment that a file begins with, in a list, which is empty if there is none."""
    first = path.read_text().split("\n\n")[0]
    return [first] if all(line.startswith("#") for line in first.splitlines()) else []


def corpus() -> tuple[list[Block], list[Block]]:
    """Return the blocks that are judged as they say, and those that are not yet."""
    return tuple(
        [block for path in sorted(it.glob("*.txt")) for block in read_blocks(path)] for it in (FOLDER, PENDING)
    )


def count(blocks: list[Block]) -> tuple[int, int]:
    """Return the number of true and of wrong statements."""
    wrong = [said.reason is not None for block in blocks for said in block.statements]
    return wrong.count(False), wrong.count(True)


if __name__ == "__main__":
    if sys.argv[1:] == ["move"]:
        move()
    readable, pending = corpus()
    covers = list(cover(read_keys(), readable, pending).values())
    print(
        f"{len(covers)} identities: " + ", ".join(f"{covers.count(it)} {it}" for it in ("readable", "pending", "none"))
    )
    print("judged as they say: {} true, {} wrong".format(*count(readable)))
    print("pending: {} true, {} wrong".format(*count(pending)))
    print("of these attacks: {} true, {} wrong".format(*count([it for it in pending if it.path.stem == "attacks"])))
