"""`--compare DATE`: what a report says of an earlier day beside what it says of a later one, and what changed.

It is made of the two answers, whatever report they are of: a table says with `keys` what its rows are of, by which they are
joined. Of a figure X there come X_before, X and X_change. A table without keys stands as it is on the later day.
"""

from dataclasses import replace
from decimal import Decimal

from aidtrack.locale import language, t
from aidtrack.reports.figures import difference, joined
from aidtrack.reports.period import Period
from aidtrack.values.quantity import ABOUT, AT_LEAST, EXACT, Quantity
from aidtrack.values.report import Cell, Column, ColumnKind, Report, Row, Table

_FIGURES: tuple[ColumnKind, ...] = ("money", "count", "rate", "quantity", "points")
# What people read of both days, and what they are spared; everything is in what scripts and sheets read.
_TOLD = ("received", "allocated", "spent", "remaining", "cash", "outstanding", "rate", "projects", "villages")
_SPARED = ("source", "year", "category", "stage")


def compared(before: Report, now: Report, earlier: Period, later: Period) -> Report:
    """The report of `later` with the figures of `earlier` and their change."""
    known = {table.name: table for table in before.tables}
    days = (str(earlier.end), later.end or t("now"))
    tables = [_table(known.get(table.name), table, days) if table.keys is not None else table for table in now.tables]
    alone = joined(table.title for table in now.tables if table.rows and table.keys is None)
    notes = [
        *now.notes,
        *([t("Of {day} alone: {tables}.", day=days[1], tables=alone)] if alone else []),
        t("Change: {day} less {before}; a day without an entry counts as nothing, rates change in percentage points.",
          day=later.day, before=earlier.end),
        t("What has no history (names, stages, budgets …) is shown for both days as it is now; flags are of {day}.", day=later.day),
    ]  # fmt: skip
    return replace(now, tables=tables, notes=notes, compared_with=earlier.end)


def _table(before: Table | None, now: Table, days: tuple[str, str]) -> Table:
    earlier = {key: at for at, key in enumerate((before.keys if before else None) or ())}
    later = {key: at for at, key in enumerate(now.keys or ())}
    keys = [*later, *(key for key in earlier if key not in later)]
    figures = [column for column in now.columns if column.kind in _FIGURES]
    rows: list[Row] = []
    commands: list[list[str]] = []
    for key in keys:
        then = before.rows[earlier[key]] if before and key in earlier else {}
        rows.append(_row(figures, then, now.rows[later[key]] if key in later else {}))
        parts = zip(days, ((before, earlier), (now, later)), strict=True)
        lines = [(day, table.explain[at[key]]) for day, (table, at) in parts if table and table.explain and key in at]
        commands.append([line for day, some in lines if some for line in (t("# as of {date}:", date=day), *some)])
    total = None if now.total is None else _row(figures, (before.total if before else None) or {}, now.total)
    everything = [*rows, *([total] if total else [])]
    told = [column.name for column in figures if column.name in _TOLD] or [column.name for column in figures]
    columns: list[Column] = []
    for at, column in enumerate(now.columns):
        spared = column.hidden or (column.name in _SPARED and at > 0)
        columns += (
            _beside(column, column.name in told, everything) if column in figures else [replace(column, hidden=spared)]
        )
    return replace(
        now,
        columns=columns,
        rows=rows,
        total=total,
        explain=commands if any(commands) else (),
        keys=keys,
        beside={column.name: _names(column) for column in figures},
        days=days,
    )


def _names(column: Column) -> tuple[str, str]:
    return f"{column.name}_before", f"{column.name}_change"


def _beside(column: Column, told: bool, rows: list[Row]) -> list[Column]:
    """A figure's three columns; people are spared lesser figures, and of what is the same on both days two of the three."""
    before, change = _names(column)
    spared = column.hidden or not told
    hidden = spared or all(row.get(before) == row.get(column.name) for row in rows)
    chinese = language() == "zh"
    points = "（百分点）" if column.kind == "rate" else ""
    return [
        replace(column, name=before, label=f"期初{column.label}" if chinese else before, hidden=hidden),
        replace(column, hidden=spared),
        Column(
            change, f"{column.label}增减{points}" if chinese else change,
            "points" if column.kind == "rate" else column.kind, hidden, signed=True,
        ),
    ]  # fmt: skip


def _row(figures: list[Column], before: Row, now: Row) -> Row:
    """What is no figure as it is now, else as it was then."""
    found: dict[str, Cell] = {**before, **now}
    for column in figures:
        if column.name in before or column.name in now:  # a total has not all
            then, today = before.get(column.name), now.get(column.name)
            name, change = _names(column)
            found |= {name: then, column.name: today, change: _change(column.kind, then, today)}
    return found


def _change(kind: str, before: Cell, now: Cell) -> Cell:
    """None where neither is known, and for a rate where one is not: a rate of nothing is no zero."""
    if kind in ("rate", "points"):
        if before is None or now is None:
            return None
        return f"{Decimal(str(now).rstrip('%')) - Decimal(str(before).rstrip('%')):+.2f}"
    if kind == "quantity":
        return None if before is None and now is None else str(_quantity(now) - _quantity(before))
    return difference(None if now is None else int(now), None if before is None else int(before))


def _quantity(cell: Cell) -> Quantity:
    text = "0" if cell is None else str(cell)
    qualifier = text[0] if text[0] in (AT_LEAST, ABOUT) else EXACT
    return Quantity(Decimal(text.removeprefix(qualifier)), qualifier)
