"""Charts of a workbook: Excel's own, drawn from the cells of the sheet, so that they follow when a figure is edited."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from aidtrack.locale import spoken, t
from aidtrack.render.cells import NUMBERS, shown, visible
from aidtrack.render.drawing import Drawing, Series, unit
from aidtrack.values.money import UNITS
from aidtrack.values.report import Column, Table
from aidtrack.values.width import cell_len
from aidtrack.values.wrapped import fitted

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIRST = 2  # the line of a sheet in which a table's rows begin
_LONG = 40  # rows from which on a chart stands beside its table: below, nobody would find it
_WIDTH, _HEIGHT, _BAR, _LINE = 640, 320, 18, 20  # pixels
# What a page of A4 that lies holds within its margins, in pixels; a program that counts otherwise has a tenth of it left.
_ACROSS, _DOWN = 988, 585
_PER_SIGN, _BELOW = 7, 4  # pixels of a column; and between the end of a page and a chart
_WIDEST = 14  # pixels of a sign
_KEPT = 10_000  # texts that were broken: rules and remarks stand in many rows
_COLORS = ("#8fb0d0", "#174a7c", "#c2571a", "#2e7d4f", "#7b4ba0", "#a67c1f", "#55646f")
_GRAVE = "#b3261e"
_PER_CENT = 100


def place(
    workbook: Any, page: "Worksheet", drawings: Sequence[Drawing], line: int, widths: Sequence[int], more: int
) -> None:
    """Put the charts of one table, whose columns are so many characters wide, below its last `line`, or beside a long one; `more` lines its
    rows take than they are.

    On paper one that has no room any more begins a page: no page ends within it.
    """
    table = drawings[0].table
    width = len(visible(table))
    beside = len(table.rows) > _LONG
    if beside:
        page.print_area(0, 0, line, width - 1)  # the paper is the table's: a chart beside it would make it small
    at, across = (1, width + 1) if beside else (line + 2, 0)
    # A wide table is made smaller, and its charts with it.
    down = _DOWN * max(1, max(_PER_SIGN * sum(widths), _WIDTH) / _ACROSS)
    used = (at + more) * _LINE % down
    breaks: list[int] = []
    for drawing in drawings:
        height = _HEIGHT
        if drawing.lying:
            height = max(_HEIGHT, len(drawing.labels) * len(drawing.series) * _BAR + 120)
        chart = _chart(workbook, page.get_name(), drawing)
        chart.set_size({"width": _WIDTH, "height": height})
        page.insert_chart(at, across, chart, {"description": spoken(drawing.chart.title), "y_offset": _BELOW})
        if used and used + height > down:
            breaks.append(at)
            used = 0.0
        high = height // _LINE + 2
        at += high
        used += high * _LINE
    if not beside:
        page.set_h_pagebreaks(breaks)


def lines(columns: Sequence[Column], widths: Sequence[int], texts: Sequence[str]) -> int:
    """How many lines a row takes, for texts that are longer than their column is wide."""
    most = 1
    for column, width, text in zip(columns, widths, texts, strict=True):
        room = _PER_SIGN * width
        if _WIDEST * len(text) > room and column.kind not in (*NUMBERS, "date") and _pixels(text) > room:
            most = max(most, _lines(text, room))
    return most


@lru_cache(_KEPT)
def _lines(text: str, room: int) -> int:
    return len(fitted(text, room, _pixels))


def _pixels(text: str) -> int:
    """How wide a text is: 14 for a Chinese sign, 6 for a letter."""
    return 8 * cell_len(text) - 2 * len(text)


def _chart(workbook: Any, sheet: str, drawing: Drawing) -> Any:
    kind = "line" if drawing.chart.kind == "lines" else "bar" if drawing.lying else "column"
    chart = workbook.add_chart({"type": kind})
    for number, series in enumerate(drawing.series):
        chart.add_series({**_series(sheet, drawing, series), **_look(drawing, number), **_grave(series)})
    said = f"({t('red: with a serious remark')})" if drawing.grave else ""
    title = " ".join(filter(None, (spoken(drawing.chart.title), said, drawing.note)))
    # What begins with = is taken for a formula.
    chart.set_title({"name": f" {title}" if title.startswith("=") else title, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"} if len(drawing.series) > 1 else {"none": True})
    numbers = {"major_gridlines": {"visible": True, "line": {"color": "#d5dde6"}}, **_counting(drawing)}
    # The first row on top, its names along the y axis; the numbers then stand below as the "high" ones.
    if drawing.lying:
        chart.set_x_axis({**numbers, "label_position": "high"})
        chart.set_y_axis({"reverse": True, "label_position": "low", "major_gridlines": {"visible": False}})
    else:
        chart.set_x_axis({"text_axis": True, "label_position": "low", **_counted(drawing)})
        chart.set_y_axis(numbers)
    chart.show_blanks_as("gap")
    return chart


def _series(sheet: str, drawing: Drawing, series: Series) -> dict[str, Any]:
    """The cells of a series, and what they hold: a viewer that recalculates nothing draws that."""
    table = drawing.table
    places = [*_places(drawing, series)]
    marks = zip(series.marks, places, strict=True)
    return {
        "name": _name(sheet, drawing, series),
        **_named(sheet, drawing),
        "values": _cells(sheet, table, series.column.name, places),
        "values_data": [_written(series, mark.number) if mark and at is not None else None for mark, at in marks],
    }


def _named(sheet: str, drawing: Drawing) -> dict[str, Any]:
    """The cells that name the bars or points; where a column beside them says of how many things their figures are, its cells too."""
    table, name, counted = drawing.table, drawing.chart.labels[0], drawing.chart.counted
    names = [column.name for column in visible(table)]
    at = names.index(name)
    if counted is None or names[at + 1 : at + 2] != [counted] or [*drawing.rows] != [*range(len(table.rows))]:
        cached = [_cached(label) for label in drawing.labels]
        return {"categories": _cells(sheet, table, name, drawing.rows), "categories_data": cached}
    both = xl_range_abs(FIRST, at, FIRST + len(table.rows) - 1, at + 1)
    held = [[_cached(shown(table, column, row)) for row in table.rows] for column in visible(table)[at : at + 2]]
    return {"categories": f"={quote_sheetname(sheet)}!{both}", "categories_data": held}


def _look(drawing: Drawing, number: int) -> dict[str, Any]:
    """The colours of a series; the pale first one, and the dashes, are for what the others are held against."""
    color = _COLORS[(number + (not drawing.held)) % len(_COLORS)]
    if drawing.chart.kind == "bars":
        return {"fill": {"color": color}, "gap": 60}
    line = {"color": color, "width": 2, **({"dash_type": "dash"} if drawing.held and number == 0 else {})}
    marker = {"type": "circle", "size": 5, "fill": {"color": color}, "border": {"color": color}}
    return {"line": line, "marker": marker}


def _grave(series: Series) -> dict[str, Any]:
    """In red what is of a row that says something grave."""
    if not any(mark is not None and mark.grave for mark in series.marks):
        return {}
    return {"points": [{"fill": {"color": _GRAVE}} if mark and mark.grave else None for mark in series.marks]}


def _places(drawing: Drawing, series: Series) -> Iterator[int | None]:
    """The row of each of a series' cells; None where there is no such row, or its cell holds a text such as `≥ 100`."""
    split = drawing.chart.each is not None and series.column.name == drawing.series[-1].column.name
    for mark, row in zip(series.marks, drawing.rows, strict=True):
        if mark is None:
            yield None if split else row
        else:
            yield None if mark.text[:1] in "≥≈" else mark.row


