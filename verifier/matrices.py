"""Part of step 4: matrices that are written out, of blocks, and with dots."""

from verifier import nodes, typed
from verifier.errors import NotationError, ShapeError
from verifier.nodes import Node
from verifier.patterns import COLUMN, ROW, PatternError, places_of, running
from verifier.typed import Typed
from verifier.unify import Unknown, is_scalar, known, unify


def type_matrix(checker, node: nodes.Matrix, alone: bool) -> Typed:
    """Type a matrix that is written out; alone: it is a side of a chain, where dots may follow no pattern."""
    grid = [list(row.cells) for row in node.rows]
    width = max(len(row) for row in grid)
    if any(len(row) != width for row in grid):
        raise ShapeError("the rows of this matrix differ in length", node.span)
    if not any(_is_open(cell) for row in grid for cell in row):
        return _blocks(node, [[checker.type(cell) for cell in row] for row in grid])
    dot_rows = [r for r, row in enumerate(grid) if all(map(_is_open, row))]
    written_rows = [r for r in range(len(grid)) if r not in dot_rows]
    dot_columns = [c for c in range(width) if all(_is_open(grid[r][c]) for r in written_rows)]
    dots = [(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if isinstance(cell, nodes.Dots)]
    if any(r not in {r for r, _ in dots} for r in dot_rows) or any(c not in {c for _, c in dots} for c in dot_columns):
        raise ShapeError("a row or column of this matrix is empty: expected an entry between its '&' signs", node.span)
    if len(dot_rows) > 1 or len(dot_columns) > 1:
        raise NotationError("a matrix has at most one row and one column of dots", node.span)
    row_places = places_of(len(grid), dot_rows[0] if dot_rows else None)
    column_places = places_of(width, dot_columns[0] if dot_columns else None)
    written = [
        (row_places[r], column_places[c], grid[r][c])
        for r in written_rows
        for c in range(width)
        if c not in dot_columns
    ]
    if any(r is None or c is None or _is_open(cell) for r, c, cell in written):
        raise NotationError("after the dots stands one last row or column", node.span)
    counts = (None if dot_rows else len(grid), None if dot_columns else width)
    pattern = _pattern(written)
    if pattern is not None:
        return _filled(checker, node, *pattern, counts)
    if not alone:
        raise PatternError("the entries beside these dots follow no pattern", node.span)
    entries = tuple(checker.type(cell) for _, _, cell in written)
    if not all(is_scalar(entry.shape) for entry in entries):
        raise PatternError("the blocks beside these dots follow no pattern", node.span)
    shape = tuple(Unknown() if count is None else count for count in counts)
    return typed.PartialMatrix(shape, entries, tuple((r, c) for r, c, _ in written), span=node.span)


def _is_open(cell: Node) -> bool:
    """Tell whether a cell is not written: dots, or nothing beside dots."""
    return isinstance(cell, (nodes.Dots, nodes.Empty))


def _filled(checker, node, cells: list[Node], last: dict[str, Node], counts) -> Typed:
    """Type a matrix by its general entry; counts: its rows and columns, None where dots stand for some."""
    sizes: list = []
    for name, count in zip((ROW, COLUMN), counts, strict=True):
        size: object = count
        if count is None:
            size = Unknown()
            if name in last:
                size = checker.size_of(checker.limit(last[name]))
                if size is None:
                    raise ShapeError(f"a matrix cannot end at {last[name]}", node.span)
        sizes.append(size)
    outer = dict(checker.scope)
    checker.scope |= {ROW: sizes[0], COLUMN: sizes[1]}
    entries = [checker.type(cell) for cell in cells]
    for name in (ROW, COLUMN):
        del checker.scope[name]
    checker.scope |= {name: size for name, size in outer.items() if name in (ROW, COLUMN)}
    shape = checker.equal(entries, "a matrix of entries")
    rows = sizes[0] if is_scalar(shape) or known(shape[0]) == 1 else known(("*", sizes[0], shape[0]))
    columns = sizes[1] if is_scalar(shape) or known(shape[1]) == 1 else known(("*", sizes[1], shape[1]))
    return typed.PatternMatrix((rows, columns), tuple(entries), tuple(sizes), span=node.span)


def _pattern(written) -> tuple[list[Node], dict[str, Node]] | None:
    """Return the general entry of a matrix, or one on and one off the diagonal; and the last indices."""
    found = running([cell for _, _, cell in written], [{ROW: r, COLUMN: c} for r, c, _ in written])
    if found is not None:
        return [found[0]], found[1]
    on = [item for item in written if item[0] == item[1]]
    off = [item for item in written if item[0] != item[1]]
    if len(on) < 2 or not off:
        return None
    found_on = running([cell for _, _, cell in on], [{ROW: r} for r, _, _ in on])
    found_off = running([cell for _, _, cell in off], [{ROW: r, COLUMN: c} for r, c, _ in off])
    if found_on is None or found_off is None:
        return None
    last = found_on[1] | found_off[1]
    if ROW in last:
        last.setdefault(COLUMN, last[ROW])
    return [found_on[0], found_off[0]], last


def _blocks(node, cells: list[list[Typed]]) -> Typed:
    for row in cells:
        if not all(unify(cell.shape[0], row[0].shape[0]) for cell in row):
            raise ShapeError("the blocks of a row differ in height", node.span)
    for column in zip(*cells, strict=True):
        if not all(unify(cell.shape[1], column[0].shape[1]) for cell in column):
            raise ShapeError("the blocks of a column differ in width", node.span)
    rows = known(("+", *(row[0].shape[0] for row in cells)))
    columns = known(("+", *(cell.shape[1] for cell in cells[0])))
    blocks = tuple(cell for row in cells for cell in row)
    return typed.BlockMatrix((rows, columns), blocks, len(cells[0]), span=node.span)
