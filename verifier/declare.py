"""Step 2, declare: read the sentence above a formula into symbols, domains and conditions."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

from verifier.declare_decompositions import named_factors, stated
from verifier.errors import NotationError
from verifier.latex import negated
from verifier.nodes import Name, Node, Number, Statement, Sum
from verifier.parse import parse
from verifier.properties import PROPERTIES, SHAPES, fits
from verifier.tokens import LETTER, NAME, canonical
from verifier.unify import TRIANGLE, known, letters_of
from verifier.vocabulary import CONSTANT, Adjective, adjectives

LARGEST_SIZE = 12
MOST_FACTORS = 4  # of a size: an array of a product of seven letters fills the memory
UNROLLED = 12  # members of a recursion that are written out
MATRIX_FUNCTION = "matrix function"  # a property of a function of one number
RESERVED = (r"\mathbf{I}", r"\mathbf{1}", r"\mathbf{0}", r"\pi")


@dataclass(frozen=True)
class Symbol:
    """A declared name.

    rows, columns: sizes, letters or numbers; properties: names of PROPERTIES, "complex", MATRIX_FUNCTION; arguments: of
    a function; definition: the expression that it abbreviates; members: a family, indexed by 1 to this size;
    values: of an integer; local: whether it has a value in one expression only; dimensions: of a tensor, None for one
    that its definition tells; indices: those over which a definition runs, of a tensor or a recursion; distribution:
    mean and covariance of a random vector, which is local.
    """

    name: str
    rows: str | int = 1
    columns: str | int = 1
    properties: frozenset[str] = frozenset()
    arguments: tuple[str, ...] = ()
    definition: Node | None = None
    members: str | int | None = None
    values: tuple[int, ...] = ()
    elementwise: bool = False
    local: bool = False
    dimensions: tuple = ()
    indices: tuple[str, ...] = ()
    distribution: tuple[Node, Node] | None = None


@dataclass(frozen=True)
class Declarations:
    """What a sentence declares: symbols by name, conditions as trees, and what is independent of what.

    is_complete: whether it says all conditions, as it does with "without further conditions"; if not, symbols count as
    independent of each other.
    """

    symbols: dict[str, Symbol] = field(default_factory=dict)
    conditions: tuple[Node, ...] = ()
    independent: tuple[tuple[str, str], ...] = ()
    constants: frozenset[str] = frozenset()
    is_complete: bool = False
    single_entries: dict[str, str] = field(default_factory=dict)  # a name, and the matrix that it is one of

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The letters that are sizes, in the order of their declaration."""
        sizes = (size for each in self.symbols.values() for size in (each.rows, each.columns, each.members))
        return tuple(dict.fromkeys(letter for size in sizes for letter in letters_of(size) if letter != "?"))

    @property
    def names(self) -> frozenset[str]:
        """The names, some with a subscript of their own."""
        return frozenset(self.symbols) | set(self.letters) | {i for each in self.symbols.values() for i in each.indices}

    @property
    def functions(self) -> frozenset[str]:
        """The names of functions."""
        return frozenset(name for name, symbol in self.symbols.items() if symbol.arguments or symbol.elementwise)

    def read(self, tex: str) -> Statement:
        """Parse a statement in which these names are known."""
        return parse(_LAYER.sub(self._without_layer, tex), self.names, self.functions)

    def _without_layer(self, found: re.Match) -> str:
        """Return a member of a family that is written with the number of its layer above, as one written below."""
        name, layer = found.groups()
        if family(name) not in self.symbols and canonical(name, layer) not in self.symbols:
            return found[0]
        return f"{name}_{{ {layer} }}"  # as long as it was, so that places in it stay


_MATH = re.compile(r"\$([^$]+)\$")
_DOMAIN = re.compile(r"\\mathbb\{([RCSN])\}\s*(?:_\{?(\+\+?)\}?)?\s*(?:\^\{([^{}]*)\}|\^(\w))?\s*(?:_\{?(\+\+?)\}?)?$")
_NAMES = r"\$[^$]+\$(?:(?:, | and )\$[^$]+\$)*"
_OTHERS = r"\$[^$]+\$(?:(?:, | and )\$[^$]+\$(?!(?:(?:, | and )\$[^$]+\$)* (?:is |are )?independent))*"
_RANGE = re.compile(r"(.+?)\\in(?![a-z])\s*\\\{\s*1\s*,.*?(\w+)\s*\\\}")
_LAYER = re.compile(rf"(\\(?:mathbf|boldsymbol)\{{(?:{LETTER})\}})\^\{{\(([^()]*)\)\}}")
_FAMILY = re.compile(r"(.+?)_\{?1\}?\s*,\s*\\[lc]?dots\s*,\s*(.+?)_\{?(\w)\}?$")

