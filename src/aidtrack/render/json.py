"""JSON of any answer, in the shape that DESIGN section 4 promises to scripts."""

import json
from typing import TextIO

from aidtrack.locale import spoken, t
from aidtrack.phrase import Joined, Phrase, Word, english
from aidtrack.render.cells import machine
from aidtrack.values.report import Column, Content, Report, Row, Table
from aidtrack.values.text import escaped


def render(report: Report, stream: TextIO | None) -> str:
    answer = {
        "schema": 1,
        "report": report.report,
        "title": spoken(report.title),
        "as_of": report.as_of,
        **({"closed": True} if report.closed else {}),
        **({"compared_with": report.compared_with} if report.compared_with else {}),
        "tables": [_table(table) for table in report.tables],
    }
    return escaped(json.dumps(answer, ensure_ascii=False, indent=1)) + "\n"


def _table(table: Table) -> dict[str, object]:
    columns = [{"name": column.name, "label": spoken(column.label), "kind": column.kind} for column in table.columns]
    rows = [_row(table, row) for row in table.rows]
    if table.explain:
        columns.append({"name": "explain", "label": t("Entries"), "kind": "text"})
        for cells, commands in zip(rows, table.explain, strict=True):
            cells["explain"] = "\n".join(map(english, commands))
    return {
        "name": table.name,
        "columns": columns,
        "rows": rows,
        "total": None if table.total is None else _row(table, table.total, only_given=True),
    }


def _row(table: Table, row: Row, *, only_given: bool = False) -> dict[str, object]:
    return {
        column.name: _cell(column, row.get(column.name))
        for column in table.columns
        if not only_given or column.name in row
    }


def _cell(column: Column, value: Content) -> object:
    """The same in every language, but for a sentence."""
    if isinstance(value, tuple):
        return [{"flag": flag.word, "reason": flag.reason} for flag in value]
    if isinstance(value, (Phrase, Word, Joined)):
        return spoken(value) if column.kind == "sentence" else english(value)
    return machine(column, value)
