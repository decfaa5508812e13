"""Inverse functions, error function and normal distribution, of one number and applied to every entry."""

from verifier.operators.elementwise import elementwise_evaluation
from verifier.operators.record import EVERYWHERE, Domain, Function, Operator, real, unchanged

_UP_TO_ONE = Domain("for entries from -1 to 1, smooth between", lambda operand: True)
_BETWEEN = Domain("for entries between -1 and 1", lambda operand: True)
_FROM_ONE = Domain("for entries from 1 on, smooth above", lambda operand: True)
_PROBABILITY = Domain("for entries between 0 and 1", lambda operand: True)
_INSIDE = r"\frac{\mathbf{x}}{1 + \lVert \mathbf{x} \rVert_2}", "(x / (1 + np.linalg.norm(x)))"
_ABOVE = r"\mathbf{1} + \mathbf{v}", "(1 + v)"


def _record(name, command, meaning, search, python, domain=EVERYWHERE, operand=(r"\mathbf{x}", "(x)")):
    r"""Return a record; python: the function of NumPy or SciPy; operand: as LaTeX and as Python, in the domain."""
    tex, array = operand
    return Operator(
        name=name,
        form=Function(command, (1, 1), listed=False),
        spellings=(),
        shape=unchanged,
        evaluate=elementwise_evaluation(name),
        smooth=True,
        domain=domain,
        oracles=(real(rf"{command}({tex})", f"{python}{array}"),),
        mutants=(),
        convention=(rf"${command}(\mathbf{{x}})$", f"{meaning}, entry by entry"),
        search=search,
    )


OPERATORS = (
    _record("arcsin", r"\arcsin", "inverse sine", ("inverse sine",), "np.arcsin", _UP_TO_ONE, _INSIDE),
    _record("arccos", r"\arccos", "inverse cosine", ("inverse cosine",), "np.arccos", _UP_TO_ONE, _INSIDE),
    _record("arsinh", r"\operatorname{arsinh}", "inverse hyperbolic sine", ("asinh",), "np.arcsinh"),
    _record("arcosh", r"\operatorname{arcosh}", "inverse hyperbolic cosine", (), "np.arccosh", _FROM_ONE, _ABOVE),
    _record("artanh", r"\operatorname{artanh}", "inverse hyperbolic tangent", (), "np.arctanh", _BETWEEN, _INSIDE),
    _record("erf", r"\operatorname{erf}", "error function", ("error function",), "scipy.special.erf"),
    _record(
        "softplus", r"\operatorname{softplus}", "smooth rectifier, the logarithm of one plus the exponential",
        ("softplus",), "(lambda a: np.logaddexp(0, a))"
    ),
    _record(
        "silu", r"\operatorname{silu}", "a number times its sigmoid", ("silu", "swish"),
        "(lambda a: a * scipy.special.expit(a))",
    ),
    _record(
        "gelu", r"\operatorname{gelu}", "a number times the distribution function of the standard normal there",
        ("gelu",), "(lambda a: a * scipy.special.ndtr(a))"
    ),
    _record(
        "logit", r"\operatorname{logit}", r"$\ln(x / (1 - x))$", ("logit", "log-odds"), "scipy.special.logit",
        _PROBABILITY, (r"\operatorname{sigmoid}(\mathbf{x})", "(scipy.special.expit(x))"),
    ),
    _record(
        "normal_cdf", r"\Phi", "distribution function of the standard normal", ("normal distribution",),
        "scipy.special.ndtr",
    ),
    _record(
        "normal_pdf", r"\varphi", "density of the standard normal", ("normal density",),
        "(lambda a: np.exp(-(a**2) / 2) / np.sqrt(2 * np.pi))"
    ),
)  # fmt: skip
