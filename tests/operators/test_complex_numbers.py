"""Conjugates: which of several signs conjugates."""

import numpy as np
import pytest

from tests.expressions import COMPLEX, Expression

VALUES = {
    r"\mathbf{x}^{\mathsf{H}} \mathbf{x}": lambda v: np.vdot(v.x, v.x),
    r"(\mathbf{x}^{*})^{\top} \mathbf{x}": lambda v: np.vdot(v.x, v.x),
    r"(\mathbf{A}^{*})^{*}": lambda v: v.A,
    r"(\mathbf{A} \mathbf{X})^{\mathsf{H}}": lambda v: v.X.conj().T @ v.A.conj().T,
    r"(\mathrm{i} z)^{*}": lambda v: -1j * np.conj(v.z),
}


@pytest.mark.parametrize("tex", VALUES)
def test_value_agrees_with_numpy(tex):
    expression = Expression(COMPLEX, tex)
    expression.check(VALUES[tex](expression.v))
