"""The catalogue sees what the reader sees, and says where a page is out of shape."""

import shutil

import pytest

from verifier.pages.catalogue import read_catalogue

PAGE = r"""# Norms

Opening words.

## Squared norm { #squared-norm }

For $\mathbf{x} \in \mathbb{R}^{n}$, without further conditions,

=== "Numerator layout"

    $$
    \frac{\partial\, \mathbf{x}^{\top} \mathbf{x}}{\partial \mathbf{x}} = 2 \mathbf{x}^{\top}
    $$

=== "Denominator layout"

    $$
    \frac{\partial\, \mathbf{x}^{\top} \mathbf{x}}{\partial \mathbf{x}} = 2 \mathbf{x}
    $$

```python title="snippets/norms/squared_norm.py"
--8<-- "norms/squared_norm.py"
```

??? note "Derivation"
    Term by term:

    $$
    \frac{\partial x_i^2}{\partial x_i} = 2 x_i
    $$

Sources: Kong K104.
"""


@pytest.fixture
def read(root, tmp_path):
    """Write a page beside the snippet it embeds, and read both with this site's Markdown settings."""
    shutil.copy(root / "mkdocs.yml", tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "snippets" / "norms").mkdir(parents=True)
    shutil.copy(root / "snippets/bilinear-quadratic/squared_norm.py", tmp_path / "snippets/norms")

    def read(page, **others):
        for name, text in {"norms": page, **others}.items():
            (tmp_path / "docs" / f"{name}.md").write_text(text)
        return read_catalogue(tmp_path)

    return read


def test_entry_has_its_lines_layouts_and_sources(read):
    catalogue = read(PAGE)
    assert catalogue.errors == ()
    (entry,) = catalogue.entries
    assert (entry.id, entry.title, entry.line) == ("squared-norm", "Squared norm", 5)
    assert entry.declaration == r"For $\mathbf{x} \in \mathbb{R}^{n}$, without further conditions,"
    assert entry.sources == "Kong K104."
    assert [(formula.line, formula.layout, formula.derivation) for formula in entry.formulas] == [
        (12, "Numerator layout", False),
        (18, "Denominator layout", False),
        (29, None, True),
    ]
    assert entry.formulas[2].tex == r"\frac{\partial x_i^2}{\partial x_i} = 2 x_i"
    assert [(snippet.title, snippet.line) for snippet in entry.snippets] == [("snippets/norms/squared_norm.py", 21)]


def test_formulas_of_equal_text_keep_their_lines(read):
    page = PAGE.replace(
        "    Term by term:\n\n", "    $$\n    \\frac{\\partial x_i^2}{\\partial x_i} = 2 x_i\n    $$\n\n"
    )
    assert [formula.line for formula in read(page).entries[0].formulas] == [12, 18, 27, 31]


def test_heading_without_formulas_is_no_entry(read):
    assert len(read(PAGE.replace("## Squared", "## Reading on\n\nWords.\n\n## Squared")).entries) == 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (" { #squared-norm }", "", "5: 'Squared norm' has no id: write '## Squared norm { #squared-norm }'"),
        (
            r"For $\mathbf{x} \in \mathbb{R}^{n}$, without further conditions,",
            "Obviously,",
            r"5: entry 'squared-norm' declares no symbols: begin with "
            r"'For $\mathbf{x} \in \mathbb{R}^{n}$ ..., with ...,'",
        ),
        (
            ", without further conditions,",
            ",",
            "5: entry 'squared-norm' states no conditions: end its first sentence with "
            "', with ... independent of ...,' or ', without further conditions,'",
        ),
        (
            '"Denominator layout"',
            '"Gradient"',
            "5: entry 'squared-norm' has its formula under ['Numerator layout', 'Gradient']: "
            "write one tab for each of ['Numerator layout', 'Denominator layout']",
        ),
        (
            '??? note "Derivation"',
            '!!! note "Derivation"',
            "5: entry 'squared-norm' has no derivation: add a block '??? note \"Derivation\"' with displayed formulas",
        ),
        (
            "Sources: Kong",
            "See Kong",
            "5: entry 'squared-norm' names no sources: end it with a line 'Sources: ...'",
        ),
        (
            '"norms/squared_norm.py',
            '"norms/squared.py',
            "22: the snippet 'norms/squared.py' is not in snippets/: correct the path or add it",
        ),
        (
            'title="snippets/norms/squared_norm.py"',
            'title="snippets/norms/norm.py"',
            "21: entry 'squared-norm' embeds snippets/norms/norm.py, expected snippets/norms/squared_norm.py",
        ),
        (
            '--8<-- "norms/squared_norm.py"',
            "def squared_norm(x): ...",
            "21: entry 'squared-norm' shows under the title snippets/norms/squared_norm.py "
            "something other than that file",
        ),
        (
            "```python title",
            "```python hl_lines='1' nottitle",
            "5: entry 'squared-norm' has no snippet: embed snippets/norms/squared_norm.py",
        ),
        (
            "{ #squared-norm }",
            "{ #norm-squared }",
            "21: entry 'norm-squared' embeds snippets/norms/squared_norm.py, expected snippets/norms/norm_squared.py",
        ),
    ],
)
def test_entry_out_of_shape_is_located(read, old, new, message):
    assert old in PAGE
    assert f"docs/norms.md:{message}" in read(PAGE.replace(old, new)).errors


def test_id_used_twice_names_both_places(read):
    assert read(PAGE, other=PAGE).errors[-1] == (
        "docs/other.md:5: the id 'squared-norm' is taken by docs/norms.md:5: "
        "choose another, ids are unique over the site"
    )


def test_second_snippet_of_an_entry_is_located(read):
    block = PAGE[PAGE.index("```python") : PAGE.index("??? note")]
    assert (
        "docs/norms.md:25: entry 'squared-norm' embeds a second snippet, snippets/norms/squared_norm.py: "
        "one entry, one snippet"
    ) in read(PAGE.replace(block, block * 2)).errors


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("nowhere.md", "there is no file 'docs/nowhere.md'"),
        ("#nowhere", "docs/norms.md has no id 'nowhere'"),
        ("other.md#nowhere", "docs/other.md has no id 'nowhere'"),
        ("other.md#squared-norm", None),
        ("https://example.org/", None),
    ],
)
def test_dead_link_or_anchor_is_located(read, link, why):
    catalogue = read(PAGE.replace("Opening words.", f"See [there]({link})."), other=PAGE)
    dead = [error for error in catalogue.errors if "leads nowhere" in error]
    assert dead == ([f"docs/norms.md:3: the link '{link}' leads nowhere: {why}"] if why else [])
