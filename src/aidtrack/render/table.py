"""rich tables for a terminal: text folds, amounts never break; of a table that is too wide columns step back, and a line says which."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from rich.console import RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from aidtrack.locale import spoken, t
from aidtrack.phrase import Said, listed
from aidtrack.render import plain
from aidtrack.render.cells import heading, shown, visible, when, worth_showing
from aidtrack.render.colours import coloured
from aidtrack.render.grid import Grid, grid, with_subtotals
from aidtrack.render.screen import Screen, screen
from aidtrack.render.side_by_side import side_by_side
from aidtrack.render.stacked import stacked
from aidtrack.render.stepping_back import GAP, broken, leasts, needed, staying, widest
from aidtrack.values.report import Column, Report, Row, Table
from aidtrack.values.text import safe
from aidtrack.values.wrapped import fitted

if TYPE_CHECKING:
    from aidtrack.render.bars import Bars


def render(report: Report, stream: TextIO | None) -> Iterator[str]:
    """The report as the terminal behind `stream` can hold it; without one, whole."""
    on = screen(stream, wide=report.wide)
    for piece in _pieces(report, on, stream):
        if isinstance(piece, str):
            yield piece  # drawn already
            continue
        with on.console.capture() as capture:
            on.console.print(piece, soft_wrap=isinstance(piece, Text))  # a text has its lines already
        yield on.drawn(capture.get())


def _pieces(report: Report, on: Screen, stream: TextIO | None) -> Iterator[RenderableType]:
    """What is printed, one below the other."""
    yield _heading(report, on)
    tables = worth_showing(report)
    for table in tables:
        if len(tables) > 1:
            yield Text()
            yield from _texts([safe(spoken(table.title))], on, "bold")
        yield from _table(report, table, on, stream)
        yield from _notes(table.footnotes, on, "dim")
    yield from _notes((*plain.undrawn(report), *report.footnotes, *report.closing), on)


def _heading(report: Report, on: Screen) -> Text:
    """The title, and on its last line, where there is room, the day it speaks of."""
    title = Text("\n").join(_texts([safe(heading(report))], on, "bold"))
    if said := when(report):
        last = title.plain.split("\n")[-1]
        beside = on.width is None or on.cells(last) + GAP + on.cells(said) <= on.width
        title.append(" " * GAP if beside else "\n")
        title.append_text(Text("\n").join(_texts([said], on, "dim")))
    return title


def _notes(notes: Sequence[Said], on: Screen, style: str = "") -> Iterator[Text]:
    return _texts([spoken(note) for note in notes], on, style)


def _texts(texts: Sequence[str], on: Screen, style: str = "") -> Iterator[Text]:
    """Each on as many lines as it needs."""
    for text in texts:
        for line in [text] if on.width is None else fitted(text, on.width, on.cells):
            yield Text(on.laid_out(line), style=style)


def _table(report: Report, table: Table, on: Screen, stream: TextIO | None) -> Iterator[RenderableType]:
    if table.lines:
        yield from _notes(table.lines, on)
    elif table.single:
        columns = visible(table)
        yield _lines(columns, table.rows[0], [shown(table, column, table.rows[0]) for column in columns], on)
    elif not table.rows:
        yield Text(t("No rows."))
    else:
        yield from _rows(report, table, on, stream)
        yield from _texts(plain.explanations(table), on, "dim")


def _rows(report: Report, table: Table, on: Screen, stream: TextIO | None) -> Iterator[RenderableType]:
    """The rows side by side, as many columns of them as there is room for; one row alone as lines, where it has no room."""
    bars = _bars(report, table, stream)
    table = table if bars else with_subtotals(table)
    beside = GAP + bars.least if bars else 0
    whole = grid(table)
    made, widths = _headed(whole, beside, on)
    narrowest = leasts(made, widths, on)
    if on.room is None or needed(narrowest) + beside <= on.room:
        yield from side_by_side(table, made, widths, bars, on)
        return
    if len(table.rows) == 1 and _sums_to_itself(table):
        yield _lines(whole.columns, table.rows[0], next(iter(whole.rows)), on)
        return
    kept = staying(table, made, narrowest, on.room - beside, heading(report))
    if kept is None:
        yield from stacked(table, on, bars)
        return
    names = {name for column in kept for name in (column.name, *table.beside.get(column.name, ()))}
    fewer = replace(table, columns=[column for column in table.columns if column.name in names])
    yield from side_by_side(fewer, *_headed(grid(fewer), beside, on), bars, on)
    gone = listed(column.label for column in visible(table) if column.name not in names)
    if not gone.parts:
        return
    ways = t("The screen is too narrow for: {columns}. All columns: --wide; some: --columns.", columns=spoken(gone))
    yield from _notes([ways], on, "dim")


def _headed(made: Grid, beside: int, on: Screen) -> tuple[Grid, Sequence[int]]:
    """With headings on two lines only where something has no room otherwise; and how wide the widest line of each column is."""
    widths = widest(made, on)
    if on.room is None or needed(widths) + beside <= on.room:
        return made, widths
    made = broken(made)
    return made, widest(made, on)


def _sums_to_itself(table: Table) -> bool:
    """Whether the total of one row says no more than it does: of flags it often has none."""
    return table.total is None or all(table.rows[0].get(name) == sum for name, sum in table.total.items() if sum != ())


def _bars(report: Report, table: Table, stream: TextIO | None) -> "Bars | None":
    if not report.bars:
        return None
    from aidtrack.render.bars import bars

    return bars(report, table, stream)


def _lines(columns: Sequence[Column], row: Row, cells: Sequence[str], on: Screen) -> RichTable:
    """Each column's heading on a line of its own, before the cell."""
    made = RichTable(box=None, show_header=False, pad_edge=False)
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    labels = [spoken(column.label) for column in columns]
    room = max(1, on.room - GAP - max(map(on.cells, labels))) if on.room else None
    for column, label, cell in zip(columns, labels, cells, strict=True):
        said = cell if room is None else "\n".join(fitted(cell, room, on.cells))
        made.add_row(Text(on.laid_out(label)), coloured(column, row, on.laid_out(said)))
    return made
