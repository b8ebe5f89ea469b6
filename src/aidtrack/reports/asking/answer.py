"""What was asked of an answer, done to it: between the report and what shows it, the same for every report and list."""

from collections.abc import Sequence
from dataclasses import replace

from aidtrack.errors import Usage
from aidtrack.phrase import Said
from aidtrack.reports.asking.asked import Asked, filters
from aidtrack.reports.asking.rows import limited, narrowed, tests_of
from aidtrack.reports.asking.unmet import unmet
from aidtrack.reports.narrowed import left_out
from aidtrack.values.report import Chart, Column, Report, Table
from aidtrack.values.stream import Selected


def answered(report: Report, asked: Asked) -> Report:
    """The answer as it was asked for. Rows that the store selected were chosen there. Raises Usage."""
    listed = [table for table in report.tables if _has_rows(table)]
    every = [column for table in report.tables for column in table.columns]
    asked.require_known([column for table in listed for column in table.columns], asked.of_rows)
    asked.require_known(every, asked.columns)
    main = _main(report, listed)
    lacking = _lacking(listed, asked)
    kept = [table for table in report.tables if all(table is not one for one in lacking)]
    tables = [_asked(table, asked, limits=table is main) for table in kept]
    shown = next((one for one in tables if main is not None and one.name == main.name), None)
    count = 0 if shown is None else len(shown.rows) if shown.count is None else shown.count
    words = unmet(_in_hand(kept), _in_hand(tables), asked)
    by = [*asked.of_rows, *(one.name for one in report.filters)]
    tables = [_columns(_held(table, asked, by), asked) for table in tables if _wanted(table, asked)]
    return replace(
        report,
        tables=tables,
        notes=[*report.notes, *left_out([table.title for table in lacking]), *words],
        charts=[chart for chart in report.charts if _can_be_drawn(chart, tables)],
        filters=[*report.filters, *filters(asked, every, count, _told_apart(shown, tables))],
    )


def _has_rows(table: Table) -> bool:
    """Whether it is a list: no single thing, no remarks."""
    return not (table.single or table.aside)


def _in_hand(tables: list[Table]) -> list[Table]:
    """The lists whose rows are not read out of the store while they are shown."""
    return [table for table in tables if _has_rows(table) and not isinstance(table.rows, Selected)]


def _lacking(listed: list[Table], asked: Asked) -> list[Table]:
    """Those that have not all columns by which rows are chosen, or in which one holds something else than is asked for: a number, and no
    word. Raises Usage where that is so of all.
    """
    having = [table for table in listed if asked.has_all(table.columns)]
    wrong: list[Usage] = []
    fitting = []
    for table in having:
        try:
            tests_of(table, asked)
            fitting.append(table)
        except Usage as error:
            wrong.append(error)
    if wrong and not fitting:
        raise wrong[0]
    return [table for table in listed if table not in fitting]


def _main(report: Report, listed: list[Table]) -> Table | None:
    named = report.main or report.report
    return next((table for table in listed if table.name == named), listed[0] if listed else None)


def _told_apart(main: Table | None, tables: Sequence[Table]) -> Said:
    """What the main table is called, where there are other lists beside it."""
    return main.title if main is not None and sum(map(_has_rows, tables)) > 1 else ""


def _asked(table: Table, asked: Asked, *, limits: bool) -> Table:
    if not _has_rows(table):
        return table
    if not isinstance(table.rows, Selected):
        if any(asked.named(table.columns, word) for word in asked.of_rows):
            table = narrowed(table, asked)
        if limits and asked.limit is not None:
            table = limited(table, asked.limit)
    return table if asked.total else replace(table, total=None)


def _held(table: Table, asked: Asked, by: Sequence[str]) -> Table:
    """The table, the columns that its rows were chosen or ordered `by` held where others step back."""
    named = [column.name for word in by if (column := asked.named(table.columns, word))]
    return replace(table, wanted=named) if named and _has_rows(table) else table


def _wanted(table: Table, asked: Asked) -> bool:
    """Of several tables one that has none of the columns is left out."""
    return table.aside or not asked.columns or any(asked.named(table.columns, word) for word in asked.columns)


def _columns(table: Table, asked: Asked) -> Table:
    """The table with the columns asked for, also those that people are spared otherwise."""
    if table.aside or not asked.columns:
        return table
    picked: dict[str, Column] = {}
    named = {column.name: column for column in table.columns}
    wanted = [column.name for word in asked.columns if (column := asked.named(table.columns, word))]
    for name in _with_both_days(table, wanted):
        picked[name] = replace(named[name], hidden=False)
    summed = {name for name, sum in (table.total or {}).items() if sum != ()}  # a total without flags says nothing
    total = table.total if picked.keys() & summed else None
    beside = {name: two for name, two in table.beside.items() if {name, *two} <= picked.keys()}
    return replace(table, columns=[*picked.values()], total=total, beside=beside, stays=[*picked], lines=())


def _with_both_days(table: Table, wanted: list[str]) -> list[str]:
    """Of two days a figure is what it was, what it is, and the change, unless one of these is asked for by itself."""
    found: list[str] = []
    for name in wanted:
        before, change = table.beside.get(name, ("", ""))
        alone = not before or before in wanted or change in wanted
        found += [name] if alone else [before, name, change]
    return found


def _can_be_drawn(chart: Chart, tables: list[Table]) -> bool:
    """Whether its table still has what it draws."""
    needed = {*chart.labels, *chart.values, *([chart.each] if chart.each else []), *chart.only}
    return any(table.name == chart.table and needed <= {one.name for one in table.columns} for table in tables)
