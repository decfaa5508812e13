r"""Every operation that a formula can name, against NumPy and SciPy on the same draws.

Both sides of a statement share one parser and one evaluator, so a misreading could hide in both: `vec` by
rows, a transposed layout. Here each side of the comparison is written on its own. The expected values see
the drawn numbers only.
"""

from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import mpmath
import numpy as np
import pytest
import scipy.linalg
import scipy.special

from verifier.arrays import SCALAR, Dual, Entrywise, Numpy, referee
from verifier.compare import Statement
from verifier.declare import declare
from verifier.evaluate import OPERATIONS, Frame, Shown, evaluate
from verifier.parse import FUNCTIONS, NotationError

ARITHMETICS = {"numpy": Numpy(), "entrywise": Entrywise(), "50 digits": referee()}

REAL = r"""For $\mathbf{A}, \mathbf{B} \in \mathbb{R}^{m \times n}$, $\mathbf{C} \in \mathbb{R}^{n \times p}$,
invertible $\mathbf{X} \in \mathbb{R}^{n \times n}$, $\mathbf{Y} \in \mathbb{R}^{n \times n}$,
singular $\mathbf{S} \in \mathbb{R}^{n \times n}$, non-zero $\mathbf{D} \in \mathbb{R}^{m \times n}$,
positive definite $\mathbf{P} \in \mathbb{R}^{n \times n}$,
$\mathbf{x}, \mathbf{y} \in \mathbb{R}^{n}$, $\mathbf{a}, \mathbf{b} \in \mathbb{R}^{m}$,
positive $\mathbf{v} \in \mathbb{R}^{n}$, $\mathbf{r} \in \mathbb{R}^{1 \times p}$,
$\mathbf{u}_1, \dots, \mathbf{u}_N \in \mathbb{R}^{n}$, $c_1, \dots, c_N \in \mathbb{R}$,
$z, w \in \mathbb{R}$, positive $q \in \mathbb{R}$, $k \in \{2, 3\}$,
and a differentiable function $\mathbf{g}(\mathbf{x}) \in \mathbb{R}^{m}$ of $\mathbf{x}$,
a differentiable function $h(z) \in \mathbb{R}$ of $z$, and $f \colon \mathbb{R} \to \mathbb{R}$"""
COMPLEX = r"""For $\mathbf{A} \in \mathbb{C}^{m \times n}$, $\mathbf{X} \in \mathbb{C}^{n \times n}$,
$\mathbf{x} \in \mathbb{C}^{n}$ and $z \in \mathbb{C}$"""


def array(value):
    """Return a value of any arithmetic as an array of NumPy."""
    rows = value.tolist() if isinstance(value, np.ndarray) else value
    rows = rows if isinstance(rows, (list, tuple)) else [[rows]]
    plain = np.array([[complex(x) for x in row] for row in rows])
    return plain.real if not plain.imag.any() else plain


@cache
def known(sentence):
    return declare(" ".join(sentence.split()))


class Expression:
    """An expression at a drawn point, and what is drawn there by letter: `v.A`, `v.x`, the sizes `v.n`."""

    def __init__(self, sentence, tex, layout="numerator", seed="primitives", ones=frozenset(), smallest=2):
        declared = known(sentence)
        self.statement = Statement(declared.read(tex), declared, layout)
        self.typed = self.statement.typed.args[0]
        self.point = self.statement.point(seed, ones, smallest)
        self.v = SimpleNamespace(**self.point.sizes)
        for name, value in self.point.values.items():
            letter = name.removeprefix(r"\mathbf{").split("}")[0].split("_")[0]
            many = isinstance(value, list) and isinstance(value[0], list) and isinstance(value[0][0], list)
            plain = [np.array(member) for member in value] if many else value
            setattr(self.v, letter, np.array(plain) if isinstance(plain, list) and not many else plain)

    def frame(self, arithmetic, method="complex", **indices):
        return Frame(arithmetic, self.point, self.statement.shaper, method, indices=indices)

    def value(self, arithmetic, method="complex", **indices):
        return evaluate(self.typed, self.frame(arithmetic, method, **indices))

    def network(self, name, column):
        """Return the drawn random function of a column."""
        w = {key: np.array(rows) for key, rows in self.point.networks[name].items()}
        return w["out"] @ np.tanh(w["in"] @ column + w["bias"]) + w["shift"]


def elementary(x, b):
    return b[0] * np.sin(b[1] * x + b[2]) + b[3] * x**2


def e(size, place):
    return np.eye(size)[:, [place - 1]]


I_J = {"i": 2, "j": 1}

