"""Elementary functions of every kind of number: floats, complex numbers, balls, and duals over each of them.

`SCALAR` is the table: a function of one number, and its derivative in the same arithmetic.
"""

import cmath
import math
from functools import cache

from mpmath import libmp

from verifier.numbers.ball import Ball, ComplexBall, hull, rounded, working_bits
from verifier.numbers.ball import sqrt as ball_sqrt
from verifier.numbers.dual import Dual, is_real, ordered, plain, primal

STEP_LIMIT = 1e-20  # an imaginary part below it is a complex step
LARGEST_ARGUMENT = 64  # bits, of exp: beyond it a result fills the memory
GUARD_BITS = 10  # of mpmath's functions, whose error is below 2 of these last units


# Functions of balls


def _at(raw, x: Ball) -> Ball:
    """Return a function at a midpoint; `raw` takes and returns raw numbers of mpmath."""
    bits = working_bits() + GUARD_BITS
    sign, man, exp, size = raw(x.mpf(), bits, "n")
    if not man:
        if exp:
            raise OverflowError("a function without a finite value")
        return Ball(0)
    man = int(man) << (bits - size)
    return rounded(-man if sign else man, exp - (bits - size), 2)


def _lipschitz(raw, slope=1):
    """Return a function whose derivative is nowhere larger than `slope`."""

    def apply(x: Ball) -> Ball:
        if x.man.bit_length() + x.exp > LARGEST_ARGUMENT * 64:
            raise OverflowError("a function of a number beyond all bounds")
        return _at(raw, x) + Ball(0, x.exp, slope * x.err)

    return apply


def _monotonic(raw, low=None, high=None):
    """Return a monotonic function, evaluated at both ends of a ball; it is defined from `low` to `high`."""

    def apply(x: Ball) -> Ball:
        if not x.err:
            return _at(raw, x)
        first, last = Ball(x.man - x.err, x.exp), Ball(x.man + x.err, x.exp)
        first = Ball(low) if low is not None and first < low else first
        last = Ball(high) if high is not None and last > high else last
        return hull(_at(raw, first), _at(raw, last))

    return apply


def _bounded_argument(raw):
    def apply(x, bits, rounding):
        if x[2] + x[3] > LARGEST_ARGUMENT:
            raise OverflowError("the exponential of a number beyond 10^19")
        return raw(x, bits, rounding)

    return apply


_exp, _ln = _monotonic(_bounded_argument(libmp.mpf_exp)), _monotonic(libmp.mpf_log)
_sin, _cos, _arctan = _lipschitz(libmp.mpf_sin), _lipschitz(libmp.mpf_cos), _lipschitz(libmp.mpf_atan)
_half = Ball(1, -1)


def _complex_exp(z):
    size = _exp(z.real)
    return ComplexBall(size * _cos(z.imag), size * _sin(z.imag))


def _complex_sqrt(z):
    """Return the root with a positive real part: a sum without cancellation, then b / 2 over it."""
    a, b = z.real, z.imag
    root = ball_sqrt((abs(z) + abs(a)) * _half)
    if a >= 0:
        return ComplexBall(root, b / (2 * root)) if root > 0 else ComplexBall(root, root)
    root = root if b >= 0 else -root
    return ComplexBall(b / (2 * root), root)


def _complex_ln(z):
    a, b = z.real, z.imag
    if a > 0:
        return ComplexBall(_ln(abs(z)), _arctan(b / a))
    quarter = pi(a) * _half
    return ComplexBall(_ln(abs(z)), (quarter if b >= 0 else -quarter) - _arctan(a / b))


def _turned(z):
    """Return i z."""
    return ComplexBall(-z.imag, z.real)


def _complex_cosh(z):
    return (_complex_exp(z) + _complex_exp(-z)) * _half


def _complex_sinh(z):
    return (_complex_exp(z) - _complex_exp(-z)) * _half


@cache
def _ball_pi(bits: int) -> Ball:
    _, man, exp, _ = libmp.mpf_pi(bits, "n")
    return Ball(int(man), exp, 1)


