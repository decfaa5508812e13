"""Part of step 9: a counterexample in words."""

from verifier.compare import shared_entries
from verifier.evaluate import PartialValue
from verifier.judge import Judgement
from verifier.numbers.ball import Ball, ComplexBall, mp
from verifier.numbers.dual import magnitude


def refutation(judgement: Judgement) -> str:
    """Return in one line why a statement is rejected: what does not fit, or a counterexample."""
    difference = judgement.difference
    if difference is None:
        return judgement.message
    if difference.relation == r"\neq":
        return "the two sides are equal"
    where, left, right = _worst_entry(*difference.values)
    at = ", ".join(filter(None, (difference.place(), where)))
    return f"{'at ' + at + ' ' if at else ''}the left side is {number_text(left)}, the right side {number_text(right)}"


def value_text(value) -> str:
    """Return a value as a failure shows it: rows between semicolons."""
    if isinstance(value, PartialValue):
        return "[" + ", ".join(f"({r + 1}, {c + 1}): {number_text(x)}" for r, c, x in value.entries) + "]"
    if isinstance(value, list):
        return "[" + "; ".join(" ".join(map(number_text, row)) for row in value) + "]"
    return number_text(value)


def number_text(x) -> str:
    """Return a number to six digits."""
    if isinstance(x, (complex, ComplexBall)):
        return number_text(x.real) if not complex(x).imag else f"{complex(x):.6g}"
    return mp.nstr(mp.mpf(x), 6).removesuffix(".0") if isinstance(x, Ball) else f"{x:.6g}"


def _worst_entry(left, right) -> tuple[str, object, object]:
    """Return the place of the entry in which two values differ most, and both numbers."""
    if not isinstance(left, (list, PartialValue)):
        return "", left, right
    r, c, x, y = max(shared_entries(left, right), key=lambda pair: magnitude(pair[2] - pair[3]))
    written = next((value for value in (left, right) if isinstance(value, list)), None)
    if written is not None and 1 in (len(written), len(written[0])):
        return f"entry {max(r, c) + 1}", x, y
    return f"row {r + 1}, column {c + 1}", x, y
