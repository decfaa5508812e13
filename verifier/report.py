"""Step 12, report: for people on the terminal, for programs and the site as evidence.json."""

import json
from dataclasses import asdict
from pathlib import Path

from verifier.arrays import mp
from verifier.check import Evidence, Failure
from verifier.evaluate import Shown


def line_for(evidence: Evidence) -> str:
    """Return the line for an entry that passed, or for one that failed."""
    if evidence.failures:
        return f"FAIL {evidence.entry}: {len(evidence.failures)} failure(s)"
    statements = [s for s in evidence.statements if not s.misprint]
    error = max((s.error for s in evidence.statements), default=0.0)
    return (
        f"ok   {evidence.entry}: {len(statements)} statements, "
        f"{sum(s.evaluations for s in evidence.statements)} evaluations, error {error:.0e}, "
        f"{evidence.variants_rejected} wrong variants rejected, {evidence.variants_equal} equal; "
        f"snippet {evidence.snippet_values} values, {evidence.mutants_rejected} mutants noticed, "
        f"{evidence.mutants_equal} equal"
    )


def message(failure: Failure, root: Path) -> str:
    """Return a failure in full: file:line, the LaTeX with a caret, why, both values, what to do."""
    start, end = failure.span
    lines = failure.tex.splitlines()
    line, column = failure.line, start
    for text in lines:
        if column <= len(text):
            break
        column -= len(text) + 1
        line += 1
    parts = [f"{failure.file}:{line}: {failure.entry}: {failure.why}"]
    if lines:
        shown = lines[line - failure.line] if line - failure.line < len(lines) else lines[0]
        parts.append("    " + shown)
        if end > start:
            parts.append("    " + " " * column + "^" * max(1, min(end - start, len(shown) - column)))
    difference = failure.verdict.difference if failure.verdict else None
    if difference is not None:
        left, right = difference.values
        at = [f"{name} = {size}" for name, size in sorted(difference.sizes.items())]
        at += [f"{name} = {value}" for name, value in sorted(difference.indices.items())]
        parts.append(f"  smallest counterexample{': ' + ', '.join(at) if at else ''}")
        parts.append(f"    left  {_value(left)}")
        parts.append(f"    right {_value(right)}")
    if failure.hint:
        parts.append(f"  {failure.hint}")
    return "\n".join(parts)


def _value(value) -> str:
    if isinstance(value, Shown):
        return "[" + ", ".join(f"({r + 1}, {c + 1}): {_number(x)}" for r, c, x in value.entries) + "]"
    if hasattr(value, "shape"):
        rows = [[_number(x) for x in row] for row in (value.tolist() if hasattr(value, "tolist") else value)]
        return "[" + "; ".join(" ".join(row) for row in rows) + "]"
    return _number(value)


def _number(x) -> str:
    if isinstance(x, complex) or hasattr(x, "_mpc_"):
        return _number(x.real) if not x.imag else f"{complex(x):.6g}"
    return mp.nstr(x, 6) if hasattr(x, "_mpf_") else f"{x:.6g}"


def evidence_json(found: list[Evidence]) -> str:
    """Return the evidence of all entries, the same text for the same pages and seed."""
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
        "equations_executed": len(statements),
        "equations_not_executed": sum(len(evidence.not_executed) for evidence in found),
        "evaluations": sum(s.evaluations for s in statements),
        "largest_error": f"{max((s.error for s in statements if not s.misprint), default=0):.0e}",
        "largest_referee_error": f"{max((s.referee_error for s in statements if not s.misprint), default=0):.0e}",
        "variants_rejected": sum(evidence.variants_rejected for evidence in found),
        "variants_equal": sum(evidence.variants_equal for evidence in found),
        "mutants_rejected": sum(evidence.mutants_rejected for evidence in found),
        "mutants_equal": sum(evidence.mutants_equal for evidence in found),
    }
    return json.dumps({"totals": totals, "entries": entries}, indent=1, sort_keys=True) + "\n"
