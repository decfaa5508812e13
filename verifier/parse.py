r"""Step 3, parse: LaTeX to an expression tree.

A small tokenizer reads the macros; a Lark LALR grammar reads the tokens. LALR makes an ambiguity of the
grammar an error when the grammar is built. What the notation leaves ambiguous is an error here, too:
a bare function followed by a factor, an operator-form derivative without brackets, mixed operators.
"""

import re
from functools import cache

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.lexer import Lexer

from verifier.tree import DIFFERENTIAL, PARTIAL, Node


class NotationError(Exception):
    """LaTeX that cannot be read, or means nothing: the text, the piece of it, why and what to do."""

    def __init__(self, why: str, span: tuple[int, int] = (0, 0)) -> None:
        super().__init__(why)
        self.why, self.span = why, span


GRAMMAR = r"""
start: chain [FOR condition]
chain: sum (REL sum)*
condition: comparison (AND comparison)*
comparison: sum (REL sum)+

?sum: operation
    | MINUS operation        -> neg
    | sum PLUS operation     -> add
    | sum MINUS operation    -> subtract
    | sum PLUS DOTS          -> add_dots

?operation: juxtaposed
    | juxtaposed (DOT juxtaposed)+       -> dot
    | juxtaposed (TIMES juxtaposed)+     -> times
    | juxtaposed (HADAMARD juxtaposed)+  -> hadamard
    | juxtaposed (DIVIDE juxtaposed)+    -> divide
    | juxtaposed (KRON juxtaposed)+      -> kron
    | juxtaposed SLASH juxtaposed        -> slash

?juxtaposed: factor+ [big] -> product | big
big: BIG operation

?factor: atom
    | factor TRANSPOSE -> transpose
    | factor INVERSE -> inverse
    | factor INVERSE_TRANSPOSE -> inverse_transpose
    | factor CONJUGATE -> conjugate
    | factor HERMITIAN -> hermitian
    | factor PSEUDO_INVERSE -> pseudo_inverse
    | factor HADAMARD_POWER LBRACE sum RBRACE -> hadamard_power
    | factor CARET LBRACE sum RBRACE -> power
    | factor SUBSCRIPT -> index
    | DIFFERENTIAL factor -> differential
    | NABLA [SUBSCRIPT] factor -> nabla

?atom: NUMBER -> number
    | NAME -> name
    | DELTA SUBSCRIPT -> delta
    | LPAR sum RPAR -> bracket
    | FRAC LBRACE sum RBRACE LBRACE sum RBRACE -> frac
    | FRAC LBRACE PARTIAL [order] operation RBRACE LBRACE (PARTIAL factor)+ RBRACE -> derivative
    | FRAC LBRACE PARTIAL [order] RBRACE LBRACE (PARTIAL factor)+ RBRACE LPAR sum RPAR -> operator_derivative
    | FRAC LBRACE DIFFERENTIAL [order] RBRACE LBRACE (DIFFERENTIAL factor)+ RBRACE LPAR sum RPAR -> operator_derivative
    | FRAC LBRACE DIFFERENTIAL order factor RBRACE LBRACE (DIFFERENTIAL factor)+ RBRACE -> derivative
    | FUNCTION LPAR arguments RPAR -> call
    | DECLARED [SUBSCRIPT] LPAR arguments RPAR -> apply
    | SQRT LBRACE sum RBRACE -> sqrt
    | LNORM sum RNORM SUBSCRIPT -> norm
    | LNORM sum RNORM -> norm
    | LABS sum RABS -> abs
    | MATRIX row (ROW row)* END -> matrix
    | CASES case (ROW case)* END -> cases

order: CARET LBRACE NUMBER RBRACE
arguments: argument (COMMA argument)*
?argument: sum | DOTS -> dots
row: cell (COLUMN cell)*
?cell: sum | DOTS -> dots | -> empty
case: sum COLUMN (condition | OTHERWISE)

%declare FOR REL AND MINUS PLUS DOTS DOT TIMES HADAMARD DIVIDE KRON SLASH BIG TRANSPOSE INVERSE
%declare INVERSE_TRANSPOSE CONJUGATE HERMITIAN PSEUDO_INVERSE HADAMARD_POWER LBRACE RBRACE CARET SUBSCRIPT
%declare DIFFERENTIAL NABLA NUMBER NAME DELTA LPAR RPAR FRAC PARTIAL FUNCTION DECLARED SQRT LNORM RNORM
%declare LABS RABS MATRIX ROW END CASES COMMA COLUMN OTHERWISE
"""