# name: LaTeX, what NumPy or SciPy makes of it, values of free indices
REAL_CASES = {
    "number": (r"2.75 z + 3", lambda v: 2.75 * v.z + 3),
    "size of a vector as a number": (r"n z + N", lambda v: v.n * v.z + v.N),
    "index as a number": (r"i x_i", lambda v: 2 * v.x[1], I_J),
    "pi": (r"\pi z", lambda v: np.pi * v.z),
    "Euler's number": (r"e z + e^{z}", lambda v: np.e * v.z + np.exp(v.z)),
    "sum and difference": (r"\mathbf{A} - \mathbf{B} + \mathbf{D}", lambda v: v.A - v.B + v.D),
    "sum of scalars": (r"z - w - q", lambda v: v.z - v.w - v.q),
    "minus before a sum": (r"-(\mathbf{x} + \mathbf{y})", lambda v: -(v.x + v.y)),
    "minus before a power": (r"-z^{2}", lambda v: -(v.z**2)),
    "matrix product": (r"\mathbf{A} \mathbf{C}", lambda v: v.A @ v.C),
    "three factors": (
        r"\mathbf{a}^{\top} \mathbf{A} \mathbf{x}",
        lambda v: np.einsum("i,ij,j", v.a[:, 0], v.A, v.x[:, 0]),
    ),
    "outer product": (r"\mathbf{a} \mathbf{x}^{\top}", lambda v: np.outer(v.a, v.x)),
    "row vector": (r"\mathbf{C} \mathbf{r}^{\top}", lambda v: v.C @ v.r.T),
    "scalar that is a product scales": (
        r"\mathbf{x}^{\top} \mathbf{y} \mathbf{A}",
        lambda v: np.vdot(v.x, v.y) * v.A,
    ),
    "scaling from the right": (r"\mathbf{A} z", lambda v: v.A * v.z),
    "dot": (r"\mathbf{x} \cdot \mathbf{y}", lambda v: np.vdot(v.x, v.y)),
    "dot of scalars": (r"z \cdot w", lambda v: v.z * v.w),
    "times": (r"z \times w", lambda v: v.z * v.w),
    "Hadamard": (r"\mathbf{A} \odot \mathbf{B}", lambda v: np.multiply(v.A, v.B)),
    "Hadamard binds weaker than a product": (
        r"\mathbf{X} \mathbf{x} \odot \mathbf{y}",
        lambda v: np.multiply(v.X @ v.x, v.y),
    ),
    "elementwise division": (r"\mathbf{A} \oslash \mathbf{D}", lambda v: np.divide(v.A, v.D)),
    "Kronecker": (r"\mathbf{A} \otimes \mathbf{C}", lambda v: np.kron(v.A, v.C)),
    "Kronecker of three": (
        r"\mathbf{A} \otimes \mathbf{x} \otimes \mathbf{C}",
        lambda v: np.kron(np.kron(v.A, v.x), v.C),
    ),
    "Kronecker with a scalar": (r"z \otimes \mathbf{A}", lambda v: np.kron(v.z, v.A)),
    "Kronecker of scalars": (r"z \otimes w + q", lambda v: v.z * v.w + v.q),
    "fraction": (r"\frac{\mathbf{A}}{q}", lambda v: v.A / v.q),
    "fraction of scalars": (r"\frac{z + w}{q}", lambda v: (v.z + v.w) / v.q),
    "slash": (r"z / q", lambda v: v.z / v.q),
    "scalar squared": (r"z^{2}", lambda v: v.z**2),
    "scalar to the half": (r"q^{1/2}", lambda v: np.sqrt(v.q)),
    "scalar to the minus three": (r"q^{-3}", lambda v: v.q**-3.0),
    "scalar to a scalar": (r"q^{z}", lambda v: v.q**v.z),
    "scalar to a declared integer": (r"z^{k}", lambda v: v.z**v.k),
    "matrix squared": (r"\mathbf{X}^{2}", lambda v: v.X @ v.X),
    "matrix to a declared integer": (r"\mathbf{X}^{k}", lambda v: np.linalg.matrix_power(v.X, v.k)),
    "matrix to a size": (r"\mathbf{X}^{n-1}", lambda v: np.linalg.matrix_power(v.X, v.n - 1)),
    "matrix to zero": (r"\mathbf{X}^{0}", lambda v: np.eye(v.n)),
    "matrix to minus two": (r"\mathbf{X}^{-2}", lambda v: np.linalg.matrix_power(v.X, -2)),
    "elementwise power": (r"\mathbf{A}^{\odot 3}", lambda v: np.power(v.A, 3)),
    "elementwise root": (r"\mathbf{v}^{\odot 1/2}", lambda v: np.sqrt(v.v)),
    "elementwise power of a scalar": (r"z^{\odot 2}", lambda v: v.z**2),
    "transpose": (r"\mathbf{A}^{\top}", lambda v: v.A.T),
    "transpose of a product": (r"(\mathbf{A} \mathbf{C})^{\top}", lambda v: v.C.T @ v.A.T),
    "transpose of a scalar": (r"z^{\top}", lambda v: v.z),
    "inverse": (r"\mathbf{X}^{-1}", lambda v: np.linalg.inv(v.X)),
    "inverse of a scalar": (r"q^{-1}", lambda v: 1 / v.q),
    "inverse transpose": (r"\mathbf{X}^{-\top}", lambda v: np.linalg.inv(v.X).T),
    "inverse transpose of a scalar": (r"q^{-\top}", lambda v: 1 / v.q),
    "conjugate of real numbers": (r"\mathbf{A}^{*}", lambda v: v.A),
    "pseudo-inverse of a wide or tall matrix": (r"\mathbf{A}^{+}", lambda v: np.linalg.pinv(v.A)),
    "pseudo-inverse of a singular matrix": (r"\mathbf{S}^{+}", lambda v: np.linalg.pinv(v.S)),
    "pseudo-inverse of rank one": (
        r"(\mathbf{a} \mathbf{x}^{\top})^{+}",
        lambda v: np.linalg.pinv(np.outer(v.a, v.x)),
    ),
    "pseudo-inverse of a column": (r"\mathbf{x}^{+}", lambda v: v.x.T / np.vdot(v.x, v.x)),
    "pseudo-inverse of zeros": (r"(\mathbf{A} - \mathbf{A})^{+}", lambda v: np.zeros((v.n, v.m))),
    "pseudo-inverse of a scalar": (r"q^{+}", lambda v: 1 / v.q),
    "rank": (r"\operatorname{rank}(\mathbf{X})", lambda v: np.linalg.matrix_rank(v.X)),
    "rank of a singular matrix": (
        r"\operatorname{rank}(\mathbf{S})",
        lambda v: np.linalg.matrix_rank(v.S),
    ),
    "rank of a scalar": (r"\operatorname{rank}(z) + z", lambda v: 1 + v.z),
    "determinant": (r"\det(\mathbf{X})", lambda v: np.linalg.det(v.X)),
    "determinant of a singular matrix": (r"\det(\mathbf{S}) + z", lambda v: v.z),
    "determinant of a scalar": (r"\det(z)", lambda v: v.z),
    "trace": (r"\operatorname{tr}(\mathbf{X} \mathbf{Y})", lambda v: np.einsum("ij,ji", v.X, v.Y)),
    "trace of a scalar": (r"\operatorname{tr}(\mathbf{x}^{\top} \mathbf{y})", lambda v: np.vdot(v.x, v.y)),
    "vec stacks columns": (r"\operatorname{vec}(\mathbf{A})", lambda v: v.A.reshape(-1, 1, order="F")),
    "vec of a scalar": (r"\operatorname{vec}(z) + w", lambda v: v.z + v.w),
    "diag of a column": (r"\operatorname{diag}(\mathbf{x})", lambda v: np.diag(v.x[:, 0])),
    "diag of a list": (r"\operatorname{diag}(x_1, \dots, x_n)", lambda v: np.diag(v.x[:, 0])),
    "diag of a scalar": (r"\operatorname{diag}(z) + w", lambda v: v.z + v.w),
    "diagonal of a matrix": (r"\operatorname{diagonal}(\mathbf{X})", lambda v: np.diag(v.X)[:, None]),
    "diagonal of a scalar": (r"\operatorname{diagonal}(z) + w", lambda v: v.z + v.w),
    "norm": (r"\lVert \mathbf{x} \rVert", lambda v: np.linalg.norm(v.x)),
    "norm 2": (r"\lVert \mathbf{x} \rVert_2", lambda v: np.linalg.norm(v.x[:, 0], 2)),
    "norm 2 of a row": (r"\lVert \mathbf{r} \rVert_2", lambda v: np.linalg.norm(v.r[0], 2)),
    "norm 1": (r"\lVert \mathbf{x} \rVert_1", lambda v: np.linalg.norm(v.x[:, 0], 1)),
    "norm infinity": (r"\lVert \mathbf{x} \rVert_{\infty}", lambda v: np.linalg.norm(v.x[:, 0], np.inf)),
    "norm q": (r"\lVert \mathbf{x} \rVert_q", lambda v: np.linalg.norm(v.x[:, 0], v.q)),
    "norm F": (r"\lVert \mathbf{A} \rVert_F", lambda v: np.linalg.norm(v.A, "fro")),
    "norm F with upright index": (
        r"\lVert \mathbf{A} \rVert_{\mathrm{F}}",
        lambda v: np.linalg.norm(v.A, "fro"),
    ),
    "absolute value": (r"\lvert z \rvert + \lvert w \rvert", lambda v: abs(v.z) + abs(v.w)),
    "absolute values of a matrix": (r"\lvert \mathbf{A} \rvert", lambda v: np.abs(v.A)),
    "softmax": (r"\operatorname{softmax}(\mathbf{x})", lambda v: scipy.special.softmax(v.x)),
    "softmax of a scalar": (r"\operatorname{softmax}(z) + w", lambda v: 1 + v.w),
    "matrix exponential": (r"\operatorname{expm}(\mathbf{Y})", lambda v: scipy.linalg.expm(v.Y)),
    "matrix exponential of a scalar": (r"\operatorname{expm}(z)", lambda v: np.exp(v.z)),
    "square root": (r"\sqrt{q}", lambda v: np.sqrt(v.q)),
    "square roots of a column": (r"\sqrt{\mathbf{v}}", lambda v: np.sqrt(v.v)),
    "exponential by e": (r"e^{\mathbf{A}}", lambda v: np.exp(v.A)),
    "largest of two": (r"\max(\mathbf{x}, \mathbf{y})", lambda v: np.maximum(v.x, v.y)),
    "smallest of two": (r"\min(\mathbf{x}, \mathbf{0})", lambda v: np.minimum(v.x, 0)),
    "larger scalar": (r"\max(z, w)", lambda v: max(v.z, v.w)),
    "largest entry": (r"\max(\mathbf{A})", lambda v: v.A.max()),
    "smallest entry": (r"\min(x_1, \dots, x_n)", lambda v: v.x.min()),
    "sum over an index": (r"\sum_{i=1}^{n} x_i y_i", lambda v: np.vdot(v.x, v.y)),
    "sum with limits": (
        r"\sum_{i=2}^{n-1} i x_i + z",
        lambda v: v.z + sum((i + 1) * v.x[i, 0] for i in range(1, v.n - 1)),
        {},
        4,
    ),
    "empty sum": (r"\sum_{i=n+1}^{n} x_i + z", lambda v: v.z),
    "empty sum of columns": (r"\mathbf{x} + \sum_{i=2}^{1} i \mathbf{y}", lambda v: v.x),
    "sum but for one": (r"\sum_{j \neq i} x_j", lambda v: v.x.sum() - v.x[1, 0], I_J),
    "sum over two": (r"\sum_{i,j} a_{ij} x_j", lambda v: (v.A @ v.x).sum()),
    "sum stops at plus": (r"\sum_{i} x_i y_i + z", lambda v: np.vdot(v.x, v.y) + v.z),
    "sum of columns": (
        r"\sum_{i=1}^{N} c_i \mathbf{u}_i",
        lambda v: sum(c * u for c, u in zip(v.c, v.u, strict=True)),
    ),
    "sum within a sum": (
        r"\sum_{i=1}^{m} b_i \sum_{j=1}^{n} a_{ij} x_j",
        lambda v: np.vdot(v.b, v.A @ v.x),
    ),
    "sum with dots": (r"x_1 y_1 + x_2 y_2 + \dots + x_n y_n", lambda v: np.vdot(v.x, v.y)),
    "product over an index": (r"\prod_{i=1}^{n} x_i", lambda v: np.prod(v.x)),
    "product but for one": (r"\prod_{j \neq i} x_j", lambda v: np.prod(v.x) / v.x[1, 0], I_J),
    "product from two": (r"\prod_{i=2}^{n} x_i", lambda v: np.prod(v.x[1:])),
    "entry of a column": (r"x_i", lambda v: v.x[1], I_J),
    "entry of a matrix is row, column": (r"a_{ij}", lambda v: v.A[1, 0], I_J),
    "last entry": (r"a_{mn}", lambda v: v.A[-1, -1]),
    "entry of a product": (r"(\mathbf{A} \mathbf{C})_{ij}", lambda v: (v.A @ v.C)[1, 0], I_J),
    "next entry": (r"x_{j+1} - x_{i-1}", lambda v: v.x[1] - v.x[0], I_J),
    "row of a matrix": (r"\mathbf{A}_{i,:}", lambda v: v.A[[1], :], I_J),
    "column of a matrix": (r"\mathbf{A}_{:,i}", lambda v: v.A[:, [1]], I_J),
    "entry of a row": (r"(\mathbf{r})_{i}", lambda v: v.r[0, 1], I_J),
    "entry of a row by row and column": (r"r_{1i}", lambda v: v.r[0, 1], I_J),
    "member of a family": (r"\mathbf{u}_i", lambda v: v.u[1], I_J),
    "entry of a member": (r"\mathbf{u}_{2,i} c_j", lambda v: v.u[1][1] * v.c[0], I_J),
    "identity": (r"\mathbf{A} \mathbf{I} - \mathbf{I} \mathbf{A} + \mathbf{I} \mathbf{B}", lambda v: v.B),
    "identity in a sum": (r"\mathbf{X} + \mathbf{I}", lambda v: v.X + np.eye(v.n)),
    "ones": (r"\mathbf{x} + z \mathbf{1}", lambda v: v.x + v.z),
    "ones by ones": (r"\mathbf{A} + \mathbf{1} \mathbf{1}^{\top}", lambda v: v.A + np.ones((v.m, v.n))),
    "zeros": (r"\max(\mathbf{A}, \mathbf{0})", lambda v: np.maximum(v.A, np.zeros((v.m, v.n)))),
    "unit column": (r"\mathbf{A} \mathbf{e}_i", lambda v: v.A @ e(v.n, 2), I_J),
    "single-entry matrix": (
        r"\mathbf{A}^{\top} \mathbf{J}^{ij} \mathbf{C}^{\top}",
        lambda v: v.A.T @ e(v.m, 2) @ e(v.p, 1).T @ v.C.T,
        I_J,
    ),
    "delta off": (r"\delta_{ij} x_i y_j + z", lambda v: v.z, I_J),
    "delta on": (r"\delta_{ij} x_i y_j + z", lambda v: v.x[0] * v.y[0] + v.z, {"i": 1, "j": 1}),
    "delta in a sum": (r"\sum_{j=1}^{n} \delta_{ij} x_j", lambda v: v.x[1], I_J),
    "cases, first": (
        r"\begin{cases} z & q > 0 \\ w & q \leq 0 \end{cases}",
        lambda v: v.z,
    ),
    "cases, second": (
        r"\begin{cases} z & -q \geq 0 \\ \mathbf{x}^{\top} \mathbf{y} & 0 < q \text{ and } q \neq 0 \end{cases}",
        lambda v: np.vdot(v.x, v.y),
    ),
    "cases, otherwise": (
        r"\begin{cases} \mathbf{x} & q < 0 \\ \mathbf{y} & \text{otherwise} \end{cases}",
        lambda v: v.y,
    ),
    "cases by index": (
        r"\begin{cases} z & i = j \\ w & i \neq j \end{cases} x_i y_j",
        lambda v: v.w * v.x[1] * v.y[0],
        I_J,
    ),
    "blocks": (
        r"\begin{bmatrix} \mathbf{A} & \mathbf{a} \\ \mathbf{x}^{\top} & z \end{bmatrix}",
        lambda v: np.block([[v.A, v.a], [v.x.T, np.array([[v.z]])]]),
    ),
    "blocks of zeros and ones": (
        r"\begin{bmatrix} \mathbf{X} & \mathbf{A}^{\top} \\ \mathbf{0} & \mathbf{I} \end{bmatrix} \begin{bmatrix} \mathbf{x} \\ \mathbf{a} \end{bmatrix}",
        lambda v: np.vstack([v.X @ v.x + v.A.T @ v.a, v.a]),
    ),
    "scalars written out": (
        r"\begin{bmatrix} z & w & q \\ x_1 & x_2 & 0 \end{bmatrix}",
        lambda v: np.array([[v.z, v.w, v.q], [v.x[0, 0], v.x[1, 0], 0]]),
    ),
    "one scalar in brackets": (r"\begin{bmatrix} z \end{bmatrix} + w", lambda v: v.z + v.w),
    "filled column": (
        r"\begin{bmatrix} x_1 \\ \vdots \\ x_n \end{bmatrix}",
        lambda v: v.x,
    ),
    "filled row": (r"\begin{bmatrix} x_1 & \cdots & x_n \end{bmatrix}", lambda v: v.x.T),
    "filled matrix": (
        r"\begin{bmatrix} a_{11} & a_{12} & \cdots & a_{1n} \\ a_{21} & a_{22} & \cdots & a_{2n} \\ \vdots & \vdots & \ddots & \vdots \\ a_{m1} & a_{m2} & \cdots & a_{mn} \end{bmatrix}",
        lambda v: v.A,
        {},
        4,
    ),
    "filled matrix of products": (
        r"\begin{bmatrix} b_1 x_1 & \cdots & b_1 x_n \\ \vdots & \ddots & \vdots \\ b_m x_1 & \cdots & b_m x_n \end{bmatrix}",
        lambda v: v.b @ v.x.T,
    ),
    "filled transposed": (
        r"\begin{bmatrix} a_{11} & \cdots & a_{m1} \\ \vdots & \ddots & \vdots \\ a_{1n} & \cdots & a_{mn} \end{bmatrix}",
        lambda v: v.A.T,
    ),
    "filled along the diagonal": (
        r"\begin{bmatrix} x_1 & 0 & \cdots & 0 \\ 0 & x_2 & \cdots & 0 \\ \vdots & \vdots & \ddots & \vdots \\ 0 & 0 & \cdots & x_n \end{bmatrix}",
        lambda v: np.diag(v.x[:, 0]),
        {},
        4,
    ),
    "filled on and off the diagonal": (
        r"\begin{bmatrix} x_1^{2} & x_1 y_2 & \cdots & x_1 y_n \\ x_2 y_1 & x_2^{2} & \cdots & x_2 y_n \\ \vdots & \vdots & \ddots & \vdots \\ x_n y_1 & x_n y_2 & \cdots & x_n^{2} \end{bmatrix}",
        lambda v: v.x @ v.y.T - np.diag((v.x * v.y)[:, 0]) + np.diag((v.x**2)[:, 0]),
        {},
        4,
    ),
    "filled with blocks": (
        r"\begin{bmatrix} c_1 \mathbf{X} \\ \vdots \\ c_N \mathbf{X} \end{bmatrix}",
        lambda v: np.vstack([c * v.X for c in v.c]),
    ),
    "filled with columns": (
        r"\begin{bmatrix} \mathbf{u}_1 & \cdots & \mathbf{u}_N \end{bmatrix}",
        lambda v: np.hstack(v.u),
    ),
    "filled, blocks by row and column": (
        r"\begin{bmatrix} a_{11} \operatorname{diag}(x_1, \dots, x_n) & \cdots & a_{1n} \operatorname{diag}(x_1, \dots, x_n) \\ \vdots & \ddots & \vdots \\ a_{m1} \operatorname{diag}(x_1, \dots, x_n) & \cdots & a_{mn} \operatorname{diag}(x_1, \dots, x_n) \end{bmatrix}",
        lambda v: np.kron(v.A, np.diag(v.x[:, 0])),
    ),
    "filled, dots within before the index outside": (
        r"\begin{bmatrix} \operatorname{diag}(x_1, \dots, x_n) + a_{11} \mathbf{I} & \cdots & \operatorname{diag}(x_1, \dots, x_n) + a_{1n} \mathbf{I} \\ \vdots & \ddots & \vdots \\ \operatorname{diag}(x_1, \dots, x_n) + a_{m1} \mathbf{I} & \cdots & \operatorname{diag}(x_1, \dots, x_n) + a_{mn} \mathbf{I} \end{bmatrix}",
        lambda v: np.kron(np.ones((v.m, v.n)), np.diag(v.x[:, 0])) + np.kron(v.A, np.eye(v.n)),
    ),
    "derivative": (r"\frac{\partial z^{3}}{\partial z}", lambda v: 3 * v.z**2),
}
for _name in (*SCALAR, "sign"):
    _of = "v" if _name in ("ln", "log", "sqrt") else "y"
    _call = rf"\sqrt{{\mathbf{{{_of}}}}}" if _name == "sqrt" else rf"\{_name}(\mathbf{{{_of}}})"
    _call = _call if _name not in ("sign",) else rf"\operatorname{{sign}}(\mathbf{{{_of}}})"
    REAL_CASES[f"elementwise {_name}"] = (
        _call,
        lambda v, name=_name, of=_of: getattr(np, "log" if name == "ln" else name)(getattr(v, of)),
    )
