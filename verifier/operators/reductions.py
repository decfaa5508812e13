"""What makes one number, or a distribution, of the entries of an array."""

from functools import reduce

from verifier.numbers.functions import maximum, minimum
from verifier.operators.record import (
    EVERYWHERE,
    Domain,
    Function,
    Operator,
    Ways,
    column,
    entries_of,
    real,
    same_shape,
    total,
    unchanged,
)
from verifier.unify import SCALAR_SHAPE

_KINKS = Domain("everywhere; its derivative not where two are equal", lambda *operands: False)


def _extreme(command, choose, words, oracles):
    """Return the record of a maximum or minimum: of all entries of one operand, or entry by entry of several."""
    several = same_shape(f"the {words[0]}")

    def shape(*shapes):
        return SCALAR_SHAPE if len(shapes) == 1 else several(*shapes)

    def of_arrays(evaluation, *arrays):
        ar = evaluation.arithmetic
        if len(arrays) == 1:
            return ar.array([[reduce(choose, entries_of(ar, arrays[0]))]])
        return reduce(lambda a, b: ar.map(choose, a, b), arrays)

    return Operator(
        name=command[1:],
        form=Function(command, (1, 99), listed=True),
        spellings=(),
        shape=shape,
        evaluate=Ways(lambda evaluation, *numbers: reduce(choose, numbers), of_arrays),
        smooth=False,
        domain=_KINKS,
        oracles=oracles,
        mutants=(),
        convention=(
            rf"${command}(\mathbf{{x}}, \mathbf{{0}})$, ${command}(\mathbf{{x}})$",
            f"the {words[1]} of two entries, entry by entry; of one argument, the {words[2]} entry",
        ),
        search=words,
    )


def _softmax(evaluation, array):
    ar = evaluation.arithmetic
    powers = ar.elementwise("exp", array)
    return ar.scale(1 / total(entries_of(ar, powers)), powers)


OPERATORS = (
    _extreme(
        r"\max",
        maximum,
        ("maximum", "larger", "largest"),
        (
            real(r"\max(\mathbf{x}, \mathbf{y})", "np.maximum(x, y)"),
            real(r"\max(\mathbf{A}, \mathbf{0})", "np.maximum(A, 0)"),
            real(r"\max(z, w)", "max(z, w)"),
            real(r"\max(\mathbf{A})", "A.max()"),
        ),
    ),
    _extreme(
        r"\min",
        minimum,
        ("minimum", "smaller", "smallest"),
        (
            real(r"\min(\mathbf{x}, \mathbf{0})", "np.minimum(x, 0)"),
            real(r"\min(x_1, \dots, x_n)", "x.min()"),
        ),
    ),
    Operator(
        name="softmax",
        form=Function(r"\operatorname{softmax}", (1, 1), listed=False),
        spellings=(),
        shape=column("softmax", unchanged),
        evaluate=_softmax,
        smooth=True,
        domain=EVERYWHERE,
        oracles=(
            real(r"\operatorname{softmax}(\mathbf{x})", "scipy.special.softmax(x)"),
            real(r"\operatorname{softmax}(z) + w", "1 + w"),
        ),
        mutants=(),
        convention=(
            r"$\operatorname{softmax}(\mathbf{x})$",
            r"$e^{\mathbf{x}}$, divided by the sum of its entries",
        ),
        search=("softmax",),
    ),
)