GREEK = (
    r"\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|vartheta|iota|kappa|lambda|mu|nu|xi|pi|rho"
    r"|sigma|tau|upsilon|phi|varphi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega|ell)(?![a-zA-Z])"
)
LETTER = rf"(?:[a-zA-Z]|{GREEK})"
NAME = re.compile(
    rf"\\(?:hat|bar|tilde|dot)\{{\\(?:mathbf|boldsymbol)\{{(?:{LETTER})\}}\}}"
    rf"|\\(?:mathbf|boldsymbol|hat|bar|tilde|dot|mathcal)\{{(?:{LETTER}|[01])\}}|\\mathrm\{{(?!d\}})[a-zA-Z]+\}}|{LETTER}"
)
SKIP = re.compile(
    r"\s+|\\[,;:! ]|\\quad(?![a-z])|\\qquad(?![a-z])|~"
    r"|\\(?:bigl|bigr|Bigl|Bigr|big|Big|displaystyle|left|right)(?![a-z])"
)
FUNCTIONS = {
    *("sin", "cos", "tan", "exp", "ln", "log", "tanh", "sinh", "cosh", "arctan", "max", "min", "det"),
    *("tr", "vec", "diag", "diagonal", "rank", "sign", "softmax", "sigmoid", "relu", "expm"),
}
BUILT_IN = re.compile(
    r"\\(?:operatorname|mathrm)\{([a-zA-Z]+)\}|\\(sin|cos|tan|exp|ln|log|tanh|sinh|cosh|arctan|max|min|det)(?![a-zA-Z])"
)
TOKENS = [  # in this order: the first that fits is taken
    ("FOR", r"\\text\{\s*(?:for|if|where)\s*\}"),
    ("AND", r"\\text\{\s*and\s*\}"),
    ("OTHERWISE", r"\\text\{\s*otherwise\s*\}"),
    (
        "REL",
        r"=|\\neq(?![a-z])|\\ne(?![a-z])|\\leq(?![a-z])|\\le(?![a-z])|\\geq(?![a-z])|\\ge(?![a-z])|<|>|\\lt(?![a-z])|\\gt(?![a-z])",
    ),
    ("MINUS", "-"),
    ("PLUS", r"\+"),
    ("DOTS", r"\\(?:dots|cdots|ldots|vdots|ddots)(?![a-z])"),
    ("DOT", r"\\cdot(?![a-z])"),
    ("TIMES", r"\\times(?![a-z])"),
    ("HADAMARD", r"\\odot(?![a-z])"),
    ("DIVIDE", r"\\oslash(?![a-z])"),
    ("KRON", r"\\otimes(?![a-z])"),
    ("SLASH", "/"),
    ("TRANSPOSE", r"\^(?:\{\\top\}|\\top(?![a-z]))"),
    ("INVERSE", r"\^\{\s*-\s*1\s*\}"),
    ("INVERSE_TRANSPOSE", r"\^\{\s*-\s*\\top\s*\}"),
    ("CONJUGATE", r"\^(?:\{\*\}|\*)"),
    ("HERMITIAN", r"\^\{\\mathsf\{H\}\}"),
    ("PSEUDO_INVERSE", r"\^(?:\{\+\}|\+)"),
    ("HADAMARD_POWER", r"\^(?=\{\s*\\odot)"),
    ("CARET", r"\^"),
    ("SUBSCRIPT", r"_"),
    ("LBRACE", r"\{"),
    ("RBRACE", r"\}"),
    ("LPAR", r"\(|\[|\\\{"),
    ("RPAR", r"\)|\]|\\\}"),
    ("COMMA", ","),
    ("FRAC", r"\\[td]?frac(?![a-z])"),
    ("PARTIAL", r"\\partial(?![a-z])"),
    ("DIFFERENTIAL", r"\\mathrm\{d\}"),
    ("NABLA", r"\\nabla(?![a-z])"),
    ("DELTA", r"\\delta(?=\s*_)"),
    ("SQRT", r"\\sqrt(?![a-z])"),
    ("LNORM", r"\\lVert(?![a-z])"),
    ("RNORM", r"\\rVert(?![a-z])"),
    ("LABS", r"\\lvert(?![a-z])"),
    ("RABS", r"\\rvert(?![a-z])"),
    ("MATRIX", r"\\begin\{[bp]matrix\}"),
    ("CASES", r"\\begin\{cases\}"),
    ("ALIGNED", r"\\begin\{(?:aligned|split)\}"),
    ("END", r"\\end\{(?:[bp]matrix|cases)\}"),
    ("END_ALIGNED", r"\\end\{(?:aligned|split)\}"),
    ("ROW", r"\\\\"),
    ("COLUMN", "&"),
    ("NUMBER", r"\d+(?:\.\d+)?"),
]
SCANNER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in TOKENS))


