"""Write every entry as data: `identities.json`, and beside it the JSON Schema that it follows.

It is made of the evidence alone, so it says of each formula what was executed, and of each page what the reader sees.
"""

import json
from pathlib import Path

from sources.citations import read_citation
from sources.rows import Row, read_rows

from .addresses import formula_address
from .context import Context

DATA, SCHEMA = "identities.json", "identities.schema.json"
_FILE = Path(__file__).with_name(SCHEMA)


def add_identities(pages: dict[str, str], context: Context) -> dict[str, str]:
    """Add the data and its schema to the files of the site; without evidence, only the schema."""
    schema = {SCHEMA: _FILE.read_text(encoding="utf-8")}
    if context.evidence is None:
        return pages | schema
    entries = context.evidence["entries"]
    rows = read_rows(context.root) if entries else {}
    identities = [_identity(id, entry, rows) for id, entry in entries.items()]
    data = {
        "$schema": SCHEMA,
        "licence": {"text": "CC-BY-4.0", "code": "MIT"},
        "identities": sorted(identities, key=lambda identity: identity["address"]),
    }
    return pages | schema | {DATA: json.dumps(data, indent=1, ensure_ascii=False) + "\n"}


def _identity(id: str, entry: dict, rows: dict[str, Row]) -> dict:
    page = Path(entry["page"]).with_suffix(".html").relative_to("docs").as_posix()
    counted: dict[str, int] = {}  # addresses, of all formulas in their order
    formulas, derivation, misprints = [], [], []
    for statement in sorted(entry["statements"] + entry["not_executed"], key=lambda each: each["line"]):
        address = f"{page}#{formula_address(id, statement['tex'], counted)}"
        if "reason" in statement:
            continue
        if statement["rejected"]:
            misprints.append({"latex": statement["tex"], "address": address, "rejected": statement["rejected"]})
        elif statement["derivation"]:
            derivation.append(statement["tex"])
        else:
            layout = (statement["tab"] or "both").split()[0].lower()
            formulas.append(
                {"layout": layout, "latex": statement["tex"], "shape": statement["shape"], "address": address}
            )
    executed = [statement for statement in entry["statements"] if not statement["rejected"]]
    return {
        "id": id,
        "title": entry["title"],
        "address": f"{page}#{id}",
        "declaration": entry["declaration"],
        "symbols": entry["symbols"],
        "conditions": entry["conditions"],
        "formulas": formulas,
        "derivation": derivation,
        "misprints": misprints,
        "snippet": entry["snippet"] or None,
        "sources": [
            {"source": row.source.name, "row": row.cited, "id": row.id, "identity": row.key}
            for row in read_citation(entry["sources"], rows)
        ],
        "evidence": {
            "equations": len(executed),
            "evaluations": sum(statement["evaluations"] for statement in executed),
            "largest_error": max((float(statement["error"]) for statement in executed), default=0.0),
            "variants_rejected": entry["variants_rejected"],
            "variants_equal": entry["variants_equal"],
            "snippet_values": entry["snippet_values"],
            "snippet_mutants_noticed": entry["mutants_rejected"],
            "snippet_mutants_equal": entry["mutants_equal"],
        },
    }