_SINGLE_ENTRY = re.compile(r"\$([^$^]+)\^\{?\w\w\}?\$ the (?:structured )?single-entry matrix of \$([^$]+)\$")


def declare(sentence: str, earlier: Declarations | None = None) -> Declarations:
    """Read a sentence with its math between dollar signs; `earlier` is what holds already.

    Raises NotationError, with the place in the sentence, for a word that is not known and math that declares nothing.
    """
    before = earlier or Declarations()
    symbols = dict(before.symbols)
    conditions, independent = list(before.conditions), list(before.independent)
    constants = set(before.constants)
    sentence = _LAYER.sub(r"\1_{\2}  ", sentence)  # as long as it was, so that places in it stay
    sentence, decompositions = stated(sentence)
    maths = list(_MATH.finditer(sentence))
    ranges: dict[str, str | int] = {}  # of the indices of definitions
    said = adjectives(sentence, maths)
    pending: list[tuple[str, re.Match]] = []  # definitions, read when every name is known
    named: list[tuple[re.Match, list[Adjective]]] = []  # what is said of names that are declared elsewhere
    for k, found in enumerate(maths):
        math, words, after = found[1].strip(), sentence[: found.start()], sentence[found.end() :]
        properties = frozenset(adjective.name for adjective in said[k])
        with _at(found):
            if r"\sim" in math:
                new = []
                if properties:
                    raise NotationError(f"${math}$ is random and cannot be declared {said[k][0].name}")
                pending.append(("distribution", found))
            elif colon := re.match(r"(.+?)\\colon(.+?)\\to(.+)", math):
                new = _functions_by_colon(colon[1], colon[2], colon[3], properties)
            elif words.endswith("for ") and (by_range := _RANGE.fullmatch(math)):
                new = []
                ranges |= {index.strip(): _size(by_range[2]) for index in by_range[1].split(",")}
            elif r"\in" in re.sub(r"\\in[a-z]", "", math):
                new = _members(math, properties)
            else:
                new = []
                condition = re.search(r"\\n?eq|\\ne(?![a-z])|\\leq|\\geq|<|>", math)
                if condition and "=" not in math.replace(r"\neq", ""):
                    if properties:
                        raise NotationError(f"${math}$ is a condition and cannot be declared {said[k][0].name}")
                    pending.append(("condition", found))
                elif len(_top_level(math)) > 1:
                    if properties:
                        raise NotationError(
                            f"${math}$ is computed and cannot be declared {said[k][0].name}: state it as a condition"
                        )
                    pending.append(("definition", found))
                elif re.match(r"\s*(?:is )?a matrix function\b", after):
                    _add_matrix_function(symbols, math)
                elif said[k]:
                    named.append((found, said[k]))
                elif re.match(r"\s*(is |are )?independent of", after) or re.search(r"independent of\s*$", words):
                    pass  # read below, with the words around it
                elif not NAME.match(math):
                    raise NotationError(f"${math}$ declares nothing")
            for symbol in new:
                if CONSTANT in symbol.properties:
                    constants.add(symbol.name)
                _add(symbols, replace(symbol, properties=symbol.properties - {CONSTANT}))
    independent += _independences(sentence)
    for found, words in named:
        with _at(found):
            name = _declared_name(found[1])
            if name not in symbols:
                raise NotationError(
                    f"{found[1].strip()} is called {words[0].name} and declared nowhere in the sentence"
                )
            properties = frozenset(adjective.name for adjective in words)
            if CONSTANT in properties:
                constants.add(name)
            symbols[name] = replace(symbols[name], properties=symbols[name].properties | properties - {CONSTANT})
            _check_shape(symbols[name])
    for each in decompositions:
        known = {name: symbol.definition for name, symbol in symbols.items()}
        with _at(each.found, each.found.start("math")):
            for name, factor in named_factors(each, Declarations(symbols).read, known).items():
                _add(symbols, Symbol(name, definition=factor, rows="?", columns="?"))
    single_entries = before.single_entries | {
        found[1].strip(): found[2].strip() for found in _SINGLE_ENTRY.finditer(sentence)
    }
    for name in single_entries.keys() & symbols.keys():
        raise NotationError(f"{name} is declared as a matrix and as a single-entry matrix: choose another letter")
    for kind, found in pending:
        so_far, math = Declarations(symbols), found[1]
        if kind == "condition":
            with _at(found, found.start(1)):
                conditions.append(so_far.read(math).chain)
        elif kind == "distribution":
            with _at(found):
                _add(symbols, _random(math, so_far))
        else:
            left, right = [*_top_level(math), "", ""][:2]
            with _at(found, found.start(1) + len(left) + 1):
                tree = so_far.read(right).chain.sides[0]
            with _at(found):
                for symbol in _defined(left.strip(), tree, ranges):
                    _add(symbols, symbol)
    is_complete = before.is_complete or "without further conditions" in sentence
    return Declarations(
        symbols, tuple(conditions), tuple(independent), frozenset(constants), is_complete, single_entries
    )


