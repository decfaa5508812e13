"""The pages and the snippets are one set, and an address once given is kept."""

import ast
import re
import subprocess

import pytest

import sources.__main__ as sources

MOST_EXPRESSIONS = 112  # of math on a page: more of them take a phone too long
ENTRIES = range(5, 13)  # on a page
NOT_A_TOPIC = {
    "conventions.md": "fixes the notation, and has one example of it",
    "corrections.md": "has as many entries as the slides have errors",
    "corrections-blog-post.md": "has as many entries as the post has errors",
}


def fail_with(errors):
    """Fail with one line a message."""
    if errors:
        pytest.fail("\n".join(errors), pytrace=False)


def place(entry, root):
    """Return where an entry starts, `file:line`."""
    return f"{entry.page.relative_to(root)}:{entry.line}"


def address(entry, root):
    """Return an entry's address on the site."""
    return f"{entry.page.relative_to(root / 'docs').with_suffix('.html')}#{entry.id}"


def test_every_entry_is_in_shape(catalogue):
    assert catalogue.entries
    fail_with(catalogue.errors)


def test_no_page_is_too_long_for_a_phone(root):
    errors = []
    for path in sorted((root / "docs").rglob("*.md")):
        text = re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL)
        displayed = text.count("$$") // 2
        inline = len(re.findall(r"(?<!\$)\$(?!\$)[^$\n]+\$(?!\$)", text))
        if displayed + inline > MOST_EXPRESSIONS:
            errors.append(
                f"{path.relative_to(root)}:1: {displayed} displayed and {inline} inline expressions are more than "
                f"{MOST_EXPRESSIONS}: say more of it in words, or move entries to another page"
            )
    fail_with(errors)


def test_every_topic_has_as_many_entries_as_one_can_take_in(catalogue, root):
    pages = {}
    for entry in catalogue.entries:
        pages.setdefault(entry.page.relative_to(root / "docs").as_posix(), []).append(entry)
    assert NOT_A_TOPIC.keys() <= pages.keys()
    fail_with(
        [
            f"docs/{page}:1: {len(entries)} entries, where a page has {min(ENTRIES)} to {max(ENTRIES)}: "
            "move some to another page, or join two pages"
            for page, entries in pages.items()
            if len(entries) not in ENTRIES and page not in NOT_A_TOPIC
        ]
    )


def test_every_snippet_is_embedded_exactly_once(catalogue, root):
    places = {}
    for entry in catalogue.entries:
        for snippet in entry.snippets:
            places.setdefault(snippet.title, []).append(f"{entry.page.relative_to(root)}:{snippet.line}")
    files = {str(path.relative_to(root)) for path in (root / "snippets").rglob("*.py")}
    fail_with(
        [f"{path}:1: no page embeds this snippet: add its entry or remove it" for path in sorted(files - places.keys())]
        + [f"{where[1]}: {title} is embedded at {where[0]} already" for title, where in places.items() if where[1:]]
    )


def test_page_and_snippet_name_the_same_sources(catalogue, root):
    errors = []
    for entry in [entry for entry in catalogue.entries if entry.snippets]:
        docstring = ast.get_docstring(ast.parse((root / entry.snippets[0].title).read_text()))
        line = next(line for line in docstring.splitlines() if line.startswith("Sources:"))
        if line != f"Sources: {entry.sources}":
            errors.append(f"{place(entry, root)}: 'Sources: {entry.sources}', but its snippet has '{line}'")
    fail_with(errors)


def test_every_entry_has_its_address_in_the_list(catalogue, root):
    listed = (root / "tests" / "addresses.txt").read_text().split()
    assert len(listed) == len(set(listed))
    entries = {address(entry, root): entry for entry in catalogue.entries}
    fail_with(
        [
            f"{place(entries[new], root)}: a new address: append '{new}' to tests/addresses.txt, for good"
            for new in entries.keys() - set(listed)
        ]
    )


def test_the_list_of_addresses_only_ever_grows(root):
    """Every address of each version of the list that git knows is in today's."""
    path = "tests/addresses.txt"

    def git(*args):
        return subprocess.run(["git", *args], cwd=root, capture_output=True, text=True, check=True).stdout

    if not (root / ".git").exists():
        pytest.skip("not a git checkout: there is no earlier list to compare with")
    today = set((root / path).read_text().split())
    fail_with(
        [
            f"{path}: '{address}', which commit {commit} has, was changed or removed: put it back; "
            "an entry that moved keeps its old address as a link to the new one"
            for commit in git("log", "--format=%h", "--", path).split()
            for address in git("show", f"{commit}:{path}").split()
            if address not in today
        ]
    )


@pytest.mark.parametrize("key", sources.SOURCES)
def test_every_row_of_a_source_is_cited_and_its_pages_are_up_to_date(catalogue, root, key):
    written, errors = sources.pages(key, catalogue.entries)
    for name, text in written.items():
        path = root / "docs" / "sources" / f"{name}.md"
        if not path.exists() or path.read_text() != text:
            errors.append(f"{path.relative_to(root)}:1: not up to date: run `nox -s sources` and commit it")
    fail_with(errors)
