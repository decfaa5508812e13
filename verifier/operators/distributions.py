"""Densities of normal distributions, and the Kullback-Leibler divergence."""

from verifier.cubature import cholesky, normal_points
from verifier.errors import ShapeError
from verifier.numbers.dual import primal
from verifier.numbers.functions import function, pi
from verifier.operators.record import Domain, Operator, Oracle, Special, to_number, total
from verifier.unify import SCALAR_SHAPE, shape_name, unify, unify_shapes

NORMALISED = 1e-9  # how far from 1 the sum of probabilities may be, by rounding or the step of a difference

_GAUSSIAN = r"""For $\mathbf{x}, \mathbf{y} \in \mathbb{R}^{n}$,
positive definite $\mathbf{S} \in \mathbb{R}^{n \times n}$, positive definite $\mathbf{T} \in \mathbb{R}^{n \times n}$,
$a, b \in \mathbb{R}$ and positive $s \in \mathbb{R}$"""
_POSITIVE_DEFINITE = Domain("for positive definite covariance matrices", lambda *operands: True)


def _shape_of_density(x, mean, covariance):
    _check_normal(mean, covariance)
    if not unify_shapes(x, mean):
        raise ShapeError(f"a density at {shape_name(x)}, and its mean is {shape_name(mean)}")
    return SCALAR_SHAPE


def _check_normal(mean, covariance) -> None:
    if not unify(mean[1], 1):
        raise ShapeError(f"the mean of a normal distribution is a column or a number, not {shape_name(mean)}")
    if not unify_shapes(covariance, (mean[0], mean[0])):
        wanted = shape_name((mean[0], mean[0]))
        raise ShapeError(f"the covariance of a normal distribution is {wanted} here, not {shape_name(covariance)}")


def _shape_of_divergence(mean, covariance, other_mean, other_covariance):
    _check_normal(mean, covariance)
    _check_normal(other_mean, other_covariance)
    if not unify_shapes(mean, other_mean):
        raise ShapeError(f"KL of distributions of {shape_name(mean)} and {shape_name(other_mean)}")
    return SCALAR_SHAPE


def _shape_of_probabilities(p, q):
    for shape in (p, q):
        if not unify(shape[1], 1):
            raise ShapeError(f"KL is of columns of probabilities or of normal distributions, not {shape_name(shape)}")
    if not unify_shapes(p, q):
        raise ShapeError(f"KL of distributions of {shape_name(p)} and {shape_name(q)}")
    return SCALAR_SHAPE


def _exponent_and_factor(ar, factor, x, mean):
    """Return half the square of the standardised x, and the diagonal of the factor, for the density there."""
    standard = []
    for row, (a,), (b,) in zip(factor, ar.rows(x), ar.rows(mean), strict=True):
        rest = a - b
        for entry, z in zip(row, standard, strict=False):
            rest = rest - entry * z
        standard.append(rest / row[-1])
    return total([z * z for z in standard]) / 2, [row[-1] for row in factor]


def _density(evaluation, x, mean, covariance):
    ar = evaluation.arithmetic
    exponent, diagonal = _exponent_and_factor(ar, cholesky(ar, covariance), x, mean)
    value = function("exp")(-exponent)
    for entry in diagonal:
        value = value / (entry * function("sqrt")(2 * pi(exponent)))
    return value


def _divergence(evaluation, mean, covariance, other_mean, other_covariance):
    """Return the expectation of the difference of logarithms of densities, which is quadratic, under the first."""
    ar = evaluation.arithmetic
    factors = cholesky(ar, covariance), cholesky(ar, other_covariance)

    def negative_logarithm(factor, x, mean):
        exponent, diagonal = _exponent_and_factor(ar, factor, x, mean)
        return total([exponent, *(function("ln")(entry) for entry in diagonal)])

    return total(
        [
            weight * (negative_logarithm(factors[1], x, other_mean) - negative_logarithm(factors[0], x, mean))
            for weight, x in normal_points(ar, mean, covariance, 2)
        ]
    )


def _divergence_of_probabilities(evaluation, p, q):
    """Return the sum of p ln(p / q); zero where p is zero, which is its limit."""
    ar = evaluation.arithmetic
    columns = [[row[0] for row in ar.rows(array)] for array in (p, q)]
    for column in columns:
        if any(primal(x) < 0 for x in column):
            raise ValueError("KL is of probabilities, and one of these is negative")
        if not abs(primal(total(column)) - 1) < NORMALISED:
            raise ValueError("KL is of probabilities, and these do not add up to 1")
    # a number that carries a slope is not zero: there, the limit has none
    return total([x * function("ln")(x / y) for x, y in zip(*columns, strict=True) if not x == 0])


