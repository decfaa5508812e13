"""The printer: an expression tree as LaTeX that parses to the same tree."""

from functools import singledispatch

from verifier import nodes
from verifier.nodes import DIFFERENTIAL, Node
from verifier.operators import OPERATORS
from verifier.operators.record import Big, Bracket, Function, Infix, Macro, Pair, Postfix

_SUM, _OPERATOR, _PRODUCT, _FACTOR, _ATOM = range(5)  # how tightly a printed text holds together


def latex(node: Node) -> str:
    """Return a tree as LaTeX."""
    return _print(node)[0]


def _at_least(level: int, node: Node) -> str:
    text, own = _print(node)
    return text if own >= level else rf"\left( {text} \right)"


def _listed(several, between: str = ", ") -> str:
    return between.join(map(latex, several))


def negated(node: Node) -> Node | None:
    """Return what is negated here, None if nothing is."""
    return node.operands[0] if isinstance(node, nodes.Operation) and node.operator == "neg" else None


@singledispatch
def _print(node: Node) -> tuple[str, int]:
    raise AssertionError(f"the printer does not know this node: {node!r}")


@_print.register(nodes.Number)
@_print.register(nodes.Name)
@_print.register(nodes.Dots)
def _text(node) -> tuple[str, int]:
    return node.text, _ATOM


@_print.register
def _all(node: nodes.All) -> tuple[str, int]:
    return ":", _ATOM


@_print.register
def _slice(node: nodes.Slice) -> tuple[str, int]:
    return f"{latex(node.first)}:{latex(node.last)}", _SUM


@_print.register
def _empty(node: nodes.Empty) -> tuple[str, int]:
    return "", _ATOM


@_print.register
def _operation(node: nodes.Operation) -> tuple[str, int]:
    operands = node.operands
    match OPERATORS[node.operator].form:
        case Function(command=command):
            return f"{command}({_listed(operands)})", _ATOM
        case Postfix(superscript=superscript):
            return f"{_at_least(_ATOM, operands[0])}^{{{superscript}}}", _FACTOR
        case Infix(sign="/"):
            return f"{_at_least(_FACTOR, operands[0])} / {_at_least(_FACTOR, operands[1])}", _OPERATOR
        case Infix(sign=sign):
            return f" {sign} ".join(_at_least(_PRODUCT, operand) for operand in operands), _OPERATOR
        case Bracket(left=left, right=right, index=index):
            index = latex(operands[1]) if index == "?" else index
            return f"{left} {latex(operands[0])} {right}" + (f"_{{{index}}}" if index else ""), _ATOM
        case Pair(left=left, right=right):
            return f"{left} {_listed(operands)} {right}", _ATOM
        case Macro(command=command):
            return f"{command}{{{latex(operands[0])}}}", _ATOM
    match node.operator:
        case "normal_density":
            x, mean, covariance = map(latex, operands)
            return rf"\mathcal{{N}}({x}; {mean}, {covariance})", _ATOM
        case "kl":
            left, right = map(latex, operands)
            return rf"\operatorname{{KL}}({left} \Vert {right})", _ATOM
        case "kl_normal":
            left, right = (rf"\mathcal{{N}}({_listed(operands[k : k + 2])})" for k in (0, 2))
            return rf"\operatorname{{KL}}({left} \Vert {right})", _ATOM
        case "neg":
            return "- " + _at_least(_OPERATOR, operands[0]), _SUM
        case "quotient":
            return rf"\frac{{{latex(operands[0])}}}{{{latex(operands[1])}}}", _ATOM
        case "power":
            return f"{_at_least(_ATOM, operands[0])}^{{{latex(operands[1])}}}", _FACTOR
        case "hadamard_power":
            return rf"{_at_least(_ATOM, operands[0])}^{{\odot {latex(operands[1])}}}", _FACTOR
    raise AssertionError(f"the printer does not know the operator {node.operator!r}")


