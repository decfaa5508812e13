"""Say below an entry's formulas what the verifier found of them, from its evidence.json.

One line an entry, that opens: a `<details>`, so that it needs no script. It stands behind the last formula of
the entry itself, outside of its tabs; a formula that was not executed says so, and why, below itself. Math in it is
written as the pages' own, and rendered with it.
"""

import hashlib
import json
import re
import unicodedata
from html import escape
from pathlib import Path

from .context import Context
from .errors import EvidenceError
from .expressions import Expression, end_of_div, find_expressions, sections

_AGAIN = "run `nox -s verify` and build again"
_TABBED_SET = '<div class="tabbed-set'
_MATH = re.compile(r"\$([^$]+)\$")
# Epsilon and phi have two shapes, which Unicode and TeX name the other way round.
_LETTER = re.compile(
    r"(?P<bold>\\(?:mathbf|boldsymbol)\{)?(?:(?P<latin>[A-Za-z])|\\(?!epsilon|phi)(?P<greek>[a-z]+))(?(bold)\})"
)
_NOTEBOOK = (
    '<p class="evidence">The code of this notebook was executed when the page was built; its formulas were not.</p>'
)


def read_evidence(evidence: Path, root: Path) -> dict:
    """Read what the verifier has written.

    Args:
        evidence: Its file.
        root: The repository.

    Returns:
        What the file holds: `figures`, `entries` by their ids, and `sources`.

    Raises:
        EvidenceError: The file is not there or not the verifier's, an entry does not hold, or a page or snippet is
            not any more what was executed.
    """
    try:
        read = json.loads(evidence.read_text(encoding="utf-8"))
        sources, entries, _ = (read[part] for part in ("sources", "entries", "figures"))
    except (OSError, ValueError, KeyError) as error:
        raise EvidenceError(f"{evidence}: no evidence there ({error!r}); write it by `nox -s verify`") from None
    for file, digest in sources.items():
        path = root / file
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise EvidenceError(f"{file}: has changed since it was executed: {_AGAIN}")
    for id, entry in entries.items():
        if not entry["holds"]:
            raise EvidenceError(f"{entry['page']}: {id} does not hold: mend what `nox -s verify -- {id}` says")
    return read


def show_evidence(pages: dict[str, str], context: Context) -> dict[str, str]:
    """Put the evidence beside the formulas of the pages, whose math is not yet rendered; without evidence, do nothing.

    Raises:
        EvidenceError: A page displays other formulas than those that were executed; names page and entry.
    """
    if context.evidence is None:
        return pages
    return {name: _show(html, Path(name), context.docs, context.evidence) for name, html in pages.items()}


def _show(html: str, page: Path, docs: Path, evidence: dict) -> str:
    displayed = [expression for expression in find_expressions(html) if expression.display]
    if not displayed:
        return html
    if (docs / page.with_suffix(".ipynb")).is_file():
        place = re.search(r"</h1\s*>", html) or re.search(r"<article\b[^>]*>", html)
        return html[: place.end()] + _NOTEBOOK + html[place.end() :] if place else html
    source = f"{docs.name}/{page.with_suffix('.md').as_posix()}"
    entries = {id: entry for id, entry in evidence["entries"].items() if entry["page"] == source}
    shown: dict[str, list[Expression]] = {id: [] for id in entries}
    for id, expression in zip(sections(html, displayed), displayed, strict=True):
        shown.setdefault(id, []).append(expression)

    inserted = []
    for id, expressions in shown.items():
        found = _formulas(entries[id]) if id in entries else []
        _compare(found, expressions, f"{source}: {id or 'above all headings'}")
        for formula, expression in zip(found, expressions, strict=True):
            if "reason" in formula:
                note = f'<p class="evidence">Not executed: {escape(formula["reason"], quote=False)}</p>'
                inserted.append((expression.end, note))
        own = [e for formula, e in zip(found, expressions, strict=True) if _is_own(formula)]
        if entries[id]["statements"]:
            inserted.append((_end_of_block(html, (own or expressions)[-1]), _details(id, entries[id])))
    parts, end = [], 0
    for place, text in sorted(inserted):
        parts += [html[end:place], "\n", text]
        end = place
    return "".join([*parts, html[end:]])


def _formulas(entry: dict) -> list[dict]:
    """The formulas of an entry in their order, executed or not."""
    return sorted(entry["statements"] + entry["not_executed"], key=lambda formula: formula["line"])


def _is_own(formula: dict) -> bool:
    """Whether an executed formula is the entry's own: of no derivation, and no misprint."""
    return "reason" not in formula and not formula["derivation"] and not formula["rejected"]


def _compare(found: list[dict], expressions: list[Expression], where: str) -> None:
    """Raises EvidenceError unless these are the formulas that were executed."""
    executed = [" ".join(formula["tex"].split()) for formula in found]
    displayed = [" ".join(expression.tex.split()) for expression in expressions]
    if executed == displayed:
        return
    for of_page, of_evidence in zip(displayed, executed, strict=False):
        if of_page != of_evidence:
            why = f"displays a formula where another was executed: {_AGAIN}\n    {of_page}\n    {of_evidence}"
            break
    else:
        missing = displayed[len(executed) :]
        why = (
            f"displays a formula that was not executed: write it in an entry, then {_AGAIN}\n    {missing[0]}"
            if missing
            else f"does not display a formula that was executed: {_AGAIN}\n    {executed[len(displayed)]}"
        )
    raise EvidenceError(f"{where}: {why}")


