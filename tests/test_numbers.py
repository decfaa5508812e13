"""Balls contain the exact result, whatever is computed: compared with mpmath at 400 digits."""

import operator
import random
from fractions import Fraction

import mpmath
import pytest

from verifier.numbers import ball
from verifier.numbers.ball import DIGITS, Ball, ComplexBall, PrecisionError, midpoint, precision, radius, to_ball
from verifier.numbers.dual import Dual
from verifier.numbers.functions import COMPOSED, SCALAR, function, pi, power

truth = mpmath.mp.clone()
truth.dps = 400

OF_MPMATH = {
    **{name: getattr(truth, name) for name in ("exp", "ln", "log", "sqrt", "sin", "cos", "tan", "sinh", "cosh")},
    **{name: getattr(truth, name) for name in ("tanh", "erf", "log1p")},
    "arcsin": truth.asin,
    "arccos": truth.acos,
    "arctan": truth.atan,
    "arsinh": truth.asinh,
    "arcosh": truth.acosh,
    "artanh": truth.atanh,
    "abs": abs,
    "sign": truth.sign,
    "relu": lambda x: max(x, truth.mpf(0)),
    "sigmoid": lambda x: 1 / (1 + truth.exp(-x)),
    "softplus": lambda x: truth.log1p(truth.exp(x)),
    "silu": lambda x: x / (1 + truth.exp(-x)),
    "gelu": lambda x: x * truth.ncdf(x),
    "logit": lambda x: truth.log(x / (1 - x)),
    "normal_cdf": truth.ncdf,
    "normal_pdf": truth.npdf,
}
OPERATORS = (operator.add, operator.sub, operator.mul, operator.truediv)
OUTSIDE = (ValueError, ZeroDivisionError, OverflowError)  # of a domain, or undecided at 50 digits


def of_400_digits(x):
    return truth.make_mpf(x.mpf()) if isinstance(x, Ball) else truth.mpf(x)


def contains(x, exactly) -> bool:
    """Tell whether a ball contains a number of 400 digits."""
    if isinstance(x, ComplexBall):
        return contains(x.real, exactly.real) and contains(x.imag, exactly.imag)
    slack = abs(exactly) * truth.mpf(10) ** -380  # what is computed at 400 digits is rounded, too
    return abs(of_400_digits(midpoint(to_ball(x))) - exactly) <= of_400_digits(radius(to_ball(x))) + slack


def expression(rng, depth):
    """Return a random function of one number that takes any kind of number, with the functions to use in it."""
    if depth == 0:
        constant = rng.choice([1, 3, 0.1, 7.25, 1e-3, 12345, 10.0**20, 2.0**-80])
        return rng.choice([lambda x, of: x, lambda x, of: x + constant, lambda x, of: 0 * x + constant])
    left, right = expression(rng, depth - 1), expression(rng, depth - 1)
    kind = rng.random()
    if kind < 0.55:
        operate = rng.choice(OPERATORS)
        return lambda x, of: operate(left(x, of), right(x, of))
    if kind < 0.7:  # cancels up to 40 digits
        large = 10 ** rng.randint(5, 40)
        return lambda x, of: (left(x, of) + large) - large
    if kind < 0.8:
        k = rng.randint(-3, 5)
        return lambda x, of: left(x, of) ** k
    name = rng.choice([name for name in SCALAR if name != "log"])
    return lambda x, of: of(name)(left(x, of))


@pytest.mark.parametrize("seed", range(20))
def test_ball_contains_the_exact_value(seed):
    rng, evaluated = random.Random(seed), 0
    for _ in range(100):
        f, x = expression(rng, rng.randint(1, 5)), rng.choice([1, -1]) * 10 ** rng.uniform(-6, 4)
        try:
            found = f(to_ball(x), function)
        except OUTSIDE:
            continue
        evaluated += 1
        assert contains(found, f(truth.mpf(x), OF_MPMATH.get)), f"seed {seed}, x = {x!r}: {found!r}"
    assert evaluated > 30


