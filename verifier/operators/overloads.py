"""Signs that mean one operator of some shapes and another of other shapes."""

from verifier.operators.norms import is_of_a_matrix
from verifier.unify import is_scalar

OF_A_MATRIX = {"norm_2": "norm_spectral", "norm_1": "norm_columns", "norm_inf": "norm_rows"}


def meant(operator: str, shapes: list[tuple]) -> str:
    """Return the operator that a sign means for operands of these shapes."""
    if operator == "times" and len(shapes) > 1 and not any(map(is_scalar, shapes)):
        return "cross"
    if operator == "norm_p" and not is_scalar(shapes[1]):
        return "norm_weighted"
    if operator in OF_A_MATRIX and is_of_a_matrix(shapes[0]):
        return OF_A_MATRIX[operator]
    return operator
