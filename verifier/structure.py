"""Structured matrices: which entries change along with one of them, and how.

A derivative with respect to a matrix is unconstrained, each entry by itself. One by `vech` or `diagonal` of a matrix,
with an upright d, or by a structured single entry follows the structure that the matrix is declared with.
"""

from verifier.errors import NotationError


class Tied(tuple):
    """Entries that change together: row and column, from 0 on, and 1 or -1."""


SYMMETRIC = {"symmetric", "positive definite", "positive semidefinite", "negative definite", "negative semidefinite"}
SKEW = {"skew", "skew-symmetric"}
TOEPLITZ = {"Toeplitz"}
ZERO = {  # where a matrix of a property is zero, or is fixed: by column minus row
    "diagonal": lambda place: place != 0,
    "upper triangular": lambda place: place < 0,
    "lower triangular": lambda place: place > 0,
    "strictly upper triangular": lambda place: place <= 0,
    "strictly lower triangular": lambda place: place >= 0,
    "unit upper triangular": lambda place: place <= 0,
    "unit lower triangular": lambda place: place >= 0,
}
CURVED = {"orthogonal", "unitary", "semi-orthogonal", "with orthonormal columns", "with orthonormal rows", "idempotent",
          "involutory", "nilpotent", "singular", "rank-deficient", "unit", "Hermitian", "skew-Hermitian"}  # fmt: skip


def free_places(part: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the places of a matrix that a derivative is by: all, or those of its vech or of its diagonal."""
    if part == "vech":
        return [(row, column) for row, column in places if row >= column]
    return [(row, column) for row, column in places if row == column] if part == "diagonal" else places


def tied_to(properties, row: int, column: int, shape: tuple[int, int]) -> Tied:
    """Return the entries that change along with one entry, itself included; none if it is fixed."""
    if curved := sorted(CURVED & set(properties)):
        raise NotationError(f"that a matrix is {curved[0]} ties its entries by no linear rule: use differentials")
    place = column - row
    if any(ZERO[word](place) for word in properties if word in ZERO):
        return Tied()
    places = {(row, column): 1}
    if TOEPLITZ & set(properties):
        places = {(i, i + place): 1 for i in range(shape[0]) if 0 <= i + place < shape[1]}
    if SKEW & set(properties) and place == 0:
        return Tied()
    for words, sign in ((SYMMETRIC, 1), (SKEW, -1)):
        if words & set(properties):
            places |= {(j, i): sign for i, j in places if i != j}
    return Tied((i, j, sign) for (i, j), sign in places.items())
