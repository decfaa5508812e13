r"""Step 3a, tokens: LaTeX to tokens. What stands for an operator is read off the operators' records."""

import re

from lark import Token

from verifier.errors import NotationError
from verifier.operators import FUNCTION_NAMES, of_form
from verifier.operators.record import Big, Bracket, Function, Infix, Macro, Pair, Postfix

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
FUNCTION = re.compile(
    r"\\(?:operatorname|mathrm)\{([a-zA-Z]+)\}(?:\s*_\s*\{\s*\\(?:text|mathrm)\{\s*(row|column)\s*\}\s*\})?|\\([a-zA-Z]+)"
)
COMMANDS = {command for record in of_form(Function) for command in (record.form.command, *record.spellings)}
BRACKET_BEHIND = re.compile(r"\s*(?:\\left|\\bigl|\\Bigl)?\s*(?:\(|\[|\\\{)")


def _commands(commands) -> str:
    """Return the pattern of any of several commands, the longest first."""
    return "|".join(
        re.escape(command) + ("(?![a-zA-Z])" if command[-1].isalpha() else "")
        for command in sorted(commands, key=len, reverse=True)
    )


POSTFIXES = [  # pattern behind the sign ^, and the operator that it stands for
    (re.compile(r"\^(?:" + "|".join(record.form.patterns) + ")"), record.name) for record in of_form(Postfix)
]
INFIXES = {sign: record.name for record in of_form(Infix) for sign in (record.form.sign, *record.spellings)}
MACROS = {sign: record.name for record in of_form(Macro) for sign in (record.form.command, *record.spellings)}
BIGS = {sign: record.name for record in of_form(Big) for sign in (record.form.command, *record.spellings)}
CLOSES = {  # what closes what
    record.form.left: record.form.right for form in (Bracket, Pair) for record in of_form(form)
}

