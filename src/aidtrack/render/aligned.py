"""Columns of text set side by side, as tabulate sets them, without what tabulate loads: that takes as long as all of Typer.

Some hundred rows are set at once, column by column: whether a column has plain signs alone, or cells of several lines, is seen at one look.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from aidtrack.values.blocks import blocks
from aidtrack.values.width import cell_len

_GAP = "  "
_ROOM = 2  # of a heading, beside what stands in it
_AT_ONCE = 500  # rows
_WIDEST = 2  # cells of a sign


def aligned(rows: Sequence[Sequence[str]], headings: Sequence[str] = (), right: Sequence[bool] = ()) -> str:
    """Each column as wide as it needs to be, on the left unless it is to be on the `right`; under the headings a line of dashes.

    A cell may have several lines.
    """
    return "\n".join(aligned_lines(lambda: rows, headings, right))


def aligned_lines(
    rows: Callable[[], Iterable[Sequence[str]]], headings: Sequence[str] = (), right: Sequence[bool] = ()
) -> Iterator[str]:
    """The same, some hundred lines together. `rows` are gone through twice, for the widths and for the lines, and never all held."""
    widths = [cell_len(heading) + _ROOM for heading in headings]
    for some in blocks(rows(), _AT_ONCE):
        widths = widths or [0] * len(some[0])
        widths = [widest(lines, width) for lines, width in zip(_columns(some), widths, strict=True)]
    sides = right or [False] * len(widths)
    if headings:
        yield _lines([[heading, "-" * width] for heading, width in zip(headings, widths, strict=True)], widths, sides)
    for some in blocks(rows(), _AT_ONCE):
        yield _lines(_columns(some), widths, sides)


def _columns(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The lines of the rows, column by column: of each as many as the longest of its row."""
    columns = [[*map(str.strip, cells)] for cells in zip(*rows, strict=True)]
    if not any("\n" in "".join(cells) for cells in columns):
        return [*columns]
    lined = ((cell.split("\n") for cell in cells) for cells in zip(*columns, strict=True))
    return [*zip(*(line for lines in lined for line in zip_longest(*lines, fillvalue="")), strict=True)]


def widest(lines: Sequence[str], least: int) -> int:
    """The width of the widest, no less than `least`; the signs of those that may be wider are looked at."""
    if _are_plain(lines):
        return max([least, *map(len, lines)])
    return max([least, *(cell_len(line) for line in {*lines} if _WIDEST * len(line) > least)])


def _lines(columns: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[bool]) -> str:
    """What ends a line is not filled up."""
    last = len(columns) - 1
    placed = [
        lines if at == last and not on_right else _placed(lines, width, on_right=on_right)
        for at, (lines, width, on_right) in enumerate(zip(columns, widths, right, strict=True))
    ]
    return "\n".join(map(str.rstrip, map(_GAP.join, zip(*placed, strict=True))))


def _placed(lines: Sequence[str], width: int, *, on_right: bool) -> list[str]:
    set_apart = str.rjust if on_right else str.ljust
    if lines.count(lines[0]) == len(lines):
        return [set_apart(lines[0], width + len(lines[0]) - cell_len(lines[0]))] * len(lines)
    if _are_plain(lines):
        return [set_apart(line, width) for line in lines]
    return [set_apart(line, width + len(line) - cell_len(line)) for line in lines]


def _are_plain(lines: Sequence[str]) -> bool:
    """Whether each sign takes one cell."""
    joined = "".join(lines)
    return joined.isascii() and joined.isprintable()
