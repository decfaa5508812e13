"""Prints what was measured."""


def short(value) -> str:
    """Print seconds with their unit, or an error."""
    return value if isinstance(value, str) else f"{value * 1e3:.3g} ms" if value < 1 else f"{value:.3g} s"


def table(title: str, head: tuple, rows: list[tuple]) -> None:
    """Print rows as aligned columns, the first to the left."""
    cells = [[cell if isinstance(cell, str) else short(cell) for cell in row] for row in [head, *rows]]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    print(f"\n{title}")
    for k, row in enumerate(cells):
        numbers = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        print("  ".join([row[0].ljust(widths[0]), *numbers]))
        if k == 0:
            print("  ".join("-" * width for width in widths))
