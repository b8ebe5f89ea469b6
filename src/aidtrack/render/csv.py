"""CSV: the report's tables one under another, amounts as plain yuan, formulas defused."""

import csv
import io
from collections.abc import Iterator
from typing import TextIO

from aidtrack.locale import spoken, t
from aidtrack.render.cells import NUMBERS, machine, shown, word
from aidtrack.values.report import Column, Report, Row, Table
from aidtrack.values.text import defused


def render(report: Report, stream: TextIO | None) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n" if stream is not None else "\r\n")
    tables = [table for table in report.tables if not table.aside]
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        if len(tables) > 1:
            writer.writerow([f"# {table.name}"])
        writer.writerows(_lines(table))
    return text.getvalue()


def _lines(table: Table) -> Iterator[list[str]]:
    """The heading, the rows, the total."""
    yield [spoken(column.label) for column in table.columns]
    for row in table.rows:
        yield [_cell(table, column, row) for column in table.columns]
    if table.rows and table.total is not None:
        free = next((column.name for column in table.columns if column.name not in table.total), None)
        named = table.total if free is None else {free: t("Total"), **table.total}
        yield [_cell(table, column, named) for column in table.columns]


def _cell(table: Table, column: Column, row: Row) -> str:
    """Numbers as machines read them, words as people do; what is unknown stays empty."""
    value = row.get(column.name)
    if value is None:
        return ""
    if column.kind in NUMBERS and isinstance(value, (int, str)):
        return str(machine(column, value))
    text = word(table, column, value) if isinstance(value, (int, str)) else shown(table, column, row)
    return defused(text)
