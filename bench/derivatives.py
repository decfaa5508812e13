r"""Forty derivatives, each as LaTeX and as code for NumPy and JAX.

The code is the function `f(np, x)` and its derivative by hand `df(np, x)`, of shape `y.shape + x.shape`; `np` is
numpy or jax.numpy. The data are captured: `m, n, p, q = 3, 4, 5, 6` with the letters of the formula.
"""

from dataclasses import dataclass

import numpy

rng = numpy.random.default_rng(0)
m, n, p, q = 3, 4, 5, 6


def normal(*shape):
    """Return standard normal numbers."""
    return rng.normal(size=shape)


@dataclass
class Derivative:
    """A derivative. `tex` is read in `layout`; without `tex` the site has an entry of this name."""

    name: str
    f: object
    df: object
    x: numpy.ndarray
    sentence: str = ""
    tex: str = ""
    layout: str = "numerator"


x, y, z, a, b, w = normal(n), normal(m), normal(q), normal(n), normal(n), normal(n)
A, B, S, X = normal(m, n), normal(n, p), normal(n, n), normal(n, n) + 3 * numpy.eye(n)
P, C, G, H, Q = normal(m, n), normal(p, m), normal(n, q), normal(m, q), normal(n, q)
S_S, X_X = S + S.T, S @ S.T + numpy.eye(n)  # symmetric, and positive definite
SQUARE, RECTANGULAR = r"\mathbf{X} \in \mathbb{R}^{n \times n}", r"\mathbf{X} \in \mathbb{R}^{m \times n}"
VECTOR, DECLARED_A = r"\mathbf{x} \in \mathbb{R}^{n}", r"\mathbf{A} \in \mathbb{R}^{m \times n}"


def gx(np, z):
    """Return a function of z with values in R^n, in place of a random one."""
    return np.sin(G @ z)


def dgx(np, z):
    """Return its derivative."""
    return np.cos(G @ z)[:, None] * G


def gy(np, z):
    """Return a function of z with values in R^m."""
    return np.tanh(H @ z)


def dgy(np, z):
    """Return its derivative."""
    return (1 - np.tanh(H @ z) ** 2)[:, None] * H


def vec(np, X):
    """Stack the columns."""
    return X.T.reshape(-1)


def unvec(np, K, shape):
    """Return a derivative by vec(X) as one by X."""
    return np.swapaxes(K.reshape(-1, *shape[::-1]), 1, 2)


def sigmoid(np, t):
    """Return the logistic function."""
    return 1 / (1 + np.exp(-t))


def norm(np, x):
    """Return the Euclidean norm of all entries."""
    return np.sqrt((x * x).sum())


def by(symbol: str, of: str) -> str:
    """Print a derivative."""
    return rf"\frac{{\partial}}{{\partial {symbol}}} \left( {of} \right)"


b_vector, b_matrix = r"\mathbf{x}", r"\mathbf{X}"
vec_matrix = r"\operatorname{vec}(\mathbf{X})"
inverse_of = "invertible $" + SQUARE + "$"

