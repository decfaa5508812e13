"""Part of step 6: the derivative of a function of a matrix in a direction: a block of the function of a larger one."""

from verifier import typed
from verifier.evaluate import evaluate_to_array, evaluates, from_array
from verifier.operators import OPERATORS
from verifier.operators.record import Ways


@evaluates
def frechet(node: typed.FrechetValue, evaluation):
    r"""Return $L_f(\mathbf{A}, \mathbf{E})$: the block at the upper right of f of the blocks A, E, 0 and A."""
    ar = evaluation.arithmetic
    matrix, direction = (evaluate_to_array(each, evaluation) for each in (node.matrix, node.direction))
    rows, n = ar.rows(matrix), matrix.shape[0]
    zero = ar.number(0)
    upper = [[*row, *more] for row, more in zip(rows, ar.rows(direction), strict=True)]
    lower = [[*([zero] * n), *row] for row in rows]
    way = OPERATORS[node.function].evaluate
    value = (way.of_arrays if isinstance(way, Ways) else way)(evaluation, ar.array([*upper, *lower]))
    block = ar.array([[ar.entry(value, i, n + j) for j in range(n)] for i in range(n)])
    return from_array(node, block, evaluation)