def _name(sheet: str, drawing: Drawing, series: Series) -> str:
    """The cell that names a series: its column's heading, or the word of the row whose line it is."""
    table, each = drawing.table, drawing.chart.each
    first = next((mark.row for mark in series.marks if mark is not None), None)
    if (
        each
        and series.column.name == drawing.series[-1].column.name
        and first is not None
        and table.rows[first].get(each)
    ):
        return _cells(sheet, table, each, [first])
    return _cells(sheet, table, series.column.name, [-1])


def _cells(sheet: str, table: Table, name: str, rows: Sequence[int | None]) -> str:
    """Cells of one column, runs of rows as ranges: `='村'!$D$3:$D$9`, or several of them as `=('村'!$D$3,'村'!$D$7)`.

    Row -1 is the heading; None is a cell that is empty: the one beyond the heading's last.
    """
    names = [column.name for column in visible(table)]
    runs: list[tuple[int, int, int]] = []  # column, first and last row
    for row in rows:
        at, row = (len(names), -1) if row is None else (names.index(name), row)
        if runs and runs[-1][0] == at and runs[-1][2] + 1 == row:
            runs[-1] = (at, runs[-1][1], row)
        else:
            runs.append((at, row, row))
    parts = [f"{quote_sheetname(sheet)}!{xl_range_abs(FIRST + one, at, FIRST + last, at)}" for at, one, last in runs]
    return f"=({','.join(parts)})" if len(parts) > 1 else f"={parts[0]}"


def _written(series: Series, number: float) -> float:
    """A mark's number as its cell holds it: in its column's unit, and a share of one."""
    divisor = {"money": UNITS[series.column.unit], "rate": _PER_CENT}.get(series.column.kind, 1)
    return round(number / divisor, 6)


def _counting(drawing: Drawing) -> dict[str, Any]:
    """How the axis of numbers is written: as the cells hold them, for not every program knows an axis in 万元."""
    if drawing.kind == "rate":
        return {"num_format": "0%"}
    _, name = unit(drawing, scaled=False)
    named = {"name": name, "name_font": {"bold": False, "size": 9}} if name else {}
    return {"num_format": "#,##0", **named}


def _counted(drawing: Drawing) -> dict[str, Any]:
    """What stands along the axis, where it is more than its labels."""
    names = [name for name in (drawing.chart.labels[0], drawing.chart.counted) if name]
    said = " · ".join(spoken(drawing.column(name).label) for name in names)
    return {"name": said, "name_font": {"bold": False, "size": 9}} if drawing.chart.counted else {}


def _cached(label: str) -> str:
    """A label as the chart keeps it; xlsxwriter would take `nan` and `1e5` for numbers, and Excel then the file for damaged."""
    try:
        float(label)
    except ValueError:
        return label
    return f"{label}\u200b"
