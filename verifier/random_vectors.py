r"""Part of step 4: random vectors, declared as `\mathbf{x} \sim \mathcal{N}(...)`, and their moments.

A random vector has values inside of E, Var and Cov only. What stands there is a polynomial of it, of a degree that
shows in how it is written, or `e` to the power of a linear function.
"""

from itertools import combinations

from verifier import nodes, typed
from verifier.cubature import HIGHEST_DEGREE
from verifier.errors import NotationError, ShapeError
from verifier.typed import Typed
from verifier.unify import SCALAR_SHAPE, Unknown, is_scalar, known, shape_name, unify, unify_shapes
from verifier.wirtinger import may_be_complex

LINEAR = {
    *("add", "neg", "transpose", "tr", "vec", "diag", "diagonal", "vech", "tril", "triu", "cumsum"),
    *("mean", "mean_row", "mean_column", "real_part", "imaginary_part"),
}
PRODUCTS = {"matmul", "scale", "dot", "times", "cross", "inner", "convolution", "hadamard", "kron"}
QUOTIENTS = {"quotient", "slash", "divide"}
POWERS = {"power", "matrix_power", "hadamard_power"}
SQUARED = {"norm_2", "norm_frobenius"}  # of which an even power is a polynomial
MOMENTS = (typed.Mean, typed.Covariance, typed.MeanOfExponential)


def type_distribution(checker, symbol) -> tuple[Typed, Typed]:
    """Return mean and covariance matrix of a random vector, typed."""
    mean, covariance = (checker.type(node) for node in symbol.distribution)
    if not unify(mean.shape[1], 1):
        raise ShapeError(f"the mean of {symbol.name} is a column or a number, not {shape_name(mean.shape)}")
    size = mean.shape[0]
    if not unify_shapes(covariance.shape, (size, size)):
        wanted = shape_name((size, size))
        raise ShapeError(f"the covariance of {symbol.name} is {wanted}, not {shape_name(covariance.shape)}")
    if names := sorted(random_in(checker, mean) | random_in(checker, covariance)):
        raise NotationError(f"the distribution of {symbol.name} depends on {names[0]}, which is random itself")
    if any(may_be_complex(checker, part) for part in (mean, covariance)):
        raise NotationError(f"mean and covariance of {symbol.name} are real")
    return mean, covariance


def random_in(checker, value: Typed) -> set[str]:
    """Return the random vectors that an expression is a function of, what it abbreviates included."""
    match value:
        case typed.Mean() | typed.Covariance() | typed.MeanOfExponential():
            return set()
        case typed.SymbolValue(name=name) if name in checker.distributions:
            return {name}
        case typed.SymbolValue(name=name) if name in checker.definitions:
            return random_in(checker, checker.definitions[name])
        case typed.SymbolValue(name=name):
            return set(checker.declarations.symbols[name].arguments) & checker.distributions.keys()
    return set().union(*(random_in(checker, part) for _, _, part in value.parts()))


def refuse_random(checker, side: Typed) -> None:
    """Raise NotationError for a random vector that stands outside of E, Var and Cov."""
    for name in sorted(random_in(checker, side)):
        raise NotationError(
            rf"{name} is random: it stands inside \operatorname{{E}}[...], \operatorname{{Var}}(...) or "
            r"\operatorname{Cov}(...)",
            side.span,
        )


def refuse_unknown_size(checker) -> None:
    """Raise NotationError for a random vector whose size does not follow from the context."""
    for name, (mean, _) in checker.distributions.items():
        if isinstance(known(mean.shape[0]), Unknown):
            raise NotationError(
                f"the size of {name} does not follow from the context: declare its mean, as in "
                r"$\mathbf{m} \in \mathbb{R}^{n}$"
            )