_NUMBERED = rf"\\max|\\min|{LETTER}|\d|\{{\s*(?:\\max|\\min|(?:{LETTER}|\d+)(?:\s*[+-]\s*(?:{LETTER}|\d+))?)\s*\}}"
SPECTRAL = (
    rf"\\(?:lambda|sigma)(?=\s*_\s*(?:{_NUMBERED})\s*(?:\\left|\\bigl|\\Bigl)?\s*[(\[])"  # one index, then a bracket
)
TOKENS = [  # in this order: the first that fits is taken
    ("FOR", r"\\text\{\s*(?:for|if|where)\s*\}"),
    ("AND", r"\\text\{\s*and\s*\}"),
    ("OTHERWISE", r"\\text\{\s*otherwise\s*\}"),
    ("REL", "=|<|>|" + _commands((r"\neq", r"\ne", r"\leq", r"\le", r"\geq", r"\ge", r"\lt", r"\gt"))),
    ("MINUS", "-"),
    ("PLUS", r"\+"),
    ("DOTS", _commands((r"\dots", r"\cdots", r"\ldots", r"\vdots", r"\ddots"))),
    ("INFIX", _commands(INFIXES)),
    ("HADAMARD_POWER", r"\^(?=\{\s*\\odot)"),
    ("CARET", r"\^"),
    ("SUBSCRIPT", r"_"),
    ("LBRACE", r"\{"),
    ("RBRACE", r"\}"),
    ("LPAR", r"\(|\[|\\\{"),
    ("RPAR", r"\)|\]|\\\}"),
    ("COMMA", ","),
    ("SEMICOLON", ";"),
    ("PARALLEL", _commands((r"\Vert", r"\parallel", r"\|"))),
    ("FRAC", r"\\[td]?frac(?![a-z])"),
    ("PARTIAL", r"\\partial(?![a-z])"),
    ("DIFFERENTIAL", r"\\mathrm\{d\}"),
    ("NABLA", r"\\nabla(?![a-z])"),
    ("IMPLIES", _commands((r"\Rightarrow", r"\implies"))),
    ("DELTA", r"\\delta(?=\s*_)"),
    ("SPECTRAL", SPECTRAL),
    ("MACRO", _commands(MACROS)),
    ("OPEN", _commands(CLOSES)),
    ("CLOSE", _commands(set(CLOSES.values()))),
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
LEFT = re.compile(r"\\left(?![a-z])\s*(\.?)")
RIGHT = re.compile(r"\\right(?![a-z])\s*(?:(\\rvert|\\vert|\|)\s*(_))?")
INTEGRAL = re.compile(r"\\int(?![a-z])(?:\\limits|\\nolimits)?")
LIMIT = re.compile(r"\\lim(?![a-z])(?:\\limits)?\s*_")
LAPLACIAN = re.compile(r"\\Delta(?![a-zA-Z])")
REMAINDER = re.compile(r"(?:O|\\mathcal\{O\})(?=\s*(?:\\left|\\bigl)?\s*\()")
FRECHET = re.compile(r"L\s*_\s*(?:\{([^{}]*(?:\{[^{}]*\})?)\}|(\\[a-z]+))(?=\s*(?:\\left|\\bigl)?\s*\()")
MOMENT = re.compile(r"\\(?:operatorname|mathrm|mathbb)\{(E|Var|Cov)\}(?=\s*(?:\\left|\\bigl|\\Bigl)?\s*(?:\(|\[|\\\{))")
DIVERGENCE = re.compile(
    r"(?:\\(?:operatorname|mathrm)\{KL\}|D_\{\\(?:mathrm|text)\{KL\}\})(?=\s*(?:\\left|\\bigl|\\Bigl)?\s*[(\[])"
)
NORMAL = re.compile(r"\\mathcal\{N\}(?=\s*(?:_|(?:\\left|\\bigl|\\Bigl)?\s*\())")
BY_ENTRIES = re.compile(r"\^\{?\s*\\odot\s*\}?(?=\s*(?:\\left|\\bigl)?\s*\()")
OPENING, CLOSING = ("LPAR", "LBRACE", "OPEN", "MATRIX", "CASES"), ("RPAR", "RBRACE", "CLOSE", "END")
DEEPEST, LONGEST = 40, 10_000  # brackets within each other, characters of a formula
BIG = re.compile(f"({_commands(BIGS)})" + r"(?:\\limits|\\nolimits)?")


def group_at(tex: str, at: int) -> tuple[str, int]:
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


def big_limits(tex: str, at: int) -> tuple[re.Match | None, dict[str, str], int]:
    r"""Read `\sum` or `\prod` and its limits, in whichever order they are written: command, limits by sign, end."""
    head = BIG.match(tex, at)
    if head is None:
        return None, {}, at
    at, limits = head.end(), {}
    while sign := re.compile(r"\s*([_^])").match(tex, at):
        limits[sign[1]], at = group_at(tex, sign.end())
    return head, limits, at


def _is_declared_name(tex: str, at: int, names: frozenset[str]) -> bool:
    r"""Tell whether a declared name stands at a place, `\Phi` perhaps, which is a function where it is not declared."""
    name = NAME.match(tex, at)
    return name is not None and name[0] in names


def tokens(tex: str, names: frozenset[str] = frozenset(), functions: frozenset[str] = frozenset()):
    """Yield the tokens of a formula.

    names: those declared, some with a subscript of their own, as `u_{1}`; functions: names declared as functions.
    """
    at = opened = 0
    depth: list[str] = []  # the environments that are open
    lefts: list[str] = []  # what stands behind each \\left that is open
    if len(tex) > LONGEST:
        raise NotationError(f"a formula of more than {LONGEST} characters is not read", (LONGEST, len(tex)))
    while at < len(tex):
        if found := LEFT.match(tex, at):
            lefts.append(found[1])
            if found[1]:
                yield Token("AT_OPEN", found[0], start_pos=at, end_pos=found.end())
                at = found.end()
                continue
        elif (found := RIGHT.match(tex, at)) and lefts and lefts.pop():
            if not found[2]:
                raise NotationError(r"\left. is closed by \right\rvert_{...}, with a value below it", found.span())
            yield Token("AT_CLOSE", found[1], start_pos=at, end_pos=found.end())
            at = yield from _group_tokens(tex, found.end(), names, functions)
            continue
        if skipped := SKIP.match(tex, at):
            at = skipped.end()
            continue
        start = at
        found = FUNCTION.match(tex, at) if not _is_declared_name(tex, at, names) else None
        if found and (found[1] in FUNCTION_NAMES or found[0] in COMMANDS):
            at = found.end()
            name = (found[1] or found[3]) + (f"_{found[2]}" if found[2] else "")
            if name not in FUNCTION_NAMES:
                raise NotationError(f"{found[1]} is not known by {found[2]}", (start, at))
            by_entries = BY_ENTRIES.match(tex, at)
            at = by_entries.end() if by_entries else at
            if not BRACKET_BEHIND.match(tex, at):
                raise NotationError(f"the function {found[0]} needs brackets around its argument", (start, at))
            kind = "FUNCTION_BY_ENTRIES" if by_entries else "FUNCTION"
            yield Token(kind, name, start_pos=start, end_pos=at)
            continue
        if found := INTEGRAL.match(tex, at):
            yield Token("INTEGRAL", found[0], start_pos=start, end_pos=found.end())
            at = found.end()
            for sign in "_^":
                if not (below := re.compile(rf"\s*\{sign}").match(tex, at)):
                    raise NotationError("an integral has two limits, as in \\int_0^1", (start, at))
                at = yield from _group_tokens(tex, below.end(), names, functions)
            continue
        if found := LIMIT.match(tex, at):
            text, at = group_at(tex, found.end())
            yield Token("LIMIT", text, start_pos=start, end_pos=at)
            continue
        special = (
            (LAPLACIAN, "LAPLACIAN", r"\Delta"),
            (REMAINDER, "REMAINDER", "O"),
            (FRECHET, "FRECHET", "L"),
            (MOMENT, "MOMENT", r"\mathrm{E}"),
            (DIVERGENCE, "DIVERGENCE", r"\mathrm{KL}"),
            (NORMAL, "NORMAL", r"\mathcal{N}"),
        )
        for pattern, kind, name in special:
            if (found := pattern.match(tex, at)) and name not in names:
                text = found[1] or found[2] if kind in ("FRECHET", "MOMENT") else found[0]
                at = found.end()
                yield Token(kind, text, start_pos=start, end_pos=at)
                break
        if at > start:
            continue
        head, _, at = big_limits(tex, at)
        if head is not None:
            yield Token("BIG", tex[start:at], start_pos=start, end_pos=at)
            continue
        postfix = next((found for found in ((p.match(tex, at), name) for p, name in POSTFIXES) if found[0]), None)
        if postfix is not None:
            match, name = postfix
            at = match.end()
            yield Token("POSTFIX", name, start_pos=start, end_pos=at)
            continue
        match = SCANNER.match(tex, at)
        if match is not None and match.lastgroup == "SPECTRAL" and _is_declared(tex, match, names, functions):
            match = None
        if match is None and (name := NAME.match(tex, at)):
            token, at = _name(tex, name, names, functions)
            yield token
            continue
        if match is None:
            unknown = re.compile(r"\\[a-zA-Z]+(?:\{[^{}]*\})?|.", re.DOTALL).match(tex, at)[0]
            raise NotationError(f"unknown macro or sign {unknown}", (at, at + len(unknown)))
        kind, text, at = match.lastgroup, match[0], match.end()
        opened += (kind in OPENING) - (kind in CLOSING)
        if opened > DEEPEST:
            raise NotationError(f"brackets are read up to {DEEPEST} within each other", (start, at))
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
            text, at = group_at(tex, at)
        elif kind == "CARET":
            inner, end = group_at(tex, at)
            if inner.strip() in {"T", r"\mathrm{T}", r"\mathsf{T}", "t"} - names:
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


def _is_declared(tex: str, name: re.Match, names: frozenset[str], functions: frozenset[str]) -> bool:
    """Tell whether a name with a subscript is declared: as it is, as one of a family, or as an entry of a column."""
    group, _ = group_at(tex, re.compile(r"\s*_").match(tex, name.end()).end())
    spellings = {rf"\boldsymbol{{{name[0]}}}", canonical(name[0], group), canonical(name[0], "*")}
    return bool(spellings & names) or name[0] in functions


def _group_tokens(tex: str, at: int, names: frozenset[str], functions: frozenset[str]):
    """Yield the tokens of a braced group, or of one sign, between braces; return where it ends."""
    inner, end = group_at(tex, at)
    start = end - len(inner) - (tex[end - 1] == "}" and tex[at:end].lstrip()[0] == "{")
    yield Token("LBRACE", "{", start_pos=at, end_pos=at)
    for token in tokens(inner, names, functions):
        yield Token(token.type, token.value, start_pos=token.start_pos + start, end_pos=token.end_pos + start)
    yield Token("RBRACE", "}", start_pos=end, end_pos=end)
    return end


def _name(tex: str, name: re.Match, names: frozenset[str], functions: frozenset[str]) -> tuple[Token, int]:
    """Return the token of a name, with its subscript where that belongs to it, and where it ends."""
    start, at, text = name.start(), name.end(), name[0]
    primes = re.compile(r"'+").match(tex, at)
    below = re.compile(r"\s*_").match(tex, at)
    if below:
        group, end = group_at(tex, below.end())
        if canonical(text, group) in names:
            text, at = canonical(text, group), end
    elif primes:
        at = primes.end()
    after = re.compile(r"\s*(?:_\s*(?:\{[^{}]*\}|\S))?\s*(?:\\left|\\bigl)?\s*[(\[]").match(tex, at)
    kind = "DECLARED" if text in functions and after else "NAME"
    if primes and kind == "NAME":
        raise NotationError(f"{text}{primes[0]} needs a declared function and brackets", (start, at))
    return Token(kind, text + (primes[0] if primes else ""), start_pos=start, end_pos=at), at