REAL_CASES["elementwise sigmoid"] = (
    r"\operatorname{sigmoid}(\mathbf{A})",
    lambda v: scipy.special.expit(v.A),
)
REAL_CASES["elementwise relu"] = (r"\operatorname{relu}(\mathbf{A})", lambda v: np.where(v.A > 0, v.A, 0))

COMPLEX_CASES = {
    "imaginary unit": (r"\mathrm{i} z", lambda v: 1j * v.z),
    "conjugate of a scalar": (r"z^{*}", lambda v: np.conj(v.z)),
    "conjugate of a matrix": (r"\mathbf{A}^{*}", lambda v: np.conj(v.A)),
    "conjugate transpose": (r"\mathbf{A}^{\mathsf{H}}", lambda v: v.A.conj().T),
    "conjugate transpose of a scalar": (r"z^{\mathsf{H}}", lambda v: np.conj(v.z)),
    "transpose does not conjugate": (r"\mathbf{x}^{\top} \mathbf{x}", lambda v: (v.x**2).sum()),
    "absolute value of a complex number": (r"\lvert z \rvert", lambda v: abs(v.z)),
    "complex norm": (r"\lVert \mathbf{x} \rVert_2", lambda v: np.linalg.norm(v.x)),
    "complex norm 1": (r"\lVert \mathbf{x} \rVert_1", lambda v: np.linalg.norm(v.x[:, 0], 1)),
    "complex norm infinity": (
        r"\lVert \mathbf{x} \rVert_{\infty}",
        lambda v: np.linalg.norm(v.x[:, 0], np.inf),
    ),
    "complex Frobenius norm": (r"\lVert \mathbf{A} \rVert_F", lambda v: np.linalg.norm(v.A)),
    "complex inverse": (r"\mathbf{X}^{-1}", lambda v: np.linalg.inv(v.X)),
    "complex determinant": (r"\det(\mathbf{X})", lambda v: np.linalg.det(v.X)),
    "imaginary determinant": (
        r"\det(\mathrm{i} (\mathbf{X} + \mathbf{X}^{*}))",
        lambda v: np.linalg.det(2j * v.X.real),
    ),
    "imaginary inverse": (
        r"(\mathrm{i} (\mathbf{X} + \mathbf{X}^{*}))^{-1}",
        lambda v: np.linalg.inv(2j * v.X.real),
    ),
    "complex pseudo-inverse": (r"\mathbf{A}^{+}", lambda v: np.linalg.pinv(v.A)),
    "complex exponential": (r"e^{\mathrm{i} z} + \sin(z)", lambda v: np.exp(1j * v.z) + np.sin(v.z)),
    "complex matrix exponential": (r"\operatorname{expm}(\mathbf{X})", lambda v: scipy.linalg.expm(v.X)),
}
ALL_CASES = [
    pytest.param(sentence, *case, *({}, 2)[len(case) - 2 :], id=name)
    for sentence, cases in ((REAL, REAL_CASES), (COMPLEX, COMPLEX_CASES))
    for name, case in cases.items()
]


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
@pytest.mark.parametrize("sentence, tex, expected, indices, smallest", ALL_CASES)
def test_an_operation_is_what_numpy_says(sentence, tex, expected, indices, smallest, arithmetic):
    expression = Expression(sentence, tex, smallest=smallest)
    found = expression.value(ARITHMETICS[arithmetic], **indices)
    wanted = np.array(expected(expression.v))
    wanted = wanted.reshape(()) if wanted.shape == (1,) else wanted  # an entry of a column
    assert getattr(found, "shape", ()) == wanted.shape, "a scalar is a number, all else has two dimensions"
    np.testing.assert_allclose(array(found), np.atleast_2d(wanted), rtol=1e-11, atol=1e-13)