@contextmanager
def _at(found: re.Match, offset: int | None = None) -> Iterator[None]:
    """Say of an error where in the sentence it is: at a math, or in it, if it is read from an offset on."""
    try:
        yield
    except NotationError as error:
        start, end = error.span
        error.span = (start + offset, end + offset) if offset is not None and end > start else found.span()
        raise


def _add(symbols: dict[str, Symbol], symbol: Symbol) -> None:
    """Add a symbol to those that are declared."""
    if symbol.name in RESERVED:
        raise NotationError(f"{symbol.name} is reserved and cannot be declared")
    if symbol.name in symbols:
        shown = symbol.name.replace("_{*}", "_1")
        raise NotationError(f"{shown} is declared twice: give one of the two another name, or take one away")
    _check_shape(symbol)
    symbols[symbol.name] = symbol
    if sizes := sorted(symbols.keys() & set(Declarations(symbols).letters)):
        raise NotationError(f"{sizes[0]} is a size, not a symbol: give sizes that are equal one letter")


def _add_matrix_function(symbols: dict[str, Symbol], math: str) -> None:
    """Let a declared function of one number be one of a matrix as a whole."""
    name = math.partition("(")[0].strip()
    if name not in symbols or not symbols[name].elementwise:
        raise NotationError(
            f"${name}$ is no function of one number: declare ${name} \\colon \\mathbb{{R}} \\to \\mathbb{{R}}$"
        )
    symbols[name] = replace(symbols[name], properties=symbols[name].properties | {MATRIX_FUNCTION})


def _check_shape(symbol: Symbol) -> None:
    """Refuse a property that something of this shape, or a computed symbol, cannot be declared to have."""
    _refuse_holomorphic(symbol)
    for name in sorted(symbol.properties & PROPERTIES.keys()):
        if symbol.definition is not None:
            raise NotationError(f"{symbol.name} is computed and cannot be declared {name}: state it as a condition")
        if not fits(name, symbol.rows, symbol.columns):
            shape = SHAPES[PROPERTIES[name].shape][0]
            raise NotationError(f"what is {name} is {shape}, and {symbol.name} is {symbol.rows} × {symbol.columns}")


def _random(math: str, declared: Declarations) -> Symbol:
    r"""Read a random vector, `\mathbf{x} \sim \mathcal{N}(\mathbf{m}, \boldsymbol{\Sigma})`."""
    left, _, right = math.partition(r"\sim")
    name, arguments = _name_and_arguments(left.strip())
    found = re.fullmatch(r"\s*\\mathcal\{N\}\s*(?:\\left)?\((.+?)(?:\\right)?\)\s*", right)
    parts = _top_level(found[1], ",", "{([", "})]") if found else []
    if arguments or len(parts) != 2:
        raise NotationError(rf"a distribution is written ${name} \sim \mathcal{{N}}(m, S)$, with mean and covariance")
    mean, covariance = (declared.read(part).chain.sides[0] for part in parts)
    return Symbol(name, "?", "?", local=True, distribution=(mean, covariance))