def degree(checker, value: Typed) -> int | None:
    """Return a bound of the degree of a polynomial of random vectors; None for what is not written as one."""
    if not random_in(checker, value):
        return 0
    match value:
        case typed.SymbolValue(name=name):
            if name in checker.definitions:
                return degree(checker, checker.definitions[name])
            return 1 if name in checker.distributions else None
        case (
            typed.Entry(array=inner)
            | typed.DerivativeValue(operand=inner)
            | typed.Reduction(operator="sum", body=inner)
        ):
            return degree(checker, inner)
        case typed.Applied(operator=operator, operands=(above, below)) if operator in QUOTIENTS:
            return degree(checker, above) if degree(checker, below) == 0 else None
        case typed.Applied(operator=operator, operands=(base, typed.Literal(text=text))) if operator in POWERS:
            if not text.isdigit():
                return None
            if isinstance(base, typed.Applied) and base.operator in SQUARED and int(text) % 2 == 0:
                (base,) = base.operands
            inner = degree(checker, base)
            return None if inner is None else inner * int(text)
        case typed.BlockMatrix() | typed.PatternMatrix():
            combine = max
        case typed.Applied(operator=operator) if operator in LINEAR:
            combine = max
        case typed.Applied(operator=operator) if operator in PRODUCTS:
            combine = sum
        case _:
            return None
    degrees = [degree(checker, part) for _, _, part in value.parts()]
    return None if None in degrees else combine(degrees)


def _names_and_degree(checker, several: tuple[Typed, ...], what: str) -> tuple[tuple[str, ...], int]:
    """Return the random vectors in expressions, and the degree of their product."""
    total = 0
    for value in several:
        found = degree(checker, value)
        if found is None:
            raise NotationError(
                f"{what} is taken of polynomials of a random vector"
                + (", and of e to the power of a linear function of it" if what == "E" else ""),
                value.span,
            )
        total += found
    if total > HIGHEST_DEGREE:
        raise NotationError(f"{what} of degree {total}: expectations are up to degree {HIGHEST_DEGREE}", value.span)
    names = sorted(set().union(*(random_in(checker, value) for value in several)))
    for pair in combinations(names, 2):
        if not {pair, pair[::-1]} & set(checker.declarations.independent):
            both = " and ".join(f"${name}$" for name in pair)
            raise NotationError(
                f"the joint distribution of {both} is not known: end the sentence with ', with {both} independent of "
                "each other,'",
                value.span,
            )
    return tuple(names), total


def type_moment(checker, node: nodes.Moment) -> Typed:
    """Type an expectation, a variance or a covariance matrix."""
    operands = tuple(checker.type(operand) for operand in node.operands)
    if node.kind == "E":
        return _mean(checker, operands[0], node.span)
    for operand in operands:
        if may_be_complex(checker, operand):
            raise NotationError(f"{node.kind} is of real numbers", operand.span)
        if node.kind == "Var" and not unify_shapes(operand.shape, SCALAR_SHAPE):
            raise ShapeError(
                rf"Var is of a scalar, this is {shape_name(operand.shape)}: write \operatorname{{Cov}}", operand.span
            )
        if not unify(operand.shape[1], 1):
            raise ShapeError(f"Cov is of columns, this is {shape_name(operand.shape)}", operand.span)
    return _covariance(checker, operands[0], operands[-1], node.kind, node.span)


def _covariance(checker, left: Typed, right: Typed, what: str, span) -> typed.Covariance:
    names, total = _names_and_degree(checker, (left, right), what)
    return typed.Covariance((left.shape[0], right.shape[0]), left, right, names, total, span=span)


def _mean(checker, operand: Typed, span) -> Typed:
    """Type an expectation; of what is no polynomial as a whole, term by term."""
    if degree(checker, operand) is None:
        match operand:
            case typed.SymbolValue(name=name) if name in checker.definitions:
                return _mean(checker, checker.definitions[name], span)
            case typed.Applied(operator="add" | "neg" as operator, operands=terms):
                return checker.apply(operator, tuple(_mean(checker, term, span) for term in terms), span)
            case typed.Applied(operator="scale", operands=(constant, inner)) if not random_in(checker, constant):
                return checker.apply("scale", (constant, _mean(checker, inner, span)), span)
            case typed.Applied(operator="scale", operands=(inner, constant)) if not random_in(checker, constant):
                return checker.multiply(_mean(checker, inner, span), constant)
            case typed.Applied(operator="exp", operands=(inner,)) if is_scalar(inner.shape):
                if degree(checker, inner) == 1:
                    variance = _covariance(checker, inner, inner, "E", span)
                    return typed.MeanOfExponential(SCALAR_SHAPE, _mean(checker, inner, span), variance, span=span)
    names, total = _names_and_degree(checker, (operand,), "E")
    return typed.Mean(tuple(map(known, operand.shape)), operand, names, total, span=span)
