"""A table for a terminal that is too narrow for any two of its columns: row after row, each figure beside its heading."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from aidtrack.dataclass import dataclass
from aidtrack.locale import spoken
from aidtrack.render.cells import heads, shown, total_row, visible
from aidtrack.render.colours import coloured
from aidtrack.render.screen import Screen
from aidtrack.values.report import Column, Row, Table

if TYPE_CHECKING:
    from aidtrack.render.bars import Bars

_GAP = " " * 2
_NO_DAYS = ("", "")


@dataclass(frozen=True, slots=True)
class _Line:
    """A row, or the total: its cells as they are read, by the names of their columns."""

    row: Row
    cells: Mapping[str, str]


def stacked(table: Table, on: Screen, bars: "Bars | None") -> Iterator[Text]:
    """For each row what names it, under that its figures, as many on a line as there is room for, and at last its bar."""
    for line in _stacked(table, on.of_tables, bars):
        yield from line.wrap(on.console, on.of_tables, overflow="fold")


def _stacked(table: Table, width: int, bars: "Bars | None") -> Iterator[Text]:
    columns = visible(table)
    named = heads(columns)
    drawn = iter(_drawn(bars, width))
    if bars:
        yield Text(bars.heading, style="dim")
    for line in _lines(table, columns):
        yield Text(_head(line, columns[:named]), style="bold")
        yield from _flowing(_figures(table, columns[named:], line), width)
        if bar := next(drawn, ""):
            yield Text(_GAP + bar, style="blue")


def _drawn(bars: "Bars | None", width: int) -> list[str]:
    """The bar of each row; the total has none."""
    if bars is None:
        return []
    room = min(bars.width, width - len(_GAP))
    return bars.lines(max(1, room))


def _lines(table: Table, columns: list[Column]) -> Iterator[_Line]:
    for row in table.rows:
        yield _Line(row, {column.name: shown(table, column, row) for column in columns})
    total = total_row(table)
    if total is not None and table.total is not None:
        names = [column.name for column in columns]
        yield _Line(table.total, dict(zip(names, total, strict=True)))


def _head(line: _Line, columns: list[Column]) -> str:
    cells = [line.cells[column.name] for column in columns]
    return " · ".join(filter(None, cells))


def _figures(table: Table, columns: list[Column], line: _Line) -> Iterator[Text]:
    """Each figure that is known, behind its heading; those of another day stand within the figure that they belong to."""
    within = {name for column in visible(table) for name in table.beside.get(column.name, ())}
    for column in columns:
        if line.cells[column.name] and column.name not in within:
            heading = Text(spoken(column.label), style="dim")
            yield Text.assemble(heading, " ", _figure(table, column, line))


def _figure(table: Table, column: Column, line: _Line) -> Text:
    """`1,000.00`, or where it changed between two days `900.00 → 1,000.00 (+100.00)`."""
    now = coloured(column, line.row, line.cells[column.name])
    then, change = table.beside.get(column.name, _NO_DAYS)
    if then not in line.cells or line.cells[then] == line.cells[column.name]:
        return now
    by_name = {one.name: one for one in table.columns}
    before = coloured(by_name[then], line.row, line.cells[then])
    changed = coloured(by_name[change], line.row, line.cells[change])
    return Text.assemble(before, " → ", now, " (", changed, ")")


def _flowing(pieces: Iterable[Text], width: int) -> Iterator[Text]:
    """As many pieces on a line as there is room for, at least one."""
    line = Text()
    for piece in pieces:
        if line and line.cell_len + len(_GAP) + piece.cell_len > width:
            yield line
            line = Text()
        line.append(_GAP).append_text(piece)
    if line:
        yield line
