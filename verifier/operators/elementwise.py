"""Functions of one number, applied to every entry."""

from verifier.numbers.functions import absolute, function
from verifier.operators.record import (
    EVERYWHERE,
    Bracket,
    Domain,
    Function,
    Macro,
    Operator,
    complex_,
    entry_by_entry,
    real,
    unchanged,
)

_POSITIVE = Domain("for positive entries", lambda operand: True)
_NOT_NEGATIVE = Domain("for entries that are not negative, smooth for positive ones", lambda operand: True)
_ALL = Domain("everywhere; its derivative not at zero", lambda operand: False)


def elementwise_evaluation(name: str):
    """Return the evaluation of a function that numbers of every kind have."""
    of_number = function(name)
    return entry_by_entry(
        lambda evaluation, x: of_number(x), lambda evaluation, a: evaluation.arithmetic.elementwise(name, a)
    )


def _elementary(name, meaning, search, python="", domain=EVERYWHERE, operand="x"):
    r"""Return the record of an analytic function that LaTeX has a command for."""
    return Operator(
        name=name,
        form=Function("\\" + name, (1, 1), listed=False),
        spellings=(),
        shape=unchanged,
        evaluate=elementwise_evaluation(name),
        smooth=True,
        domain=domain,
        oracles=(real(rf"\{name}(\mathbf{{{operand}}})", f"{python or 'np.' + name}({operand})"),),
        mutants=(),
        convention=(rf"$\{name}(\mathbf{{x}})$", meaning),
        search=search,
    )


def absolute_value(evaluation, x):
    """Return the absolute value of a number; of a real one without a conjugate, so that it is analytic off zero."""
    return function("sqrt")(x * evaluation.conjugate(x)) if evaluation.is_complex else absolute(x)


OPERATORS = (
    _elementary("sin", "sine entry by entry", ("sine",)),
    _elementary("cos", "cosine entry by entry", ("cosine",)),
    _elementary("tan", "tangent entry by entry", ("tangent",)),
    _elementary("sinh", "hyperbolic sine entry by entry", ("hyperbolic sine",)),
    _elementary("cosh", "hyperbolic cosine entry by entry", ("hyperbolic cosine",)),
    _elementary("tanh", "hyperbolic tangent entry by entry", ("hyperbolic tangent",)),
    _elementary("arctan", "inverse tangent entry by entry", ("inverse tangent", "atan")),
    _elementary("exp", r"exponential entry by entry, also written $e^{\mathbf{x}}$", ("exponential",)),
    _elementary("ln", "natural logarithm entry by entry", ("logarithm", "log"), "np.log", _POSITIVE, "v"),
    _elementary("log", "natural logarithm entry by entry", ("logarithm", "ln"), "np.log", _POSITIVE, "v"),
    Operator(
        name="sqrt",
        form=Macro(r"\sqrt"),
        spellings=(),
        shape=unchanged,
        evaluate=elementwise_evaluation("sqrt"),
        smooth=True,
        domain=_NOT_NEGATIVE,
        oracles=(real(r"\sqrt{q}", "np.sqrt(q)"), real(r"\sqrt{\mathbf{v}}", "np.sqrt(v)")),
        mutants=(),
        convention=(r"$\sqrt{\mathbf{x}}$", "square root entry by entry"),
        search=("square root",),
    ),
    Operator(
        name="abs",
        form=Bracket(r"\lvert", r"\rvert", ""),
        spellings=(),
        shape=unchanged,
        evaluate=entry_by_entry(absolute_value),
        smooth=False,
        domain=_ALL,
        oracles=(
            real(r"\lvert z \rvert + \lvert w \rvert", "abs(z) + abs(w)"),
            real(r"\lvert \mathbf{A} \rvert", "np.abs(A)"),
            complex_(r"\lvert z \rvert", "abs(z)"),
        ),
        mutants=(),
        convention=(r"$\lvert \mathbf{x} \rvert$", "absolute value entry by entry"),
        search=("absolute value", "modulus"),
    ),
    Operator(
        name="sign",
        form=Function(r"\operatorname{sign}", (1, 1), listed=False),
        spellings=(),
        shape=unchanged,
        evaluate=elementwise_evaluation("sign"),
        smooth=False,
        domain=_ALL,
        oracles=(real(r"\operatorname{sign}(\mathbf{x})", "np.sign(x)"),),
        mutants=(),
        convention=(
            r"$\operatorname{sign}(\mathbf{x})$",
            "entry by entry: one above zero, minus one below, and zero at zero",
        ),
        search=("sign", "signum"),
    ),
    Operator(
        name="relu",
        form=Function(r"\operatorname{relu}", (1, 1), listed=False),
        spellings=(),
        shape=unchanged,
        evaluate=elementwise_evaluation("relu"),
        smooth=False,
        domain=_ALL,
        oracles=(real(r"\operatorname{relu}(\mathbf{A})", "np.where(A > 0, A, 0)"),),
        mutants=(),
        convention=(r"$\operatorname{relu}(\mathbf{x})$", "the larger of an entry and zero, entry by entry"),
        search=("relu", "rectified linear unit", "rectifier"),
    ),
    Operator(
        name="sigmoid",
        form=Function(r"\operatorname{sigmoid}", (1, 1), listed=False),
        spellings=(),
        shape=unchanged,
        evaluate=elementwise_evaluation("sigmoid"),
        smooth=True,
        domain=EVERYWHERE,
        oracles=(real(r"\operatorname{sigmoid}(\mathbf{A})", "scipy.special.expit(A)"),),
        mutants=(),
        convention=(r"$\operatorname{sigmoid}(\mathbf{x})$", "$1 / (1 + e^{-x})$, entry by entry"),
        search=("sigmoid", "logistic function", "logistic"),
    ),
)
