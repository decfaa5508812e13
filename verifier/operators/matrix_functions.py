"""Functions of a square matrix as a whole."""

from verifier.operators.record import (
    EVERYWHERE,
    Function,
    Operator,
    complex_,
    identity,
    real,
    square,
    unchanged,
)

HALVINGS = 6  # of the matrix, before its power series is summed


def _expm(evaluation, array):
    """Return the matrix exponential: its power series after halving the matrix, then squared back."""
    ar = evaluation.arithmetic
    terms = 40 if ar.number is not float else 18
    array = ar.scale(ar.number(1) / 2**HALVINGS, array)
    term = result = identity(ar, array.shape[0])
    for k in range(1, terms):
        term = ar.scale(ar.number(1) / k, ar.matmul(term, array))
        result = ar.add(result, term)
    for _ in range(HALVINGS):
        result = ar.matmul(result, result)
    return result


OPERATORS = (
    Operator(
        name="expm",
        form=Function(r"\operatorname{expm}", (1, 1), listed=False),
        spellings=(),
        shape=square("expm", unchanged),
        evaluate=_expm,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\operatorname{expm}(\mathbf{Y})", "scipy.linalg.expm(Y)"),
            real(r"\operatorname{expm}(z)", "np.exp(z)"),
            complex_(r"\operatorname{expm}(\mathbf{X})", "scipy.linalg.expm(X)"),
        ),
        mutants=(),
        convention=(r"$\operatorname{expm}(\mathbf{A})$", "matrix exponential"),
        search=("matrix exponential",),
    ),
)
