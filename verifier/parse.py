r"""Step 3, parse: LaTeX to an expression tree.

A small tokenizer reads the macros; a Lark LALR grammar reads the tokens. LALR makes an ambiguity of the
grammar an error when the grammar is built. What the notation leaves ambiguous is an error here, too:
a bare function followed by a factor, an operator-form derivative without brackets, mixed operators.
"""

import re
from dataclasses import replace
from functools import cache

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.lexer import Lexer

from verifier import nodes
from verifier.errors import NotationError
from verifier.nodes import DIFFERENTIAL, PARTIAL, Node
from verifier.operators import FUNCTION_NAMES, OPERATORS, function_name, of_form
from verifier.operators.record import Bracket, Pair
from verifier.subscripts import parse_bounds, parse_expression, parse_indices, parse_name
from verifier.tokens import BIG, BIGS, CLOSES, INFIXES, MACROS, NAME, tokens

GRAMMAR = r"""
start: chain [IMPLIES chain] [FOR condition]
chain: sum (REL sum)*
condition: comparison (AND comparison)*
comparison: sum (REL sum)+

?sum: operation
    | MINUS operation        -> neg
    | sum PLUS operation     -> add
    | sum MINUS operation    -> subtract
    | sum PLUS DOTS          -> add_dots

?operation: juxtaposed
    | juxtaposed (INFIX juxtaposed)+ -> infix

?juxtaposed: factor+ [big] -> product | big
big: BIG operation
    | LIMIT operation -> limit
    | INTEGRAL LBRACE sum RBRACE LBRACE sum RBRACE operation -> integral

?factor: atom
    | factor POSTFIX -> postfix
    | factor HADAMARD_POWER LBRACE sum RBRACE -> hadamard_power
    | factor CARET LBRACE sum RBRACE -> power
    | factor SUBSCRIPT -> index
    | DIFFERENTIAL factor -> differential
    | NABLA [SUBSCRIPT] factor -> nabla
    | NABLA order [SUBSCRIPT] factor -> hessian
    | NABLA SUBSCRIPT order factor -> hessian
    | LAPLACIAN [SUBSCRIPT] factor -> laplacian

?atom: NUMBER -> number
    | NAME -> name
    | DELTA SUBSCRIPT -> delta
    | LPAR sum RPAR -> parentheses
    | FRAC LBRACE sum RBRACE LBRACE sum RBRACE -> frac
    | FRAC LBRACE PARTIAL [order] operation RBRACE LBRACE (PARTIAL factor)+ RBRACE -> derivative
    | FRAC LBRACE PARTIAL [order] RBRACE LBRACE (PARTIAL factor)+ RBRACE LPAR sum RPAR -> operator_derivative
    | FRAC LBRACE DIFFERENTIAL [order] RBRACE LBRACE (DIFFERENTIAL factor)+ RBRACE LPAR sum RPAR -> operator_derivative
    | FRAC LBRACE DIFFERENTIAL order factor RBRACE LBRACE (DIFFERENTIAL factor)+ RBRACE -> derivative
    | FUNCTION LPAR arguments RPAR -> function
    | DECLARED [SUBSCRIPT] LPAR arguments RPAR -> declared
    | SPECTRAL SUBSCRIPT LPAR sum RPAR -> spectral
    | FUNCTION_BY_ENTRIES LPAR arguments RPAR -> function_by_entries
    | FRECHET LPAR sum COMMA sum RPAR -> frechet
    | REMAINDER LPAR sum RPAR -> remainder
    | MOMENT LPAR arguments RPAR -> moment
    | NORMAL LPAR sum SEMICOLON sum COMMA sum RPAR -> density
    | NORMAL SUBSCRIPT LPAR sum COMMA sum RPAR -> density_below
    | DIVERGENCE LPAR sum PARALLEL sum RPAR -> divergence
    | DIVERGENCE LPAR normal PARALLEL normal RPAR -> divergence
    | AT_OPEN sum AT_CLOSE LBRACE chain (COMMA chain)* RBRACE -> at_point
    | MACRO LBRACE sum RBRACE -> macro
    | OPEN sum CLOSE [SUBSCRIPT] -> bracket
    | OPEN sum COMMA sum CLOSE [SUBSCRIPT] -> pair
    | MATRIX row (ROW row)* END -> matrix
    | CASES case (ROW case)* END -> cases

order: CARET LBRACE NUMBER RBRACE
normal: NORMAL LPAR sum COMMA sum RPAR
arguments: argument (COMMA argument)*
?argument: sum | DOTS -> dots
row: cell (COLUMN cell)*
?cell: sum | DOTS -> dots | -> empty
case: sum COLUMN (condition | OTHERWISE)

%declare FOR REL AND MINUS PLUS DOTS INFIX BIG POSTFIX HADAMARD_POWER LBRACE RBRACE CARET SUBSCRIPT
%declare DIFFERENTIAL NABLA NUMBER NAME DELTA LPAR RPAR FRAC PARTIAL FUNCTION DECLARED MACRO OPEN CLOSE
%declare MATRIX ROW END CASES COMMA COLUMN OTHERWISE IMPLIES LIMIT INTEGRAL LAPLACIAN FUNCTION_BY_ENTRIES FRECHET
%declare SPECTRAL REMAINDER AT_OPEN AT_CLOSE MOMENT NORMAL DIVERGENCE SEMICOLON PARALLEL
"""
MATRIX_FUNCTIONS = {"exp": "expm", "log": "logm", "ln": "logm", "sqrt": "sqrtm", "sin": "sinm", "cos": "cosm"}
MATRIX_FUNCTIONS |= {name: name for name in MATRIX_FUNCTIONS.values()}  # of L_f: of the number, and of the matrix
RELATIONS = {r"\ne": r"\neq", r"\le": r"\leq", r"\ge": r"\geq", r"\lt": "<", r"\gt": ">"}  # spellings
NORMS = {  # brackets and index, and the operator that they are
    (record.form.left, index): record.name
    for record in of_form(Bracket)
    for index in (record.form.index, *record.spellings)
}

