"""JSON of any answer, in the shape that DESIGN section 4 promises to scripts."""

import json
from typing import TextIO

from aidtrack.locale import t
from aidtrack.render.cells import machine
from aidtrack.values.report import Cell, Report, Row, Table
from aidtrack.values.text import escaped


def render(report: Report, stream: TextIO | None) -> str:
    answer = {
        "schema": 1,
        "report": report.report,
        "title": report.title,
        "as_of": report.as_of,
        **({"compared_with": report.compared_with} if report.compared_with else {}),
        "tables": [_table(table) for table in report.tables],
    }
    return escaped(json.dumps(answer, ensure_ascii=False, indent=1)) + "\n"


def _table(table: Table) -> dict[str, object]:
    columns = [{"name": column.name, "label": column.label, "kind": column.kind} for column in table.columns]
    rows = [_row(table, row) for row in table.rows]
    if table.explain:
        columns.append({"name": "explain", "label": t("Entries"), "kind": "text"})
        for cells, commands in zip(rows, table.explain, strict=True):
            cells["explain"] = "\n".join(commands)
    return {
        "name": table.name,
        "columns": columns,
        "rows": rows,
        "total": None if table.total is None else _row(table, table.total, only_given=True),
    }


def _row(table: Table, row: Row, *, only_given: bool = False) -> dict[str, Cell]:
    return {
        column.name: machine(column, row.get(column.name))
        for column in table.columns
        if not only_given or column.name in row
    }