def _group(tex: str, at: int) -> tuple[str, int]:
    """Return what follows a ^ or _: a braced group or one token, and where it ends."""
    while tex[at : at + 1].isspace():
        at += 1
    if tex[at : at + 1] != "{":
        single = re.compile(r"\\[a-zA-Z]+(?:\{[^{}]*\})?|.").match(tex, at)
        if single is None:
            raise NotationError("nothing follows this sign", (at - 1, at))
        return single[0], single.end()
    depth = 0
    for end in range(at, len(tex)):
        depth += (tex[end] == "{") - (tex[end] == "}")
        if depth == 0:
            return tex[at + 1 : end], end + 1
    raise NotationError("this brace is never closed", (at, at + 1))


def canonical(name: str, subscript: str) -> str:
    """Return the one spelling of a name with a subscript, `u_{1}`."""
    return name + "_{" + "".join(subscript.split()) + "}"


def tokens(tex: str, names: frozenset[str] = frozenset(), functions: frozenset[str] = frozenset()):
    """Yield the tokens of a formula.

    names: those declared with a subscript of their own, as `u_{1}`; functions: names declared as functions.
    """
    at = 0
    depth: list[str] = []  # the environments that are open
    while at < len(tex):
        if skipped := SKIP.match(tex, at):
            at = skipped.end()
            continue
        start = at
        if (built_in := BUILT_IN.match(tex, at)) and (built_in[1] or built_in[2]) in FUNCTIONS:
            at = built_in.end()
            if not re.compile(r"\s*(?:\\left|\\bigl|\\Bigl)?\s*(?:\(|\[|\\\{)").match(tex, at):
                raise NotationError(f"the function {built_in[0]} needs brackets around its argument", (start, at))
            yield Token("FUNCTION", built_in[1] or built_in[2], start_pos=start, end_pos=at)
            continue
        big, at = _big(tex, at)
        if big is not None:
            yield Token("BIG", tex[start:at], start_pos=start, end_pos=at)
            continue
        match = SCANNER.match(tex, at)
        if match is None and (name := NAME.match(tex, at)):
            at = name.end()
            text = name[0]
            primes = re.compile(r"'+").match(tex, at)
            below = re.compile(r"\s*_").match(tex, at)
            if below:
                group, end = _group(tex, below.end())
                if canonical(text, group) in names:
                    text, at = canonical(text, group), end
            elif primes:
                at = primes.end()
            kind = "NAME"
            after = re.compile(r"\s*(?:_\s*(?:\{[^{}]*\}|\S))?\s*(?:\\left|\\bigl)?\s*[(\[]").match(tex, at)
            if text in functions and after:
                kind = "DECLARED"
            elif primes:
                raise NotationError(f"{text}{primes[0]} needs a declared function and brackets", (start, at))
            yield Token(kind, text + (primes[0] if primes else ""), start_pos=start, end_pos=at)
            continue
        if match is None:
            unknown = re.compile(r"\\[a-zA-Z]+(?:\{[^{}]*\})?|.").match(tex, at)[0]
            raise NotationError(f"unknown macro or sign {unknown}", (at, at + len(unknown)))
        kind, text, at = match.lastgroup, match[0], match.end()
        if kind in ("ALIGNED", "END_ALIGNED"):
            continue
        if kind in ("MATRIX", "CASES"):
            depth.append(kind)
        elif kind == "END":
            depth.pop() if depth else None
        elif kind == "COLUMN" and not depth:
            continue
        elif kind == "ROW":
            if not depth:
                if not re.compile(r"\s*&?\s*(?:=|\\neq|\\leq|\\geq|<|>|\+|-|\\end|$)").match(tex, at):
                    raise NotationError("a line of an aligned chain begins with & and a relation", (start, at))
                continue
            if re.compile(r"\s*\\end").match(tex, at):
                continue  # a trailing row mark
        elif kind == "SUBSCRIPT":
            text, at = _group(tex, at)
        elif kind == "CARET":
            inner, end = _group(tex, at)
            if inner.strip() in ("T", r"\mathrm{T}", r"\mathsf{T}", "t"):
                raise NotationError(r"write the transpose as ^{\top}", (start, end))
            yield Token("CARET", "^", start_pos=start, end_pos=at)
            if tex[at:].lstrip()[:1] != "{":
                yield Token("LBRACE", "{", start_pos=at, end_pos=at)
                for token in tokens(inner, names, functions):
                    yield Token(token.type, token.value, start_pos=token.start_pos + end - len(inner), end_pos=end)
                yield Token("RBRACE", "}", start_pos=end, end_pos=end)
                at = end
            continue
        elif kind == "HADAMARD_POWER":
            yield Token("HADAMARD_POWER", "^", start_pos=start, end_pos=at)
            brace = tex.index("{", at)
            yield Token("LBRACE", "{", start_pos=brace, end_pos=brace + 1)
            at = tex.index(r"\odot", at) + len(r"\odot")
            continue
        yield Token(kind, text, start_pos=start, end_pos=at)


