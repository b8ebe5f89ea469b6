"""JSON of any answer, in the shape that DESIGN section 4 promises to scripts."""

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from aidtrack.locale import spoken, t
from aidtrack.phrase import Joined, Phrase, Word, english
from aidtrack.render.cells import heading, machine
from aidtrack.values.report import Column, Content, Report, Row, Table
from aidtrack.values.text import escaped

_encoded = json.JSONEncoder(ensure_ascii=False).encode  # without an indent it is C that writes


def render(report: Report, stream: TextIO | None) -> Iterator[str]:
    """One line a column and a row, so that lines can be looked for and compared."""
    head = {
        "schema": 1,
        "report": report.report,
        "title": heading(report),
        "as_of": report.as_of,
        "filters": [{"name": one.name, "values": one.values} for one in report.filters],
        **({"closed": True} if report.closed else {}),
        **({"compared_with": report.compared_with} if report.compared_with else {}),
    }
    yield escaped(f'{_encoded(head)[:-1]}, "tables": ')
    yield from _listed(map(_table, report.tables))
    yield "}\n"


def _listed(members: Iterable[Iterable[str]]) -> Iterator[str]:
    """A list of what comes in pieces each."""
    before = "[\n"
    for pieces in members:
        yield before
        yield from pieces
        before = ",\n"
    yield "[]" if before == "[\n" else "]"


def _table(table: Table) -> Iterator[str]:
    columns = [_column(column) for column in table.columns]
    if table.explain:
        columns.append({"name": "explain", "label": t("Entries"), "kind": "text"})
    if table.behind:
        columns += [{"name": word, "label": label, "kind": "count"} for word, label in _behind()]
    total = None if table.total is None else _row(table, table.total, only_given=True)
    yield f'{{"name": {_encoded(table.name)}, "columns": '
    yield from _listed([escaped(_encoded(column))] for column in columns)
    shown = len(table.rows)
    yield f', "count": {shown if table.count is None else table.count}, "shown": {shown}, "rows": '
    yield from _listed([escaped(_encoded(row))] for row in _rows(table))
    yield escaped(f', "total": {_encoded(total)}}}')


def _column(column: Column) -> dict[str, object]:
    said = {"name": column.name, "label": spoken(column.label), "kind": column.kind}
    return {**said, **(dict(zip(("figure", "value"), column.across, strict=True)) if column.across else {})}


def _rows(table: Table) -> Iterator[dict[str, object]]:
    if not table.explain:
        yield from (_row(table, row) for row in table.rows)
        return
    for at, (row, commands) in enumerate(zip(table.rows, table.explain, strict=True)):
        behind = zip((word for word, _ in _behind()), table.behind[at], strict=True) if table.behind else ()
        yield {**_row(table, row), "explain": "\n".join(map(english, commands)), **dict(behind)}


def _behind() -> list[tuple[str, str]]:
    """The columns of how many entries are behind a row, and of how many files."""
    return [("entries", t("Number of entries")), ("files", t("Number of files"))]


def encoded_row(table: Table, row: Row, *, named: bool) -> str:
    """One row as an object, which is to be `named` after its table or not."""
    return _encoded({**({"table": table.name} if named else {}), **_row(table, row)})


def _row(table: Table, row: Row, *, only_given: bool = False) -> dict[str, object]:
    return {
        column.name: None if (value := row.get(column.name)) is None else _cell(column, value)
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
