"""Step 9, snippets: the functions that the reader copies, on the same data as the formula."""

import ast
import copy
import doctest
import re
import warnings
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np

from verifier.declare import Symbol, entry_of, family
from verifier.differentiate import STEP, partial
from verifier.evaluate import Evaluation, evaluate, random_scalar
from verifier.judge import TOLERANCE, float_arithmetic
from verifier.nodes import Name
from verifier.statement import Statement
from verifier.typed import Entry, SymbolValue, Typed
from verifier.unify import is_scalar, known

DIFFERENTIAL_PARAMETER = re.compile(r"d(\w+)_d(\w+)")


class SnippetError(Exception):
    """A snippet that does not fit its entry: line of its file, what is wrong."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line, self.why = line, why


@dataclass
class Snippet:
    """A snippet: its path and text, its functions by name, their lines, parameters, and which of these they call."""

    path: Path
    text: str
    functions: dict
    lines: dict[str, int]
    parameters: dict[str, list[str]]
    called: dict[str, set[str]]

    @property
    def name(self) -> str:
        """The name of its function."""
        return self.path.stem

    @property
    def derivatives(self) -> dict[str, str]:
        """What its derivatives are by, by their names: `f_dx`, and `f_vjp_x` for a vector-Jacobian product."""
        found = ((name, re.fullmatch(rf"{self.name}_(?:d|vjp_)(\w+)", name)) for name in self.functions)
        return {name: match[1] for name, match in found if match}

    def call(self, function: str, arguments: list):
        """Return what a function returns for copies of these arguments."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return self.functions[function](*map(copy.copy, arguments))
            except Exception as error:
                raise SnippetError(self.lines[function], f"{function} fails: {error!r}") from None


def load(path: Path, source: str | None = None) -> Snippet:
    """Run a snippet's file (or another text in its place) and return its functions."""
    source = path.read_text() if source is None else source
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise SnippetError(error.lineno or 1, f"not Python: {error.msg}") from None
    space: dict = {"__name__": path.stem}
    try:
        exec(compile(tree, str(path), "exec"), space)
    except Exception as error:
        raise SnippetError(1, f"does not run: {error!r}") from None
    nodes = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return Snippet(
        path,
        source,
        {name: space[name] for name in nodes},
        {name: node.lineno for name, node in nodes.items()},
        {name: [argument.arg for argument in node.args.args] for name, node in nodes.items()},
        {name: _called(node) for name, node in nodes.items()},
    )


def _called(node: ast.FunctionDef) -> set[str]:
    calls = [part.func for part in ast.walk(node) if isinstance(part, ast.Call)]
    return {function.id for function in calls if isinstance(function, ast.Name)}


def symbol_of(parameter: str, statement: Statement) -> str | None:
    r"""Return the declared name that a parameter stands for, `x` for `\mathbf{x}`, `alpha` for `\alpha`."""
    letter = parameter if len(parameter) == 1 else "\\" + parameter
    if found := re.fullmatch(r"([a-zA-Z])_?(\w)", parameter):
        letters = [letter, f"{found[1]}_{{{found[2]}}}", rf"\mathbf{{{found[1]}}}_{{{found[2]}}}"]
    elif found := re.fullmatch(r"([a-zA-Z])_(hat|bar|tilde)", parameter):
        letters = [rf"\{found[2]}{{{found[1]}}}", rf"\{found[2]}{{\mathbf{{{found[1]}}}}}"]
    else:
        letters = [letter]
    known = statement.declarations.symbols
    for name in letters:
        for candidate in (rf"\mathbf{{{name}}}", rf"\boldsymbol{{{name}}}", name):
            if candidate in known:
                return candidate
    for name in letters:
        for candidate in (*entry_of(name.lower()), name.lower()):
            if family(candidate) in known:
                return family(candidate)
    return None