PAIRS = {  # brackets around two operands and index, and the operator that they are
    (record.form.left, index): record.name for record in of_form(Pair) for index in ("", *record.spellings)
}


class _Tokens(Lexer):
    """Hands the parser the tokens that `tokens` made."""

    def __init__(self, lexer_conf) -> None:
        pass

    def lex(self, stream):
        yield from stream


def _span(*parts) -> tuple[int, int]:
    """Return from where to where nodes and tokens stand."""
    spans = [
        part.span if isinstance(part, Node) else (part.start_pos, part.end_pos) for part in parts if part is not None
    ]
    return min(span[0] for span in spans), max(span[1] for span in spans)


def _nodes(parts) -> tuple[Node, ...]:
    return tuple(part for part in parts if isinstance(part, Node))


def _integrand(body: Node) -> tuple[Node, nodes.Name]:
    """Split what stands behind an integral sign into the integrand and the variable behind the last d."""
    factors = body.factors if isinstance(body, nodes.Product) else (body,)
    if isinstance(body, nodes.Operation) and isinstance(body.operands[-1], nodes.Product):
        last, variable = _integrand(body.operands[-1])
        return replace(body, operands=(*body.operands[:-1], last)), variable
    *others, last = factors
    if not others or not isinstance(last, nodes.Differential) or not isinstance(last.operand, nodes.Name):
        raise NotationError(r"an integral ends with \mathrm{d} and the letter that it is over", body.span)
    return (others[0] if len(others) == 1 else replace(body, factors=tuple(others))), last.operand


def _check_closed(left: Token, right: Token) -> None:
    if left.value + right.value not in ("()", "[]", r"\{\}"):
        raise NotationError(f"the bracket {left.value} is closed by {right.value}", _span(left, right))


def _names(node: Node) -> list[nodes.Name]:
    return [part for part in node.walk() if isinstance(part, nodes.Name)]


def _operation(operator: str, operands, *parts) -> nodes.Operation:
    return nodes.Operation(operator, tuple(operands), span=_span(*parts))