def _big(tex: str, at: int) -> tuple[Node | None, int]:
    r"""Read `\sum` or `\prod` with its limits, in whichever order they are written."""
    head = re.compile(r"\\(sum|prod)(?![a-z])(?:\\limits|\\nolimits)?").match(tex, at)
    if head is None:
        return None, at
    at, limits = head.end(), {}
    while sign := re.compile(r"\s*([_^])").match(tex, at):
        limits[sign[1]], at = _group(tex, sign.end())
    span = (head.start(), at)
    if "_" not in limits:
        raise NotationError("a sum needs an index below it", span)
    bounds = []
    for part in limits["_"].split(","):
        part = part.strip()
        if found := re.fullmatch(r"(\S+)\s*=\s*(.+)", part):
            if "^" not in limits:
                raise NotationError("a sum with a lower limit needs an upper one", span)
            bounds.append(Node("bound", (_name(found[1]), _index(found[2]), _index(limits["^"])), "range", span))
        elif found := re.fullmatch(r"(\S+)\s*\\neq?\s*(\S+)", part):
            bounds.append(Node("bound", (_name(found[1]), _index(found[2])), "except", span))
        elif re.fullmatch(LETTER, part):
            bounds.append(Node("bound", (_name(part),), "free", span))
        else:
            raise NotationError(f"cannot read the limit {part}", span)
    return Node("big", tuple(bounds), "\\" + head[1], span), at


def _name(text: str) -> Node:
    return Node("name", (), text)


def _index(text: str, span: tuple[int, int] = (0, 0)) -> Node:
    """Read one index: `i`, `3`, `n-1`, `i+1`, `:`."""
    text = re.sub(r"\s", "", text)
    if text == ":":
        return Node("all", (), ":", span)
    found = re.fullmatch(rf"(\d+|{LETTER})(?:([+-])(\d+|{LETTER}))?", text)
    if found is None:
        raise NotationError(f"cannot read the index {text}", span)
    first, *rest = [
        Node("number" if part.isdigit() else "name", (), part, span) for part in (found[1], found[3]) if part
    ]
    if not rest:
        return first
    return Node("add", (first, Node("neg", (rest[0],), None, span) if found[2] == "-" else rest[0]), None, span)


