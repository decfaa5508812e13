"""The data of the site says what its pages say: identities.json, Markdown copies, llms.txt, the archive of snippets."""

import copy
import io
import json
import re
import zipfile
from pathlib import Path

import jsonschema
import pytest

from postprocess.context import Context
from postprocess.identities import DATA, SCHEMA
from postprocess.markdown_copies import LIST, plain
from postprocess.snippets import ARCHIVE, add_snippets_archive


@pytest.fixture(scope="module")
def schema(site):
    """The schema that is served."""
    return json.loads((site / SCHEMA).read_text())


@pytest.fixture(scope="module")
def data(site):
    """The data that is served."""
    return json.loads((site / DATA).read_text())


@pytest.fixture(scope="module")
def copies(site, root):
    """The Markdown copy of each page, by its path; fails for a page without one."""
    sources = [path for pattern in ("*.md", "*.ipynb") for path in (root / "docs").rglob(pattern)]
    names = [path.relative_to(root / "docs").with_suffix(".md").as_posix() for path in sources]
    return {name: (site / name).read_text() for name in names}


# identities.json


def errors(data, schema):
    """Return where data violates the schema, and how."""
    found = jsonschema.Draft202012Validator(schema).iter_errors(data)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


def test_data_violates_its_schema(data, schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    assert errors(data, schema) == []


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("address",), "quadratic-form"),
        (("formulas", 0, "layout"), "mixed"),
        (("formulas", 0, "shape"), ""),
        (("symbols", 0, "shape"), "n"),
        (("declaration",), "Let x be a vector."),
        (("snippet",), "quadratic_form.py"),
        (("evidence", "largest_error"), 0.1),
    ],
)
def test_schema_notices_wrong_data(data, schema, place, wrong):
    changed = copy.deepcopy(data)
    *above, last = place
    part = next(identity for identity in changed["identities"] if identity["id"] == "quadratic-form")
    for key in above:
        part = part[key]
    part[last] = wrong
    assert len(errors(changed, schema)) == 1


def test_schema_leaves_a_field_open(schema):
    def objects(part, place):
        if isinstance(part, dict):
            if part.get("type") == "object":
                yield place, part
            for key, below in part.items():
                yield from objects(below, f"{place}/{key}")

    for place, part in objects(schema, ""):
        assert part["additionalProperties"] is False and set(part["required"]) == set(part["properties"]), place
        for name, field in part["properties"].items():
            named = schema["$defs"].get(field.get("$ref", "").removeprefix("#/$defs/"), {})
            assert "description" in field or "description" in named, f"{place}/{name}: say what it holds"


def test_data_lacks_no_entry(data, catalogue):
    assert {identity["id"] for identity in data["identities"]} == {entry.id for entry in catalogue.entries}


def test_data_says_what_the_page_says(data, catalogue):
    found = {identity["id"]: identity for identity in data["identities"]}
    for entry in catalogue.entries:
        identity = found[entry.id]
        own = [formula for formula in entry.formulas if not formula.derivation and not formula.misprint]
        layouts = [(formula.layout or "both").split()[0].lower() for formula in own]
        assert identity["title"] == entry.title and identity["declaration"] == entry.declaration
        assert [formula["latex"] for formula in identity["formulas"]] == [formula.tex for formula in own]
        assert [formula["layout"] for formula in identity["formulas"]] == layouts
        assert identity["snippet"] == (entry.snippets[0].title if entry.snippets else None)
        assert len(identity["misprints"]) == sum(formula.misprint for formula in entry.formulas)
        assert bool(identity["sources"]) == (entry.sources != "standard result.")


def test_address_in_the_data_leads_nowhere(data, pages):
    addresses = [
        part["address"]
        for identity in data["identities"]
        for part in (identity, *identity["formulas"], *identity["misprints"])
    ]
    ids = {page: {element["id"] for element in tree.find_all(id=True)} for page, tree in pages.items()}
    wrong = [address for address in addresses if address.partition("#")[2] not in ids[address.partition("#")[0]]]
    assert wrong == []
    assert len(set(addresses)) == len(addresses)


