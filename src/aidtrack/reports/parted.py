"""An answer about several offices: each row begins with its office."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from aidtrack.store.engine.collections import SPAN
from aidtrack.values.report import Column, Report, Row, Table, column
from aidtrack.values.stream import Stream

HEAD = "office"
_OPTION = f"--{HEAD}"


def of_office(prefix: Sequence[str], code: str) -> list[str]:
    """The program with the options that found a collection, as it asks for one of its offices."""
    return [*of_all(prefix), _OPTION, code]


def of_all(prefix: Sequence[str]) -> list[str]:
    """The same as it asks for none of them."""
    return [word for at, word in enumerate(prefix) if _OPTION not in (word, *prefix[max(at - 1, 0) : at])]


def parted(report: Report, codes: Mapping[int, str]) -> Report:
    """By what its rows are of; a table whose rows are of no office, or of several each, stays as it is."""
    return replace(report, tables=[_table(table, codes) for table in report.tables])


def _table(table: Table, codes: Mapping[int, str]) -> Table:
    if table.aside or table.single or table.has(HEAD):
        return table
    shown: Sequence[Column] = [column(HEAD, "单位代码"), *table.columns]
    if isinstance(table.rows, Stream):
        source = table.rows
        if not table.has("id"):
            return table
        rows_of = type(source)(len(source), lambda: (_headed(row, row["id"], codes) for row in source))
        return replace(table, columns=shown, rows=rows_of)
    keys = table.keys if table.keys is not None else [row.get("id") for row in table.rows]
    if not any(_office(key) in codes for key in keys):
        return table
    rows = table.rows if isinstance(table.rows, list) else [*table.rows]
    for at, (row, key) in enumerate(zip(rows, keys, strict=True)):
        rows[at] = _headed(row, key, codes)  # in its place: of a hundred thousand none is held twice
    subtotals = {at: {HEAD: "", **row} for at, row in table.subtotals.items()}
    return replace(table, columns=shown, rows=rows, subtotals=subtotals)


def _headed(row: Row, key: object, codes: Mapping[int, str]) -> Row:
    return {HEAD: codes.get(_office(key)), **row}


def _office(key: object) -> int:
    """Of the first id in a key; 0 where there is none."""
    return next((id // SPAN for id in _ids(key) if id >= SPAN), 0)


def _ids(key: object) -> Iterator[int]:
    if isinstance(key, int):
        yield key
    elif isinstance(key, tuple):
        for part in key:
            yield from _ids(part)
