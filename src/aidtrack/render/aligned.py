"""Columns of text set side by side, as tabulate sets them, without what tabulate loads: that takes as long as all of Typer."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len

_GAP = "  "
_ROOM = 2  # of a heading, beside what stands in it


def aligned(rows: Sequence[Sequence[str]], headings: Sequence[str] = (), right: Sequence[bool] = ()) -> str:
    """Each column as wide as it needs to be, on the left unless it is to be on the `right`; under the headings a line of dashes.

    A cell may have several lines.
    """
    split = [[cell.strip().split("\n") for cell in row] for row in rows]
    columns = list(zip(*split, strict=True))
    least = [cell_len(heading) + _ROOM for heading in headings] or [0] * len(columns)
    widths = [
        max(room, *(cell_len(line) for cell in column for line in cell))
        for room, column in zip(least, columns, strict=True)
    ]
    sides = right or [False] * len(widths)
    head = [[*headings], ["-" * width for width in widths]] if headings else []
    return "\n".join(_line(cells, widths, sides) for cells in (*head, *_lines(split)))


def _lines(rows: Sequence[Sequence[Sequence[str]]]) -> Iterator[Sequence[str]]:
    for row in rows:
        yield from zip_longest(*row, fillvalue="")


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    placed = []
    for cell, width, on_right in zip(cells, widths, right, strict=True):
        blank = " " * (width - cell_len(cell))
        placed.append(blank + cell if on_right else cell + blank)
    return _GAP.join(placed).rstrip()
