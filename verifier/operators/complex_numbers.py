"""Conjugates."""

from verifier.operators.record import (
    Domain,
    Operator,
    Postfix,
    Ways,
    complex_,
    entry_by_entry,
    real,
    transposed,
    unchanged,
)

_NOT_HOLOMORPHIC = Domain("everywhere; no function of a complex number alone", lambda operand: False)


def _conjugate(evaluation, x):
    return evaluation.conjugate(x)


def _hermitian(evaluation, array):
    ar = evaluation.arithmetic
    return ar.transpose(ar.map(evaluation.conjugate, array))


OPERATORS = (
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
        mutants=(),
        convention=("$z^{*}$", "complex conjugate, entry by entry"),
        search=("complex conjugate",),
    ),
    Operator(
        name="hermitian",
        form=Postfix(r"\mathsf{H}", (r"\{\\mathsf\{H\}\}",)),
        spellings=(),
        shape=transposed,
        evaluate=Ways(_conjugate, _hermitian),
        smooth=False,
        domain=_NOT_HOLOMORPHIC,
        oracles=(
            complex_(r"\mathbf{A}^{\mathsf{H}}", "A.conj().T"),
            complex_(r"z^{\mathsf{H}}", "np.conj(z)"),
        ),
        mutants=(),
        convention=(r"$\mathbf{A}^{\mathsf{H}}$", "conjugate transpose"),
        search=("conjugate transpose", "Hermitian transpose", "adjoint"),
    ),
)
