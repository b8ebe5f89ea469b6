"""JSON of any answer, in the shape that DESIGN section 4 promises to scripts."""

import json
from typing import TextIO

from aidtrack.render.cells import machine
from aidtrack.values.report import Report, Table


def render(report: Report, stream: TextIO | None) -> str:
    answer = {
        "schema": 1,
        "report": report.report,
        "title": report.title,
        "as_of": report.as_of,
        "tables": [_table(table) for table in report.tables],
    }
    if report.notes:
        answer["notes"] = list(report.notes)
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _table(table: Table) -> dict[str, object]:
    rows = [{column.name: machine(column, row.get(column.name)) for column in table.columns} for row in table.rows]
    if table.explain:
        rows = [{**row, "explain": list(commands)} for row, commands in zip(rows, table.explain, strict=True)]  # type: ignore[dict-item]
    made: dict[str, object] = {
        "name": table.name,
        "columns": [{"name": column.name, "label": column.label, "kind": column.kind} for column in table.columns],
        "rows": rows,
        "total": None
        if table.total is None
        else {
            column.name: machine(column, table.total[column.name])
            for column in table.columns
            if column.name in table.total
        },
    }
    if table.notes:
        made["notes"] = list(table.notes)
    return made