def typed_parts(typed):
    """Yield a typed expression and all that it is made of."""
    yield typed
    for part in typed.args:
        yield from typed_parts(part)


def test_no_operation_goes_without_a_case():
    with_own_tests = {"applied", "applied_elementwise", "applied_prime", "differential", "shown"}
    used = {
        part.op
        for sentence, tex, *_ in (case.values for case in ALL_CASES)
        for part in typed_parts(Expression(sentence, tex).typed)
    }
    assert used | with_own_tests == set(OPERATIONS)


def test_every_name_of_a_function_has_an_operation():
    known = {*OPERATIONS, *SCALAR, "sign", "relu", "sigmoid"}
    assert known >= FUNCTIONS


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
class TestFunctions:
    """Declared functions: random networks, elementwise functions, their primes."""

    def test_a_function_at_its_declared_argument(self, arithmetic):
        expression = Expression(REAL, r"\mathbf{g}")
        found = array(expression.value(ARITHMETICS[arithmetic]))
        np.testing.assert_allclose(found, expression.network(r"\mathbf{g}", expression.v.x), rtol=1e-12)

    def test_a_function_elsewhere(self, arithmetic):
        expression = Expression(REAL, r"\mathbf{g}(\mathbf{X} \mathbf{y})")
        found = array(expression.value(ARITHMETICS[arithmetic]))
        wanted = expression.network(r"\mathbf{g}", expression.v.X @ expression.v.y)
        np.testing.assert_allclose(found, wanted, rtol=1e-12)

    def test_a_function_entry_by_entry(self, arithmetic):
        expression = Expression(REAL, r"f(\mathbf{A})")
        found = array(expression.value(ARITHMETICS[arithmetic]))
        wanted = elementary(expression.v.A, expression.point.networks["f"]["scalar"])
        np.testing.assert_allclose(found, wanted, rtol=1e-12)

    def test_primes_of_an_elementwise_function(self, arithmetic):
        for primes, slope in (
            ("'", lambda x, b: b[0] * b[1] * np.cos(b[1] * x + b[2]) + 2 * b[3] * x),
            ("''", lambda x, b: -b[0] * b[1] ** 2 * np.sin(b[1] * x + b[2]) + 2 * b[3]),
        ):
            expression = Expression(REAL, rf"f{primes}(\mathbf{{A}})")
            found = array(expression.value(ARITHMETICS[arithmetic]))
            wanted = slope(expression.v.A, expression.point.networks["f"]["scalar"])
            np.testing.assert_allclose(found, wanted, rtol=1e-12)

    def test_a_prime_of_a_scalar_function(self, arithmetic):
        expression = Expression(REAL, r"h'(z^{2})")
        w = {key: np.array(rows) for key, rows in expression.point.networks["h"].items()}
        hidden = w["in"] * expression.v.z**2 + w["bias"]
        wanted = (w["out"] @ (w["in"] / np.cosh(hidden) ** 2)).item()
        assert float(expression.value(ARITHMETICS[arithmetic])) == pytest.approx(wanted, rel=1e-12)

    def test_a_matrix_function_is_filled_by_columns(self, arithmetic):
        sentence = r"For $\mathbf{U}(x) \in \mathbb{R}^{m \times n}$ of $x \in \mathbb{R}$"
        expression = Expression(sentence, r"\mathbf{U}")
        out = expression.network(r"\mathbf{U}", np.array([[expression.v.x]]))
        wanted = out.reshape(expression.v.m, expression.v.n, order="F")
        np.testing.assert_allclose(array(expression.value(ARITHMETICS[arithmetic])), wanted, rtol=1e-12)

    def test_the_arguments_of_a_function_are_taken_column_by_column(self, arithmetic):
        sentence = (
            r"For $u(\mathbf{X}, t) \in \mathbb{R}$ of $\mathbf{X} \in \mathbb{R}^{m \times n}$ and $t \in \mathbb{R}$"
        )
        expression = Expression(sentence, r"u")
        column = np.vstack([expression.v.X.reshape(-1, 1, order="F"), [[expression.v.t]]])
        wanted = expression.network("u", column).item()
        assert float(expression.value(ARITHMETICS[arithmetic])) == pytest.approx(wanted, rel=1e-12)

    def test_a_definition_is_its_right_side(self, arithmetic):
        sentence = r"For $\mathbf{A} \in \mathbb{R}^{m \times n}$, $\mathbf{x} \in \mathbb{R}^{n}$ and $\mathbf{z} = \mathbf{A} \mathbf{x}$"
        expression = Expression(sentence, r"z_i \mathbf{z}")
        wanted = (expression.v.A @ expression.v.x)[1] * (expression.v.A @ expression.v.x)
        np.testing.assert_allclose(array(expression.value(ARITHMETICS[arithmetic], i=2)), wanted, rtol=1e-12)

    def test_each_member_of_a_family_of_functions_is_another_function(self, arithmetic):
        expression = Expression(r"For $u_1, \dots, u_N \in \mathbb{R}$ and $x \in \mathbb{R}$", "u_1 + x")
        declared = expression.statement.declarations
        symbol = replace(declared.symbols["u_{*}"], arguments=("x",))  # what dropping their independence makes
        of_x = replace(declared, symbols=declared.symbols | {"u_{*}": symbol})
        statement = Statement(of_x.read("u_1 - u_2"), of_x, "numerator")
        frame = Frame(ARITHMETICS[arithmetic], statement.point("primitives"), statement.shaper)
        assert abs(evaluate(statement.typed.args[0], frame)) > 1e-3

    def test_shown_entries_stand_at_their_places(self, arithmetic):
        tex = r"\begin{bmatrix} x_1 & \cdots & y_1 \\ \vdots & \ddots & \vdots \\ z & \cdots & w \end{bmatrix} = \mathbf{X}"
        expression = Expression(REAL, tex)
        shown = expression.value(ARITHMETICS[arithmetic])
        v, last = expression.v, expression.v.n - 1
        assert isinstance(shown, Shown)
        assert [(r, c, float(x)) for r, c, x in shown.entries] == [
            (0, 0, v.x[0, 0]),
            (0, last, v.y[0, 0]),
            (last, 0, v.z),
            (last, last, v.w),
        ]