@pytest.mark.parametrize("seed", range(10))
def test_slope_of_a_dual_contains_the_derivative(seed):
    rng, evaluated = random.Random(seed), 0
    for _ in range(30):
        f, x = expression(rng, rng.randint(1, 3)), rng.uniform(-3, 3)
        try:
            found = f(Dual(1, to_ball(x), 1), function).slope
            step = truth.mpf(10) ** -90  # its error is about 10^-180, rounding 10^-280
            above, below = (f(truth.mpf(x) + s, OF_MPMATH.get) for s in (step, -step))
        except OUTSIDE:
            continue
        wanted = (above - below) / (2 * step)
        if isinstance(wanted, truth.mpc):
            continue
        evaluated += 1
        found = to_ball(found)
        error = abs(of_400_digits(midpoint(found)) - wanted)
        assert error <= of_400_digits(radius(found)) + truth.mpf(10) ** -100 * (1 + abs(wanted)), (seed, x)
    assert evaluated > 8


NEAR = {  # where a function is almost zero, flat or infinite
    **dict.fromkeys(("ln", "log"), (1 + 2.0**-50, 1 - 2.0**-50, 1e-300, 1e300)),
    **dict.fromkeys(("sin", "tan", "cos"), (3.141592653589793, 1.5707963267948966, 1e-200, 1e30)),
    **dict.fromkeys(("arcsin", "arccos"), (1 - 2.0**-52, -1 + 2.0**-52, 1e-200, 0.5)),
    "arcosh": (1 + 2.0**-52, 30.0, 1e300),
    "artanh": (1 - 2.0**-52, -1 + 2.0**-52, 1e-200),
    "logit": (1 - 2.0**-52, 0.5 + 2.0**-52, 1e-300),
    "log1p": (1e-200, -1 + 2.0**-52, 1e50),
    "sqrt": (1e-300, 2.0, 1e300),
}


@pytest.mark.parametrize("name", [*SCALAR, *COMPOSED])
def test_function_of_a_ball_contains_its_values(name):
    rng = random.Random(name)
    domains = {
        "log1p": (-0.9, 9),
        "arcosh": (1, 9),
        "logit": (0, 1),
        **dict.fromkeys(("arcsin", "arccos", "artanh"), (-1, 1)),
        **dict.fromkeys(("ln", "log", "sqrt"), (1e-3, 9)),
    }
    low, high = domains.get(name, (-9, 9))
    for x in (*NEAR.get(name, (1e-200, 30.0, -30.0)), *(rng.uniform(low, high) for _ in range(20))):
        assert contains(function(name)(to_ball(x)), OF_MPMATH[name](truth.mpf(x))), x
    for _ in range(40):
        x, size = to_ball(rng.uniform(low, high)), 10 ** rng.randint(1, 45)
        wide = x * Ball(size, 0, 1) / size  # as after a loss of digits
        try:
            found = function(name)(wide)
        except OUTSIDE:
            continue
        for k in range(-4, 5):  # from one end of the ball to the other
            within = of_400_digits(midpoint(wide)) + of_400_digits(radius(wide)) * k / 4
            wanted = OF_MPMATH[name](within)
            assert isinstance(wanted, truth.mpc) or contains(found, wanted), (name, wide, k)


