"""A table's rows side by side, as lines: what rich's own tables draw, which of ten thousand rows take seconds."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.text import Text

from aidtrack.dataclass import dataclass
from aidtrack.render.cells import NUMBERS
from aidtrack.render.colours import styles
from aidtrack.render.grid import Grid
from aidtrack.render.screen import Screen
from aidtrack.render.stepping_back import GAP, above, leasts, needed
from aidtrack.values.report import Table
from aidtrack.values.wrapped import fitted

if TYPE_CHECKING:
    from aidtrack.render.bars import Bars

_NUMBERS = (*NUMBERS, "date")
_SIGNS = 4  # cells of two Chinese signs
_AT_ONCE = 2_000  # lines that are written together
_RULE = ("─", "-")  # the first is drawn on twice the cells where a console doubles such signs


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands: how wide it is, on which side, and whether what has no room is folded."""

    width: int
    right: bool
    folds: bool


Styled = tuple[str, str]  # a line of a cell, and its style


class _Brush:
    """Puts colours on as the console does, each looked up once."""

    def __init__(self, on: Screen) -> None:
        self._on = on
        self._marks: dict[str, tuple[str, str]] = {"": ("", "")}

    def painted(self, line: str, style: str) -> str:
        if style not in self._marks:
            with self._on.console.capture() as capture:
                self._on.console.print(Text("x", style=style), end="")
            before, _, after = capture.get().partition("x")
            self._marks[style] = before, after
        before, after = self._marks[style]
        return f"{before}{line}{after}" if line else ""


def side_by_side(table: Table, made: Grid, widest: Sequence[int], bars: "Bars | None", on: Screen) -> Iterator[str]:
    """The table, some thousand lines together; its bars, if there are any, are the last column."""
    lines: list[str] = []
    for line in _lines(table, made, widest, bars, on):
        lines.append(on.drawn(line.rstrip(" ")))
        if len(lines) == _AT_ONCE:
            yield "\n".join([*lines, ""])
            lines = []
    yield "\n".join([*lines, ""])


def _lines(table: Table, made: Grid, widest: Sequence[int], bars: "Bars | None", on: Screen) -> Iterator[str]:
    room = on.of_tables
    for_bars = max(bars.least, min(bars.width, room - sum(widest) - GAP * len(widest))) if bars else 0
    drawn = bars.lines(for_bars) if bars else []
    widths = _widths(made, widest, room - (GAP + for_bars if bars else 0), on)
    places = [
        _Place(width, column.kind in NUMBERS, column.kind not in _NUMBERS)
        for column, width in zip(made.columns, widths, strict=True)
    ]
    headings = [[(on.laid_out(line), "bold") for line in above(column)] for column in made.columns]
    if bars:
        heading = on.laid_out(bars.heading)
        places.append(_Place(max(for_bars, on.cells(bars.heading)), right=False, folds=False))
        headings.append([(heading, "bold")])
    brush = _Brush(on)
    most = max(map(len, headings))
    yield from _side([[("", "")] * (most - len(lines)) + lines for lines in headings], places, on, brush)
    yield _RULE[bool(on.stand_ins)] * needed([place.width for place in places])
    for number, (row, cells) in enumerate(zip(table.rows, made.rows, strict=True)):
        found = []
        for column, cell, place in zip(made.columns, cells, places, strict=False):
            parts = _folded(on.laid_out(cell), place, on)
            found.append([*zip(parts, styles(column, row, parts), strict=True)])
        if bars:
            found.append([(on.laid_out(drawn[number]), "blue")])
        yield from _side(found, places, on, brush)
    if made.total:
        yield ""
        totals = [
            [(part, "bold") for part in _folded(on.laid_out(cell), place, on)]
            for cell, place in zip(made.total, places, strict=False)
        ]
        yield from _side(totals, places, on, brush)


def _side(cells: Sequence[Sequence[Styled]], places: Sequence[_Place], on: Screen, brush: _Brush) -> Iterator[str]:
    """The lines of cells that stand beside each other."""
    for parts in zip_longest(*cells, fillvalue=("", "")):
        line = ""
        gap = ""
        for (part, style), place in zip(parts, places, strict=False):
            blank = " " * (place.width - on.cells(part))
            painted = brush.painted(part, style)
            line += gap + (blank + painted if place.right else painted + blank)
            gap = " " * GAP
        yield line


def _folded(cell: str, place: _Place, on: Screen) -> list[str]:
    """The lines of a cell: a text is broken where a text may be."""
    if on.cells(cell) <= place.width and "\n" not in cell:
        return [cell]
    lines = cell.split("\n")
    if not place.folds:
        return lines
    return [part for line in lines for part in fitted(line, place.width, on.cells)]


def _widths(made: Grid, widest: Sequence[int], width: int, on: Screen) -> list[int]:
    """How wide each column is: what it needs at least, and of what is left over each as much as it can use, the most modest first: one
    that lacks no more than a sign or two has them whole, lest they stand on a line alone.
    """
    widths = leasts(made, widest, on)
    wanting = sorted((most - least, at) for at, (most, least) in enumerate(zip(widest, widths, strict=True)))
    left = max(0, width - needed(widths))
    for number, (wish, at) in enumerate(wanting):
        more = min(wish, left if wish <= _SIGNS else left // (len(wanting) - number))
        widths[at] += more
        left -= more
    return widths
