"""Step 2, declare: read the sentence above a formula into symbols, domains and conditions."""

import re
from dataclasses import dataclass, field, replace

from verifier.declare_decompositions import named_factors, stated
from verifier.errors import NotationError
from verifier.nodes import Node, Statement
from verifier.parse import parse
from verifier.tokens import LETTER, NAME, canonical

WORDS = {  # words of a sentence, and the property that they give to the symbol beside them
    "skew-symmetric": "skew",
    "positive definite": "positive definite",
    "symmetric": "symmetric",
    "invertible": "invertible",
    "nonsingular": "invertible",
    "orthogonal": "orthogonal",
    "diagonal": "diagonal",
    "upper triangular": "upper triangular",
    "lower triangular": "lower triangular",
    "non-zero": "non-zero",
    "nonzero": "non-zero",
    "positive": "positive",
    "unit": "unit",
    "distinct": "distinct",
    "singular": "singular",
    "idempotent": "idempotent",
    "full column rank": "full column rank",
    "full row rank": "full row rank",
}

LARGEST_SIZE = 50
RESERVED = (r"\mathbf{I}", r"\mathbf{1}", r"\mathbf{0}", r"\pi")


@dataclass(frozen=True)
class Symbol:
    """A declared name.

    rows, columns: sizes, letters or numbers; properties: words of WORDS plus "complex"; arguments: of a
    function; definition: the expression that it abbreviates; members: a family, indexed by 1 to this size;
    values: of an integer.
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

    @property
    def names(self) -> frozenset[str]:
        """The names with a subscript of their own."""
        return frozenset(name for name in self.symbols if "_" in name)

    @property
    def functions(self) -> frozenset[str]:
        """The names of functions."""
        return frozenset(name for name, symbol in self.symbols.items() if symbol.arguments or symbol.elementwise)

    def read(self, tex: str) -> Statement:
        """Parse a statement in which these names are known."""
        return parse(tex, self.names, self.functions)


_MATH = re.compile(r"\$([^$]+)\$")
_DOMAIN = re.compile(r"\\mathbb\{([RCSN])\}\s*(?:_\{?(\+\+?)\}?)?\s*(?:\^\{([^{}]*)\}|\^(\w))?\s*(?:_\{?(\+\+?)\}?)?$")
_NAMES = r"\$[^$]+\$(?:(?:, | and )\$[^$]+\$)*"
_OTHERS = r"\$[^$]+\$(?:(?:, | and )\$[^$]+\$(?!(?:(?:, | and )\$[^$]+\$)* (?:is |are )?independent))*"
_FAMILY = re.compile(r"(.+?)_\{?1\}?\s*,\s*\\[lc]?dots\s*,\s*(.+?)_\{?(\w)\}?$")


def declare(sentence: str, earlier: Declarations | None = None) -> Declarations:
    """Read a sentence with its math between dollar signs; `earlier` is what holds already.

    Raises NotationError for math that declares nothing.
    """
    before = earlier or Declarations()
    symbols = dict(before.symbols)
    conditions, independent = list(before.conditions), list(before.independent)
    constants = set(before.constants)
    sentence, decompositions, spectra = stated(sentence)
    parts = _MATH.split(sentence)  # words, math, words, math, ...
    pending: list[tuple[str, str]] = []  # definitions, read when every name is known
    for at in range(1, len(parts), 2):
        words, math, after = parts[at - 1], parts[at].strip(), parts[at + 1]
        here = [w for w in WORDS if re.search(rf"\b{w}\b", _last_clause(words))]
        here += [w for w in WORDS if re.match(rf"\s*with {w} entries", after)]
        properties = frozenset(WORDS[w] for w in here)
        if "skew" in properties:
            properties -= {"symmetric"}
        if "positive definite" in properties:
            properties -= {"positive"}
        if found := re.match(r"(.+?)\\colon(.+?)\\to(.+)", math):
            for symbol in _functions_by_colon(found[1], found[2], found[3], symbols):
                symbols[symbol.name] = symbol
        elif r"\in" in re.sub(r"\\in[a-z]", "", math):
            for symbol in _members(math, properties):
                if symbol.name in RESERVED:
                    raise NotationError(f"{symbol.name} is reserved and cannot be declared")
                symbols[symbol.name] = symbol
        elif re.search(r"\\n?eq|\\ne(?![a-z])|\\leq|\\geq|<|>", math) and "=" not in math.replace(r"\neq", ""):
            pending.append(("condition", math))
        elif "=" in math:
            if properties:
                raise NotationError(f"${math}$ is computed and cannot be declared {here[0]}: state it as a condition")
            pending.append(("definition", math))
        elif re.search(r"independent of\s*(each other)?", after) or "independent of" in words:
            pass  # read below, with the words around it
        elif not NAME.match(math):
            raise NotationError(f"${math}$ declares nothing")
    for found in re.finditer(rf"({_NAMES}) (?:is |are )?independent of (each other|{_OTHERS})", sentence):
        left = _MATH.findall(found[1])
        right = left if found[2] == "each other" else _MATH.findall(found[2])
        independent += [(_declared_name(a), _declared_name(b)) for a in left for b in right if a != b]
    for found in re.finditer(rf"({_NAMES}) (?:is |are )?constant", sentence):
        constants |= {name.strip() for name in _MATH.findall(found[1])}
    for math, spectrum in spectra:
        _add_spectrum(symbols, math, spectrum)
    for each in decompositions:
        known = {name: symbol.definition for name, symbol in symbols.items()}
        for name, factor in named_factors(each, Declarations(symbols).read, known).items():
            symbols[name] = Symbol(name, definition=factor, rows="?", columns="?")
    for kind, math in pending:
        known = Declarations(symbols)
        if kind == "condition":
            conditions.append(known.read(math).chain)
        else:
            left, right = [*_top_level(math), "", ""][:2]
            name, arguments = _defined(left.strip())
            tree = known.read(right).chain.sides[0]
            symbols[name] = Symbol(name, definition=tree, arguments=arguments, rows="?", columns="?")
    is_complete = before.is_complete or "without further conditions" in sentence
    return Declarations(symbols, tuple(conditions), tuple(independent), frozenset(constants), is_complete)


def _add_spectrum(symbols: dict[str, Symbol], math: str, spectrum: str) -> None:
    """Declare distinct eigenvalues or singular values of the matrices in a declaration, or of one by its name."""
    for name in re.split(r",(?![^(]*\))", re.split(r"\\in(?![a-z])", math)[0]):
        name = re.sub(r"\(.+\)$", "", name.strip())
        if name not in symbols:
            raise NotationError(f"{name} has {spectrum} and is declared nowhere in the sentence")
        symbols[name] = replace(symbols[name], properties=symbols[name].properties | {spectrum})


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
    return declare("For " + ", ".join(f"${math}$" for math in definitions) + ",", declared) if definitions else declared


def _last_clause(words: str) -> str:
    return re.split(r",| and | of |;", " " + words)[-1] if words.strip() not in (",", "and") else ""


def _top_level(math: str) -> list[str]:
    """Split at the equal signs that stand in no braces."""
    parts, depth = [""], 0
    for sign in math:
        depth += (sign == "{") - (sign == "}")
        if sign == "=" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _defined(left: str) -> tuple[str, tuple[str, ...]]:
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
    rows, _, columns = size.partition(r"\times")
    return _size(rows), _size(columns) if columns else 1, frozenset(extra)


def _size(text: str) -> str | int:
    text = "".join(text.split())
    if text.isdigit() and not 1 <= int(text) <= LARGEST_SIZE:
        raise NotationError(f"a size is a letter, or a number from 1 to {LARGEST_SIZE}, not {text}")
    return int(text) if text.isdigit() else text


def _members(math: str, properties: frozenset[str]) -> list[Symbol]:
    left, domain = re.split(r"\\in(?![a-z])", math, maxsplit=1)
    if found := re.fullmatch(r"\s*\\\{(.*)\\\}\s*", domain):
        if r"\dots" in domain or r"\ldots" in domain:
            return []  # an index: its range shows where it is used
        values = tuple(int(part) for part in found[1].split(","))
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
        found.append(Symbol(name, rows, columns, properties, arguments))
    return found


def _functions_by_colon(names: str, source: str, target: str, symbols: dict[str, Symbol]) -> list[Symbol]:
    rows, columns, extra = sizes_of(target)
    if sizes_of(source)[:2] == (1, 1) == (rows, columns):
        return [Symbol(name.strip(), elementwise=True) for name in names.split(",")]
    return [Symbol(name.strip(), rows, columns, extra, arguments=(f"?{source.strip()}",)) for name in names.split(",")]


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