def indices(text: str, span: tuple[int, int]) -> tuple[Node, ...]:
    """Read a subscript: `i`, `ij`, `12`, `i,j+1`, `n-1`; letters and digits side by side are two indices."""
    if "," in text:
        return tuple(_index(part, span) for part in text.split(","))
    parts = re.findall(rf"\d|{LETTER}|:|[+-]|\S", text)
    if "+" in parts or "-" in parts:
        if len(parts) > 3:
            raise NotationError(f"ambiguous subscript {text}: separate the indices by a comma", span)
        return (_index(text, span),)
    return tuple(_index(part, span) for part in parts)


class _Tokens(Lexer):
    """Hands the parser the tokens that `tokens` made."""

    def __init__(self, lexer_conf) -> None:
        pass

    def lex(self, stream):
        yield from stream


@v_args(inline=True)
class _ToTree(Transformer):
    """Build the tree from what the grammar found."""

    def _span(self, *parts) -> tuple[int, int]:
        spans = [
            part.span if isinstance(part, Node) else (part.start_pos, part.end_pos)
            for part in parts
            if part is not None
        ]
        return min(span[0] for span in spans), max(span[1] for span in spans)

    def _nodes(self, parts):
        return tuple(part for part in parts if isinstance(part, Node))

    def start(self, chain, given=None, condition=None):
        return Node("statement", (chain, condition) if condition else (chain,), None, chain.span)

    def chain(self, *parts):
        relations = " ".join(_REL.get(part.value, part.value) for part in parts if isinstance(part, Token))
        return Node("chain", self._nodes(parts), relations, self._span(*parts))

    comparison = chain

    def condition(self, *parts):
        nodes = self._nodes(parts)
        return nodes[0] if len(nodes) == 1 else Node("and", nodes, None, self._span(*parts))

    def neg(self, sign, arg):
        return Node("neg", (arg,), None, self._span(sign, arg))

    def add(self, left, sign, right):
        args = (*left.args, right) if left.kind == "add" else (left, right)
        return Node("add", args, None, self._span(left, right))

    def subtract(self, left, sign, right):
        return self.add(left, sign, Node("neg", (right,), None, self._span(sign, right)))

    def add_dots(self, left, sign, dots):
        return self.add(left, sign, Node("dots", (), dots.value, self._span(dots)))

    def bracket(self, left, inner, right):
        if left.value + right.value not in ("()", "[]", r"\{\}"):
            raise NotationError(f"the bracket {left.value} is closed by {right.value}", self._span(left, right))
        inner_kind = "group" if inner.kind in ("add", "neg") else None
        node = Node(inner.kind, inner.args, inner.value, self._span(left, right))
        return Node("group", (node,), None, node.span) if inner_kind else node

    def slash(self, left, sign, right):
        if right.kind == "product":
            raise NotationError(r"ambiguous quotient: use \frac or brackets", self._span(left, right))
        return Node("slash", (left, right), None, self._span(left, right))

    def product(self, *parts):
        args = self._nodes(parts)
        return args[0] if len(args) == 1 else Node("product", args, None, self._span(*parts))

    def big(self, token, body):
        head, _ = _big(token.value, 0)
        return Node("big", (*head.args, body), head.value, self._span(token, body))

    def hadamard_power(self, base, sign, left, exponent, right):
        return Node("hadamard_power", (base, exponent), None, self._span(base, right))

    def power(self, base, sign, left, exponent, right):
        return Node("power", (base, exponent), None, self._span(base, right))

    def index(self, base, subscript):
        span = self._span(base, subscript)
        return Node("index", (base, *indices(subscript.value, span)), None, span)

    def differential(self, sign, arg):
        return Node("differential", (arg,), None, self._span(sign, arg))

    def nabla(self, sign, below, arg):
        by = (parse_name(below.value, self._span(below)),) if below else ()
        return Node("nabla", (arg, *by), None, self._span(sign, arg))

    def number(self, token):
        return Node("number", (), token.value, self._span(token))

    def name(self, token):
        return Node("name", (), token.value, self._span(token))

    def dots(self, token):
        return Node("dots", (), token.value, self._span(token))

    def empty(self):
        return Node("empty")

    def delta(self, sign, subscript):
        span = self._span(sign, subscript)
        both = indices(subscript.value, span)
        if len(both) != 2:
            raise NotationError("the Kronecker delta has two indices", span)
        return Node("delta", both, None, span)

    def frac(self, frac, l1, above, r1, l2, below, r2):
        span = self._span(frac, r2)
        variables = below.args if below.kind == "product" else (below,)
        if variables[0].kind == "differential":
            if above.kind != "differential" or any(v.kind != "differential" for v in variables):
                raise NotationError(
                    r"in a derivative \mathrm{d} stands before one factor above and below: use brackets", span
                )
            return Node("derivative", (above.args[0], *(v.args[0] for v in variables)), DIFFERENTIAL, span)
        return Node("frac", (above, below), None, span)

    def order(self, sign, left, number, right):
        return number

    def _derivative(self, parts, form):
        parts = [part for part in parts if part is not None]
        span = self._span(parts[0], parts[-1])
        sign = PARTIAL if any(isinstance(p, Token) and p.type == "PARTIAL" for p in parts) else DIFFERENTIAL
        order = next((int(p.value) for p in parts if isinstance(p, Token) and p.type == "NUMBER"), 1)
        nodes = list(self._nodes(parts))
        of = nodes.pop() if form else nodes.pop(0)
        variables = []
        for variable in nodes:
            if variable.kind == "power" and variable.args[1].kind == "number":
                variables += [variable.args[0]] * int(variable.args[1].value)
            else:
                variables.append(variable)
        if len(variables) != order:
            raise NotationError(f"a derivative of order {order} by {len(variables)} variable(s)", span)
        return Node("derivative", (of, *variables), f"{sign}{form}", span)

    def derivative(self, *parts):
        return self._derivative(parts, "")

    def operator_derivative(self, *parts):
        return self._derivative(parts, " operator")

    def arguments(self, *parts):
        return self._nodes(parts)

    def call(self, function, left, arguments, right):
        command = rf"\{function.value}" if function.value in _COMMANDS else rf"\operatorname{{{function.value}}}"
        return Node("call", arguments, command, self._span(function, right))

    def apply(self, function, subscript, left, arguments, right):
        node = Node("apply", arguments, function.value, self._span(function, right))
        if subscript is None:
            return node
        return Node("index", (node, *indices(subscript.value, self._span(subscript))), None, node.span)

    def sqrt(self, sign, left, arg, right):
        return Node("sqrt", (arg,), None, self._span(sign, right))

    def norm(self, left, arg, right, subscript=None):
        kind = re.sub(r"\\(?:mathrm|text)\{(\w)\}", r"\1", subscript.value.strip()) if subscript else "2"
        return Node("norm", (arg,), kind, self._span(left, subscript or right))

    def abs(self, left, arg, right):
        return Node("abs", (arg,), None, self._span(left, right))

    def row(self, *parts):
        nodes = self._nodes(parts)
        return Node("row", nodes, None, self._span(*nodes) if any(n.kind != "empty" for n in nodes) else (0, 0))

    def case(self, value, column, condition):
        if isinstance(condition, Token):
            condition = Node("otherwise", (), None, self._span(condition))
        return Node("case", (value, condition), None, self._span(value, condition))

    def matrix(self, *parts):
        rows = tuple(part for part in parts if isinstance(part, Node))
        return Node("matrix", rows, None, self._span(parts[0], parts[-1]))

    def cases(self, *parts):
        return Node("cases", self._nodes(parts), None, self._span(parts[0], parts[-1]))

    def __default__(self, data, children, meta):
        kind = str(data)
        return Node(kind, self._nodes(children), None, self._span(*children))


