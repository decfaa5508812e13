"""All operators: one record each, in a module for each field."""

import re

from verifier.operators import (
    arithmetic,
    cofactors,
    complex_numbers,
    distributions,
    elementwise,
    linear_algebra,
    matrix_functions,
    norms,
    products,
    reductions,
    rows_and_columns,
    singular_values,
    sized_matrices,
    special_functions,
    spectrum,
    triangles,
)
from verifier.operators.record import Form, Function, Operator

FIELDS = (
    arithmetic,
    products,
    linear_algebra,
    elementwise,
    special_functions,
    reductions,
    norms,
    matrix_functions,
    complex_numbers,
    cofactors,
    triangles,
    sized_matrices,
    singular_values,
    rows_and_columns,
    spectrum,
    distributions,
)
OPERATORS: dict[str, Operator] = {}
for _field in FIELDS:
    for _record in _field.OPERATORS:
        if _record.name in OPERATORS:
            raise ValueError(f"two operators have the name {_record.name!r}")
        OPERATORS[_record.name] = _record


def of_form(form: type[Form]) -> tuple[Operator, ...]:
    """Return the operators that are written in one form."""
    return tuple(record for record in OPERATORS.values() if isinstance(record.form, form))


def function_name(command: str) -> str:
    r"""Return the letters of a command: `tr` of `\operatorname{tr}`, `det` of `\det`; `softmax_row` if it is by row."""
    return "_".join(re.findall(r"[a-zA-Z]+", re.sub(r"\\(?:operatorname|text)\b", "", command)))


FUNCTION_NAMES = {
    function_name(command): record
    for record in of_form(Function)
    for command in (record.form.command, *record.spellings)
}