def test_shapes_of_both_layouts_are_transposed(data):
    for identity in data["identities"]:
        shapes = {formula["layout"]: formula["shape"] for formula in identity["formulas"]}
        if "numerator" in shapes and len(identity["formulas"]) == 2:
            rows, columns = shapes["numerator"].split(" × ")
            assert shapes["denominator"] == f"{columns} × {rows}", identity["id"]


# Markdown


def test_copy_keeps_what_only_the_engine_reads(copies):
    left = [
        f"{name}:{number}: {line}"
        for name, text in copies.items()
        for number, line in enumerate(text.splitlines(), 1)
        if re.match(r" *(===|\?\?\?|!!!|--8<--)", line) or re.search(r"data-figure|\{ #[\w-]+ \}", line)
    ]
    assert left == []


def test_copy_lacks_formula_or_snippet(copies, catalogue, root):
    for entry in catalogue.entries:
        text = copies[entry.page.relative_to(root / "docs").as_posix()]
        words = " ".join(text.split())
        for formula in entry.formulas:
            assert " ".join(formula.tex.split()) in words, f"{entry.id}: {formula.tex}"
        for snippet in entry.snippets:
            assert (root / snippet.title).read_text().strip() in text, snippet.title
        assert f'<a id="{entry.id}"></a>{entry.title}\n' in text


def test_link_of_a_copy_leads_nowhere(copies, site):
    wrong = []
    for name, text in copies.items():
        for link in re.findall(r"\]\(([^()\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
            file, _, anchor = link.partition("#")
            there = ((site / name).parent / file).resolve() if file else site / name
            if link.startswith("https:"):
                continue
            if not there.is_file():
                wrong.append(f"{name}: {link}")
            elif anchor and there.suffix == ".md" and f'<a id="{anchor}"></a>' not in there.read_text():
                title = anchor.replace("-", " ")  # of a heading that has no id of its own
                if not re.search(rf"^#+ {title}$", there.read_text().replace("-", " "), re.MULTILINE | re.IGNORECASE):
                    wrong.append(f"{name}: {link}")
    assert wrong == []


@pytest.mark.parametrize(
    ("page", "copy"),
    [
        ("---\ntitle: x\n---\n# A\n", "# A\n"),
        ('=== "One"\n\n    a\n\n=== "Two"\n\n    b\n', "**One**\n\na\n\n**Two**\n\nb\n"),
        ('??? note "Why"\n    a\n\n        b\n\nc\n', "**Why**\n\na\n\n    b\n\nc\n"),
        ('!!! failure "As printed"\n    === "One"\n\n        a\n', "**As printed**\n\n**One**\n\na\n"),
        ("## B { #b }\n\n[c](d.md#c){ #c }\n", '## <a id="b"></a>B\n\n<a id="c"></a>[c](d.md#c)\n'),
        ("[n](notebooks/n.ipynb#a)\n", "[n](notebooks/n.md#a)\n"),
        ('<span data-figure="entries">many</span>\n', "7\n"),
    ],
)
def test_page_becomes_plain_markdown(page, copy):
    assert plain(page, Context(Path("docs"), {"figures": {"entries": "7"}})) == copy


def test_list_for_programs_lacks_a_page(site, copies):
    listed = re.findall(r"^- \[.+\]\((.+)\)", (site / LIST).read_text(), re.MULTILINE)
    assert len(listed) == len(set(listed)) and set(listed) == copies.keys() | {DATA, SCHEMA, ARCHIVE}


# The archive


def test_archive_holds_other_files_than_the_site(site, root):
    with zipfile.ZipFile(site / ARCHIVE) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found == {path.relative_to(root).as_posix(): path.read_bytes() for path in root.glob("snippets/*/*.py")}


def test_archive_bears_the_date_of_a_build(root):
    archive = add_snippets_archive({}, Context(root / "docs"))[ARCHIVE]
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        assert {entry.date_time for entry in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