_REL = {r"\ne": r"\neq", r"\le": r"\leq", r"\ge": r"\geq", r"\lt": "<", r"\gt": ">"}
_COMMANDS = {"sin", "cos", "tan", "exp", "ln", "log", "tanh", "sinh", "cosh", "arctan", "max", "min", "det"}


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", lexer=_Tokens, maybe_placeholders=True)


def _ungroup(node: Node) -> Node:
    """Drop the brackets that kept a sum apart while the tree was built."""
    args = tuple(_ungroup(arg) for arg in node.args)
    return args[0] if node.kind == "group" else Node(node.kind, args, node.value, node.span)


def _explain(token: Token, expected: set[str], stream: list[Token], tex: str) -> NotationError:
    """Say what is wrong at the token that the grammar did not expect, and what it did expect."""
    at_end = token.type == "$END"
    end = len(tex)
    span = (max(end - 1, 0), end) if at_end else (token.start_pos, token.end_pos)
    if "RPAR" in expected and token.type in NEVER_IN_BRACKETS:
        opened = tex[_innermost(stream, token) : end if at_end else token.start_pos].strip()
        return NotationError(f"a bracket is opened and not closed: expected one more behind '{opened}'", span)
    if at_end:
        return NotationError("the formula stops too early: something is missing at its end", span)
    before = [t for t in stream if t.start_pos < token.start_pos]
    if token.type in OPERATOR_TOKENS and any(t.type in OPERATOR_TOKENS for t in before):
        return NotationError(f"ambiguous product: brackets must say what {token.value} joins", span)
    if before and before[-1].type == "FRAC":
        return NotationError(rf"{before[-1].value} needs two groups in braces", span)
    if _after_operator_form(stream, token):
        return NotationError("brackets are needed behind this derivative sign, around all that it differentiates", span)
    wanted = next((words for kind, words in EXPECTED.items() if kind in expected), "an operator or the end")
    return NotationError(f"{wanted} was expected where {token.value} stands", span)


