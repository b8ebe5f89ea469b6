"""A page of an answer: one file that needs no network, reads on a phone, prints on A4; its tables sort and filter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TextIO

from aidtrack.locale import language, t
from aidtrack.render.cells import NUMBERS, machine, shown, total_row, visible, worth_showing
from aidtrack.values.report import Column, Report, Row, Table
from aidtrack.values.text import safe

_FULL = 100  # per cent of a bar
_UPRIGHT = 6  # columns that a document holds on paper that stands; a wider one lies


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the page: its text, what it sorts by, and for a rate how long its bar is (0–100)."""

    text: str
    key: str
    number: bool
    bar: str | None = None
    over: bool = False
    date: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the page."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[tuple[Sequence[Cell], Sequence[str]]]
    total: Sequence[str] | None
    notes: Sequence[str]
    single: bool = False

    def number(self, column: Column) -> bool:
        return column.kind in NUMBERS


def render(report: Report, stream: TextIO | None) -> str:
    """The page as text; every text of the store is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    page = Environment(loader=PackageLoader("aidtrack", "render"), autoescape=True, undefined=StrictUndefined)
    grids = [_grid(table) for table in worth_showing(report)]
    return page.get_template("page.html.j2").render(
        language="zh-CN" if language() == "zh" else "en",
        title=safe(report.title),
        as_of=t("as of {date}", date=report.as_of) if report.as_of else "",
        grids=grids,
        notes=[safe(note) for note in report.notes],
        closing=[safe(line) for line in report.closing],
        upright=max((len(grid.columns) for grid in grids), default=0) <= _UPRIGHT,
        head=t("Audit chain {head}", head=report.head) if report.head else "",
        words={
            "filter": t("Filter rows"),
            "nothing": t("No rows."),
            "entries": t("The entries behind this row"),
        },
    )


def _grid(table: Table) -> Grid:
    notes = [safe(note) for note in (*table.lines, *table.notes)]
    columns = visible(table)
    if table.single:
        heads = [Column("field", t("Field")), Column("value", t("Value"))]
        values = [(column.label, shown(table, column, table.rows[0])) for column in columns]
        pairs = [([Cell(label, label, False), Cell(value, value, False)], ()) for label, value in values]
        return Grid(safe(table.title), heads, pairs, None, notes, single=True)
    explained = list(table.explain) or [()] * len(table.rows)
    rows = [
        ([*_cells(table, columns, row)], list(commands)) for row, commands in zip(table.rows, explained, strict=True)
    ]
    return Grid(safe(table.title), columns, rows, total_row(table), notes)


def _cells(table: Table, columns: Sequence[Column], row: Row) -> Iterator[Cell]:
    for column in columns:
        value = machine(column, row.get(column.name))
        text = shown(table, column, row)
        if column.kind == "rate" and value is not None:
            percent = Decimal(str(value).rstrip("%"))
            yield Cell(
                text, str(percent), True, f"{max(Decimal(0), min(percent, Decimal(_FULL))):.2f}", percent > _FULL
            )
        else:
            yield Cell(
                text,
                "" if value is None else str(value).lstrip("≥≈"),
                column.kind in NUMBERS,
                date=column.kind == "date",
            )
