"""rich tables for a terminal: text folds, amounts never break; a terminal too narrow for that gets row after row."""

import io
import os
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, TextIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from aidtrack.locale import spoken, t
from aidtrack.phrase import Said
from aidtrack.render import plain
from aidtrack.render.cells import NUMBERS, Grid, grid, heading, shown, visible, when, worth_showing
from aidtrack.render.colours import coloured
from aidtrack.render.stacked import stacked
from aidtrack.values.report import Column, Report, Table
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from aidtrack.render.bars import Bars

_NUMBERS = (*NUMBERS, "date")
_MIN_TEXT = 8
_GAP = 2
_WITHOUT_TERMINAL = 200  # columns
_AT_ONCE = 2_000  # rows that are laid out together


def render(report: Report, stream: TextIO | None) -> Iterator[str]:
    """The report as the terminal behind `stream` can hold it; without one, as 200 columns of plain text can."""
    console = Console(
        file=stream or io.StringIO(),
        width=_width(stream),
        force_terminal=None if stream else False,
        highlight=False,
        emoji=False,
        markup=False,
    )
    for piece in _pieces(report, console.width, stream):
        with console.capture() as capture:
            # A terminal breaks a text that is wider than it is; rich breaks what is within a table.
            console.print(piece, soft_wrap=isinstance(piece, Text))
        yield capture.get()


def _width(stream: TextIO | None) -> int | None:
    """In how many columns; None leaves it to rich, which would show nothing where $COLUMNS is 0."""
    if stream is None:
        return _WITHOUT_TERMINAL
    return get_terminal_size((_WITHOUT_TERMINAL, 0)).columns if os.environ.get("COLUMNS") == "0" else None


def _pieces(report: Report, width: int, stream: TextIO | None) -> Iterator[RenderableType]:
    """What is printed, one below the other."""
    yield _heading(report)
    tables = worth_showing(report)
    for table in tables:
        if len(tables) > 1:
            yield Text(f"\n{safe(spoken(table.title))}", style="bold")
        yield from _table(report, table, width, stream)
        yield from _notes(table.notes, "dim")
    yield from _notes((*report.notes, *report.closing))


def _heading(report: Report) -> Text:
    title = Text(safe(heading(report)), style="bold")
    if said := when(report):
        title.append(f"  {said}", style="dim")
    return title


def _notes(notes: Sequence[Said], style: str = "") -> Iterator[Text]:
    for note in notes:
        yield Text(spoken(note), style=style)


def _table(report: Report, table: Table, width: int, stream: TextIO | None) -> Iterator[RenderableType]:
    if table.lines:
        yield from _notes(table.lines)
    elif table.single:
        yield _single(table)
    elif not table.rows:
        yield Text(t("No rows."))
    else:
        yield from _rows(table, width, _bars(report, table, stream))
        yield from _notes(plain.explanations(table), "dim")


def _rows(table: Table, width: int, bars: "Bars | None") -> Iterator[RenderableType]:
    """The rows side by side, where the terminal has room for them; else one below the other."""
    made = grid(table)
    widest = _widest(made)
    for_bars = _bar_width(widest, width, bars) if bars else 0
    beside = _GAP + for_bars if bars else 0
    if _needed(made, widest) + beside > width:
        yield from stacked(table, width, bars)
    else:
        yield from _rich(table, made, bars, for_bars, _widths(made, widest, width - beside))


def _bars(report: Report, table: Table, stream: TextIO | None) -> "Bars | None":
    if not report.bars:
        return None
    from aidtrack.render.bars import bars

    return bars(report, table, stream)


def _rich(
    table: Table, made: Grid, bars: "Bars | None", for_bars: int, widths: Sequence[int]
) -> Iterator[RenderableType]:
    """The table, a long one in pieces that stand under one heading; its bars, if there are any, are the last column."""
    lines = bars.lines(for_bars) if bars else []

    def empty(*, headed: bool) -> RichTable:
        drawn = RichTable(
            box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0), show_header=headed
        )
        for column, width in zip(made.columns, widths, strict=True):
            _add_column(drawn, column, width)
        if bars:
            drawn.add_column(Text(bars.heading), no_wrap=True, min_width=max(map(cell_len, (bars.heading, *lines))))
        return drawn

    drawn = empty(headed=True)
    for number, (row, cells) in enumerate(zip(table.rows, made.rows, strict=True)):
        if number and number % _AT_ONCE == 0:
            yield drawn
            drawn = empty(headed=False)
        texts = [coloured(column, row, cell) for column, cell in zip(made.columns, cells, strict=True)]
        if bars:
            texts.append(Text(lines[number], style="blue"))
        drawn.add_row(*texts)
    if made.total:
        drawn.add_section()
        drawn.add_row(*(Text(cell, style="bold") for cell in made.total))
    yield drawn


def _add_column(drawn: RichTable, column: Column, width: int) -> None:
    """Numbers and days stand whole, numbers on the right; text folds."""
    heading = Text(spoken(column.label))
    if column.kind not in _NUMBERS:
        drawn.add_column(heading, overflow="fold", width=width)
    else:
        drawn.add_column(heading, justify="left" if column.kind == "date" else "right", no_wrap=True, width=width)


def _single(table: Table) -> RichTable:
    made = RichTable(box=None, show_header=False, pad_edge=False)
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    for column in visible(table):
        made.add_row(Text(spoken(column.label)), Text(shown(table, column, table.rows[0])))
    return made


def _widest(made: Grid) -> list[int]:
    """How wide the widest line of each column is."""
    widths = [cell_len(spoken(column.label)) for column in made.columns]
    for cells in made.lines():
        for at, cell in enumerate(cells):
            widths[at] = max(widths[at], *map(cell_len, cell.split("\n")))
    return widths


def _least(column: Column, widest: int) -> int:
    """The least width of a column: numbers whole, text no narrower than it can be read, on some three lines."""
    if column.kind in _NUMBERS or column.name == "day":
        return widest
    legible = max(_MIN_TEXT, cell_len(spoken(column.label)), widest // 3)
    return min(legible, widest)


def _widths(made: Grid, widest: Sequence[int], width: int) -> list[int]:
    """How wide each column is: what it needs at least, and of what is left over each as much as it can use, the most modest first.

    Left to itself rich takes from the widest column what it lacks, below its least width too, and cuts what does not fit.
    """
    widths = [*map(_least, made.columns, widest)]
    wanting = sorted((most - least, at) for at, (most, least) in enumerate(zip(widest, widths, strict=True)))
    left = width - sum(widths) - _GAP * (len(widths) - 1)
    for number, (wish, at) in enumerate(wanting):
        more = min(wish, left // (len(wanting) - number))
        widths[at] += more
        left -= more
    return widths


def _bar_width(widest: Sequence[int], width: int, bars: "Bars") -> int:
    """The cells for bars: what the texts leave; at least what can be read, where these have to fold for it."""
    return max(bars.least, min(bars.width, width - sum(widest) - _GAP * len(widest)))


def _needed(made: Grid, widest: Sequence[int]) -> int:
    """The least width in which no amount is cut and every text column can be read."""
    return sum(map(_least, made.columns, widest)) + _GAP * (len(widest) - 1)
