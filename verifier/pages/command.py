"""The command for the pages: `python -m verifier [ID ...]`."""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from verifier.pages.catalogue import Entry, read_catalogue
from verifier.pages.entry import EntryCheck, Evidence
from verifier.pages.report import evidence_json, line_for, message


def check_entry(entry: Entry, root: Path, seed: str) -> Evidence:
    """Check one entry; what goes wrong in the verifier itself names the entry, too."""
    try:
        return EntryCheck(entry, root, seed).run()
    except Exception as error:
        error.add_note(f"while checking {entry.page.relative_to(root)}:{entry.line}: {entry.id}")
        raise


def progress(at: int, total: int, name: str) -> None:
    """Draw a bar, at a terminal only."""
    if sys.stderr.isatty():
        width = 30 * at // total
        end = "\n" if at == total else ""
        print(
            f"\r[{'#' * width}{'.' * (30 - width)}] {at}/{total} {name:45.45}",
            end=end,
            file=sys.stderr,
            flush=True,
        )


def print_not_executed(entries: list[Entry], root: Path) -> None:
    """Print where each formula that is not executed stands, and why it is not."""
    skipped = [(entry, formula) for entry in entries for formula in entry.formulas if formula.not_executed]
    for entry, formula in skipped:
        print(f"{entry.page.relative_to(root)}:{formula.line}: {entry.id}: {formula.not_executed}")
    print(f"{len(skipped)} of {sum(len(e.formulas) for e in entries)} displayed equations are not executed")


def main(arguments: list[str]) -> int:
    """Check entries; return 1 if anything fails."""
    parser = argparse.ArgumentParser(prog="verifier", description="Execute what the pages display.")
    parser.add_argument("ids", nargs="*", metavar="ID", help="entries to check; all if none is named")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the repository (default: here)")
    parser.add_argument("--seed", default="0", help="another seed draws other points (default: 0)")
    parser.add_argument("--evidence", type=Path, metavar="FILE", help="write evidence.json there")
    parser.add_argument("--not-executed", action="store_true", help="list the formulas that are not executed")
    arguments = parser.parse_args(arguments)
    root = arguments.root.resolve()
    if not (root / "mkdocs.yml").is_file():
        print(f"{root}: no mkdocs.yml there; name the repository with --root", file=sys.stderr)
        return 1
    with ProcessPoolExecutor() as pool:
        several = map if arguments.ids else pool.map  # a few entries are done before a process has started
        catalogue = read_catalogue(root, tuple(arguments.ids), several)
        if catalogue.errors:
            print("\n".join(catalogue.errors), file=sys.stderr)
            return 1
        entries = [entry for entry in catalogue.entries if not arguments.ids or entry.id in arguments.ids]
        if unknown := set(arguments.ids) - {entry.id for entry in entries}:
            print(f"no entry has the id {', '.join(sorted(unknown))}", file=sys.stderr)
            return 1
        if arguments.not_executed:
            print_not_executed(entries, root)
            return 0
        found = []
        for evidence in several(partial(check_entry, root=root, seed=arguments.seed), entries):
            found.append(evidence)
            progress(len(found), len(entries), evidence.entry)
    for evidence in found:
        print(line_for(evidence))
        for failure in evidence.failures:
            print(message(failure, root))
    if arguments.evidence:
        arguments.evidence.parent.mkdir(parents=True, exist_ok=True)
        arguments.evidence.write_text(evidence_json(found, root))
    failed = sum(bool(evidence.failures) for evidence in found)
    statements = sum(len(evidence.statements) for evidence in found)
    skipped = sum(len(evidence.not_executed) for evidence in found)
    print(
        f"{len(found) - failed} of {len(found)} entries hold, {statements} equations executed, {skipped} not executed"
    )
    return 1 if failed else 0