@pytest.mark.parametrize("name", ["exp", "ln", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan"])
def test_function_of_a_complex_ball_contains_its_value(name):
    rng = random.Random(name)
    for _ in range(40):
        z = complex(rng.gauss(0, 3), rng.gauss(0, 3))
        assert contains(function(name)(to_ball(z)), OF_MPMATH[name](truth.mpc(z))), z


@pytest.mark.parametrize("seed", range(5))
def test_complex_arithmetic_contains_the_exact_value(seed):
    rng = random.Random(seed)
    a, b, c = (complex(rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(3))
    found, wanted = ((x * y / z - x + 10**30 - y**3 - 10**30) / (z - y) for x, y, z in (
        map(to_ball, (a, b, c)), map(truth.mpc, (a, b, c)),
    ))  # fmt: skip
    assert contains(found, wanted) and contains(abs(found), abs(wanted))


@pytest.mark.parametrize("exponent", [2, -3, 0, 0.5, -1.25, 2.0])
def test_power_contains_the_exact_value(exponent):
    assert contains(power(to_ball(1.7), to_ball(exponent)), truth.mpf(1.7) ** truth.mpf(exponent))


def test_numbers_of_distant_size_add_up():
    for a, b in ((10**400, 1e-300), (1e-300, 10**400), (1, 5e-324), (-(10**400), 10**400)):
        assert contains(to_ball(a) + to_ball(b), of_400_digits(a) + of_400_digits(b))


def test_integers_and_floats_are_exact():
    total = to_ball(3) + to_ball(0.1) * 2 - 2.0**-60
    exactly = 3 + 2 * Fraction(0.1) - Fraction(2) ** -60
    assert radius(total).man == 0 and Fraction(total.man) * Fraction(2) ** total.exp == exactly
    assert radius(to_ball(1) / 3).man > 0


def test_radius_stays_small():
    x = to_ball(0.7)
    for _ in range(100):
        x = function("cos")(x)
    assert radius(x) < 1e-51


# Comparisons: decided, or more digits, and equality at the last


def test_open_comparison_asks_for_digits():
    third = to_ball(1) / 3
    for compare in (operator.lt, operator.le, operator.gt, operator.ge, operator.eq):
        with pytest.raises(PrecisionError, match="50 digits do not tell"):
            compare(third * 3, 1)
    assert third < 0.34 and third > 0.33 and third != 0.33


def test_overlapping_balls_are_equal_at_the_last_digits():
    with precision(DIGITS[-1]):
        whole = to_ball(1) / 3 * 3
        assert whole == 1 and whole <= 1 and whole >= 1 and not whole < 1 and not whole > 1
        with pytest.raises(ZeroDivisionError):
            1 / (whole - 1)


def test_division_by_a_possible_zero_is_refused():
    with pytest.raises(PrecisionError):
        1 / (to_ball(1) / 3 * 3 - 1)


def test_root_at_the_edge_asks_for_digits():
    edge = to_ball(1) / 3 * 3 - 1
    for name in ("sqrt", "ln"):
        with pytest.raises(PrecisionError):
            function(name)(edge)
    with precision(DIGITS[-1]):
        edge = to_ball(1) / 3 * 3 - 1
        assert contains(function("sqrt")(edge), truth.mpf(0))
        with pytest.raises(ValueError, match="not positive"):
            function("ln")(edge)


def test_root_around_zero_contains_all_roots():
    with precision(DIGITS[-1]):
        around = Ball(0, -700, 3)
        for k in range(4):
            assert contains(function("sqrt")(around), truth.sqrt(truth.mpf(k) * truth.mpf(2) ** -700))


@pytest.mark.parametrize("digits", DIGITS)
def test_pi_is_within_its_radius(digits):
    with precision(digits):
        assert contains(pi(to_ball(1)), +truth.pi) and 0 < radius(pi(to_ball(1))) < 10.0 ** (2 - digits)


@pytest.mark.parametrize("tower", [3, 9])
def test_tower_of_exponentials_is_refused(tower):
    x = to_ball(10)
    with pytest.raises(OverflowError):
        for _ in range(tower):
            x = function("exp")(x)


# What a ball with too small a radius does


def lossy(man, exp, err):
    """Round as if nothing was lost."""
    found = genuine_rounded(man, exp, err)
    return Ball(found.man, found.exp, err and found.err - 2)


genuine_rounded = ball.rounded


def test_forgotten_rounding_is_detected(monkeypatch):
    monkeypatch.setattr(ball, "rounded", lossy)
    with pytest.raises(AssertionError, match="x = "):
        for seed in range(5):
            test_ball_contains_the_exact_value(seed)


def test_slope_of_a_dual_over_balls_is_a_ball():
    x = Dual(1, to_ball(2), 1)  # the slope of a variable by itself is the integer 1
    for y in (x / 3, (x + 1) / 3, 1 / x, x * 3 / 7):
        assert isinstance(y.slope, Ball), y.slope