def _independences(sentence: str) -> list[tuple[str, str]]:
    """Return the pairs that a sentence says to be independent, the first of the second."""
    pairs, read = [], []
    for found in re.finditer(
        rf"({_NAMES}) (?:is |are )?independent of (each other|{_OTHERS})(?: and (?:independent )?of ({_OTHERS}))?",
        sentence,
    ):
        left = _MATH.findall(found[1])
        right = left if found[2] == "each other" else _MATH.findall(found[2])
        right = [*right, *_MATH.findall(found[3] or "")]
        pairs += [(_declared_name(a), _declared_name(b)) for a in left for b in right if a != b]
        read.append(found.span())
    for word in re.finditer("independent", sentence):
        if not any(start <= word.start() < end for start, end in read):
            raise NotationError(
                "cannot read what is independent of what: write '$a$ and $b$ independent of $c$', "
                "or '$a$ and $b$ independent of each other'",
                word.span(),
            )
    return pairs


def excerpt(sentence: str, span: tuple[int, int], around: int = 40) -> tuple[str, tuple[int, int]]:
    """Return what stands around a place of a sentence, and the place in it."""
    start, end = max(0, span[0] - around), min(len(sentence), span[1] + around)
    start = sentence.rfind(" ", 0, start + 1) + 1 if start else 0
    end = end + len(sentence[end:].split(" ")[0])
    before, after = "... " if start else "", " ..." if end < len(sentence) else ""
    shift = len(before) - start
    return before + sentence[start:end] + after, (span[0] + shift, span[1] + shift)


def member_name(name: str, k: int) -> str:
    """Return the name of a member of a recursion, from that of its family."""
    return canonical(name.removesuffix("_{*}"), str(k))


def _defined(left: str, right: Node, ranges: dict[str, str | int]) -> list[Symbol]:
    r"""Return what a definition declares: `\mathcal{T}_{ijk}`, the members of a recursion, or an abbreviation."""
    found = re.fullmatch(rf"({NAME.pattern})_(?:\{{(.*)\}}|(.))", left)
    if found is None:
        return [_abbreviation(left, right)]
    name, below = found[1], (found[2] or found[3]).strip()
    if name.startswith(r"\mathcal"):
        indices = tuple(re.findall(LETTER, below))
        sizes = tuple(ranges.get(index) for index in indices)
        return [Symbol(name, "?", "?", definition=right, dimensions=sizes, indices=indices)]
    if below not in ranges:
        return [_abbreviation(left, right)]
    whole = Symbol(family(name), "?", "?", definition=right, members=ranges[below], indices=(below,))
    members = (
        Symbol(canonical(name, str(k)), "?", "?", definition=with_numbers(right, {below: k}))
        for k in range(1, UNROLLED + 1)
    )
    return [whole, *members]


def with_numbers(node: Node, indices: dict[str, int]) -> Node:
    """Return a tree with numbers in place of indices."""
    if isinstance(node, Name) and node.text in indices:
        return Number(str(indices[node.text]), span=node.span)
    for name, place, part in list(node.parts()):
        node = node.with_part(name, place, with_numbers(part, indices))
    if isinstance(node, Sum):
        numbers = [negated(term) or term for term in node.terms]
        if all(isinstance(number, Number) and number.text.isdigit() for number in numbers):
            total = sum(
                -int(n.text) if negated(term) else int(n.text) for n, term in zip(numbers, node.terms, strict=True)
            )
            return Number(str(total), span=node.span) if total >= 0 else node
    return node


def _declared_name(text: str) -> str:
    r"""Return the name under which a condition's symbol is declared; `\mathbf{x}_i` is a family."""
    found = re.fullmatch(rf"(.+?)_(?:\{{(\d|{LETTER})\}}|(\d|{LETTER}))", text.strip())
    if found is None:
        return text.strip()
    index = found[2] or found[3]
    return canonical(found[1], index) if index.isdigit() else family(found[1])


def family(name: str) -> str:
    r"""Return the name under which the members of `\mathbf{x}_1, \dots, \mathbf{x}_N` are declared."""
    return canonical(name, "*")


