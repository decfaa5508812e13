r"""Part of steps 4 and 7: what a derivative by a complex variable is, from the slopes along two axes.

The value moves by a real step, along the real axis, and by an imaginary one, along the imaginary axis. With the two
slopes, `\partial / \partial z` is half of the first minus i times the second, `\partial / \partial z^{*}` half of the
first plus i times the second. No function is taken to be holomorphic: where that matters, it is tested at the point.
"""

from dataclasses import replace

from verifier import typed
from verifier.declare import member_name, sizes_of
from verifier.errors import NotationError
from verifier.nodes import DIFFERENTIAL, Name
from verifier.numbers.dual import conjugate, magnitude
from verifier.typed import Typed

# How a derivative is by a variable: along an axis, or both slopes combined
REAL_AXIS, IMAGINARY_AXIS = "real axis", "imaginary axis"
PLAIN, CONJUGATE, HOLOMORPHIC, GRADIENT = "plain", "conjugate", "holomorphic", "gradient"
AXES = (REAL_AXIS, IMAGINARY_AXIS)
BY = {"conjugate": CONJUGATE, "hermitian": CONJUGATE, "real_part": REAL_AXIS, "imaginary_part": IMAGINARY_AXIS}

CONJUGATING = {"conjugate", "hermitian", "inverse_hermitian"}  # what makes a statement one on complex numbers
ALWAYS_REAL = {"abs", "real_part", "imaginary_part", "argument", "norm_1", "norm_2", "norm_inf", "norm_p",
               "norm_frobenius"}  # fmt: skip
NEGLIGIBLE = 1e-8  # relative: a smaller slope is rounding in float64


# Which values may be complex


def is_complex_symbol(checker, name: str) -> bool:
    """Tell whether a symbol may have complex values: by its declaration, or by what it abbreviates."""
    symbol = checker.declarations.symbols[name]
    if symbol.definition is not None and symbol.members is not None:  # a recursion is as its first member
        return is_complex_symbol(checker, member_name(name, 1))
    if symbol.definition is not None:
        return may_be_complex(checker, checker.definition(symbol))
    return "complex" in symbol.properties


def may_be_complex(checker, value: Typed) -> bool:
    """Tell whether an expression may have complex values, by what it is made of."""
    match value:
        case typed.Constant(name=r"\mathrm{i}"):
            return True
        case typed.SymbolValue(name=name) | typed.FamilyMember(family=name) | typed.AppliedFunction(function=name):
            return is_complex_symbol(checker, name)
        case typed.Applied(operator=operator) if operator in ALWAYS_REAL:
            return False
        case typed.DerivativeValue(variables=variables) if any(each.along not in AXES for each in variables):
            return True
        case typed.AppliedElementwise(function=name) | typed.AppliedPrime(function=name):
            return is_complex_symbol(checker, name)
    return any(may_be_complex(checker, part) for _, _, part in value.parts())


def splits_arguments(checker, function: str) -> bool:
    """Tell whether a declared function takes the real and imaginary parts of its arguments as separate numbers.

    It does if one of these is complex, unless it is declared holomorphic.
    """
    symbol = checker.declarations.symbols[function]
    if "holomorphic" in symbol.properties:
        return False
    return not takes_real(checker, function)


def takes_real(checker, function: str) -> bool:
    """Tell whether a declared function is one of real numbers only."""
    symbol = checker.declarations.symbols[function]
    if symbol.elementwise:
        return "complex" not in symbol.properties
    return not any(_is_complex_argument(checker, argument) for argument in symbol.arguments)


def _is_complex_argument(checker, declared: str) -> bool:
    if declared.startswith("?"):
        return "complex" in sizes_of(declared[1:])[2]
    checker.type(Name(declared))
    return is_complex_symbol(checker, declared)


# What a derivative is by


def resolved(checker, variable: typed.Variable, sign: str, span: tuple[int, int]) -> typed.Variable:
    r"""Return a variable that says how the derivative is by it; sign: `\partial`, `\mathrm{d}` or `\nabla`.

    Raises NotationError for a conjugate, or a part, of what is real, and for a conjugate below `\mathrm{d}`.
    """
    name = variable.name.replace("_{*}", "")
    if not is_complex_symbol(checker, variable.name):
        if variable.along != PLAIN:
            raise NotationError(f"{name} is real, so there is no derivative by its conjugate or a part of it", span)
        return replace(variable, along=REAL_AXIS)
    if variable.along in AXES:
        return variable
    if sign == DIFFERENTIAL and variable.along == CONJUGATE:
        raise NotationError(rf"a derivative by the conjugate of {name} is partial: write it with \partial", span)
    if sign == DIFFERENTIAL:
        return replace(variable, along=HOLOMORPHIC)
    if sign == r"\nabla":
        return replace(variable, along=GRADIENT)
    return variable


def combined(along: str, span: tuple[int, int], by_real, by_imaginary):
    r"""Return the derivative of a number from its slopes along both axes.

    span: of what is differentiated. Raises NotationError where there is none: `\mathrm{d}` of what is not holomorphic,
    the gradient of what is not real.
    """
    if along == GRADIENT:
        imaginary = max(magnitude(slope - conjugate(slope)) for slope in (by_real, by_imaginary))
        if imaginary > NEGLIGIBLE * max(1, magnitude(by_real), magnitude(by_imaginary)):
            raise NotationError(
                "a gradient by a complex variable is of a real function, and this one is not real", span
            )
        return by_real + 1j * by_imaginary
    by_conjugate = (by_real + 1j * by_imaginary) / 2
    if along == CONJUGATE:
        return by_conjugate
    if along == HOLOMORPHIC and magnitude(by_conjugate) > NEGLIGIBLE * max(1, magnitude(by_real)):
        raise NotationError(
            "this has no complex derivative: it is not holomorphic, as the Cauchy-Riemann equations fail; "
            r"write \partial for the derivative with the conjugate held fixed",
            span,
        )
    return (by_real - 1j * by_imaginary) / 2