class Comparison:
    """Compares a snippet's functions with a formula at points of its statement."""

    def __init__(self, snippet: Snippet, statement: Statement) -> None:
        self.snippet, self.statement = snippet, statement

    def arguments(self, function: str, evaluation: Evaluation) -> list:
        """Return the arguments for a function of the snippet; raise SnippetError for an unknown parameter."""
        return [self.argument(parameter, function, evaluation) for parameter in self.snippet.parameters[function]]

    def argument(self, parameter: str, function: str, evaluation: Evaluation):
        """Return the argument for one parameter."""
        line = self.snippet.lines[function]
        if found := DIFFERENTIAL_PARAMETER.fullmatch(parameter):
            of, by = (symbol_of(name, self.statement) for name in found.groups())
            if of is not None and by is not None:
                return self.derivative(self.typed(of), by, evaluation)
        name = symbol_of(parameter, self.statement)
        for of, primes in ((name, 0), (symbol_of(parameter.removeprefix("d"), self.statement), 1)):
            symbol = self.statement.declarations.symbols.get(of)
            if symbol is not None and symbol.elementwise:
                return np.vectorize(random_scalar(evaluation, of, primes, evaluation.level), otypes=[float])
            if symbol is not None and symbol.arguments and parameter in self.snippet.called[function]:
                return self.jacobian(symbol, evaluation) if primes else self.function(symbol, evaluation)
        if name is not None:
            self.typed(name)  # an abbreviation that the formula does not use is typed only now
            return self.shaped(evaluation.symbol(name), name, evaluation)
        if parameter in evaluation.indices:
            return evaluation.indices[parameter] - 1
        if parameter in evaluation.point.sizes:
            return evaluation.point.sizes[parameter]
        raise SnippetError(
            line, f"the parameter '{parameter}' of {function} is no symbol of the entry: name it after one"
        )

    def function(self, symbol: Symbol, evaluation: Evaluation):
        """Return a declared function as a snippet calls it: with vectors (n,), or entry by entry if all is scalar."""
        shapes = [self.statement.checker.argument_shape(name) for name in symbol.arguments]
        shape = symbol.rows, symbol.columns

        def apply(*arguments):
            arrays = [
                np.reshape(value, tuple(map(evaluation.point.size, of)))
                for value, of in zip(arguments, shapes, strict=True)
            ]
            return _array(evaluation.apply(symbol.name, arrays), shape)

        return np.vectorize(apply) if all(_rank(of) == 0 for of in (shape, *shapes)) else apply

    def jacobian(self, symbol: Symbol, evaluation: Evaluation):
        """Return the Jacobian of a declared function of one argument, as a function of it, by complex step."""
        function = self.function(symbol, evaluation)

        def jacobian(x):
            units = np.eye(np.size(x)).reshape(-1, *np.shape(x))
            slopes = np.array([function(x + STEP * 1j * unit).imag / STEP for unit in units])
            return np.moveaxis(slopes, 0, -1).reshape(*slopes.shape[1:], *np.shape(x))

        return jacobian

    def typed(self, name: str) -> Typed:
        """Type a symbol."""
        if name.endswith("_{*}"):
            symbol = self.statement.declarations.symbols[name]
            return SymbolValue((symbol.rows, symbol.columns), name)
        return self.statement.checker.type(Name(name))

    def shaped(self, value, name: str, evaluation: Evaluation):
        """Return a symbol's value with the shape that its declaration says, also where a size is 1."""
        shape = self.typed(name).shape
        if isinstance(value, list):
            return np.array([_array(member, shape) for member in value])
        return _array(value, shape)

    def derivative(self, of: Typed, by: str, evaluation: Evaluation):
        """Return the derivative of an expression by a symbol, with shape y.shape + x.shape."""
        value = evaluation.symbol(by)
        if isinstance(value, list):
            slopes = [self._by(of, (by, k), evaluation) for k in range(len(value))]
            return np.moveaxis(np.array(slopes), 0, _rank(of.shape))
        slopes = self._by(of, (by, None), evaluation)
        x_shape = np.shape(_array(value, self.typed(by).shape))
        return slopes.reshape(slopes.shape[: _rank(of.shape)] + x_shape)

    def expected(self, function: str, of: Typed, by: str, evaluation: Evaluation):
        """Return what a derivative of the snippet should be; a vector-Jacobian product contracts its first argument."""
        derivative = self.derivative(of, by, evaluation)
        if not function.startswith(f"{self.snippet.name}_vjp_"):
            return derivative
        vector = np.asarray(self.argument(self.snippet.parameters[function][0], function, evaluation))
        return np.tensordot(vector, derivative, axes=vector.ndim)

    def _by(self, of: Typed, variable: tuple, evaluation: Evaluation):
        name, member = variable
        shape = self.typed(name).shape
        if is_scalar(shape):
            return np.array(_array(partial(evaluation, of, [(name, member, None)]), of.shape))
        rows, columns = map(evaluation.point.size, shape)
        grid = [
            [_array(partial(evaluation, of, [(name, member, (r, c))]), of.shape) for c in range(columns)]
            for r in range(rows)
        ]
        slopes = np.moveaxis(np.array(grid), (0, 1), (-2, -1))
        return slopes[..., 0] if columns == 1 else slopes


def _rank(shape) -> int:
    return sum(known(size) != 1 for size in shape)


def _array(value, shape):
    """Return a value with an axis for each size of its shape that is not 1 by declaration."""
    if is_scalar(shape):
        return np.asarray(value)[()]  # a NumPy number, as a reader's own would be
    axes = tuple(k for k in (0, 1) if known(shape[k]) == 1)
    return value.squeeze(axes) if axes else value