@v_args(inline=True)
class _ToTree(Transformer):
    """Build the tree from what the grammar found."""

    def start(self, chain, implies=None, conclusion=None, sign=None, condition=None):
        premise, chain = (None, chain) if conclusion is None else (chain, conclusion)
        return nodes.Statement(chain, condition, premise, span=_span(premise, chain))

    def chain(self, *parts):
        relations = tuple(RELATIONS.get(part.value, part.value) for part in parts if isinstance(part, Token))
        return nodes.Chain(_nodes(parts), relations, span=_span(*parts))

    comparison = chain

    def condition(self, *parts):
        conditions = _nodes(parts)
        return conditions[0] if len(conditions) == 1 else nodes.Conjunction(conditions, span=_span(*parts))

    def neg(self, sign, operand):
        return _operation("neg", (operand,), sign, operand)

    def add(self, left, sign, right):
        terms = (*left.terms, right) if isinstance(left, nodes.Sum) else (left, right)
        return nodes.Sum(terms, span=_span(left, right))

    def subtract(self, left, sign, right):
        return self.add(left, sign, _operation("neg", (right,), sign, right))

    def add_dots(self, left, sign, dots):
        return self.add(left, sign, self.dots(dots))

    def parentheses(self, left, inner, right):
        _check_closed(left, right)
        inner = replace(inner, span=_span(left, right))
        apart = isinstance(inner, nodes.Sum) or (isinstance(inner, nodes.Operation) and inner.operator == "neg")
        return nodes.Group(inner, span=inner.span) if apart else inner

    def infix(self, *parts):
        signs = [part for part in parts if isinstance(part, Token)]
        operator = INFIXES[signs[0].value]
        for sign in signs[1:]:
            if sign.value == "/" or INFIXES[sign.value] != operator:
                raise NotationError(f"ambiguous product: brackets must say what {sign.value} joins", _span(sign))
        if operator == "slash" and isinstance(parts[2], nodes.Product):
            raise NotationError(r"ambiguous quotient: use \frac or brackets", _span(*parts))
        return _operation(operator, _nodes(parts), *parts)

    def product(self, *parts):
        factors = _nodes(parts)
        return factors[0] if len(factors) == 1 else nodes.Product(factors, span=_span(*parts))

    def big(self, token, body):
        span = _span(token, body)
        operator = BIGS[BIG.match(token.value)[1]]
        bounds = parse_bounds(token.value, _span(token), parse)
        behind = ()
        if not OPERATORS[operator].form.takes_constants and isinstance(body, nodes.Product):
            names = {
                name
                for bound in bounds
                for name in (_names(bound) if isinstance(bound, nodes.ConstraintBound) else [bound.index])
            }
            running = [k for k, factor in enumerate(body.factors) if names & set(_names(factor))]
            end = 1 + max(running, default=len(body.factors) - 1)
            factors, behind = body.factors[:end], body.factors[end:]
            body = factors[0] if len(factors) == 1 else nodes.Product(factors, span=_span(*factors))
        big = nodes.BigOperator(operator, bounds, body, span=_span(token, body))
        return nodes.Product((big, *behind), span=span) if behind else big

    def limit(self, token, body):
        found = re.fullmatch(r"(.+?)\\to(?![a-z])\s*(-?\s*\\infty|-?\d+(?:\.\d+)?)\s*", token.value)
        if found is None:
            raise NotationError(r"a limit is written \lim_{t \to 0}, of a number or \infty", _span(token))
        target = "".join(found[2].split())
        return nodes.Limit(parse_name(found[1], _span(token)), target, body, span=_span(token, body))

    def integral(self, sign, l1, lower, r1, l2, upper, r2, body):
        integrand, variable = _integrand(body)
        return nodes.Integral(lower, upper, integrand, variable, span=_span(sign, body))

    def at_point(self, opened, operand, closed, left, *parts):
        names, values = [], []
        for chain in _nodes(parts):
            if chain.relations != ("=",) or not isinstance(chain.sides[0], nodes.Name):
                raise NotationError("a value at a point says what a name is, as in t=0", chain.span)
            names.append(chain.sides[0])
            values.append(chain.sides[1])
        return nodes.AtPoint(operand, tuple(names), tuple(values), span=_span(opened, parts[-1]))

    def remainder(self, sign, left, order, right):
        return nodes.Remainder(order, span=_span(sign, right))

    def moment(self, sign, left, operands, right):
        span = _span(sign, right)
        _check_closed(left, right)
        most = 2 if sign.value == "Cov" else 1
        if len(operands) > most or any(isinstance(operand, nodes.Dots) for operand in operands):
            raise NotationError(f"{sign.value} takes {'one or two arguments' if most == 2 else 'one argument'}", span)
        return nodes.Moment(sign.value, operands, span=span)

    def density(self, sign, left, x, semicolon, mean, comma, covariance, right):
        return _operation("normal_density", (x, mean, covariance), sign, right)

    def density_below(self, sign, below, left, mean, comma, covariance, right):
        x = parse_expression(below.value, _span(below), parse)
        return _operation("normal_density", (x, mean, covariance), sign, right)

    def normal(self, sign, left, mean, comma, covariance, right):
        return mean, covariance

    def divergence(self, sign, opened, left, parallel, right, closed):
        _check_closed(opened, closed)
        if isinstance(left, tuple):
            return _operation("kl_normal", (*left, *right), sign, closed)
        return _operation("kl", (left, right), sign, closed)

    def frechet(self, sign, left, matrix, comma, direction, right):
        letters = function_name(sign.value.strip())
        name = MATRIX_FUNCTIONS.get(letters)
        if name is None:
            raise NotationError(f"L_{{{sign.value}}}: {letters} is no function of a matrix that is known", _span(sign))
        return nodes.FrechetDerivative(name, matrix, direction, span=_span(sign, right))

    def function_by_entries(self, function, left, arguments, right):
        operation = self.function(function, left, arguments, right)
        return nodes.ByEntries(operation, span=operation.span)

    def hessian(self, sign, *parts):
        number = next(part for part in parts if isinstance(part, Token) and part.type == "NUMBER")
        below = next((part for part in parts if isinstance(part, Token) and part.type == "SUBSCRIPT"), None)
        if number.value != "2":
            raise NotationError(r"a nabla has the exponent 2, for the Hessian, or none", _span(sign, number))
        variable = parse_name(below.value, _span(below)) if below else None
        return nodes.Hessian(parts[-1], variable, span=_span(sign, parts[-1]))

    def laplacian(self, sign, below, operand):
        variable = parse_name(below.value, _span(below)) if below else None
        return nodes.Laplacian(operand, variable, span=_span(sign, operand))

    def postfix(self, base, sign):
        return _operation(sign.value, (base,), base, sign)

    def hadamard_power(self, base, sign, left, exponent, right):
        return _operation("hadamard_power", (base, exponent), base, right)

    def power(self, base, sign, left, exponent, right):
        return _operation("power", (base, exponent), base, right)

    def index(self, base, subscript):
        span = _span(base, subscript)
        return nodes.Indexed(base, parse_indices(subscript.value, span, parse), span=span)

    def differential(self, sign, operand):
        return nodes.Differential(operand, span=_span(sign, operand))

    def nabla(self, sign, below, operand):
        variable = parse_name(below.value, _span(below)) if below else None
        return nodes.Gradient(operand, variable, span=_span(sign, operand))

    def number(self, token):
        return nodes.Number(token.value, span=_span(token))

    def name(self, token):
        return nodes.Name(token.value, span=_span(token))

    def dots(self, token):
        return nodes.Dots(token.value, span=_span(token))

    def empty(self):
        return nodes.Empty()

    def delta(self, sign, subscript):
        span = _span(sign, subscript)
        indices = parse_indices(subscript.value, span, parse)
        if len(indices) == 2:
            return nodes.KroneckerDelta(*indices, span=span)
        return nodes.Indexed(nodes.Name(sign.value, span=_span(sign)), indices, span=span)

    def frac(self, frac, l1, above, r1, l2, below, r2):
        span = _span(frac, r2)
        variables = below.factors if isinstance(below, nodes.Product) else (below,)
        if isinstance(variables[0], nodes.Differential):
            if not all(isinstance(part, nodes.Differential) for part in (above, *variables)):
                raise NotationError(
                    r"in a derivative \mathrm{d} stands before one factor above and below: use brackets", span
                )
            variables = tuple(variable.operand for variable in variables)
            if len(variables) > 1:
                raise NotationError(f"a derivative of order 1 by {len(variables)} variable(s)", span)
            return nodes.Derivative(DIFFERENTIAL, above.operand, variables, False, span=span)
        return nodes.Operation("quotient", (above, below), span=span)

    def order(self, sign, left, number, right):
        return number

    def _derivative(self, parts, operator_form: bool):
        parts = [part for part in parts if part is not None]
        span = _span(parts[0], parts[-1])
        tokens = [part for part in parts if isinstance(part, Token)]
        sign = PARTIAL if any(token.type == "PARTIAL" for token in tokens) else DIFFERENTIAL
        order = next((token.value for token in tokens if token.type == "NUMBER"), "1")
        several = list(_nodes(parts))
        operand = several.pop() if operator_form else several.pop(0)
        variables = []
        for variable in several:
            times = 1
            if isinstance(variable, nodes.Operation) and variable.operator == "power":
                base, exponent = variable.operands
                if isinstance(exponent, nodes.Number) and exponent.text.isdigit() and int(exponent.text) <= 9:
                    variable, times = base, int(exponent.text)
            variables += [variable] * times
        if order != str(len(variables)):
            raise NotationError(f"a derivative of order {order} by {len(variables)} variable(s)", span)
        return nodes.Derivative(sign, operand, tuple(variables), operator_form, span=span)

    def derivative(self, *parts):
        return self._derivative(parts, False)

    def operator_derivative(self, *parts):
        return self._derivative(parts, True)

    def arguments(self, *parts):
        return _nodes(parts)

    def function(self, function, left, arguments, right):
        record = FUNCTION_NAMES[function.value]
        span = _span(function, right)
        fewest, most = record.form.arguments
        dotted = any(isinstance(argument, nodes.Dots) for argument in arguments)
        if dotted and not record.form.listed:
            raise NotationError(f"{function.value} takes no dots among its arguments", span)
        if not dotted and not fewest <= len(arguments) <= most:
            count = f"{fewest} to {most}" if fewest < most else {1: "one", 2: "two"}.get(most, str(most))
            raise NotationError(f"{function.value} takes {count} argument{'s' * (most > 1)}", span)
        return nodes.Operation(record.name, arguments, span=span)

    def declared(self, function, subscript, left, arguments, right):
        span = _span(function, right)
        name = function.value.rstrip("'")
        call = nodes.FunctionCall(name, len(function.value) - len(name), arguments, span=span)
        if subscript is None:
            return call
        return nodes.Indexed(call, parse_indices(subscript.value, _span(subscript), parse), span=span)

    def spectral(self, letter, subscript, left, matrix, right):
        span, below = _span(letter, right), _span(subscript)
        if subscript.value.strip() in (r"\max", r"\min"):
            index = nodes.Name(subscript.value.strip(), span=below)
        else:
            index, *more = parse_indices(subscript.value, below, parse)
            if more:
                raise NotationError(f"{letter.value} of a matrix has one index", below)
        return nodes.SpectralValue(letter.value, index, matrix, span=span)

    def macro(self, sign, left, operand, right):
        return _operation(MACROS[sign.value], (operand,), sign, right)

    def bracket(self, left, operand, right, subscript=None):
        if CLOSES[left.value] != right.value:
            raise NotationError(f"the bracket {left.value} is closed by {right.value}", _span(left, right))
        index = subscript.value.strip() if subscript else ""
        if (left.value, index) in NORMS:
            return _operation(NORMS[left.value, index], (operand,), left, subscript or right)
        span = _span(left, subscript or right)
        if (left.value, "") not in NORMS:
            raise NotationError(f"between {left.value} and {right.value} stand two operands and a comma", span)
        if (left.value, "?") not in NORMS:  # an entry of what the brackets make
            inner = _operation(NORMS[left.value, ""], (operand,), left, right)
            return nodes.Indexed(inner, parse_indices(index, span, parse), span=span)
        if re.fullmatch(r"\d+(?:\.\d+)?", index):
            exponent = nodes.Number(index, span=_span(subscript))
        elif NAME.fullmatch(index):
            exponent = parse_name(index, _span(subscript))
        else:  # a weight that is computed, as the inverse of a matrix
            exponent = parse_expression(index, _span(subscript), parse)
        return nodes.Operation(NORMS[left.value, "?"], (operand, exponent), span=span)

    def pair(self, left, first, comma, second, right, subscript=None):
        index = subscript.value.strip() if subscript else ""
        span = _span(left, subscript or right)
        if CLOSES[left.value] != right.value:
            raise NotationError(f"the bracket {left.value} is closed by {right.value}", span)
        if (left.value, index) not in PAIRS:
            what = "comma" if (left.value, "") not in PAIRS else f"index {index}"
            raise NotationError(f"{left.value} takes no {what}", span)
        return nodes.Operation(PAIRS[left.value, index], (first, second), span=span)

    def row(self, *parts):
        cells = _nodes(parts)
        written = [cell for cell in cells if not isinstance(cell, nodes.Empty)]
        return nodes.Row(cells, span=_span(*written) if written else (0, 0))

    def case(self, value, column, condition):
        if isinstance(condition, Token):
            condition = nodes.Otherwise(span=_span(condition))
        return nodes.Branch(value, condition, span=_span(value, condition))

    def matrix(self, *parts):
        return nodes.Matrix(_nodes(parts), span=_span(parts[0], parts[-1]))

    def cases(self, *parts):
        return nodes.Cases(_nodes(parts), span=_span(parts[0], parts[-1]))


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", lexer=_Tokens, maybe_placeholders=True)


