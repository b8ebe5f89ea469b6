"""JSON of an answer's rows, an object a line: for programs that read one after the other. Of several tables each object names its own."""

from collections.abc import Iterator
from typing import TextIO

from aidtrack.render.json import encoded_row
from aidtrack.values.report import Report, Row, Table
from aidtrack.values.text import escaped


def render(report: Report, stream: TextIO | None) -> Iterator[str]:
    tables = [table for table in report.tables if not table.aside]
    for table in tables:
        for row in table.rows:
            yield line(table, row, named=len(tables) > 1)


def line(table: Table, row: Row, *, named: bool = False) -> str:
    return escaped(encoded_row(table, row, named=named)) + "\n"
