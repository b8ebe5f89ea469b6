"""JSON of any answer, in the shape that DESIGN section 4 promises to scripts."""

import json
from collections.abc import Iterable
from typing import TextIO

from aidtrack.locale import spoken, t
from aidtrack.phrase import Joined, Phrase, Word, english
from aidtrack.render.cells import machine
from aidtrack.values.report import Column, Content, Report, Row, Table
from aidtrack.values.text import escaped

_encoded = json.JSONEncoder(ensure_ascii=False).encode  # without an indent it is C that writes


def render(report: Report, stream: TextIO | None) -> str:
    """One line a column and a row, so that lines can be looked for and compared."""
    head = {
        "schema": 1,
        "report": report.report,
        "title": spoken(report.title),
        "as_of": report.as_of,
        **({"closed": True} if report.closed else {}),
        **({"compared_with": report.compared_with} if report.compared_with else {}),
    }
    return escaped(f'{_encoded(head)[:-1]}, "tables": {_listed(map(_table, report.tables))}}}\n')


def _listed(encoded: Iterable[str]) -> str:
    lines = ",\n".join(encoded)
    return f"[\n{lines}]" if lines else "[]"


def _table(table: Table) -> str:
    columns = [{"name": column.name, "label": spoken(column.label), "kind": column.kind} for column in table.columns]
    rows = [_row(table, row) for row in table.rows]
    if table.explain:
        columns.append({"name": "explain", "label": t("Entries"), "kind": "text"})
        for cells, commands in zip(rows, table.explain, strict=True):
            cells["explain"] = "\n".join(map(english, commands))
    total = None if table.total is None else _row(table, table.total, only_given=True)
    return (
        f'{{"name": {_encoded(table.name)}, "columns": {_listed(map(_encoded, columns))},'
        f' "rows": {_listed(map(_encoded, rows))}, "total": {_encoded(total)}}}'
    )


def encoded_row(table: Table, row: Row, *, named: bool) -> str:
    """One row as an object, which is to be `named` after its table or not."""
    return _encoded({**({"table": table.name} if named else {}), **_row(table, row)})


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