def _ungroup(node: Node) -> Node:
    """Drop the brackets that kept a sum apart while the tree was built."""
    if isinstance(node, nodes.Group):
        return _ungroup(node.inner)
    for name, k, part in list(node.parts()):
        ungrouped = _ungroup(part)
        if ungrouped is not part:
            node = node.with_part(name, k, ungrouped)
    return node


def _explain(token: Token, expected: set[str], stream: list[Token], tex: str) -> NotationError:
    """Say what is wrong at the token that the grammar did not expect, and what it did expect."""
    at_end = token.type == "$END"
    end = len(tex)
    span = (max(end - 1, 0), end) if at_end else (token.start_pos, token.end_pos)
    before = [t for t in stream if t.start_pos < token.start_pos]
    if "RPAR" in expected and token.type in NEVER_IN_BRACKETS:
        opened = tex[_innermost(stream, token) : end if at_end else token.start_pos].strip()
        return NotationError(f"a bracket is opened and not closed: expected one more behind '{opened}'", span)
    if at_end:
        return NotationError("the formula stops too early: something is missing at its end", span)
    if before and before[-1].type == "FRAC":
        return NotationError(rf"{before[-1].value} needs two groups in braces", span)
    if _after_operator_form(stream, token):
        return NotationError("brackets are needed behind this derivative sign, around all that it differentiates", span)
    if "CLOSE" in expected and "NAME" not in expected:
        opened = next(t for t in reversed(before) if t.type == "OPEN")
        return NotationError(f"{CLOSES[opened.value]} was expected where {token.value} stands", span)
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
    "END": "the next entry or the end of a matrix",
    "RBRACE": "an operator or a closing brace",
    "RPAR": "an operator or a closing bracket",
}
NEVER_IN_BRACKETS = {"$END", "REL", "FOR", "AND", "RBRACE", "CLOSE", "ROW", "COLUMN", "END"}


def parse(tex: str, names: frozenset[str] = frozenset(), functions: frozenset[str] = frozenset()) -> nodes.Statement:
    """Parse a statement.

    names: declared names, some with a subscript of their own, as `u_{1}`; functions: names declared as functions.
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
