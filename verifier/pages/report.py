"""Step 12, report: for people on the terminal, for programs and the site as evidence.json."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from verifier.errors import pointed
from verifier.pages.entry import Evidence, Failure
from verifier.refutation import value_text


def line_for(evidence: Evidence) -> str:
    """Return the line for an entry that passed, or for one that failed."""
    if evidence.failures:
        return f"FAIL {evidence.entry}: {len(evidence.failures)} failure(s)"
    statements = [s for s in evidence.statements if not s.rejected]
    error = max((s.error for s in statements), default=0.0)
    return (
        f"ok   {evidence.entry}: {len(statements)} statements, "
        f"{sum(s.evaluations for s in evidence.statements)} evaluations, error {error:.0e}, "
        f"{evidence.variants_rejected} wrong variants rejected, {evidence.variants_equal} equal; "
        f"snippet {evidence.snippet_values} values, {evidence.mutants_rejected} mutants noticed, "
        f"{evidence.mutants_equal} equal"
    )


def message(failure: Failure, root: Path) -> str:
    """Return a failure in full: file:line, the LaTeX with a caret, why, both values, what to do."""
    below, shown = pointed(failure.tex, failure.span)
    parts = [f"{failure.file}:{failure.line + below}: {failure.entry}: {failure.why}"]
    if failure.tex:
        parts += ["    " + line for line in shown]
    difference = failure.judgement.difference if failure.judgement else None
    if difference is not None:
        left, right = difference.values
        at = difference.place()
        parts.append(f"  smallest counterexample{': ' + at if at else ''}")
        parts.append(f"    left  {value_text(left)}")
        parts.append(f"    right {value_text(right)}")
    if failure.hint:
        parts.append(f"  {failure.hint}")
    return "\n".join(parts)


def evidence_json(found: list[Evidence], root: Path) -> str:
    """Return the evidence of all entries, the same text for the same pages and seed.

    `sources` holds the SHA-256 of each page and snippet that was executed: of another text this is no evidence.
    """
    entries = {}
    for evidence in found:
        entry = asdict(evidence)
        entry.pop("failures")
        entry["holds"] = not evidence.failures
        for statement in entry["statements"]:
            for key in ("error", "referee_error"):
                statement[key] = f"{statement[key]:.0e}"
        entries[entry.pop("entry")] = entry
    statements = [s for evidence in found for s in evidence.statements]
    totals = {
        "entries": len(found),
        "equations_displayed": sum(len(evidence.statements) + len(evidence.not_executed) for evidence in found),
        "equations_executed": len(statements),
        "misprints_rejected": sum(bool(s.rejected) for s in statements),
        "equations_not_executed": sum(len(evidence.not_executed) for evidence in found),
        "evaluations": sum(s.evaluations for s in statements),
        "largest_error": f"{max((s.error for s in statements if not s.rejected), default=0):.0e}",
        "largest_referee_error": f"{max((s.referee_error for s in statements if not s.rejected), default=0):.0e}",
        "variants_rejected": sum(evidence.variants_rejected for evidence in found),
        "variants_equal": sum(evidence.variants_equal for evidence in found),
        "mutants_rejected": sum(evidence.mutants_rejected for evidence in found),
        "mutants_equal": sum(evidence.mutants_equal for evidence in found),
    }
    files = sorted({file for evidence in found for file in (evidence.page, evidence.snippet) if file})
    sources = {file: hashlib.sha256((root / file).read_bytes()).hexdigest() for file in files}
    report = {"figures": _figures(totals, found), "entries": entries, "sources": sources}
    return json.dumps(report, indent=1, sort_keys=True) + "\n"


def _figures(totals: dict, found: list[Evidence]) -> dict[str, str]:
    """Return what pages may quote, by the name that they quote it by."""
    figures = {name: f"{value:,}" if isinstance(value, int) else value for name, value in totals.items()}
    for evidence in found:
        rejected = [statement.rejected for statement in evidence.statements if statement.rejected]
        figures |= {f"{evidence.entry}/{k}": text for k, text in enumerate(rejected, 1)}
    return figures