def _of_balls(x) -> bool:
    return isinstance(plain(x), (Ball, ComplexBall))


def pi(x):
    """Return pi as the kind of number that x is."""
    return _ball_pi(working_bits()) if _of_balls(x) else math.pi


# The table


def _row(derivative, real, ball, of_complex=None, complex_ball=None, domain=None):
    """Return a row of the table: a function of one plain number, and its derivative.

    Args:
        derivative: in terms of functions that take numbers of every kind.
        real: the function of floats.
        ball: the function of balls.
        of_complex: the function of complex floats. Without one, f(x + ih) is f(x) + ih f'(x), which is exact for
            the tiny h of a complex step; any other imaginary part is refused.
        complex_ball: the function of complex balls, if there is one.
        domain: a test of real numbers, and the words for one that fails it.
    """

    def apply(x):
        if domain is not None and is_real(x) and not domain[0](primal(x)):
            raise ValueError(domain[1])
        if isinstance(x, Ball):
            return ball(x)
        if isinstance(x, ComplexBall) and complex_ball is not None:
            return complex_ball(x)
        if isinstance(x, complex) and of_complex is not None:
            return of_complex(x)
        if isinstance(x, complex) and abs(x.imag) < STEP_LIMIT:
            return complex(real(x.real), x.imag * derivative(x.real))
        if isinstance(x, (complex, ComplexBall)):
            raise ValueError("a function of real numbers has a complex argument")
        return real(x)

    return apply, derivative


def _over_root_pi(x):
    """Return 2 exp(-x^2) / sqrt(pi)."""
    return 2 * function("exp")(-x * x) / function("sqrt")(pi(x))


POSITIVE = (lambda x: x > 0), "logarithm of a number that is not positive"
UP_TO_ONE = (lambda x: abs(x) <= 1), "arcsine or arccosine of a number beyond 1"

SCALAR = {
    "exp": _row(lambda x: function("exp")(x), math.exp, _exp, cmath.exp, _complex_exp),
    "ln": _row(lambda x: 1 / x, math.log, _ln, cmath.log, _complex_ln, POSITIVE),
    "sqrt": _row(
        lambda x: 1 / (2 * function("sqrt")(x)), math.sqrt, ball_sqrt, cmath.sqrt, _complex_sqrt,
        ((lambda x: x >= 0), "square root of a negative number"),
    ),
    "sin": _row(
        lambda x: function("cos")(x), math.sin, _sin, cmath.sin,
        lambda z: -_turned(_complex_sinh(_turned(z))),
    ),
    "cos": _row(
        lambda x: -function("sin")(x), math.cos, _cos, cmath.cos,
        lambda z: _complex_cosh(_turned(z)),
    ),
    "tan": _row(
        lambda x: 1 / function("cos")(x) ** 2, math.tan, lambda x: _sin(x) / _cos(x), cmath.tan,
        lambda z: -_turned(_complex_sinh(_turned(z)) / _complex_cosh(_turned(z))),
    ),
    "sinh": _row(
        lambda x: function("cosh")(x), math.sinh, _monotonic(_bounded_argument(libmp.mpf_sinh)), cmath.sinh,
        _complex_sinh,
    ),
    "cosh": _row(
        lambda x: function("sinh")(x), math.cosh, lambda x: (_exp(x) + _exp(-x)) * _half, cmath.cosh,
        _complex_cosh,
    ),
    "tanh": _row(
        lambda x: 1 / function("cosh")(x) ** 2, math.tanh, _lipschitz(libmp.mpf_tanh), cmath.tanh,
        lambda z: _complex_sinh(z) / _complex_cosh(z),
    ),
    "arctan": _row(
        lambda x: 1 / (1 + x * x), math.atan, _arctan, cmath.atan,
        lambda z: -_turned(_complex_ln(1 + _turned(z)) - _complex_ln(1 - _turned(z))) * _half,
    ),
    "arcsin": _row(
        lambda x: 1 / function("sqrt")(1 - x * x), math.asin, _monotonic(libmp.mpf_asin, -1, 1), cmath.asin,
        domain=UP_TO_ONE,
    ),
    "arccos": _row(
        lambda x: -1 / function("sqrt")(1 - x * x), math.acos, _monotonic(libmp.mpf_acos, -1, 1), cmath.acos,
        domain=UP_TO_ONE,
    ),
    "arsinh": _row(
        lambda x: 1 / function("sqrt")(1 + x * x), math.asinh, _lipschitz(libmp.mpf_asinh), cmath.asinh,
    ),
    "arcosh": _row(
        lambda x: 1 / function("sqrt")(x * x - 1), math.acosh, _monotonic(libmp.mpf_acosh, 1), cmath.acosh,
        domain=((lambda x: x >= 1), "inverse hyperbolic cosine of a number below 1"),
    ),
    "artanh": _row(
        lambda x: 1 / (1 - x * x), math.atanh, _monotonic(libmp.mpf_atanh), cmath.atanh,
        domain=((lambda x: abs(x) < 1), "inverse hyperbolic tangent of a number that is not between -1 and 1"),
    ),
    "erf": _row(_over_root_pi, math.erf, _lipschitz(libmp.mpf_erf, 2)),
    "log1p": _row(
        lambda x: 1 / (1 + x), math.log1p, lambda x: _ln(1 + x),
        domain=((lambda x: x > -1), "logarithm of a number that is not positive"),
    ),
}  # fmt: skip
SCALAR["log"] = SCALAR["ln"]