mp50 = mpmath.mp.clone()
mp50.dps = 60


def mp_matrix(value):
    return mp50.matrix([[mp50.mpf(x) for x in row] for row in np.atleast_2d(value).tolist()])


@pytest.mark.parametrize(
    "tex, expected",
    [
        (r"\mathbf{X}^{-1}", lambda v: mp_matrix(v.X) ** -1),
        (r"\det(\mathbf{X})", lambda v: mp50.det(mp_matrix(v.X))),
        (r"\mathbf{A} \mathbf{C}", lambda v: mp_matrix(v.A) * mp_matrix(v.C)),
        (r"\operatorname{expm}(\mathbf{Y})", lambda v: mp50.expm(mp_matrix(v.Y), method="taylor")),
        (r"\lVert \mathbf{A} \rVert_F", lambda v: mp50.norm(mp50.matrix([x for row in v.A.tolist() for x in row]), 2)),
        (r"\ln(\mathbf{v})", lambda v: mp_matrix(v.v).apply(mp50.log)),
        (r"\arctan(\mathbf{x})", lambda v: mp_matrix(v.x).apply(mp50.atan)),
        (r"q^{1/3}", lambda v: mp50.cbrt(mp50.mpf(v.q))),
        (r"\pi e", lambda v: mp50.pi * mp50.e),
        (r"0.1 z", lambda v: mp50.mpf(v.z) / 10),
        (r"\mathbf{S}^{+} \mathbf{S} \mathbf{S}^{+} - \mathbf{S}^{+}", lambda v: mp50.zeros(v.n)),
        (r"\frac{\partial}{\partial z}(\sin(z^{2}))", lambda v: 2 * mp50.mpf(v.z) * mp50.cos(mp50.mpf(v.z) ** 2)),
        (r"\frac{\partial}{\partial z}(q^{z})", lambda v: mp50.log(v.q) * mp50.power(v.q, v.z)),
    ],
)  # fmt: skip
def test_the_referee_has_forty_right_digits(tex, expected):
    expression = Expression(REAL, tex)
    found, wanted = expression.value(referee()), expected(expression.v)
    rows = found if hasattr(found, "shape") else [[found]]
    wanted = wanted if isinstance(wanted, mp50.matrix) else mp50.matrix([[wanted]])
    assert (len(rows), len(rows[0])) == (wanted.rows, wanted.cols)
    for i, row in enumerate(rows):
        for j, x in enumerate(row):
            assert abs(mp50.mpf(x) - wanted[i, j]) < mp50.mpf(10) ** -40 * max(1, abs(wanted[i, j]))