def abbreviations(words: str, declared: Declarations) -> Declarations:
    r"""Add the abbreviations of running text, `With $\mathbf{z} = \mathbf{A} \mathbf{x}$`, to declarations."""
    found = re.findall(r"(?:[Ww]ith|[Ww]here|[Ll]et|and|,)\s+\$([^$]+)\$", words)
    definitions = [math for math in found if len(_top_level(math)) > 1 and NAME.match(math)]
    try:
        return (
            declare("For " + ", ".join(f"${math}$" for math in definitions) + ",", declared)
            if definitions
            else declared
        )
    except NotationError as error:
        raise NotationError(error.why) from None  # its place is in no sentence of the page


def _top_level(math: str, at: str = "=", opening: str = "{", closing: str = "}") -> list[str]:
    """Split at the equal signs, or another sign, that stand in no braces, or in no brackets."""
    parts, depth = [""], 0
    for sign in math:
        depth += (sign in opening) - (sign in closing)
        if sign == at and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    if depth:
        raise NotationError(f"the braces of ${math}$ do not match")
    return parts


def _abbreviation(left: str, right: Node) -> Symbol:
    r"""Return what `\mathbf{z} = ...` or `f(\mathbf{x}) = ...` declares."""
    name, arguments = _name_and_arguments(left)
    return Symbol(name, definition=right, arguments=arguments, rows="?", columns="?")


def _name_and_arguments(left: str) -> tuple[str, tuple[str, ...]]:
    """Read what stands on the left of a definition."""
    found = re.fullmatch(r"(.+?)(?:_\{?(\w+)\}?)?\s*(?:\((.+)\))?", left)
    name = found[1].strip() if found else ""
    if not NAME.fullmatch(name):
        raise NotationError(f"cannot read the definition of ${left}$")
    if found[2]:
        name = canonical(name, found[2])
    return name, tuple(part.strip() for part in found[3].split(",")) if found[3] else ()


def sizes_of(domain: str) -> tuple[str | int, str | int, frozenset[str]]:
    r"""Return rows, columns and properties of a domain, `\mathbb{R}^{m \times n}`."""
    found = _DOMAIN.fullmatch(domain.strip())
    if found is None:
        raise NotationError(rf"cannot read the domain ${domain}$: write \mathbb{{R}}^{{m \times n}}")
    letter, size = found[1], (found[3] or found[4] or "").strip()
    extra = set()
    if letter == "S":
        extra.add("positive definite" if "++" in (found[2], found[5]) else "symmetric")
        return _size(size), _size(size), frozenset(extra)
    if letter == "C":
        extra.add("complex")
    if found[2] or found[5]:
        extra.add("positive")
    if not size:
        return 1, 1, frozenset(extra)
    sizes = [_size(part) for part in size.split(r"\times")]
    if len(sizes) > 2:
        return known(("*", *sizes)), 1, frozenset(extra)
    return sizes[0], sizes[1] if len(sizes) == 2 else 1, frozenset(extra)


def _dimensions_of(domain: str) -> tuple:
    """Return the sizes of a tensor's domain; of a matrix's or vector's, none."""
    sizes = _DOMAIN.fullmatch(domain.strip())[3] or ""
    return tuple(map(_size, sizes.split(r"\times"))) if sizes.count(r"\times") > 1 else ()


def _size(text: str):
    """Return a size: a number, a letter, or a sum of products of these, `m + n` and `2 n - 1`."""
    text = "".join(text.split())
    if text.isdigit() and not (len(text) <= 2 and 1 <= int(text) <= LARGEST_SIZE):
        raise NotationError(f"a size is a letter, or a number from 1 to {LARGEST_SIZE}, not {text}")
    if found := re.fullmatch(rf"({LETTER})\(\1\+1\)/2", text):
        return TRIANGLE, found[1]
    terms = []
    for sign, term in re.findall(r"([+-]?)([^+-]+)", text):
        factors = [int(part) if part.isdigit() else part for part in re.findall(rf"\d+|{LETTER}(?:_\w)?|.+", term)]
        if other := next((part for part in factors if not re.fullmatch(rf"\d+|{LETTER}(?:_\w)?", str(part))), None):
            raise NotationError(f"the size '{other}' is neither a letter nor a number")
        if len(factors) > MOST_FACTORS:
            raise NotationError(f"a size is a product of at most {MOST_FACTORS} letters and numbers, not {term}")
        terms.append(("*", -1 if sign == "-" else 1, *factors))
    return known(("+", *terms)) if terms else ""


