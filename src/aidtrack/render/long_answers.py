"""On a terminal nobody reads a hundred thousand rows, and nobody thirty blank fields: an answer stops there, and says how to have all of it."""

from dataclasses import replace
from itertools import islice

from aidtrack.locale import t
from aidtrack.phrase import phrase
from aidtrack.values.report import Report, Table
from aidtrack.values.stream import Stream

MOST = 10_000  # rows of a table


def stopped(report: Report, *, limits: bool) -> Report:
    """The answer, of each table no more rows than a terminal is shown; `limits`: its command has a --limit. Sums stay those of all."""
    return replace(report, tables=[_first(table, limits=limits) for table in report.tables])


def spared(report: Report) -> Report:
    """The answer in which one thing of many fields shows those that hold something."""
    return replace(report, tables=[_filled(table) if table.spares else table for table in report.tables])


def _filled(table: Table) -> Table:
    [row] = table.rows
    blank = {column.name for column in table.columns if not column.hidden and row[column.name] is None}
    if not blank:
        return table
    columns = [replace(column, hidden=column.hidden or column.name in blank) for column in table.columns]
    note = phrase("{count} more fields are blank: --wide shows them.", count=len(blank))
    return replace(table, columns=columns, notes=[*table.notes, note])


def turned(report: Report, lines: int) -> Report:
    """The answer on a screen of so many lines that scrolls: of a table that is longer what weighs most stands last, unless it was sorted."""
    if any(one.name == "sort" for one in report.filters):
        return report
    return replace(report, tables=[_turned(table, lines) for table in report.tables])


def _turned(table: Table, lines: int) -> Table:
    if not table.gravest_first or len(table.rows) < lines:
        return table
    keys = None if table.keys is None else [*table.keys][::-1]
    return replace(table, rows=[*table.rows][::-1], explain=[*table.explain][::-1], keys=keys)


def _first(table: Table, *, limits: bool) -> Table:
    count = len(table.rows)
    if count <= MOST:
        return table
    ways = ["--all", *([f"--limit {t('N')}"] if limits else []), f"-o {t('FILE')}"]
    note = phrase(
        "The first {most} of {rows} rows are shown: a terminal gets no more unless you say {ways}.",
        most=f"{MOST:,}", rows=f"{count:,}", ways=", ".join(ways),
    )  # fmt: skip
    return replace(
        table,
        rows=Stream(MOST, lambda: islice(iter(table.rows), MOST)),
        explain=table.explain[:MOST],
        behind=table.behind[:MOST],
        keys=None if table.keys is None else table.keys[:MOST],
        notes=[*table.notes, note],
    )
