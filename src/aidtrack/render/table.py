"""rich tables for a terminal: text folds, amounts never break; a terminal too narrow for that gets row after row."""

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from aidtrack.locale import spoken, t
from aidtrack.render import plain
from aidtrack.render.cells import NUMBERS, Grid, grave, grid, heads, shown, total_row, visible, when, worth_showing
from aidtrack.values.report import Column, Report, Table
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from aidtrack.render.bars import Bars

_NUMBERS = (*NUMBERS, "date")
_MIN_TEXT = 8
_GAP = 2


def render(report: Report, stream: TextIO | None) -> str:
    """The report as the terminal behind `stream` can hold it; without one, as 200 columns of plain text can."""
    console = Console(file=stream or io.StringIO(), width=None if stream else 200, highlight=False, emoji=False,
                      markup=False, force_terminal=None if stream else False)  # fmt: skip
    with console.capture() as capture:
        heading = Text(safe(spoken(report.title)), style="bold")
        if said := when(report):
            heading.append(f"  {said}", style="dim")
        console.print(heading, soft_wrap=True)
        for table in worth_showing(report):
            if len(worth_showing(report)) > 1:
                console.print(Text(f"\n{safe(spoken(table.title))}", style="bold"))
            if table.lines:
                console.print(Text("\n".join(map(spoken, table.lines))), soft_wrap=True)
            elif table.single:
                console.print(_single(table))
            elif not table.rows:
                console.print(Text(t("No rows.")))
            else:
                made = grid(table)
                drawn = _bars(report, table, stream)
                width = _bar_width(made, console.width, drawn) if drawn else 0
                if _needed(made) + (_GAP + width if drawn else 0) > console.width:
                    for line in _stacked(table, console.width, drawn):
                        console.print(line, soft_wrap=True)
                else:
                    console.print(_rich(made, drawn.heading, drawn.lines(width)) if drawn else _rich(made))
                _explain(console, table)
            for note in table.notes:
                console.print(Text(spoken(note), style="dim"), soft_wrap=True)
        for note in (*report.notes, *report.closing):
            console.print(Text(spoken(note)), soft_wrap=True)
    return capture.get()


def _bars(report: Report, table: Table, stream: TextIO | None) -> "Bars | None":
    if not report.bars:
        return None
    from aidtrack.render.bars import bars

    return bars(report, table, stream)


def _rich(made: Grid, heading: str = "", bars: Sequence[str] = ()) -> RichTable:
    """The table; with `bars` as its last column."""
    drawn = RichTable(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0))
    for at, column in enumerate(made.columns):
        if column.kind in _NUMBERS:
            drawn.add_column(
                Text(spoken(column.label)), justify="right" if column.kind != "date" else "left", no_wrap=True,
                min_width=_widest(made, at),
            )  # fmt: skip
        else:
            drawn.add_column(Text(spoken(column.label)), overflow="fold", min_width=_least(made, at))
    if bars:
        drawn.add_column(Text(heading), no_wrap=True, min_width=max(cell_len(one) for one in (heading, *bars)))
    for number, row in enumerate(made.rows):
        cells = [_styled(column, cell, made.grave[number]) for column, cell in zip(made.columns, row, strict=True)]
        cells += [Text(bars[number], style="blue")] if bars else []
        drawn.add_row(*cells, end_section=bool(made.total) and number == len(made.rows) - 1)
    if made.total:
        drawn.add_row(*(Text(cell, style="bold") for cell in made.total))
    return drawn


def _stacked(table: Table, width: int, bars: "Bars | None" = None) -> Iterator[Text]:
    """Each row as what names it, and under it the others with their headings, as many on a line as there is room for; then its bar."""
    drawn = bars.lines(max(1, min(bars.width, width - _GAP))) if bars else []
    if bars:
        yield Text(bars.heading, style="dim")
    columns = visible(table)
    named = heads(columns)
    within = {name for column in columns for name in table.beside.get(column.name, ())}
    rows = [[shown(table, column, row) for column in columns] for row in table.rows]
    for number, cells in enumerate([*rows, *([total] if (total := total_row(table)) else [])]):
        yield Text(" · ".join(cell for cell in cells[:named] if cell), style="bold")
        line = Text()
        serious = number < len(table.rows) and grave(table, table.rows[number])
        by_name = {column.name: _styled(column, cell, serious) for column, cell in zip(columns, cells, strict=True)}
        for column, cell in zip(columns[named:], cells[named:], strict=True):
            if not cell or column.name in within:
                continue
            pair = Text.assemble((spoken(column.label), "dim"), " ")
            then, change = table.beside.get(column.name, ("", ""))
            if then in by_name and by_name[then].plain != cell:
                pair.append_text(by_name[then]).append(" → ")
                pair.append_text(by_name[column.name]).append(" (").append_text(by_name[change]).append(")")
            else:
                pair.append_text(by_name[column.name])
            if line and line.cell_len + _GAP + pair.cell_len > width:
                yield line
                line = Text()
            line.append(" " * _GAP).append_text(pair)
        if line:
            yield line
        if number < len(drawn) and drawn[number]:
            yield Text(" " * _GAP + drawn[number], style="blue")


def _styled(column: Column, cell: str, grave: bool) -> Text:
    """A cell in colour: what is said of a `grave` row is red, other remarks yellow, amounts below zero red."""
    if column.kind in ("flags", "level") and cell:
        return Text(cell, style="bold red" if grave else "yellow")
    if column.kind == "money" and not column.signed:  # a third line is a change
        lines = enumerate(cell.split("\n"))
        return Text("\n").join(Text(line, style="red" if line.startswith("-") and at < 2 else "") for at, line in lines)
    return Text(cell)


def _single(table: Table) -> RichTable:
    made = RichTable(box=None, show_header=False, pad_edge=False)
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    for column in visible(table):
        made.add_row(Text(spoken(column.label)), Text(shown(table, column, table.rows[0])))
    return made


def _explain(console: Console, table: Table) -> None:
    for line in plain.explanations(table):
        console.print(Text(line, style="dim"), soft_wrap=True)


def _widest(made: Grid, at: int) -> int:
    cells = (spoken(made.columns[at].label), *(line for row in made.lines for line in row[at].split("\n")))
    return max(map(cell_len, cells))


def _least(made: Grid, at: int) -> int:
    """The least width of a column: numbers whole, text no narrower than it can be read, on some three lines."""
    widest, column = _widest(made, at), made.columns[at]
    whole = column.kind in _NUMBERS or column.name == "day"
    return widest if whole else min(max(_MIN_TEXT, cell_len(spoken(column.label)), widest // 3), widest)


def _bar_width(made: Grid, width: int, bars: "Bars") -> int:
    """The cells for bars: what the texts leave; at least what can be read, where these have to fold for it."""
    wide = sum(_widest(made, at) + _GAP for at in range(len(made.columns)))
    return max(bars.least, min(bars.width, width - wide))


def _needed(made: Grid) -> int:
    """The least width in which no amount is cut and every text column can be read."""
    widths = [_least(made, at) for at in range(len(made.columns))]
    return sum(widths) + _GAP * (len(widths) - 1)
