"""The pages and the snippets are one set, and an address once given is kept."""

import json
import re
import subprocess

import pytest

from generate.new import left_to_fill_in
from generate.skeleton import LEFT

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


def test_entry_out_of_shape_is_detected(catalogue):
    assert catalogue.entries
    fail_with(catalogue.errors)


def test_page_too_long_for_a_phone_is_detected(root):
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


def test_topic_with_too_many_entries_is_detected(catalogue, root):
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


def test_title_of_another_page_or_entry_is_detected(catalogue, root):
    places = {}
    for path in sorted((root / "docs").rglob("*.md")):
        if title := re.search(r"^# (.+?)(?: \{.*\})?$", path.read_text(), re.MULTILINE):
            places.setdefault(("page", title[1]), []).append(f"{path.relative_to(root)}:1")
    for entry in catalogue.entries:
        places.setdefault(("entry", entry.title), []).append(f"{entry.page.relative_to(root)}:{entry.line}")
    fail_with(
        [
            f"{where[1]}: the {kind} at {where[0]} is titled '{title}', too: say what differs"
            for (kind, title), where in places.items()
            if where[1:]
        ]
    )


def test_output_committed_in_a_notebook_is_detected(root):
    notebooks = sorted((root / "docs").rglob("*.ipynb"))
    assert notebooks
    fail_with(
        [
            f"{path.relative_to(root)}: cell {k} has an output: clear it, as the build runs the notebook"
            for path in notebooks
            for k, cell in enumerate(json.loads(path.read_text())["cells"], 1)
            if cell.get("outputs") or cell.get("execution_count")
        ]
    )


def test_placeholder_left_in_a_page_is_detected(root):
    files = sorted([*(root / "docs").rglob("*.md"), *(root / "snippets").rglob("*.py")])
    fail_with([f"{line}: fill in what '{LEFT}' asks for" for path in files for line in left_to_fill_in(root, path)])


def test_snippet_not_embedded_once_is_detected(catalogue, root):
    places = {}
    for entry in catalogue.entries:
        for snippet in entry.snippets:
            places.setdefault(snippet.title, []).append(f"{entry.page.relative_to(root)}:{snippet.line}")
    files = {str(path.relative_to(root)) for path in (root / "snippets").rglob("*.py")}
    fail_with(
        [f"{path}:1: no page embeds this snippet: add its entry or remove it" for path in sorted(files - places.keys())]
        + [f"{where[1]}: {title} is embedded at {where[0]} already" for title, where in places.items() if where[1:]]
    )


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("tests/addresses.txt", "an entry that moved keeps its old address as a link to the new one"),
        ("tests/cited.txt", "an entry that is joined with another leaves its rows to that"),
    ],
)
def test_address_or_citation_that_disappears_is_detected(root, path, hint):
    """Every line of each version of the list that git knows is in today's."""

    def git(*args):
        return subprocess.run(["git", *args], cwd=root, capture_output=True, text=True, check=True).stdout

    if not (root / ".git").exists():
        pytest.skip("not a git checkout: there is no earlier list to compare with")
    today = set((root / path).read_text().splitlines())
    fail_with(
        [
            f"{path}: '{line}', which commit {commit} has, was changed or removed: put it back; {hint}"
            for commit in git("log", "--format=%h", "--", path).split()
            for line in git("show", f"{commit}:{path}").splitlines()
            if line not in today
        ]
    )