@_print.register
def _sum(node: nodes.Sum) -> tuple[str, int]:
    first, *others = node.terms
    text = latex(first) if negated(first) else _at_least(_OPERATOR, first)
    for term in others:
        inner = negated(term)
        text += f" - {_at_least(_OPERATOR, inner)}" if inner else f" + {_at_least(_OPERATOR, term)}"
    return text, _SUM


@_print.register
def _product(node: nodes.Product) -> tuple[str, int]:
    *factors, last = node.factors
    parts = [_at_least(_FACTOR, factor) for factor in factors]
    parts.append(
        latex(last) if isinstance(last, (nodes.BigOperator, nodes.Integral, nodes.Limit)) else _at_least(_FACTOR, last)
    )
    text = parts[0]
    for factor, part in zip(factors, parts[1:], strict=False):
        prefixed = isinstance(factor, (nodes.Gradient, nodes.Hessian, nodes.Laplacian, nodes.Differential))
        apart = prefixed and part.startswith(r"\left(")  # else what stands in the brackets is a function's argument
        text += (r" \, " if apart else " ") + part
    return text, _PRODUCT


@_print.register
def _big(node: nodes.BigOperator) -> tuple[str, int]:
    form = OPERATORS[node.operator].form
    assert isinstance(form, Big)
    parts, upper = [], None
    for bound in node.bounds:
        if isinstance(bound, nodes.ConstraintBound):
            parts.append(latex(bound.condition))
            continue
        index = latex(bound.index)
        if isinstance(bound, nodes.RangeBound):
            parts.append(f"{index} = {latex(bound.lower)}")
            upper = latex(bound.upper)
        elif not bound.excluded:
            parts.append(index)
        parts += [rf"{index} \neq {latex(other)}" for other in bound.excluded]
    sign = f"{form.command}_{{{', '.join(parts)}}}" + ("" if upper is None else f"^{{{upper}}}")
    return f"{sign} {_at_least(_OPERATOR, node.body)}", _PRODUCT


@_print.register
def _indexed(node: nodes.Indexed) -> tuple[str, int]:
    return f"{_at_least(_ATOM, node.base)}_{{{_listed(node.indices)}}}", _ATOM


@_print.register
def _delta(node: nodes.KroneckerDelta) -> tuple[str, int]:
    return rf"\delta_{{{latex(node.left)}, {latex(node.right)}}}", _ATOM


@_print.register
def _function(node: nodes.FunctionCall) -> tuple[str, int]:
    primes = "'" * node.primes
    return f"{node.function}{primes}({_listed(node.arguments)})", _ATOM


@_print.register
def _differential(node: nodes.Differential) -> tuple[str, int]:
    return rf"{DIFFERENTIAL} {_at_least(_FACTOR, node.operand)}", _FACTOR


@_print.register
def _gradient(node: nodes.Gradient) -> tuple[str, int]:
    below = f"_{{{latex(node.variable)}}}" if node.variable else ""
    return rf"\nabla{below} {_at_least(_FACTOR, node.operand)}", _FACTOR


@_print.register
def _hessian(node: nodes.Hessian) -> tuple[str, int]:
    below = f"_{{{latex(node.variable)}}}" if node.variable else ""
    return rf"\nabla^{{2}}{below} {_at_least(_FACTOR, node.operand)}", _FACTOR


@_print.register
def _laplacian(node: nodes.Laplacian) -> tuple[str, int]:
    below = f"_{{{latex(node.variable)}}}" if node.variable else ""
    return rf"\Delta{below} {_at_least(_FACTOR, node.operand)}", _FACTOR


@_print.register
def _at_point(node: nodes.AtPoint) -> tuple[str, int]:
    below = ", ".join(f"{latex(name)} = {latex(value)}" for name, value in zip(node.names, node.values, strict=True))
    return rf"\left. {latex(node.operand)} \right\rvert_{{{below}}}", _ATOM


