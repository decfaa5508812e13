"""Matrices that are known by their sizes: commutation, duplication, elimination, symmetrizer."""

# Each is built from the permutation that defines it: `vec` puts entry i, j of a matrix of m rows in place i + m j.

from verifier.operators.record import EVERYWHERE, Operator, Oracle, SizedName, real
from verifier.unify import TRIANGLE, known

_BASIS = "[(lambda E: E + E.T - E * E.T)(np.outer(np.eye(n)[i], np.eye(n)[j])) for j in range(n) for i in range(j, n)]"


def _array(evaluation, rows, columns, ones):
    """Return an array of zeros with ones in some places."""
    number = evaluation.arithmetic.number
    return evaluation.arithmetic.array([[number(int((r, c) in ones)) for c in range(columns)] for r in range(rows)])


def _commutation(evaluation, m, n):
    ones = {(j + n * i, i + m * j) for i in range(m) for j in range(n)}
    return _array(evaluation, m * n, m * n, ones)


def _below(n):
    """Return the places on and below the diagonal of an n x n matrix, as `vech` stacks them."""
    return [(i, j) for j in range(n) for i in range(j, n)]


def _duplication(evaluation, n):
    ones = {(row, k) for k, (i, j) in enumerate(_below(n)) for row in (i + n * j, j + n * i)}
    return _array(evaluation, n * n, n * (n + 1) // 2, ones)


def _elimination(evaluation, n):
    ones = {(k, i + n * j) for k, (i, j) in enumerate(_below(n))}
    return _array(evaluation, n * (n + 1) // 2, n * n, ones)


def _symmetrizer(evaluation, n):
    ar = evaluation.arithmetic
    both = ar.add(_array(evaluation, n * n, n * n, {(k, k) for k in range(n * n)}), _commutation(evaluation, n, n))
    return ar.scale(ar.number(1) / 2, both)


def _square(tex: str, python: str) -> Oracle:
    """Return an oracle for a square matrix, in a sentence that has no D of its own."""
    return Oracle(r"For $\mathbf{X} \in \mathbb{R}^{n \times n}$", tex, python)


def _squared(n):
    return known(("*", n, n))


def _record(name, letter, sizes, shape, evaluate, oracles, convention, search):
    return Operator(
        name=name,
        form=SizedName(rf"\mathbf{{{letter}}}", sizes),
        spellings=(),
        shape=shape,
        evaluate=evaluate,
        smooth=True,
        domain=EVERYWHERE,
        oracles=oracles,
        mutants=(),
        convention=convention,
        search=search,
    )


OPERATORS = (
    _record(
        "commutation", "K", 2, lambda m, n: (known(("*", m, n)), known(("*", m, n))), _commutation,
        (
            real(r"\mathbf{K}_{mn}", "np.eye(m * n)[np.arange(m * n).reshape(m, n, order='F').ravel()]"),
            real(r"\mathbf{K}_{mn} \operatorname{vec}(\mathbf{A})", "A.reshape(-1, 1)"),
            real(r"\mathbf{K}_{n,m}", "np.eye(m * n)[np.arange(m * n).reshape(n, m, order='F').ravel()]"),
        ),
        (
            r"$\mathbf{K}_{mn}$",
            r"commutation matrix: $\mathbf{K}_{mn} \operatorname{vec}(\mathbf{A}) "
            r"= \operatorname{vec}(\mathbf{A}^{\top})$ for $\mathbf{A}$ of $m$ rows and $n$ columns",
        ),
        ("commutation matrix", "vec permutation matrix"),
    ),
    _record(
        "duplication", "D", 1, lambda n: (_squared(n), known((TRIANGLE, n))), _duplication,
        (
            _square(r"\mathbf{D}_n", f"np.stack([E.ravel() for E in {_BASIS}], axis=1)"),
            _square(
                r"\mathbf{D}_n \operatorname{vech}(\mathbf{X} + \mathbf{X}^{\top})",
                "(X + X.T).reshape(-1, 1, order='F')",
            ),
        ),
        (
            r"$\mathbf{D}_n$",
            r"duplication matrix: $\mathbf{D}_n \operatorname{vech}(\mathbf{S}) = \operatorname{vec}(\mathbf{S})$ "
            r"for symmetric $\mathbf{S}$ of $n$ rows",
        ),
        ("duplication matrix",),
    ),
    _record(
        "elimination", "L", 1, lambda n: (known((TRIANGLE, n)), _squared(n)), _elimination,
        (
            real(r"\mathbf{L}_n", "np.eye(n * n)[[i + n * j for j in range(n) for i in range(j, n)]]"),
            real(r"\mathbf{L}_n \operatorname{vec}(\mathbf{X})", "X.T[np.triu_indices(n)][:, None]"),
        ),
        (
            r"$\mathbf{L}_n$",
            r"elimination matrix: $\mathbf{L}_n \operatorname{vec}(\mathbf{A}) = \operatorname{vech}(\mathbf{A})$ "
            r"for any $\mathbf{A}$ of $n$ rows and columns",
        ),
        ("elimination matrix",),
    ),
    _record(
        "symmetrizer", "N", 1, lambda n: (_squared(n), _squared(n)), _symmetrizer,
        (
            real(
                r"\mathbf{N}_n",
                "(np.eye(n * n) + np.eye(n * n)[np.arange(n * n).reshape(n, n, order='F').ravel()]) / 2"
            ),
            real(r"\mathbf{N}_n \operatorname{vec}(\mathbf{X})", "((X + X.T) / 2).reshape(-1, 1, order='F')"),
        ),
        (
            r"$\mathbf{N}_n$",
            r"symmetrizer: $\mathbf{N}_n \operatorname{vec}(\mathbf{A}) = \frac{1}{2} \operatorname{vec}(\mathbf{A} + "
            r"\mathbf{A}^{\top})$ for any $\mathbf{A}$ of $n$ rows and columns",
        ),
        ("symmetrizer", "symmetrization matrix"),
    ),
)  # fmt: skip