def function(name):
    """Return an elementary function that takes numbers of every kind."""
    if name in COMPOSED:
        return COMPOSED[name]
    of_plain, derivative = SCALAR[name]

    def apply(x):
        if isinstance(x, Dual):
            return Dual(x.level, apply(x.value), derivative(x.value) * x.slope)
        return of_plain(x)

    return apply


def absolute(x):
    """Return x or -x, whichever is not negative; so it goes on analytically off zero."""
    return x if primal(x) >= 0 else -x


def _softplus(x):
    """Return ln(1 + exp(x)) without an exponential of a large number."""
    if primal(x) > 0:
        return x + function("log1p")(function("exp")(-x))
    return function("log1p")(function("exp")(x))


def _root_of_half(x):
    return ball_sqrt(_half) if _of_balls(x) else math.sqrt(0.5)


# name: a function made of others, so that it needs no derivative
COMPOSED = {
    "abs": absolute,
    "sign": lambda x: (ordered(x) > 0) - (ordered(x) < 0),
    "relu": lambda x: x if ordered(x) > 0 else 0 * x,
    "sigmoid": lambda x: 1 / (1 + function("exp")(-x)),
    "softplus": _softplus,
    "silu": lambda x: x * function("sigmoid")(x),
    "gelu": lambda x: x * function("normal_cdf")(x),
    "logit": lambda x: function("ln")(x / (1 - x)),
    "normal_cdf": lambda x: (1 + function("erf")(x * _root_of_half(x))) / 2,
    "normal_pdf": lambda x: function("exp")(-x * x / 2) / function("sqrt")(2 * pi(x)),
}


def maximum(a, b):
    """Return the larger of two numbers, compared without their slopes."""
    return a if ordered(a) >= ordered(b) else b


def minimum(a, b):
    """Return the smaller of two numbers, compared without their slopes."""
    return a if ordered(a) <= ordered(b) else b


def power(x, k):
    """Return x to the power k: repeated products for an integer k, else by exp and ln."""
    whole = whole_number(k)
    if whole is None:
        return function("exp")(k * function("ln")(x))
    return x**whole if whole >= 0 else 1 / x**-whole


def whole_number(k) -> int | None:
    """Return an exponent as an integer, if it is exactly one."""
    if isinstance(k, Ball) and not k.err and k.exp <= 0 and not k.man & ((1 << -k.exp) - 1):
        return k.man >> -k.exp
    if isinstance(k, int) or (isinstance(k, float) and k.is_integer()):
        return int(k)
    return None
