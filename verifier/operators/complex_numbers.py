"""Conjugates, real and imaginary parts."""

from verifier.numbers.functions import function
from verifier.operators.record import (
    Domain,
    Function,
    Operator,
    Postfix,
    Ways,
    complex_,
    entry_by_entry,
    real,
    square,
    transposed,
    unchanged,
)

_NOT_HOLOMORPHIC = Domain("everywhere; no function of a complex number alone", lambda operand: False)


def _conjugate(evaluation, x):
    return evaluation.conjugate(x)


def _hermitian(evaluation, array):
    ar = evaluation.arithmetic
    return ar.transpose(ar.map(evaluation.conjugate, array))


def _real_part(evaluation, x):
    """Return the real part; of real data the number itself, so that it is analytic."""
    return (x + evaluation.conjugate(x)) / 2 if evaluation.is_complex else x


def _imaginary_part(evaluation, x):
    return -1j * ((x - evaluation.conjugate(x)) / 2) if evaluation.is_complex else 0 * x


def _inverse_hermitian(evaluation, array):
    return _hermitian(evaluation, evaluation.arithmetic.inverse(array))


def _argument(evaluation, x):
    """Return half of ln z - ln z^*, over i; of real data zero where the logarithm exists, as that is positive."""
    ln = function("ln")
    return -1j * ((ln(x) - ln(evaluation.conjugate(x))) / 2) if evaluation.is_complex else 0 * ln(x)


def _part(name, command, evaluate, python, words, search, other):
    return Operator(
        name=name,
        form=Function(command, (1, 1), listed=False),
        spellings=(rf"\operatorname{{{command[1:]}}}",),
        shape=unchanged,
        evaluate=entry_by_entry(evaluate),
        smooth=False,
        domain=_NOT_HOLOMORPHIC,
        oracles=(
            complex_(rf"{command}(z)", f"{python}(z)"),
            complex_(rf"{command}(\mathbf{{A}} \mathbf{{x}})", f"{python}(A @ x)"),
            real(rf"{command}(\mathbf{{A}}) + \mathbf{{B}}", f"{python}(A) + B"),
        ),
        mutants=(other, ""),
        convention=(rf"${command}(z)$", f"{words} part, entry by entry"),
        search=search,
    )


OPERATORS = (
    _part("real_part", r"\Re", _real_part, "np.real", "real", ("real part",), "imaginary_part"),
    _part("imaginary_part", r"\Im", _imaginary_part, "np.imag", "imaginary", ("imaginary part",), "real_part"),
    Operator(
        name="conjugate",
        form=Postfix("*", (r"\{\*\}", r"\*")),
        spellings=(),
        shape=unchanged,
        evaluate=entry_by_entry(_conjugate),
        smooth=False,
        domain=_NOT_HOLOMORPHIC,
        oracles=(
            real(r"\mathbf{A}^{*}", "A"),
            complex_("z^{*}", "np.conj(z)"),
            complex_(r"\mathbf{A}^{*}", "np.conj(A)"),
        ),
        mutants=("",),
        convention=("$z^{*}$", "complex conjugate, entry by entry"),
        search=("complex conjugate",),
    ),
    Operator(
        name="hermitian",
        form=Postfix(r"\mathsf{H}", (r"(?:\{(?:\\math(?:sf|rm)\{H\}|\\dagger)\}|\\dagger(?![a-zA-Z]))",)),
        spellings=(),
        shape=transposed,
        evaluate=Ways(_conjugate, _hermitian),
        smooth=False,
        domain=_NOT_HOLOMORPHIC,
        oracles=(
            complex_(r"\mathbf{A}^{\mathsf{H}}", "A.conj().T"),
            complex_(r"z^{\mathsf{H}}", "np.conj(z)"),
        ),
        mutants=("transpose",),
        convention=(r"$\mathbf{A}^{\mathsf{H}}$", "conjugate transpose"),
        search=("conjugate transpose", "Hermitian transpose", "adjoint"),
    ),
    Operator(
        name="inverse_hermitian",
        form=Postfix(r"-\mathsf{H}", (r"\{\s*-\s*\\math(?:sf|rm)\{H\}\s*\}",)),
        spellings=(),
        shape=square("the inverse", unchanged),
        evaluate=Ways(lambda evaluation, x: 1 / evaluation.conjugate(x), _inverse_hermitian),
        smooth=False,
        domain=Domain("of an invertible matrix", lambda operand: False),
        oracles=(
            complex_(r"\mathbf{X}^{-\mathsf{H}}", "np.linalg.inv(X).conj().T"),
            complex_(r"z^{-\mathsf{H}}", "1 / np.conj(z)"),
        ),
        mutants=("inverse_transpose", "inverse", "hermitian"),
        convention=(r"$\mathbf{A}^{-\mathsf{H}}$", "conjugate transpose of the inverse"),
        search=("inverse conjugate transpose", "inverse Hermitian transpose"),
    ),
    Operator(
        name="argument",
        form=Function(r"\arg", (1, 1), listed=False),
        spellings=(r"\operatorname{arg}",),
        shape=unchanged,
        evaluate=entry_by_entry(_argument),
        smooth=False,
        domain=Domain("off zero and the negative real numbers, where it jumps", lambda operand: True),
        oracles=(
            complex_(r"\arg(z)", "np.angle(z)"),
            complex_(r"\arg(\mathbf{A} \mathbf{x})", "np.angle(A @ x)"),
            real(r"\arg(\mathbf{v})", "np.zeros((n, 1))"),
        ),
        mutants=("abs",),
        convention=(r"$\arg(z)$", r"argument, between $-\pi$ and $\pi$, entry by entry"),
        search=("argument", "phase", "angle of a complex number"),
    ),
)
