"""One cell as people read it, and as machines do."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from aidtrack.locale import t
from aidtrack.values.money import plain_yuan, yuan
from aidtrack.values.report import Cell, Column, Report, Row, Table
from aidtrack.values.text import safe

NUMBERS = ("money", "count", "rate", "id", "quantity")  # the kinds of column that stand on the right


def shown(table: Table, column: Column, row: Row) -> str:
    """A cell for people: amounts with commas, words in their language, blanks as —, nothing that moves a cursor."""
    value = row.get(column.name)
    if value is None:
        return column.blank
    if column.kind == "money":
        return _mark(column, row) + yuan(int(value))
    if column.kind == "count":
        return f"{int(value):,}"
    if column.kind == "quantity":
        return _quantity(str(value))
    if column.kind == "time":
        return f"{datetime.fromisoformat(str(value)).astimezone():%Y-%m-%d %H:%M:%S}"
    return safe(table.labels.get(column.name, {}).get(str(value), str(value)))


def _quantity(text: str) -> str:
    """`≥6397` as `≥ 6,397`."""
    number = text.lstrip("≥≈")
    return f"{text[: len(text) - len(number)]} {Decimal(number):,f}".strip()


_QUALIFIED = ("budget", "unallocated")  # what a fund may allocate rests on its budget


def _mark(column: Column, row: Row) -> str:
    """The qualifier of a budget that is not exact (`≥ `), for it and for what is left of it."""
    qualifier = row.get("qualifier")
    inexact = column.name in _QUALIFIED and row.get("budget") is not None and qualifier not in (None, "=")
    return f"{qualifier} " if inexact else ""


def machine(column: Column, value: Cell) -> Cell:
    """A cell for machines: money as text in yuan, everything else as it is; unknown is null."""
    if value is None or column.kind != "money":
        return value
    return plain_yuan(int(value))


def total_row(table: Table) -> list[str] | None:
    """The total's cells, the first one naming it; None where there is nothing to sum."""
    if table.total is None or not table.rows:
        return None
    total = table.total
    cells = [
        shown(table, column, total) if column.name in total else "" for column in table.columns if not column.hidden
    ]
    if cells:
        cells[0] = t("Total")
    return cells


_NAMING = ("project", "village", "fund")


def naming(columns: Sequence[Column]) -> list[Column]:
    """The columns that name a row: up to `what`, where there is one; else those of what it is about, else the first."""
    at = next((at for at, column in enumerate(columns) if column.name == "what"), None)
    if at is not None:
        return list(columns[: at + 1])
    return [column for column in columns if column.name in _NAMING] or list(columns[:1])


def visible(table: Table) -> list[Column]:
    return [column for column in table.columns if not column.hidden]


def worth_showing(report: Report) -> list[Table]:
    """The tables a person needs to see: an empty one beside others says nothing."""
    filled = [table for table in report.tables if (table.rows or table.lines) and not table.aside]
    return filled or list(report.tables[:1])