def _innermost(stream: list[Token], token: Token) -> int:
    """Return where the last bracket before a token stands that is still open."""
    opened = []
    for other in stream:
        if other is token:
            break
        if other.type == "LPAR":
            opened.append(other.start_pos)
        elif other.type == "RPAR":
            opened.pop()
    return opened[-1]


def _after_operator_form(stream: list[Token], token: Token) -> bool:
    r"""Tell whether the token follows directly on `\\frac{\\partial}{\\partial x}`."""
    at = next((i for i, other in enumerate(stream) if other is token), len(stream))
    kinds = " ".join(t.type for t in stream[:at])
    return bool(
        re.search(
            r"FRAC LBRACE (PARTIAL|DIFFERENTIAL)( CARET LBRACE NUMBER RBRACE)? RBRACE LBRACE [A-Z_ ]*RBRACE$",
            kinds,
        )
    )


EXPECTED = {  # in this order: what the grammar would have taken, in words
    "NAME": "a symbol, a number or a bracket",
    "RABS": r"the end of an absolute value, \rvert,",
    "RNORM": r"the end of a norm, \rVert,",
    "END": "the next entry or the end of a matrix",
    "RBRACE": "an operator or a closing brace",
    "RPAR": "an operator or a closing bracket",
}
NEVER_IN_BRACKETS = {"$END", "REL", "FOR", "AND", "RBRACE", "RABS", "RNORM", "ROW", "COLUMN", "END"}
OPERATOR_TOKENS = {"DOT", "TIMES", "HADAMARD", "DIVIDE", "KRON", "SLASH"}


def parse_name(text: str, span: tuple[int, int] = (0, 0)) -> Node:
    r"""Read the variable below a nabla: a name, `\mathbf{x}`."""
    if not NAME.fullmatch(text.strip()):
        raise NotationError(f"cannot read the variable {text}", span)
    return Node("name", (), text.strip(), span)


def parse(tex: str, names: frozenset[str] = frozenset(), functions: frozenset[str] = frozenset()) -> Node:
    """Parse a statement.

    names: declared names with a subscript of their own, as `u_{1}`; functions: names declared as functions.
    Raises NotationError, with the span of what cannot be read.
    """
    stream = list(tokens(tex, names, functions))
    try:
        tree = _parser().parse(stream)
    except UnexpectedToken as error:
        raise _explain(error.token, error.accepts or error.expected, stream, tex) from None
    except UnexpectedInput:
        raise NotationError("this is not a statement", (0, len(tex))) from None
    try:
        return _ungroup(_ToTree().transform(tree))
    except Exception as error:
        original = getattr(error, "orig_exc", error)
        if isinstance(original, NotationError):
            raise original from None
        raise
