"""The expression tree: what parsing makes, and how it is printed as LaTeX again."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Node:
    """A node of an expression tree.

    kind: what it is (the table in `latex` lists all kinds); args: its parts; value: what has no parts, as
    the digits of a number or the letters of a name; span: where it stands in the LaTeX, from and to.
    """

    kind: str
    args: tuple["Node", ...] = ()
    value: str | None = None
    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)

    def with_args(self, *args: "Node") -> "Node":
        """Return this node with other parts."""
        return Node(self.kind, args, self.value, self.span)

    def walk(self):
        """Yield this node and all below it, parents first."""
        yield self
        for arg in self.args:
            yield from arg.walk()

    def __str__(self) -> str:
        return latex(self)


POSTFIX = {
    "transpose": r"\top",
    "inverse": "-1",
    "inverse_transpose": r"-\top",
    "conjugate": "*",
    "hermitian": r"\mathsf{H}",
    "pseudo_inverse": "+",
}
OPERATORS = {
    "dot": r"\cdot",
    "times": r"\times",
    "hadamard": r"\odot",
    "divide": r"\oslash",
    "kron": r"\otimes",
}

_SUM, _OPERATOR, _PRODUCT, _FACTOR, _ATOM = range(5)  # how tightly a printed text holds together


def latex(node: Node) -> str:
    """Print a tree as LaTeX that parses to the same tree."""
    return _print(node)[0]


def _at_least(level: int, node: Node) -> str:
    text, own = _print(node)
    return text if own >= level else rf"\left( {text} \right)"


def _join(parts: list[str]) -> str:
    return " ".join(parts)


def _print(node: Node) -> tuple[str, int]:
    kind, args, value = node.kind, node.args, node.value
    match kind:
        case "number" | "name" | "all":
            return value, _ATOM
        case "dots":
            return value, _ATOM
        case "empty":
            return "", _ATOM
        case "statement":
            chain = latex(args[0])
            return (chain + r" \quad \text{for } " + latex(args[1]) if len(args) > 1 else chain), _SUM
        case "chain":
            relations = value.split()
            parts = [latex(args[0])]
            for relation, arg in zip(relations, args[1:], strict=True):
                parts += [relation, latex(arg)]
            return _join(parts), _SUM
        case "and":
            return r" \text{ and } ".join(latex(arg) for arg in args), _SUM
        case "otherwise":
            return r"\text{otherwise}", _SUM
        case "neg":
            return "- " + _at_least(_OPERATOR, args[0]), _SUM
        case "add":
            text = latex(args[0]) if args[0].kind == "neg" else _at_least(_OPERATOR, args[0])
            for arg in args[1:]:
                if arg.kind == "neg":
                    text += " - " + _at_least(_OPERATOR, arg.args[0])
                else:
                    text += " + " + _at_least(_OPERATOR, arg)
            return text, _SUM
        case "dot" | "times" | "hadamard" | "divide" | "kron":
            return f" {OPERATORS[kind]} ".join(_at_least(_PRODUCT, arg) for arg in args), _OPERATOR
        case "slash":
            return f"{_at_least(_FACTOR, args[0])} / {_at_least(_FACTOR, args[1])}", _OPERATOR
        case "product":
            last = args[-1]
            parts = [_at_least(_FACTOR, arg) for arg in args[:-1]]
            parts.append(latex(last) if last.kind == "big" else _at_least(_FACTOR, last))
            return _join(parts), _PRODUCT
        case "big":
            *bounds, body = args
            return f"{_bounds(value, bounds)} {_at_least(_OPERATOR, body)}", _PRODUCT
        case "frac":
            return rf"\frac{{{latex(args[0])}}}{{{latex(args[1])}}}", _ATOM
        case "power":
            return f"{_at_least(_ATOM, args[0])}^{{{latex(args[1])}}}", _FACTOR
        case "hadamard_power":
            return rf"{_at_least(_ATOM, args[0])}^{{\odot {latex(args[1])}}}", _FACTOR
        case "call":
            return rf"{value}({', '.join(latex(arg) for arg in args)})", _ATOM
        case "apply":
            return f"{value}({', '.join(latex(arg) for arg in args)})", _ATOM
        case "index":
            base, *indices = args
            subscript = ", ".join(latex(index) for index in indices)
            return f"{_at_least(_ATOM, base)}_{{{subscript}}}", _ATOM
        case "delta":
            return rf"\delta_{{{latex(args[0])}, {latex(args[1])}}}", _ATOM
        case "sqrt":
            return rf"\sqrt{{{latex(args[0])}}}", _ATOM
        case "norm":
            return rf"\lVert {latex(args[0])} \rVert_{{{value}}}", _ATOM
        case "abs":
            return rf"\lvert {latex(args[0])} \rvert", _ATOM
        case "differential":
            return rf"\mathrm{{d}} {_at_least(_FACTOR, args[0])}", _FACTOR
        case "nabla":
            below = f"_{{{latex(args[1])}}}" if len(args) > 1 else ""
            return rf"\nabla{below} {_at_least(_FACTOR, args[0])}", _FACTOR
        case "derivative":
            return _derivative(node), _ATOM
        case "matrix":
            rows = r" \\ ".join(" & ".join(latex(cell) for cell in row.args) for row in args)
            return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}", _ATOM
        case "cases":
            rows = r" \\ ".join(f"{latex(row.args[0])} & {latex(row.args[1])}" for row in args)
            return rf"\begin{{cases}} {rows} \end{{cases}}", _ATOM
        case _ if kind in POSTFIX:
            return f"{_at_least(_ATOM, args[0])}^{{{POSTFIX[kind]}}}", _FACTOR
    raise AssertionError(f"no such kind of node: {kind}")


def _bounds(operator: str, bounds: list[Node]) -> str:
    parts = []
    upper = None
    for bound in bounds:
        index, *limits = bound.args
        if bound.value == "range":
            parts.append(f"{latex(index)} = {latex(limits[0])}")
            upper = latex(limits[1])
        elif bound.value == "except":
            parts.append(rf"{latex(index)} \neq {latex(limits[0])}")
        else:
            parts.append(latex(index))
    text = f"{operator}_{{{', '.join(parts)}}}"
    return text if upper is None else f"{text}^{{{upper}}}"


def _derivative(node: Node) -> str:
    sign, operator_form = node.value.split()[0], "operator" in node.value
    of, *variables = node.args
    order = len(variables)
    power = f"^{{{order}}}" if order > 1 else ""
    below = " ".join(f"{sign} {_at_least(_FACTOR, variable)}" for variable in variables)
    if operator_form:
        return rf"\frac{{{sign}{power}}}{{{below}}} \left( {latex(of)} \right)"
    return rf"\frac{{{sign}{power} {_at_least(_OPERATOR if sign != DIFFERENTIAL else _FACTOR, of)}}}{{{below}}}"


PARTIAL, DIFFERENTIAL = r"\partial", r"\mathrm{d}"
