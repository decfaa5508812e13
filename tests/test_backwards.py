"""Whoever finds a derivative finds its way backwards: the vector-Jacobian product that training needs."""

import ast
import re

import pytest


def functions(entry, root, kind):
    """Return the functions of an entry's snippet that are a `d` (a derivative) or a `vjp_`."""
    found = []
    for snippet in entry.snippets:
        nodes = ast.parse((root / snippet.title).read_text()).body
        names = [node.name for node in nodes if isinstance(node, ast.FunctionDef)]
        found += [name for name in names if re.match(rf"{entry.id.replace('-', '_')}_{kind}\w", name)]
    return found


def backwards(entry):
    """Return the line number and the links, as (page, id), of an entry's paragraph `Backwards: ...`, or None."""
    lines = entry.page.read_text().splitlines()
    for number, line in enumerate(lines[entry.line :], entry.line + 1):
        if line.startswith("## "):
            return None
        if line.startswith("Backwards: ") and "\n".join(lines[number : number + 2]).startswith("\nSources: "):
            links = re.findall(r"\]\(([^()#]*)#([^()]+)\)", line)
            return number, [((entry.page.parent / page).resolve() if page else entry.page, id) for page, id in links]
    return None


def test_every_derivative_leads_to_its_vector_jacobian_product(catalogue, root):
    entries = {(entry.page, entry.id): entry for entry in catalogue.entries}
    errors, asked = [], 0
    for entry in catalogue.entries:
        if not functions(entry, root, "d") or functions(entry, root, "vjp_"):
            continue
        asked += 1
        place, found = entry.page.relative_to(root), backwards(entry)
        if found is None:
            errors.append(
                f"{place}:{entry.line}: entry '{entry.id}' has a derivative and no way backwards: as the paragraph "
                "before its sources, write 'Backwards: [back through ...](page.md#id).', on one line"
            )
        elif not any(link in entries and functions(entries[link], root, "vjp_") for link in found[1]):
            errors.append(
                f"{place}:{found[0]}: entry '{entry.id}' leads backwards to no vector-Jacobian product: "
                "link an entry whose snippet has a function '..._vjp_<variable>'"
            )
    assert asked
    if errors:
        pytest.fail("\n".join(errors), pytrace=False)
