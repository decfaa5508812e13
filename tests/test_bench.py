"""The benchmarks: what they compare the built page with is the same page."""

import re

from bench.variants import pages, with_mathjax, with_text


def test_page_with_math_as_text_differs_elsewhere(site):
    formulas = 0
    for path in pages([]):
        built = (site / path).read_text()
        text = with_text(built)
        assert text.count('class="arithmatex">') == built.count("<mjx-container"), path
        assert not re.search(r"mjx-[ac]|MJX|data-tex=", text), path
        assert text.count("<h2") == built.count("<h2") and len(text) <= len(built), path
        assert with_mathjax(built).count("MathJax = {") == 1, path
        formulas += text.count('class="arithmatex">')
    assert formulas > 1000


def test_formula_as_text_is_its_tex():
    set_page = (
        "<head><style>mjx-container>svg{fill:currentColor}</style></head><article>"
        '<svg style="display:none" aria-hidden="true"><defs><path id="MJX-1" d="M0"/></defs></svg>'
        '<p>If <mjx-container class="MathJax" jax="SVG" data-tex="a &lt; b"><svg><use/></svg></mjx-container>, then</p>'
        '<mjx-container class="MathJax" jax="SVG" display="true" data-tex="\\frac{a}{b}"><svg></svg></mjx-container>'
        "</article>"
    )
    assert with_text(set_page) == (
        '<head></head><article><p>If <span class="arithmatex">\\(a &lt; b\\)</span>, then</p>'
        '<div class="arithmatex">\\[\\frac{a}{b}\\]</div></article>'
    )