SITE = [
    Derivative("bilinear-form-by-matrix", lambda np, A: y @ A @ x, lambda np, A: np.outer(y, x), A),
    Derivative("bilinear-form-by-right-vector", lambda np, x: y @ A @ x, lambda np, x: A.T @ y, x),
    Derivative("bilinear-form-by-left-vector", lambda np, y: y @ A @ x, lambda np, y: A @ x, y),
    Derivative("quadratic-form", lambda np, x: x @ S @ x, lambda np, x: (S + S.T) @ x, x),
    Derivative("symmetric-quadratic-form", lambda np, x: x @ S_S @ x, lambda np, x: 2 * S_S @ x, x),
    Derivative("squared-norm", lambda np, x: x @ x, lambda np, x: 2 * x, x),
    Derivative(
        "jacobian-of-two-functions",
        lambda np, v: np.stack([3 * v[0] ** 2 * v[1], 2 * v[0] + 4 * v[1] ** 2]),
        lambda np, v: np.stack([6 * v[0] * v[1], 3 * v[0] ** 2, 2 + 0 * v[0], 8 * v[1]]).reshape(2, 2),
        normal(2),
    ),
    Derivative("matrix-entry", lambda np, A: A[1, 2], lambda np, A: np.outer(np.eye(m)[1], np.eye(n)[2]), A),
    Derivative(
        "matrix-product",
        lambda np, A: A @ B,
        lambda np, A: np.einsum("ik,lj->ijkl", np.eye(m), B),
        A,
    ),
    Derivative("linear-map", lambda np, x: A @ x, lambda np, x: A + 0 * x, x),
    Derivative("transposed-linear-map", lambda np, y: A.T @ y, lambda np, y: A.T + 0 * y, y),
    Derivative("linear-map-of-function", lambda np, z: A @ gx(np, z), lambda np, z: A @ dgx(np, z), z),
    Derivative(
        "dot-product-of-functions",
        lambda np, z: np.cos(Q @ z) @ gx(np, z),
        lambda np, z: gx(np, z) @ (-np.sin(Q @ z)[:, None] * Q) + np.cos(Q @ z) @ dgx(np, z),
        z,
    ),
    Derivative(
        "squared-norm-of-function",
        lambda np, z: gx(np, z) @ gx(np, z),
        lambda np, z: 2 * gx(np, z) @ dgx(np, z),
        z,
    ),
    Derivative(
        "bilinear-form-of-functions",
        lambda np, z: gy(np, z) @ A @ gx(np, z),
        lambda np, z: gx(np, z) @ A.T @ dgy(np, z) + gy(np, z) @ A @ dgx(np, z),
        z,
    ),
    Derivative(
        "quadratic-form-of-function",
        lambda np, z: gx(np, z) @ S @ gx(np, z),
        lambda np, z: gx(np, z) @ (S + S.T) @ dgx(np, z),
        z,
    ),
    Derivative(
        "symmetric-quadratic-form-of-function",
        lambda np, z: gx(np, z) @ S_S @ gx(np, z),
        lambda np, z: 2 * gx(np, z) @ S_S @ dgx(np, z),
        z,
    ),
]
OTHERS = [
    Derivative(
        "softmax",
        lambda np, x: np.exp(x) / np.exp(x).sum(),
        lambda np, x: (lambda s: np.diag(s) - np.outer(s, s))(np.exp(x) / np.exp(x).sum()),
        x,
        rf"For ${VECTOR}$ and $\mathbf{{s}} = \operatorname{{softmax}}(\mathbf{{x}})$,",
        by(b_vector, r"\mathbf{s}") + r" = \operatorname{diag}(\mathbf{s}) - \mathbf{s} \mathbf{s}^{\top}",
    ),
    Derivative(
        "log-sum-exp",
        lambda np, x: np.log(np.exp(x).sum()),
        lambda np, x: np.exp(x) / np.exp(x).sum(),
        x,
        f"For ${VECTOR}$,",
        by(b_vector, r"\ln(\mathbf{1}^{\top} \exp(\mathbf{x}))") + r" = \operatorname{softmax}(\mathbf{x})^{\top}",
    ),
    Derivative(
        "inverse",
        lambda np, X: np.linalg.inv(X),
        lambda np, X: -np.einsum("ik,lj->ijkl", np.linalg.inv(X), np.linalg.inv(X)),
        X,
        f"For {inverse_of},",
        by(vec_matrix, r"\operatorname{vec}(\mathbf{X}^{-1})") + r" = -(\mathbf{X}^{-\top} \otimes \mathbf{X}^{-1})",
    ),
    Derivative(
        "determinant",
        lambda np, X: np.linalg.det(X),
        lambda np, X: np.linalg.det(X) * np.linalg.inv(X).T,
        X,
        f"For {inverse_of},",
        by(b_matrix, r"\det(\mathbf{X})") + r" = \det(\mathbf{X}) \mathbf{X}^{-1}",
    ),
    Derivative(
        "log-determinant",
        lambda np, X: np.log(np.linalg.det(X)),
        lambda np, X: np.linalg.inv(X).T,
        X_X,
        r"For $\mathbf{X} \in \mathbb{S}^{n}_{++}$,",
        by(b_matrix, r"\ln(\det(\mathbf{X}))") + r" = \mathbf{X}^{-1}",
    ),
    Derivative(
        "trace of a product",
        lambda np, X: np.trace(A.T @ X),
        lambda np, X: A + 0 * X,
        P,
        rf"For ${RECTANGULAR}$ and ${DECLARED_A}$,",
        by(b_matrix, r"\operatorname{tr}(\mathbf{A}^{\top} \mathbf{X})") + r" = \mathbf{A}^{\top}",
    ),
    Derivative(
        "trace between two factors",
        lambda np, X: np.trace(C @ X @ B),
        lambda np, X: C.T @ B.T,
        P,
        rf"For ${RECTANGULAR}$, $\mathbf{{C}} \in \mathbb{{R}}^{{p \times m}}$ "
        r"and $\mathbf{B} \in \mathbb{R}^{n \times p}$,",
        by(b_matrix, r"\operatorname{tr}(\mathbf{C} \mathbf{X} \mathbf{B})") + r" = \mathbf{B} \mathbf{C}",
    ),
    Derivative(
        "trace, quadratic in X",
        lambda np, X: np.trace(X @ S @ X.T),
        lambda np, X: X @ (S + S.T),
        P,
        rf"For ${RECTANGULAR}$ and $\mathbf{{S}} \in \mathbb{{R}}^{{n \times n}}$,",
        by(b_matrix, r"\operatorname{tr}(\mathbf{X} \mathbf{S} \mathbf{X}^{\top})")
        + r" = (\mathbf{S} + \mathbf{S}^{\top}) \mathbf{X}^{\top}",
    ),
    Derivative(
        "trace of an inverse",
        lambda np, X: np.trace(S @ np.linalg.inv(X)),
        lambda np, X: -(np.linalg.inv(X) @ S @ np.linalg.inv(X)).T,
        X,
        rf"For {inverse_of} and $\mathbf{{S}} \in \mathbb{{R}}^{{n \times n}}$,",
        by(b_matrix, r"\operatorname{tr}(\mathbf{S} \mathbf{X}^{-1})")
        + r" = -\mathbf{X}^{-1} \mathbf{S} \mathbf{X}^{-1}",
    ),
    Derivative(
        "quadratic form in X",
        lambda np, X: a @ X.T @ X @ b,
        lambda np, X: X @ (np.outer(a, b) + np.outer(b, a)),
        P,
        rf"For ${RECTANGULAR}$ and $\mathbf{{a}}, \mathbf{{b}} \in \mathbb{{R}}^{{n}}$,",
        by(b_matrix, r"\mathbf{a}^{\top} \mathbf{X}^{\top} \mathbf{X} \mathbf{b}")
        + r" = (\mathbf{a} \mathbf{b}^{\top} + \mathbf{b} \mathbf{a}^{\top}) \mathbf{X}^{\top}",
    ),
    Derivative(
        "norm of a vector",
        norm,
        lambda np, x: x / norm(np, x),
        x,
        f"For ${VECTOR}$,",
        by(b_vector, r"\lVert \mathbf{x} \rVert_2") + r" = \frac{1}{\lVert \mathbf{x} \rVert_2} \mathbf{x}^{\top}",
    ),
    Derivative(
        "norm of a matrix",
        norm,
        lambda np, X: X / norm(np, X),
        P,
        f"For ${RECTANGULAR}$,",
        by(b_matrix, r"\lVert \mathbf{X} \rVert_F") + r" = \frac{1}{\lVert \mathbf{X} \rVert_F} \mathbf{X}^{\top}",
    ),
    Derivative(
        "unit vector",
        lambda np, x: x / norm(np, x),
        lambda np, x: np.eye(n) / norm(np, x) - np.outer(x, x) / norm(np, x) ** 3,
        x,
        f"For ${VECTOR}$,",
        by(b_vector, r"\frac{1}{\lVert \mathbf{x} \rVert_2} \mathbf{x}")
        + r" = \frac{1}{\lVert \mathbf{x} \rVert_2} \mathbf{I}"
        + r" - \frac{1}{\lVert \mathbf{x} \rVert_2^{3}} \mathbf{x} \mathbf{x}^{\top}",
    ),
    Derivative(
        "least squares",
        lambda np, x: (A @ x - y) @ (A @ x - y),
        lambda np, x: 2 * A.T @ (A @ x - y),
        x,
        rf"For ${VECTOR}$, ${DECLARED_A}$ and $\mathbf{{y}} \in \mathbb{{R}}^{{m}}$,",
        by(b_vector, r"\lVert \mathbf{A} \mathbf{x} - \mathbf{y} \rVert_2^{2}")
        + r" = 2 (\mathbf{A} \mathbf{x} - \mathbf{y})^{\top} \mathbf{A}",
    ),
    Derivative(
        "product of three, by vec",
        lambda np, X: vec(np, C @ X @ B),
        lambda np, X: unvec(np, np.kron(B.T, C), (m, n)) + 0 * X,
        P,
        rf"For ${RECTANGULAR}$, $\mathbf{{C}} \in \mathbb{{R}}^{{p \times m}}$ "
        r"and $\mathbf{B} \in \mathbb{R}^{n \times q}$,",
        by(vec_matrix, r"\operatorname{vec}(\mathbf{C} \mathbf{X} \mathbf{B})")
        + r" = \mathbf{B}^{\top} \otimes \mathbf{C}",
    ),
    Derivative(
        "matrix square, by entries",
        lambda np, X: X @ X,
        lambda np, X: np.einsum("ik,lj->ijkl", np.eye(n), X) + np.einsum("ik,jl->ijkl", X, np.eye(n)),
        X,
        f"For ${SQUARE}$,",
        r"\frac{\partial}{\partial x_{kl}} ((\mathbf{X} \mathbf{X})_{ij}) = \delta_{ik} x_{lj} + x_{ik} \delta_{jl}",
    ),
    Derivative(
        "elementwise sine",
        lambda np, x: np.sin(x),
        lambda np, x: np.diag(np.cos(x)),
        x,
        f"For ${VECTOR}$,",
        by(b_vector, r"\sin(\mathbf{x})") + r" = \operatorname{diag}(\cos(\mathbf{x}))",
    ),
    Derivative(
        "elementwise product",
        lambda np, x: w * x,
        lambda np, x: np.diag(w + 0 * x),
        x,
        rf"For ${VECTOR}$ and $\mathbf{{w}} \in \mathbb{{R}}^{{n}}$,",
        by(b_vector, r"\mathbf{w} \odot \mathbf{x}") + r" = \operatorname{diag}(\mathbf{w})",
    ),
    Derivative(
        "elementwise quotient",
        lambda np, x: w / x,
        lambda np, x: -np.diag(w / x**2),
        abs(x) + 1,
        rf"For $\mathbf{{w}} \in \mathbb{{R}}^{{n}}$ and positive ${VECTOR}$,",
        by(b_vector, r"\mathbf{w} \oslash \mathbf{x}")
        + r" = -\operatorname{diag}(\mathbf{w} \oslash (\mathbf{x} \odot \mathbf{x}))",
    ),
    Derivative(
        "chain rule, one variable",
        lambda np, x: np.sin(x @ x),
        lambda np, x: 2 * np.cos(x @ x) * x,
        x,
        f"For ${VECTOR}$,",
        by(b_vector, r"\sin(\mathbf{x}^{\top} \mathbf{x})")
        + r" = 2 \cos(\mathbf{x}^{\top} \mathbf{x}) \mathbf{x}^{\top}",
    ),
    Derivative(
        "layer with tanh",
        lambda np, x: np.tanh(A @ x),
        lambda np, x: (1 - np.tanh(A @ x) ** 2)[:, None] * A,
        x,
        rf"For ${VECTOR}$, ${DECLARED_A}$ and $\mathbf{{t}} = \tanh(\mathbf{{A}} \mathbf{{x}})$,",
        by(b_vector, r"\mathbf{t}") + r" = \operatorname{diag}(\mathbf{1} - \mathbf{t} \odot \mathbf{t}) \mathbf{A}",
    ),
    Derivative(
        "logistic neuron",
        lambda np, x: sigmoid(np, w @ x),
        lambda np, x: sigmoid(np, w @ x) * (1 - sigmoid(np, w @ x)) * w,
        x,
        rf"For ${VECTOR}$, $\mathbf{{w}} \in \mathbb{{R}}^{{n}}$ "
        r"and $s = \operatorname{sigmoid}(\mathbf{w}^{\top} \mathbf{x})$,",
        by(b_vector, "s") + r" = s (1 - s) \mathbf{w}^{\top}",
    ),
    Derivative(
        "ReLU neuron, off the kink",
        lambda np, x: np.maximum(0, w @ x + 1),
        lambda np, x: np.where(w @ x + 1 > 0, 1.0, 0.0) * w,
        w / 2,
        rf"For ${VECTOR}$, $\mathbf{{w}} \in \mathbb{{R}}^{{n}}$ and $b \in \mathbb{{R}}$, "
        r"with $\mathbf{w}^{\top} \mathbf{x} + b \neq 0$,",
        by(b_vector, r"\max(0, \mathbf{w}^{\top} \mathbf{x} + b)")
        + r" = \begin{cases} \mathbf{0}^{\top} & \mathbf{w}^{\top} \mathbf{x} + b \leq 0 \\"
        + r" \mathbf{w}^{\top} & \mathbf{w}^{\top} \mathbf{x} + b > 0 \end{cases}",
    ),
]
DERIVATIVES = SITE + OTHERS
