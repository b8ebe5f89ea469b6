"""Columns of text set side by side, as tabulate sets them, without what tabulate loads: that takes as long as all of Typer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, zip_longest

from aidtrack.values.width import cell_len

_GAP = "  "
_ROOM = 2  # of a heading, beside what stands in it


def aligned(rows: Sequence[Sequence[str]], headings: Sequence[str] = (), right: Sequence[bool] = ()) -> str:
    """Each column as wide as it needs to be, on the left unless it is to be on the `right`; under the headings a line of dashes.

    A cell may have several lines.
    """
    return "\n".join(aligned_lines(lambda: rows, headings, right))


def aligned_lines(
    rows: Callable[[], Iterable[Sequence[str]]], headings: Sequence[str] = (), right: Sequence[bool] = ()
) -> Iterator[str]:
    """The same, line by line. `rows` are gone through twice, for the widths and for the lines, and never all held."""
    widths = [cell_len(heading) + _ROOM for heading in headings]
    for row in rows():
        widths = widths or [0] * len(row)
        for at, cell in enumerate(row):
            widths[at] = max(widths[at], *(cell_len(line) for line in cell.strip().split("\n")))
    sides = right or [False] * len(widths)
    head = [[*headings], ["-" * width for width in widths]] if headings else []
    for cells in chain(head, _lines(rows())):
        yield _line(cells, widths, sides)


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    for row in rows:
        yield from zip_longest(*(cell.strip().split("\n") for cell in row), fillvalue="")


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    placed = []
    for cell, width, on_right in zip(cells, widths, right, strict=True):
        blank = " " * (width - cell_len(cell))
        placed.append(blank + cell if on_right else cell + blank)
    return _GAP.join(placed).rstrip()
