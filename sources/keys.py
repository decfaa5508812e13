"""Step 3, keys: an entry cites rows of one identity, unless sources/exceptions.csv says why it cites several.

A line of that file without an entry holds for all: several keys count as one, and a single key may stand beside any.
A line with an entry holds for that entry only. Whatever is not needed any more must go.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from sources.citations import Citation, place
from sources.rows import Row, read_csv

FILE = "sources/exceptions.csv"


class Exemption(NamedTuple):
    """A line of the file: its number, the entry it is for, if one, the keys that may stand together, and why."""

    line: int
    entry: str
    keys: frozenset[str]
    reason: str

    def concerns(self, citation: Citation) -> bool:
        """Whether it can make a difference to an entry."""
        cited = {row.key for row in citation.rows}
        return self.entry in ("", citation.entry.id) and len(self.keys & cited) >= min(2, len(self.keys))


def read_exemptions(root: Path) -> list[Exemption]:
    """Return the lines of sources/exceptions.csv."""
    return [
        Exemption(line, entry, frozenset(keys.split()), reason)
        for line, (entry, keys, reason) in read_csv(root, "exceptions.csv", Exemption._fields[1:])
    ]


def identities(citation: Citation, exemptions: Iterable[Exemption]) -> list[frozenset[str]]:
    """Return the keys that an entry cites, those that may stand together as one."""
    groups = [frozenset([key]) for key in {row.key: None for row in citation.rows}]
    for keys in [exemption.keys for exemption in exemptions if exemption.concerns(citation)]:
        if len(keys) == 1 and len(groups) > 1:
            groups = [group for group in groups if group != keys]
        together = [group for group in groups if group & keys]
        if len(together) > 1:
            groups = [group for group in groups if group not in together] + [frozenset().union(*together)]
    return groups


def key_errors(citations: list[Citation], exemptions: list[Exemption], rows: Mapping[str, Row]) -> list[str]:
    """Return a message for each entry that cites several identities, and for each exemption not in order."""
    general = sorted((exemption for exemption in exemptions if not exemption.entry), key=lambda it: len(it.keys))
    known, entries = {row.key for row in rows.values()}, {citation.entry.id for citation in citations}
    errors = []
    needed: set[Exemption] = set()
    for citation in citations:
        own = [exemption for exemption in exemptions if exemption.entry == citation.entry.id]
        holding = [exemption for exemption in [*general, *own] if exemption.concerns(citation)]
        if len(identities(citation, holding)) > 1:
            cited = ", ".join(f"{row.id} ({row.key})" for row in citation.rows)
            errors.append(
                f"{place(citation.entry, citation.line)}: entry '{citation.entry.id}' cites rows of different "
                f"identities, {cited}: correct the citation, or say in {FILE} why these keys stand together"
            )
        for exemption in holding:
            if len(identities(citation, [other for other in holding if other != exemption])) > 1:
                needed.add(exemption)
        cited_keys = {row.key for row in citation.rows}
        errors += [
            f"{FILE}:{exemption.line}: entry '{exemption.entry}' does not cite {', '.join(sorted(absent))}: "
            "take these keys out"
            for exemption in own
            if (absent := (exemption.keys & known) - cited_keys)
        ]
    for exemption in exemptions:
        where = f"{FILE}:{exemption.line}"
        if not exemption.reason.strip():
            errors.append(f"{where}: no reason: say in one sentence why these keys stand together")
        if unknown := exemption.keys - known:
            errors.append(f"{where}: no row has the key {', '.join(sorted(unknown))}: correct it")
        elif exemption.entry and exemption.entry not in entries:
            errors.append(f"{where}: there is no entry '{exemption.entry}': correct its id, or take the line out")
        elif exemption not in needed:
            errors.append(f"{where}: not needed: no entry would cite several identities without it; take the line out")
    return errors
