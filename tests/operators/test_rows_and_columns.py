"""Statistics of rows and columns: one entry, large entries, names that are not known by row."""

import numpy as np
import pytest
import scipy.special

from tests.expressions import ARITHMETICS, REAL, Expression, array, refused
from verifier.errors import NotationError

VALUES = {
    r"\operatorname{mean}_{\text{row}}(\mathbf{x})": lambda v: v.x,
    r"\operatorname{mean}_{\mathrm{column}}(\mathbf{A})": lambda v: v.A.mean(axis=0, keepdims=True),
    r"\operatorname{mean} _ { \text{ row } }(\mathbf{A})": lambda v: v.A.mean(axis=1, keepdims=True),
    r"\operatorname{var}_{\text{row}}(\mathbf{x})": lambda v: np.zeros((v.n, 1)),
    r"\operatorname{var}(z)": lambda v: 0,
    r"\operatorname{softmax}_{\text{row}}(\mathbf{x})": lambda v: np.ones((v.n, 1)),
    r"\operatorname{softmax}_{\text{row}}(1000 \mathbf{A})": lambda v: scipy.special.softmax(1000 * v.A, axis=1),
    r"\operatorname{logsumexp}(1000 \mathbf{x})": lambda v: scipy.special.logsumexp(1000 * v.x),
    r"\operatorname{logsumexp}(-1000 \mathbf{1}_n)": lambda v: np.log(v.n) - 1000,
}


@pytest.mark.parametrize("tex", VALUES)
def test_value_agrees_with_numpy(tex):
    for ones in (frozenset(), frozenset("m")):
        expression = Expression(REAL, tex, ones=ones)
        expression.check(VALUES[tex](expression.v))


@pytest.mark.parametrize("method", ["complex", "dual"])
@pytest.mark.parametrize("arithmetic", ARITHMETICS)
def test_shift_of_logsumexp_leaves_its_slope(arithmetic, method):
    expression = Expression(
        REAL, r"\frac{\partial \operatorname{logsumexp}(\mathbf{x})}{\partial \mathbf{x}}", "denominator"
    )
    found = array(expression.value(ARITHMETICS[arithmetic], method))
    np.testing.assert_allclose(found, scipy.special.softmax(expression.v.x), rtol=1e-12)


@pytest.mark.parametrize(
    "tex, message",
    [
        (r"\operatorname{relu}_{\text{row}}(\mathbf{A})", "relu is not known by row"),
        (r"\operatorname{tr}_{\text{column}}(\mathbf{X})", "tr is not known by column"),
        (r"\operatorname{mean}_{\text{row}} \mathbf{A}",
         r"the function \operatorname{mean}_{\text{row}} needs brackets around its argument"),
        (r"\operatorname{mean}_{\text{rows}}(\mathbf{A})",
         r"the function \operatorname{mean} needs brackets around its argument"),
    ],
)  # fmt: skip
def test_other_functions_by_row_are_refused(tex, message):
    refused(tex, NotationError, message)