@pytest.mark.parametrize("tex", [r"\lVert \mathbf{A} \rVert_2", r"\lVert \mathbf{A} \rVert_1", r"\lVert \mathbf{A} \rVert_{\infty}"])  # fmt: skip
def test_operator_norms_of_matrices_are_refused_not_misread(tex):
    with pytest.raises(NotationError, match="operator norm"):
        Expression(REAL, tex).value(ARITHMETICS["numpy"])


# Layouts: what stands where in a derivative. Expected arrays are built entry by entry.


def filled(rows, columns, entry):
    return np.array([[entry(i, j) for j in range(columns)] for i in range(rows)])


LAYOUTS = {
    # name: LaTeX, expected in numerator layout; denominator layout is its transpose
    "scalar by vector": (
        r"\frac{\partial\, \mathbf{b}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{x}}",
        lambda v: filled(1, v.n, lambda _, j: sum(v.b[i, 0] * v.A[i, j] for i in range(v.m))),
    ),
    "scalar by row vector": (
        r"\frac{\partial\, \mathbf{r} \mathbf{r}^{\top}}{\partial \mathbf{r}}",
        lambda v: filled(v.p, 1, lambda i, _: 2 * v.r[0, i]),
    ),
    "vector by scalar": (
        r"\frac{\partial\, (z^{3} \mathbf{x})}{\partial z}",
        lambda v: filled(v.n, 1, lambda i, _: 3 * v.z**2 * v.x[i, 0]),
    ),
    "vector by vector": (
        r"\frac{\partial\, \mathbf{A} \mathbf{x}}{\partial \mathbf{x}}",
        lambda v: filled(v.m, v.n, lambda i, j: v.A[i, j]),
    ),
    "vector by vector, not linear": (
        r"\frac{\partial}{\partial \mathbf{x}} \left( \mathbf{a} (\mathbf{x}^{\top} \mathbf{x}) \right)",
        lambda v: filled(v.m, v.n, lambda i, j: 2 * v.a[i, 0] * v.x[j, 0]),
    ),
    "row vector by vector counts as the column": (
        r"\frac{\partial\, \mathbf{x}^{\top} \mathbf{A}^{\top}}{\partial \mathbf{x}}",
        lambda v: filled(v.m, v.n, lambda i, j: v.A[i, j]),
    ),
    "scalar by matrix": (
        r"\frac{\partial\, \mathbf{a}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{A}}",
        lambda v: filled(v.n, v.m, lambda j, i: v.a[i, 0] * v.x[j, 0]),
    ),
    "matrix by scalar": (
        r"\frac{\partial\, (\sin(z) \mathbf{A})}{\partial z}",
        lambda v: filled(v.m, v.n, lambda i, j: np.cos(v.z) * v.A[i, j]),
    ),
    "matrix by an entry": (
        r"\frac{\partial\, \mathbf{A} \mathbf{C}}{\partial a_{21}}",
        lambda v: filled(v.m, v.p, lambda i, j: v.C[0, j] if i == 1 else 0),
    ),
    "vector by an entry": (
        r"\frac{\partial\, \mathbf{A} \mathbf{x}}{\partial x_2}",
        lambda v: filled(v.m, 1, lambda i, _: v.A[i, 1]),
    ),
    "vec by vec": (
        r"\frac{\partial \operatorname{vec}(\mathbf{A} \mathbf{C})}{\partial \operatorname{vec}(\mathbf{A})}",
        lambda v: filled(
            v.m * v.p,
            v.m * v.n,  # entry (i, j) of the product stands in row i + m j, entry (k, l) of A in column k + m l
            lambda r, c: v.C[c // v.m, r // v.m] if r % v.m == c % v.m else 0,
        ),
    ),
    "scalar by vec": (
        r"\frac{\partial\, \mathbf{a}^{\top} \mathbf{A} \mathbf{x}}{\partial \operatorname{vec}(\mathbf{A})}",
        lambda v: filled(1, v.m * v.n, lambda _, c: v.a[c % v.m, 0] * v.x[c // v.m, 0]),
    ),
    "column of a matrix": (
        r"\frac{\partial\, \mathbf{a}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{A}_{:,2}}",
        lambda v: filled(1, v.m, lambda _, i: v.a[i, 0] * v.x[1, 0]),
    ),
    "member of a family": (
        r"\frac{\partial\, \mathbf{u}_1^{\top} \mathbf{X} \mathbf{u}_2}{\partial \mathbf{u}_2}",
        lambda v: filled(1, v.n, lambda _, j: sum(v.u[0][i, 0] * v.X[i, j] for i in range(v.n))),
    ),
    "another member of the family": (
        r"\frac{\partial\, \mathbf{u}_1^{\top} \mathbf{X} \mathbf{u}_1}{\partial \mathbf{u}_2}",
        lambda v: np.zeros((1, v.n)),
    ),
    "total derivative": (
        r"\frac{\mathrm{d}}{\mathrm{d} \mathbf{x}}(\mathbf{A} \mathbf{x})",
        lambda v: filled(v.m, v.n, lambda i, j: v.A[i, j]),
    ),
}


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
@pytest.mark.parametrize("layout", ["numerator", "denominator"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_derivative_has_its_layout(name, layout, arithmetic):
    tex, expected = LAYOUTS[name]
    expression = Expression(REAL, tex, layout)
    wanted = expected(expression.v)
    wanted = wanted if layout == "numerator" else wanted.T
    found = array(expression.value(ARITHMETICS[arithmetic]))
    assert found.shape == wanted.shape == tuple(map(expression.point.size, expression.typed.shape))
    np.testing.assert_allclose(found, wanted, rtol=1e-11, atol=1e-13)


WITHOUT_LAYOUT = {
    # the same in both layouts
    "by the transpose": (
        r"\frac{\partial^2\, \mathbf{a}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{a} \partial \mathbf{x}^{\top}}",
        lambda v: filled(v.m, v.n, lambda i, j: v.A[i, j]),
    ),
    "Hessian": (
        r"\frac{\partial^2\, \mathbf{x}^{\top} \mathbf{X} \mathbf{x}}{\partial \mathbf{x} \partial \mathbf{x}^{\top}}",
        lambda v: filled(v.n, v.n, lambda i, j: v.X[i, j] + v.X[j, i]),
    ),
    "second derivative by entries of two vectors": (
        r"\frac{\partial^2 (\mathbf{a}^{\top} \mathbf{A} \mathbf{x})^{2}}{\partial a_2 \partial x_1}",
        lambda v: 2 * (v.A @ v.x)[1, 0] * (v.a.T @ v.A)[0, 0] + 2 * (v.a.T @ v.A @ v.x).item() * v.A[1, 0],
    ),
    "second derivative by a scalar": (
        r"\frac{\partial^2 z^{5}}{\partial z^{2}}",
        lambda v: 20 * v.z**3,
    ),
    "third derivative by scalars": (
        r"\frac{\partial^3\, z^{3} w^{2}}{\partial z^{2} \partial w}",
        lambda v: 12 * v.z * v.w,
    ),
    "gradient by a vector is a column": (
        r"\nabla_{\mathbf{x}} (\mathbf{a}^{\top} \mathbf{A} \mathbf{x})",
        lambda v: filled(v.n, 1, lambda j, _: sum(v.a[i, 0] * v.A[i, j] for i in range(v.m))),
    ),
    "gradient by a matrix is shaped like it": (
        r"\nabla_{\mathbf{A}} (\mathbf{a}^{\top} \mathbf{A} \mathbf{x})",
        lambda v: filled(v.m, v.n, lambda i, j: v.a[i, 0] * v.x[j, 0]),
    ),
    "entry of a vector by an entry": (
        r"\frac{\partial (\mathbf{A} \mathbf{x})_i}{\partial x_j}",
        lambda v: v.A[1, 0],
        I_J,
    ),
    "entry of a matrix by an entry": (
        r"\frac{\partial (\mathbf{X} \mathbf{Y})_{ij}}{\partial x_{ij}}",
        lambda v: v.Y[0, 0],
        I_J,
    ),
    "scalar by an entry of a matrix": (
        r"\frac{\partial\, \mathbf{a}^{\top} \mathbf{A} \mathbf{x}}{\partial a_{ij}}",
        lambda v: v.a[1, 0] * v.x[0, 0],
        I_J,
    ),
    "scalar by an entry of a member": (
        r"\frac{\partial\, \mathbf{u}_1^{\top} \mathbf{u}_2}{\partial \mathbf{u}_{1,i}}",
        lambda v: v.u[1][1, 0],
        I_J,
    ),
}


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
@pytest.mark.parametrize("layout", ["numerator", "denominator"])
@pytest.mark.parametrize("name", WITHOUT_LAYOUT)
def test_some_derivatives_are_the_same_in_both_layouts(name, layout, arithmetic):
    tex, expected, *indices = WITHOUT_LAYOUT[name]
    expression = Expression(REAL, tex, layout)
    found = expression.value(ARITHMETICS[arithmetic], **(indices[0] if indices else {}))
    wanted = np.array(expected(expression.v))
    assert getattr(found, "shape", ()) == wanted.shape
    np.testing.assert_allclose(array(found), np.atleast_2d(wanted), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
def test_a_derivative_by_a_transposed_vector_turns_its_layout(arithmetic):
    tex = r"\frac{\partial\, \mathbf{x}^{\top} \mathbf{y}}{\partial \mathbf{x}^{\top}}"
    for layout, shape in (("numerator", (-1, 1)), ("denominator", (1, -1))):
        expression = Expression(REAL, tex, layout)
        found = array(expression.value(ARITHMETICS[arithmetic]))
        np.testing.assert_allclose(found, expression.v.y.reshape(shape), rtol=1e-12)


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
class TestDifferentials:
    """A differential moves all that may vary along drawn directions."""

    def directions(self, expression):
        return {name: np.array(value) for name, value in expression.point.directions.items()}

    def test_of_a_symbol_is_its_direction(self, arithmetic):
        expression = Expression(REAL, r"\mathrm{d} \mathbf{A}")
        found = array(expression.value(ARITHMETICS[arithmetic]))
        np.testing.assert_allclose(found, self.directions(expression)[r"\mathbf{A}"], rtol=1e-12)

    def test_of_a_product_has_both_terms(self, arithmetic):
        expression = Expression(REAL, r"\mathrm{d}(\mathbf{A} \mathbf{C})")
        d, v = self.directions(expression), expression.v
        found = array(expression.value(ARITHMETICS[arithmetic]))
        np.testing.assert_allclose(found, d[r"\mathbf{A}"] @ v.C + v.A @ d[r"\mathbf{C}"], rtol=1e-11)

    def test_what_is_constant_stays(self, arithmetic):
        expression = Expression(REAL + r", with $\mathbf{A}$ constant", r"\mathrm{d}(\mathbf{A} \mathbf{C})")
        found = array(expression.value(ARITHMETICS[arithmetic]))
        wanted = expression.v.A @ self.directions(expression)[r"\mathbf{C}"]
        np.testing.assert_allclose(found, wanted, rtol=1e-11)

    def test_second_of_a_quadratic_form(self, arithmetic):
        expression = Expression(
            REAL + r", with $\mathbf{X}$ constant",
            r"\mathrm{d}(\mathrm{d}(\mathbf{x}^{\top} \mathbf{X} \mathbf{x}))",
        )
        d = self.directions(expression)[r"\mathbf{x}"]
        wanted = 2 * (d.T @ expression.v.X @ d).item()
        assert float(expression.value(ARITHMETICS[arithmetic])) == pytest.approx(wanted, rel=1e-11)

    def test_of_a_symmetric_matrix_stays_symmetric(self, arithmetic):
        expression = Expression(r"For $\mathbf{P} \in \mathbb{S}^{n}$", r"\mathrm{d} \mathbf{P}")
        found = array(expression.value(ARITHMETICS[arithmetic]))
        assert np.array_equal(found, found.T) and abs(found).max() > 0.1


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
class TestIntermediateFunctions:
    """Functions of functions: the derivative by the inner one is taken at its value."""

    SENTENCE = r"For $f(\mathbf{g}) \in \mathbb{R}$ of $\mathbf{g}(\mathbf{x}) \in \mathbb{R}^{k}$ of $\mathbf{x} \in \mathbb{R}^{n}$"

    def slope(self, expression, name, at):
        w = {key: np.array(rows) for key, rows in expression.point.networks[name].items()}
        return w["out"] @ (w["in"] / np.cosh(w["in"] @ at + w["bias"]) ** 2)

    def test_by_the_inner_function(self, arithmetic):
        expression = Expression(self.SENTENCE, r"\frac{\partial f}{\partial \mathbf{g}}")
        g = expression.network(r"\mathbf{g}", expression.v.x)
        found = array(expression.value(ARITHMETICS[arithmetic]))
        np.testing.assert_allclose(found, self.slope(expression, "f", g), rtol=1e-11)

    def test_by_the_innermost_variable(self, arithmetic):
        expression = Expression(self.SENTENCE, r"\frac{\partial f}{\partial \mathbf{x}}", "denominator")
        g = expression.network(r"\mathbf{g}", expression.v.x)
        wanted = self.slope(expression, "f", g) @ self.slope(expression, r"\mathbf{g}", expression.v.x)
        np.testing.assert_allclose(array(expression.value(ARITHMETICS[arithmetic])), wanted.T, rtol=1e-11)

    def test_gradient_of_a_function_of_one_vector(self, arithmetic):
        expression = Expression(self.SENTENCE, r"\nabla f")
        g = expression.network(r"\mathbf{g}", expression.v.x)
        found = array(expression.value(ARITHMETICS[arithmetic]))
        np.testing.assert_allclose(found, self.slope(expression, "f", g).T, rtol=1e-11)

    def test_partial_and_total_derivative_differ(self, arithmetic):
        sentence = r"For $f(x, y) \in \mathbb{R}$ of $x \in \mathbb{R}$ and $y(x) \in \mathbb{R}$"
        partial = Expression(sentence, r"\frac{\partial f}{\partial x}")
        total = Expression(sentence, r"\frac{\mathrm{d} f}{\mathrm{d} x}")
        x = np.array([[partial.v.x]])
        slopes = self.slope(partial, "f", np.vstack([x, partial.network("y", x)]))[0]
        inner = self.slope(partial, "y", x).item()
        assert float(partial.value(ARITHMETICS[arithmetic])) == pytest.approx(slopes[0], rel=1e-11)
        assert float(total.value(ARITHMETICS[arithmetic])) == pytest.approx(slopes[0] + slopes[1] * inner, rel=1e-11)


# Three ways to differentiate that share no idea

DIFFERENTIATED = [
    r"\frac{\partial\, \mathbf{x}^{\top} \mathbf{X} \mathbf{x}}{\partial \mathbf{x}}",
    r"\frac{\partial\, \mathbf{A} (\mathbf{x} \odot \mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial\, \mathbf{X}^{-1} \mathbf{y}}{\partial x_{21}}",
    r"\frac{\partial\, \mathbf{X}^{-\top}}{\partial x_{12}}",
    r"\frac{\partial \det(\mathbf{X})}{\partial \mathbf{X}}",
    r"\frac{\partial \det(\mathbf{S})}{\partial \mathbf{S}}",
    r"\frac{\partial \ln(\det(\mathbf{P}))}{\partial \mathbf{P}}",
    r"\frac{\partial \ln(\lvert \det(\mathbf{X}) \rvert)}{\partial \mathbf{X}}",
    r"\frac{\partial \operatorname{tr}(\mathbf{X}^{3} \mathbf{Y})}{\partial \mathbf{X}}",
    r"\frac{\partial \operatorname{tr}(\mathbf{X}^{-2})}{\partial \mathbf{X}}",
    r"\frac{\partial \operatorname{vec}(\mathbf{A} \otimes \mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial \operatorname{vec}(\mathbf{X} \mathbf{Y} \mathbf{X})}{\partial \operatorname{vec}(\mathbf{X})}",
    r"\frac{\partial \operatorname{expm}(z \mathbf{Y})}{\partial z}",
    r"\frac{\partial \operatorname{tr}(\operatorname{expm}(\mathbf{Y}))}{\partial y_{21}}",
    r"\frac{\partial \operatorname{softmax}(\mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial \operatorname{sigmoid}(\mathbf{A} \mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial \operatorname{relu}(\mathbf{A} \mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial \max(\mathbf{x}, \mathbf{y})}{\partial \mathbf{x}}",
    r"\frac{\partial \max(\mathbf{A})}{\partial \mathbf{A}}",
    r"\frac{\partial \lVert \mathbf{x} \rVert_2}{\partial \mathbf{x}}",
    r"\frac{\partial \lVert \mathbf{x} \rVert_1}{\partial \mathbf{x}}",
    r"\frac{\partial \lVert \mathbf{x} \rVert_{\infty}}{\partial \mathbf{x}}",
    r"\frac{\partial \lVert \mathbf{x} \rVert_q}{\partial \mathbf{x}}",
    r"\frac{\partial \lVert \mathbf{A} \rVert_F}{\partial \mathbf{A}}",
    r"\frac{\partial\, (\mathbf{x} \oslash \mathbf{v})}{\partial \mathbf{v}}",
    r"\frac{\partial\, \mathbf{v}^{\odot 1/2}}{\partial \mathbf{v}}",
    r"\frac{\partial\, q^{z}}{\partial z}",
    r"\frac{\partial\, q^{z}}{\partial q}",
    r"\frac{\partial \operatorname{tr}(\mathbf{A}^{+} \mathbf{B})}{\partial a_{21}}",
    r"\frac{\partial\, \mathbf{g}}{\partial \mathbf{x}}",
    r"\frac{\partial\, \mathbf{g}(\mathbf{X} \mathbf{x})}{\partial \mathbf{X}_{:,1}}",
    r"\frac{\partial f(\mathbf{X} \mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial f'(\mathbf{x})}{\partial \mathbf{x}}",
    r"\frac{\partial\, h'(z^{2})}{\partial z}",
    r"\frac{\partial^2 h}{\partial z^{2}}",
    r"\frac{\partial^2\, (\mathbf{a}^{\top} \mathbf{g})}{\partial \mathbf{x} \partial \mathbf{x}^{\top}}",
    r"\frac{\partial^2 \ln(\det(\mathbf{P}))}{\partial p_{11} \partial p_{21}}",
    r"\frac{\partial^2 \det(\mathbf{S})}{\partial s_{11} \partial s_{22}}",
    r"\frac{\partial^2\, \mathbf{X}^{-1}}{\partial x_{11} \partial x_{12}}",
    r"\frac{\partial^2 \sin(z w)}{\partial z \partial w}",
    r"\frac{\partial}{\partial z} \left( z \frac{\partial}{\partial w}(e^{z w}) \right)",
    r"\frac{\partial}{\partial \mathbf{x}} \left( \nabla_{\mathbf{x}} (\mathbf{x}^{\top} \mathbf{x})^{2} \right)",
    r"\nabla_{\mathbf{x}} \sqrt{1 + \mathbf{x}^{\top} \mathbf{P} \mathbf{x}}",
    r"\frac{\partial}{\partial z} \left( \begin{cases} z^{2} & z < 0 \\ z^{3} & z \geq 0 \end{cases} \right)",
    r"\frac{\partial}{\partial \mathbf{x}} \left( \sum_{i=1}^{n-1} x_{i+1} \cos(x_i) \right)",
    r"\frac{\partial}{\partial \mathbf{x}} \left( \prod_{i=1}^{n} x_i \right)",
    r"\frac{\partial}{\partial \mathbf{u}_2} \left( \sum_{i=1}^{N} c_i \lVert \mathbf{u}_i \rVert_2 \right)",
    r"\mathrm{d}(\mathbf{X}^{-1} \mathbf{x})",
    r"\mathrm{d} \ln(\det(\mathbf{P}))",
]  # fmt: skip


@pytest.mark.parametrize("tex", DIFFERENTIATED)
def test_complex_step_and_dual_numbers_agree_in_floating_point(tex):
    expression = Expression(REAL, tex)
    results = {
        (name, method): array(expression.value(ARITHMETICS[name], method))
        for name in ("numpy", "entrywise")
        for method in ("complex", "dual")
    }
    first, *others = results.values()
    scale = abs(first).max()
    assert scale > 1e-3, "a slope of zero shows nothing"
    for other in others:
        assert other.shape == first.shape and abs(other - first).max() <= 1e-10 * scale


@pytest.mark.parametrize("tex", DIFFERENTIATED)
def test_complex_step_dual_numbers_and_central_differences_agree_at_fifty_digits(tex):
    expression = Expression(REAL, tex)

    def entries(method):
        value = expression.value(referee(), method)
        return [x for row in value for x in row] if hasattr(value, "shape") else [value]

    first, *others = (entries(method) for method in ("complex", "dual", "central"))
    scale = max(abs(x) for x in first)
    for other in others:
        assert max(abs(x - y) for x, y in zip(first, other, strict=True)) <= 1e-20 * scale


def test_a_step_into_one_variable_does_not_mix_with_a_step_into_another():
    x, y = Dual(1, 2.0, 1), Dual(2, 3.0, 1)
    product = x * x * y
    assert (product.level, product.value.slope, product.slope.value) == (2, 12.0, 4.0)
    assert product.slope.slope == 4.0, "the mixed derivative of x x y is 2 x"
    assert (2.0 / x).slope == -0.5 and (1 - x).slope == -1 and (x**-2).slope == -0.25