def _end_of_block(html: str, expression: Expression) -> int:
    """Where the tabs end that a formula stands in; without tabs, where it ends itself."""
    tabs = html.rfind(_TABBED_SET, 0, expression.start)
    if tabs >= 0:
        inside = html.index(">", tabs) + 1
        end = html.index(">", end_of_div(html, inside)) + 1
        if end > expression.start:
            return end
    return expression.end


def _details(id: str, entry: dict) -> str:
    """The line of an entry, and what it opens to."""
    executed = [statement for statement in entry["statements"] if not statement["rejected"]]
    samples = sum(statement["evaluations"] for statement in executed)
    error = _largest(executed, "error")
    equations = _number(len(executed) + len(entry["not_executed"]), "equation")
    of_all = f"{len(executed)} of " if entry["not_executed"] else ""
    summary = f"Executed: {of_all}{equations}, {_number(samples, 'sample')}, largest error {error}"
    rows = {
        "Samples": _samples(executed, samples),
        "Largest error": f"{error}{' relative' if error != '0' else ''} in double precision, "
        f"{_largest(executed, 'referee_error')} at 50 digits",
        "Layouts": _layouts([statement for statement in executed if not statement["derivation"]]),
        "Conditions": _conditions(entry["conditions"]),
    }
    if entry["variants_rejected"]:
        rows["Wrong variants"] = f"{entry['variants_rejected']} of the formulas, all rejected" + _equal(
            entry["variants_equal"]
        )
    if entry["snippet_values"]:
        rows["Snippet"] = (
            f"{_number(entry['snippet_values'], 'value')} compared with the formulas, equal to ten digits; "
            f"its example notices {_number(entry['mutants_rejected'], 'wrong variant')} of the code"
            + _equal(entry["mutants_equal"])
        )
    rows["Do it yourself"] = f"<code>python3 noxfile.py -s verify -- {id}</code>"
    listed = "".join(f"<dt>{name}</dt><dd>{text}</dd>\n" for name, text in rows.items() if text)
    return f'<details class="evidence"><summary>{summary}</summary>\n<dl>\n{listed}</dl></details>\n'


def _samples(executed: list[dict], samples: int) -> str:
    ranges: dict[str, list[int]] = {}
    for statement in executed:
        for letter, range_ in statement["sizes"].items():
            ranges.setdefault(letter, []).extend(range_)
    sizes = [
        f"<i>{escape(letter)}</i> from {min(values)} to {max(values)}" for letter, values in sorted(ranges.items())
    ]
    derived = ", derivation included," if any(statement["derivation"] for statement in executed) else ""
    each = f"{_number(len(executed), 'equation')}{derived} at {_number(samples, 'random point')} in all"
    return each + (f", with {_and(sizes)}" if sizes else "")


def _layouts(own: list[dict]) -> str:
    """In which layouts the formulas of the entry itself hold."""
    if not own:
        return ""
    in_tab, in_both, in_numerator = "only in the layout of {} tab", "in both layouts", "in numerator layout"
    counts = {in_tab: 0, in_both: 0, in_numerator: 0}
    for statement in own:
        if len(statement["layouts"]) == 2:
            counts[in_both] += 1
        else:
            counts[in_tab if statement["tab"] else in_numerator] += 1
    held = {words: count for words, count in counts.items() if count}
    if len(held) == 1:
        (words,) = held
        return f"{'each formula' if len(own) > 1 else 'the formula'} holds {words.format('its')}"
    return _and(
        [
            f"{_number(count, 'formula')} {'holds' if count == 1 else 'hold'} "
            + words.format("its" if count == 1 else "their")
            for words, count in held.items()
        ]
    )


def _conditions(conditions: list[str]) -> str:
    if not conditions:
        return ""
    listed = [_MATH.sub(lambda math: _tex(math[1]), escape(condition, quote=False)) for condition in conditions]
    needed = "needed" if len(listed) == 1 else "each of them needed"
    return f"{_and(listed)}; {needed}: a formula fails without it"


def _tex(tex: str) -> str:
    """TeX as HTML: a letter as text, which is quieter and a hundredth of the bytes of a drawing; else as math."""
    if letter := _LETTER.fullmatch(tex):
        try:
            character = (
                unicodedata.lookup(f"GREEK SMALL LETTER {letter['greek']}") if letter["greek"] else letter["latin"]
            )
        except KeyError:
            pass
        else:
            return f"<b>{character}</b>" if letter["bold"] else f"<i>{character}</i>"
    return rf'<span class="arithmatex">\({tex}\)</span>'


def _equal(count: int) -> str:
    return f", {count} more {'is equal as a function' if count == 1 else 'are equal as functions'}" if count else ""


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _and(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def _largest(statements: list[dict], key: str) -> str:
    """The largest of several errors, as `7·10⁻¹⁶`."""
    digit, _, exponent = max((statement[key] for statement in statements), key=float, default="0e+00").partition("e")
    return f"{digit}·10<sup>−{-int(exponent)}</sup>" if float(digit) else "0"
