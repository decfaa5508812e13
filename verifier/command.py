"""The command for a formula that stands on no page: `python -m verifier check --given ... --formula ...`."""

import argparse
import json

from verifier.check import LAYOUTS, Verdict, check
from verifier.declare import declare
from verifier.errors import NotationError, pointed
from verifier.judge import Judgement, smallest_counterexample
from verifier.refutation import refutation, value_text

HOLDS, FAILS, UNREADABLE = 0, 1, 2  # exit statuses


def main(arguments: list[str]) -> int:
    """Judge a formula; return 0 if it holds in a layout, 1 if in none, 2 if it cannot be read."""
    parser = argparse.ArgumentParser(prog="verifier check", description="Judge a formula in both layouts.")
    parser.add_argument("--given", required=True, help=r"its declarations: 'For $\mathbf{x} \in \mathbb{R}^{n}$,'")
    parser.add_argument("--formula", required=True, help="a statement in LaTeX, without dollar signs")
    parser.add_argument("--seed", default="0", help="another seed draws other points (default: 0)")
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")
    options = parser.parse_args(arguments)
    text, given = options.given, None
    try:
        given = declare(options.given)
    except NotationError as error:
        verdict = Verdict({layout: Judgement(False, "notation", error.why, error.span) for layout in LAYOUTS})
    else:
        text = options.formula
        verdict = check(given, options.formula, options.seed)
    for layout, judgement in verdict.judgements.items():
        if judgement.difference is not None:
            smaller = smallest_counterexample(verdict.statements[layout], options.seed)
            judgement.difference = smaller or judgement.difference
    if options.json:
        print(
            json.dumps(
                {layout: _as_json(judgement) for layout, judgement in verdict.judgements.items()},
                indent=1,
                ensure_ascii=False,
            )
        )
    else:
        for layout, judgement in verdict.judgements.items():
            print(_as_text(layout, judgement, text))
    if verdict.unreadable:
        return UNREADABLE
    return HOLDS if verdict.holding else FAILS


def _as_json(judgement: Judgement) -> dict:
    found = {
        "holds": judgement.holds,
        "reason": judgement.reason,
        "message": judgement.message,
        "error": judgement.error,
    }
    if judgement.span != (0, 0):
        found["span"] = list(judgement.span)
    if judgement.difference is not None:
        left, right = map(value_text, judgement.difference.values)
        found["counterexample"] = {
            "sizes": judgement.difference.sizes,
            "indices": judgement.difference.indices,
            "left": left,
            "right": right,
        }
    return found


def _as_text(layout: str, judgement: Judgement, text: str) -> str:
    """Return the judgement in one line, and below it the piece of the text that it is about."""
    if judgement.holds:
        return f"{layout} layout: holds, {judgement.evaluations} evaluations, error {judgement.error:.0e}"
    lines = [f"{layout} layout: {judgement.message}"]
    if judgement.difference is not None:
        lines[0] += f": {refutation(judgement)}"
    if judgement.span != (0, 0):
        lines += ["    " + line for line in pointed(text, judgement.span)[1]]
    return "\n".join(lines)
