r"""The texts of a new entry: its section and its snippet, in shape, with TODO at each place that is left to fill in.

Whatever is left fails: the tests name each line with TODO, the verifier cannot read `\text{TODO}`, the doctest raises.
"""

import keyword
import re

from verifier.declare import Declarations, Symbol

LEFT = "TODO"
_VARIABLE = re.compile(r"\}\s*\{\s*(?:\\partial|\\mathrm\{d\})(?:\\,|\s)*([^{}]*(?:\{[^{}]*\})*)")

_SECTION = r"""
## {title} {{ #{id} }}

{given}

{formula}

```python title="snippets/{path}"
--8<-- "{path}"
```

??? note "Derivation"
    TODO: the idea, then the steps:

    $$
    \text{{TODO}}
    $$

Backwards: TODO: a link to the entry of the vector-Jacobian product, or no line if the snippet has one.

Sources: TODO.
"""
_DISPLAYED = "$$\n{tex}\n$$"
_TABS = '=== "Numerator layout"\n\n{numerator}\n\n=== "Denominator layout"\n\n{denominator}'

_SNIPPET = '''"""{title}, TODO: what is differentiated, in words.

Shapes: {shapes} -> value TODO, derivative TODO.
Sources: those of the page, which a command writes here.

>>> rng = np.random.default_rng(0)
>>> {listed}, direction = TODO  # random, of sizes that all differ
>>> slope = TODO  # by the complex step, or by a central difference
>>> np.allclose({name}_d{variable}({parameters}) @ direction, slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def {name}({parameters}):
    """Return TODO, shape TODO or a scalar."""
    raise NotImplementedError("TODO")


def {name}_d{variable}({parameters}):
    """Return the derivative by {variable}, shape TODO."""
    raise NotImplementedError("TODO")
'''


def section(id: str, page: str, given: str, formula: str) -> str:
    """Return the section of a new entry, to stand at the end of its page."""
    displayed = _DISPLAYED.format(tex=formula)
    if _VARIABLE.search(formula) or r"\nabla" in formula:
        other = _DISPLAYED.format(tex=r"\text{TODO: the same in denominator layout, or no tabs if the layouts agree}")
        displayed = _TABS.format(numerator=_indented(displayed), denominator=_indented(other))
    path = f"{page}/{id.replace('-', '_')}.py"
    return _SECTION.format(title=title(id), id=id, given=given, formula=displayed, path=path)


def snippet(id: str, declarations: Declarations, formula: str) -> str:
    """Return the snippet of a new entry: its parameters are the declared symbols of the formula, in that order."""
    symbols = {parameter(name): symbol for name, symbol in declarations.symbols.items() if symbol.definition is None}
    at = {letter: formula.find(symbol.name) for letter, symbol in symbols.items()}
    letters = sorted((letter for letter in symbols if at[letter] >= 0), key=at.__getitem__) or [LEFT]
    found = _VARIABLE.search(formula)
    return _SNIPPET.format(
        title=title(id),
        name=id.replace("-", "_"),
        variable=parameter(found[1].strip()) if found else letters[0],
        parameters=", ".join(letters),
        listed=", ".join(letters),
        shapes=", ".join(f"{letter} {shape(symbols[letter])}" for letter in letters if letter in symbols) or LEFT,
    )


def title(id: str) -> str:
    """Return the words of an id as a heading."""
    return id.replace("-", " ").capitalize()


def parameter(name: str) -> str:
    r"""Return the parameter that stands for a symbol: `y_hat` for `\hat{\mathbf{y}}`, `u1` for `\mathbf{u}_{1}`."""
    symbol, _, subscript = name.partition("_")
    letters = re.findall(r"[a-zA-Z]+", symbol)
    accent = f"_{letters[0]}" if letters[:1] and letters[0] in ("hat", "bar", "tilde", "dot") else ""
    text = "".join(letters[-1:]) + accent + "".join(re.findall(r"\w", subscript))
    return f"{text}_" if keyword.iskeyword(text) else text


def shape(symbol: Symbol) -> str:
    """Return the shape of a symbol's array, `(m, n)`."""
    if symbol.arguments or symbol.elementwise:
        return f"a function of {', '.join(map(parameter, symbol.arguments)) or 'a number'}"
    sizes = [str(size) for size in (symbol.rows, symbol.columns)]
    while sizes and sizes[-1] == "1":
        sizes.pop()
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())