def _normal_oracle(tex: str, python: str) -> Oracle:
    return Oracle(_GAUSSIAN, tex, python)


OPERATORS = (
    Operator(
        name="normal_density",
        form=Special(r"\mathcal{N}(\mathbf{x}; \mathbf{y}, \mathbf{A})"),
        spellings=(),
        shape=_shape_of_density,
        evaluate=to_number(_density),
        smooth=True,
        domain=_POSITIVE_DEFINITE,
        oracles=(
            _normal_oracle(
                r"\mathcal{N}(\mathbf{x}; \mathbf{y}, \mathbf{S})",
                "np.exp(-((x - y).T @ np.linalg.solve(S, x - y)).item() / 2)"
                " / np.sqrt(np.linalg.det(2 * np.pi * S))",
            ),
            _normal_oracle(
                r"\mathcal{N}_{\mathbf{x}}(\mathbf{y}, \mathbf{S} + \mathbf{T})",
                "np.exp(-((x - y).T @ np.linalg.inv(S + T) @ (x - y)).item() / 2)"
                " / np.sqrt(np.linalg.det(2 * np.pi * (S + T)))",
            ),
            _normal_oracle(
                r"\mathcal{N}(a; b, s^2)", "float(mpmath.npdf(a, b, s))"
            ),
        ),
        mutants=(),
        convention=(
            r"$\mathcal{N}(\mathbf{x}; \mathbf{y}, \mathbf{A})$, $\mathcal{N}_{\mathbf{x}}(\mathbf{y}, \mathbf{A})$",
            r"density at $\mathbf{x}$ of the normal distribution with mean $\mathbf{y}$ and covariance matrix "
            r"$\mathbf{A}$; of a number, with its mean and variance",
        ),
        search=("normal density", "Gaussian density", "probability density function"),
    ),
    Operator(
        name="kl_normal",
        form=Special(
            r"\operatorname{KL}(\mathcal{N}(\mathbf{x}, \mathbf{A}) \Vert \mathcal{N}(\mathbf{y}, \mathbf{B}))"
        ),
        spellings=(),
        shape=_shape_of_divergence,
        evaluate=to_number(_divergence),
        smooth=True,
        domain=_POSITIVE_DEFINITE,
        oracles=(
            _normal_oracle(
                r"\operatorname{KL}(\mathcal{N}(\mathbf{x}, \mathbf{S}) \Vert \mathcal{N}(\mathbf{y}, \mathbf{T}))",
                "(np.trace(np.linalg.solve(T, S)) + ((y - x).T @ np.linalg.solve(T, y - x)).item() - n"
                " + np.linalg.slogdet(T)[1] - np.linalg.slogdet(S)[1]) / 2",
            ),
            _normal_oracle(
                r"\operatorname{KL}(\mathcal{N}(a, s^2) \Vert \mathcal{N}(b, 1))",
                "(s**2 + (a - b)**2 - 1) / 2 - np.log(s)",
            ),
        ),
        mutants=(),
        convention=(
            r"$\operatorname{KL}(\mathcal{N}(\mathbf{x}, \mathbf{A}) \Vert \mathcal{N}(\mathbf{y}, \mathbf{B}))$",
            "Kullback-Leibler divergence of the second normal distribution from the first, natural logarithm",
        ),
        search=("Kullback-Leibler divergence", "relative entropy"),
    ),
    Operator(
        name="kl",
        form=Special(r"\operatorname{KL}(\mathbf{x} \Vert \mathbf{y})"),
        spellings=(),
        shape=_shape_of_probabilities,
        evaluate=to_number(_divergence_of_probabilities),
        smooth=True,
        domain=Domain("for probabilities: not negative, with sum 1", lambda *operands: True),
        oracles=(
            _normal_oracle(
                r"\operatorname{KL}(\operatorname{softmax}(\mathbf{x}) \Vert \operatorname{softmax}(\mathbf{y}))",
                "scipy.special.rel_entr(scipy.special.softmax(x), scipy.special.softmax(y)).sum()",
            ),
        ),
        mutants=(),
        convention=(
            r"$\operatorname{KL}(\mathbf{x} \Vert \mathbf{y})$",
            r"Kullback-Leibler divergence of columns of probabilities: the sum of $x_i \ln(x_i / y_i)$",
        ),
        search=("Kullback-Leibler divergence", "relative entropy"),
    ),
)  # fmt: skip
