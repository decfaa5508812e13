"""What makes numbers of the entries of a column, or of each row or column of a matrix by itself."""

from verifier.numbers.dual import primal
from verifier.numbers.functions import function
from verifier.operators.record import (
    EVERYWHERE,
    Function,
    Operator,
    entries_of,
    real,
    scalar,
    to_number,
    total,
    unchanged,
)


def _mean(numbers: list):
    return total(numbers) / len(numbers)


def _variance(numbers: list):
    mean = _mean(numbers)
    return _mean([(x - mean) * (x - mean) for x in numbers])


def _largest(numbers: list) -> float:
    """Return about the largest number, a constant without its slope: less it, no power overflows."""
    return max(float(primal(x)) for x in numbers)


def _log_sum_exp(numbers: list):
    shift = _largest(numbers)
    return shift + function("ln")(total([function("exp")(x - shift) for x in numbers]))


def _softmax(numbers: list) -> list:
    shift = _largest(numbers)
    powers = [function("exp")(x - shift) for x in numbers]
    whole = total(powers)
    return [x / whole for x in powers]


def _by_row(of_numbers):
    """Return the evaluation that makes a row of each row, from a function of a list of numbers to such a list."""

    def evaluate(evaluation, array):
        return evaluation.arithmetic.array([of_numbers(list(row)) for row in evaluation.arithmetic.rows(array)])

    return evaluate


def _by_column(of_numbers):
    def evaluate(evaluation, array):
        ar = evaluation.arithmetic
        return ar.transpose(_by_row(of_numbers)(evaluation, ar.transpose(array)))

    return evaluate


def _to_list(of_numbers):
    return lambda numbers: [of_numbers(numbers)]


def _record(name, shape, evaluate, oracles, mutants, meaning, search):
    base, _, along = name.partition("_")
    command = rf"\operatorname{{{base}}}" + (rf"_{{\text{{{along}}}}}" if along else "")
    return Operator(
        name=name,
        form=Function(command, (1, 1), listed=not along),
        spellings=(),
        shape=shape,
        evaluate=evaluate,
        smooth=True,
        domain=EVERYWHERE,
        oracles=tuple(real(tex, python) for tex, python in oracles),
        mutants=mutants,
        convention=(rf"${command}(\mathbf{{{'A' if along else 'x'}}})$", meaning),
        search=search,
    )


def _statistic(base, of_numbers, python, meaning, search):
    """Return the records of a number that is made of all entries, of each row and of each column."""
    return (
        _record(
            base, scalar, to_number(lambda evaluation, array: of_numbers(entries_of(evaluation.arithmetic, array))),
            (
                (rf"\operatorname{{{base}}}(\mathbf{{x}})", f"{python}(x)"),
                (rf"\operatorname{{{base}}}(x_1, \dots, x_n)", f"{python}(x)"),
                (rf"\operatorname{{{base}}}(\mathbf{{A}})", f"{python}(A)"),
                (rf"\operatorname{{{base}}}(z) + w", f"{python}(z) + w"),
            ),
            (), f"{meaning} of all entries", search,
        ),
        _record(
            f"{base}_row", lambda shape: (shape[0], 1), _by_row(_to_list(of_numbers)),
            ((rf"\operatorname{{{base}}}_{{\text{{row}}}}(\mathbf{{A}})", f"{python}(A, axis=1, keepdims=True)"),),
            (f"{base}_column",), f"{meaning} of each row, as a column", (f"{search[0]} by row",),
        ),
        _record(
            f"{base}_column", lambda shape: (1, shape[1]), _by_column(_to_list(of_numbers)),
            ((rf"\operatorname{{{base}}}_{{\text{{column}}}}(\mathbf{{A}})", f"{python}(A, axis=0, keepdims=True)"),),
            (f"{base}_row",), f"{meaning} of each column, as a row", (f"{search[0]} by column",),
        ),
    )  # fmt: skip


OPERATORS = (
    *_statistic("mean", _mean, "np.mean", "the mean", ("mean", "average")),
    *_statistic(
        "var", _variance, "np.var", "the variance (divided by the number of entries, not by one less)", ("variance",)
    ),
    *_statistic(
        "logsumexp", _log_sum_exp, "scipy.special.logsumexp", "the logarithm of the sum of the exponentials",
        ("log-sum-exp", "logsumexp", "smooth maximum"),
    ),
    _record(
        "softmax_row", unchanged, _by_row(_softmax),
        ((r"\operatorname{softmax}_{\text{row}}(\mathbf{A})", "scipy.special.softmax(A, axis=1)"),),
        ("softmax_column",), "softmax of each row by itself", ("softmax by row", "attention weights"),
    ),
    _record(
        "softmax_column", unchanged, _by_column(_softmax),
        (
            (r"\operatorname{softmax}_{\text{column}}(\mathbf{A})", "scipy.special.softmax(A, axis=0)"),
            (r"\operatorname{softmax}_{\text{column}}(\mathbf{x})", "scipy.special.softmax(x)"),
        ),
        ("softmax_row",), "softmax of each column by itself", ("softmax by column",),
    ),
)  # fmt: skip