def _members(math: str, properties: frozenset[str]) -> list[Symbol]:
    left, domain = re.split(r"\\in(?![a-z])", math, maxsplit=1)
    if found := re.fullmatch(r"\s*\\\{(.*)\\\}\s*", domain):
        if r"\dots" in domain or r"\ldots" in domain:
            return []  # an index: its range shows where it is used
        parts = [part.strip() for part in found[1].split(",")]
        if not all(re.fullmatch(r"-?\d{1,3}", part) for part in parts):
            raise NotationError(
                f"cannot read the values of ${left.strip()}$: write whole numbers, as in $k \\in \\{{2, 3\\}}$"
            )
        values = tuple(int(part) for part in parts)
        return [Symbol(left.strip(), values=values)]
    rows, columns, extra = sizes_of(domain)
    properties |= extra
    if found := _FAMILY.fullmatch(left.strip()):
        return [Symbol(family(found[1].strip()), rows, columns, properties, members=_size(found[3]))]
    found = []
    for name in re.split(r",(?![^(]*\))", left):
        name = name.strip()
        arguments: tuple[str, ...] = ()
        if call := re.fullmatch(r"(.+?)\((.+)\)", name):
            name, arguments = call[1].strip(), tuple(part.strip() for part in call[2].split(","))
        if below := re.fullmatch(r"(.+?)_(?:\{(\w+)\}|(\w))", name):
            name = canonical(below[1], below[2] or below[3])
        if not NAME.fullmatch(name.split("_{")[0]):
            raise NotationError(f"cannot read the name ${name}$")
        found.append(Symbol(name, rows, columns, properties, arguments, dimensions=_dimensions_of(domain)))
    return found


def _functions_by_colon(names: str, source: str, target: str, properties: frozenset[str]) -> list[Symbol]:
    rows, columns, extra = sizes_of(target)
    properties |= extra
    *shape, of_source = sizes_of(source)
    if shape == [1, 1] and (rows, columns) == (1, 1):
        if ("complex" in extra) != ("complex" in of_source):
            raise NotationError(
                f"${names.strip()}$ is applied entry by entry and goes from reals to reals, or from complex numbers to "
                r"complex numbers: declare it as $f(z) \in \mathbb{R}$ of $z$"
            )
        return [Symbol(name.strip(), properties=properties, elementwise=True) for name in names.split(",")]
    arguments = (f"?{source.strip()}",)
    return [Symbol(name.strip(), rows, columns, properties, arguments) for name in names.split(",")]


def _refuse_holomorphic(symbol: Symbol) -> None:
    """Raise NotationError if what is declared holomorphic is no function, or has real values and would be constant."""
    if "holomorphic" not in symbol.properties:
        return
    if not (symbol.arguments or symbol.elementwise):
        raise NotationError(f"${symbol.name}$ is no function: only these are holomorphic")
    if "complex" not in symbol.properties:
        raise NotationError(
            rf"${symbol.name}$ has real values: a holomorphic function has its values in $\mathbb{{C}}$"
        )


def entry_of(letter: str) -> tuple[str, ...]:
    """Return the bold names whose entries a light letter may stand for, `a` for `A` and `a`."""
    if not re.fullmatch(LETTER, letter) and not letter.startswith(r"\hat") and not letter.startswith(r"\bar"):
        return ()
    if accent := re.fullmatch(r"\\(hat|bar|tilde|dot)\{(.+)\}", letter):
        return tuple(rf"\{accent[1]}{{{bold}}}" for bold in entry_of(accent[2]))
    if letter.startswith("\\"):
        upper = "\\" + letter[1].upper() + letter[2:]
        return (rf"\boldsymbol{{{letter}}}", rf"\boldsymbol{{{upper}}}")
    return (rf"\mathbf{{{letter}}}", rf"\mathbf{{{letter.upper()}}}")