@_print.register
def _integral(node: nodes.Integral) -> tuple[str, int]:
    body = " ".join(_at_least(_FACTOR, factor) for factor in _factors(node.body))
    sign = rf"\int_{{{latex(node.lower)}}}^{{{latex(node.upper)}}}"
    return rf"{sign} {body} \, {DIFFERENTIAL} {latex(node.variable)}", _PRODUCT


def _factors(node: Node) -> tuple[Node, ...]:
    return node.factors if isinstance(node, nodes.Product) else (node,)


@_print.register
def _limit(node: nodes.Limit) -> tuple[str, int]:
    return rf"\lim_{{{latex(node.variable)} \to {node.target}}} {_at_least(_OPERATOR, node.body)}", _PRODUCT


@_print.register
def _remainder(node: nodes.Remainder) -> tuple[str, int]:
    return f"O({latex(node.order)})", _ATOM


@_print.register
def _frechet(node: nodes.FrechetDerivative) -> tuple[str, int]:
    function = OPERATORS[node.function].form.command
    return f"L_{{{function}}}({latex(node.matrix)}, {latex(node.direction)})", _ATOM


@_print.register
def _moment(node: nodes.Moment) -> tuple[str, int]:
    left, right = "[]" if node.kind == "E" else "()"
    return rf"\operatorname{{{node.kind}}}{left}{_listed(node.operands)}{right}", _ATOM


@_print.register
def _by_entries(node: nodes.ByEntries) -> tuple[str, int]:
    command = OPERATORS[node.operation.operator].form.command
    return rf"{command}^{{\odot}}({_listed(node.operation.operands)})", _ATOM


@_print.register
def _derivative(node: nodes.Derivative) -> tuple[str, int]:
    sign, order = node.sign, len(node.variables)
    power = f"^{{{order}}}" if order > 1 else ""
    below = " ".join(f"{sign} {_at_least(_FACTOR, variable)}" for variable in node.variables)
    if node.operator_form:
        return rf"\frac{{{sign}{power}}}{{{below}}} \left( {latex(node.operand)} \right)", _ATOM
    above = _at_least(_FACTOR if sign == DIFFERENTIAL else _OPERATOR, node.operand)
    return rf"\frac{{{sign}{power} {above}}}{{{below}}}", _ATOM


@_print.register
def _spectral(node: nodes.SpectralValue) -> tuple[str, int]:
    return f"{node.letter}_{{{latex(node.index)}}}({latex(node.matrix)})", _ATOM


@_print.register
def _matrix(node: nodes.Matrix) -> tuple[str, int]:
    rows = r" \\ ".join(_listed(row.cells, " & ") for row in node.rows)
    return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}", _ATOM


@_print.register
def _cases(node: nodes.Cases) -> tuple[str, int]:
    rows = r" \\ ".join(f"{latex(branch.value)} & {latex(branch.condition)}" for branch in node.branches)
    return rf"\begin{{cases}} {rows} \end{{cases}}", _ATOM


@_print.register
def _otherwise(node: nodes.Otherwise) -> tuple[str, int]:
    return r"\text{otherwise}", _SUM


@_print.register
def _chain(node: nodes.Chain) -> tuple[str, int]:
    parts = [latex(node.sides[0])]
    for relation, side in zip(node.relations, node.sides[1:], strict=True):
        parts += [relation, latex(side)]
    return " ".join(parts), _SUM


@_print.register
def _conjunction(node: nodes.Conjunction) -> tuple[str, int]:
    return _listed(node.conditions, r" \text{ and } "), _SUM


@_print.register
def _statement(node: nodes.Statement) -> tuple[str, int]:
    chain = latex(node.chain) if node.premise is None else rf"{latex(node.premise)} \Rightarrow {latex(node.chain)}"
    return (chain + r" \quad \text{for } " + latex(node.condition) if node.condition else chain), _SUM
