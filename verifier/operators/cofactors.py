"""Cofactors and the adjugate: by minors, so that they exist for singular matrices, too."""

from verifier.operators.record import EVERYWHERE, Function, Operator, complex_, real, square, unchanged


def _cofactors(evaluation, array):
    """Return the cofactors: each the determinant of what is left without its row and column, signed."""
    ar = evaluation.arithmetic
    rows = [list(row) for row in ar.rows(array)]
    n = len(rows)
    if n == 1:
        return ar.array([[ar.number(1)]])

    def cofactor(i, j):
        minor = ar.determinant(ar.array([row[:j] + row[j + 1 :] for row in rows[:i] + rows[i + 1 :]]))
        return minor if (i + j) % 2 == 0 else -minor

    return ar.array([[cofactor(i, j) for j in range(n)] for i in range(n)])


def _adjugate(evaluation, array):
    return evaluation.arithmetic.transpose(_cofactors(evaluation, array))


OPERATORS = (
    Operator(
        name="adj",
        form=Function(r"\operatorname{adj}", (1, 1), listed=False),
        spellings=(),
        shape=square("the adjugate", unchanged),
        evaluate=_adjugate,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\operatorname{adj}(\mathbf{X})", "np.linalg.det(X) * np.linalg.inv(X)"),
            real(r"\mathbf{S} \operatorname{adj}(\mathbf{S})", "np.zeros((n, n))"),
            real(r"\operatorname{adj}(z) + w", "1 + w"),
            complex_(r"\operatorname{adj}(\mathbf{X})", "np.linalg.det(X) * np.linalg.inv(X)"),
        ),
        mutants=("cof", "inverse"),
        convention=(
            r"$\operatorname{adj}(\mathbf{A})$",
            "adjugate: the transposed matrix of cofactors, of singular matrices, too",
        ),
        search=("adjugate", "classical adjoint"),
    ),
    Operator(
        name="cof",
        form=Function(r"\operatorname{cof}", (1, 1), listed=False),
        spellings=(),
        shape=square("the matrix of cofactors", unchanged),
        evaluate=_cofactors,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\operatorname{cof}(\mathbf{X})", "np.linalg.det(X) * np.linalg.inv(X).T"),
            real(r"\operatorname{cof}(\mathbf{S})^{\top} \mathbf{S}", "np.zeros((n, n))"),
            complex_(r"\operatorname{cof}(\mathbf{X})", "np.linalg.det(X) * np.linalg.inv(X).T"),
        ),
        mutants=("adj",),
        convention=(
            r"$\operatorname{cof}(\mathbf{A})$",
            "matrix of cofactors: each the signed determinant of what is left without its row and column",
        ),
        search=("cofactor", "minor"),
    ),
)