def cases(snippet: Snippet, statement: Statement, of: Typed, derivative: str, seed: str):
    """Yield, at two points, the name of a function, its arguments, the formula's value and the point.

    of: what is differentiated; derivative: the name of a function of `snippet.derivatives`.
    """
    comparison = Comparison(snippet, statement)
    variable = _variable(derivative, snippet, statement)
    for smallest in (2, 3):
        point = statement.point(f"{seed}/snippet{smallest}", smallest=smallest)
        evaluation = Evaluation(float_arithmetic(), point, statement.checker)
        indices = sorted(set(snippet.parameters[snippet.name]) & set(statement.typed.free))
        evaluation.indices = {name: point.size(statement.typed.free[name]) for name in indices}
        whole = of.array if isinstance(of, Entry) and not indices else of
        arguments = comparison.arguments(snippet.name, evaluation)
        yield snippet.name, arguments, _array(evaluate(whole, evaluation), whole.shape), point
        arguments = comparison.arguments(derivative, evaluation)
        yield derivative, arguments, comparison.expected(derivative, whole, variable, evaluation), point


def _variable(derivative: str, snippet: Snippet, statement: Statement) -> str:
    name = symbol_of(snippet.derivatives[derivative], statement)
    if name is None:
        raise SnippetError(
            snippet.lines[derivative],
            f"'{derivative}' is by no symbol of the entry: name it {snippet.name}_d<variable>",
        )
    return name


def differ(got, expected) -> str:
    """Say how two values differ: by shape, by value, or not at all."""
    got, expected = np.asarray(got), np.asarray(expected)
    if got.shape != expected.shape:
        return "shape"
    scale = max(1e-3, np.abs(expected).max(initial=0), np.abs(got).max(initial=0))
    return "" if np.abs(got - expected).max(initial=0) <= TOLERANCE * scale else "value"


# mutants


class _Mutator(ast.NodeTransformer):
    """Makes one change, at the place that is counted down to."""

    SWAPS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}

    def __init__(self, at: int) -> None:
        self.at, self.line = at, 0

    def here(self, node) -> bool:
        self.at -= 1
        if self.at == -1:
            self.line = node.lineno
            return True
        return False

    def visit_BinOp(self, node):  # noqa: N802
        self.generic_visit(node)
        swap = self.SWAPS.get(type(node.op))
        if swap and self.here(node):
            return ast.copy_location(ast.BinOp(node.left, swap(), node.right), node)
        if isinstance(node.op, ast.MatMult) and self.here(node):
            return ast.copy_location(ast.BinOp(node.right, node.op, node.left), node)
        if isinstance(node.op, ast.Pow) and self.here(node):
            return ast.copy_location(
                ast.BinOp(node.left, node.op, ast.BinOp(node.right, ast.Add(), ast.Constant(1))), node
            )
        return node

    def visit_Attribute(self, node):  # noqa: N802
        self.generic_visit(node)
        if node.attr == "T" and self.here(node):
            return node.value
        return node

    def visit_UnaryOp(self, node):  # noqa: N802
        self.generic_visit(node)
        if isinstance(node.op, ast.USub) and self.here(node):
            return node.operand
        return node

    def visit_Return(self, node):  # noqa: N802
        self.generic_visit(node)
        if self.here(node):
            return ast.copy_location(ast.Return(ast.UnaryOp(ast.USub(), node.value)), node)
        if self.here(node):
            return ast.copy_location(ast.Return(ast.Attribute(node.value, "T", ast.Load())), node)
        return node

    def visit_Constant(self, node):  # noqa: N802
        if isinstance(node.value, (int, float)) and not isinstance(node.value, bool) and self.here(node):
            return ast.copy_location(ast.Constant(node.value + 1), node)
        return node


def mutants(source: str):
    """Yield line and text of every one-step change of a snippet's functions; its docstrings stay."""
    body = ast.parse(source).body
    texts = [ast.unparse(ast.Module([node], [])) for node in body]
    for k, node in enumerate(body):
        if not isinstance(node, ast.FunctionDef):
            continue
        for at in count():
            changed = ast.parse(source).body[k]
            mutator = _Mutator(at)
            changed.body = [part if _is_text(part) else mutator.visit(part) for part in changed.body]
            if mutator.at >= 0:
                break
            text = ast.unparse(ast.fix_missing_locations(changed))
            yield mutator.line, "\n".join([*texts[:k], text, *texts[k + 1 :]])


def _is_text(node) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def doctest_passes(source: str, name: str) -> bool:
    """Run the examples of a snippet's docstring; a mutant keeps the docstring of the original."""
    space: dict = {"__name__": name}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            exec(compile(source, name, "exec"), space)
            test = doctest.DocTestParser().get_doctest(space["__doc__"], space, name, name, 0)
            return doctest.DocTestRunner(verbose=False).run(test, out=lambda text: None).failed == 0
        except Exception:
            return False
