"""`--compare DATE`: what a report says of an earlier day beside what it says of a later one, and what changed.

It is made of the two answers, whatever report they are of: a table says with `keys` what its rows are of, by which they are
joined. Of a figure X there come X_before, X and X_change. A table without keys stands as it is on the later day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Said, Word, listed, phrase
from aidtrack.reports.figures import difference
from aidtrack.reports.period import Period
from aidtrack.values.quantity import ABOUT, AT_LEAST, EXACT, Quantity
from aidtrack.values.report import Column, ColumnKind, Content, Report, Row, Table, Value

_FIGURES: tuple[ColumnKind, ...] = ("money", "count", "rate", "quantity", "points")
# What people read of both days, and what they are spared; everything is in what scripts and sheets read.
_TOLD = ("received", "allocated", "spent", "remaining", "cash", "outstanding", "rate", "projects", "villages")
_SPARED = ("source", "year", "category", "stage")


def compared(before: Report, now: Report, earlier: Period, later: Period) -> Report:
    """The report of `later` with the figures of `earlier` and their change."""
    known = {table.name: table for table in before.tables}
    days: tuple[Said, Said] = (str(earlier.end), later.end or phrase("now"))
    tables = [table if table.keys is None else _beside(known.get(table.name), table, days) for table in now.tables]
    alone = [table.title for table in now.tables if table.rows and table.keys is None]
    notes = [
        *now.notes,
        *([phrase("Of {day} alone: {tables}.", day=days[1], tables=listed(alone))] if alone else []),
        phrase("Change: {day} less {before}; a day without an entry counts as nothing, rates change in percentage points.",
               day=later.day, before=earlier.end),
        phrase("What has no history (names, stages, budgets …) is shown for both days as it is now; flags are of {day}.", day=later.day),
    ]  # fmt: skip
    return replace(now, tables=tables, notes=notes, compared_with=earlier.end)


@dataclass(frozen=True, slots=True)
class _Day:
    """A table as one day has it, None where that day has none; `at` is where the row of each key stands."""

    said: Said
    table: Table | None
    at: dict[object, int]

    def row(self, key: object) -> Row:
        """The row of a key; nothing where the day has none."""
        return self.table.rows[self.at[key]] if self.table and key in self.at else {}

    def commands(self, key: object) -> Iterator[Said]:
        """What is behind the row of a key, under the day."""
        if self.table and self.table.explain and key in self.at:
            found = self.table.explain[self.at[key]]
            if found:
                yield phrase("# as of {date}:", date=self.said)
                yield from found


def _day(said: Said, table: Table | None) -> _Day:
    keys = (table.keys if table else None) or ()
    return _Day(said, table, {key: at for at, key in enumerate(keys)})


def _beside(before: Table | None, now: Table, days: tuple[Said, Said]) -> Table:
    """The rows of both days by their keys, at the end those of the earlier day alone that have a figure."""
    then, later = _day(days[0], before), _day(days[1], now)
    figures = [column for column in now.columns if column.kind in _FIGURES]
    gone = [key for key in then.at if key not in later.at]
    told = [key for key in gone if any(then.row(key).get(column.name) is not None for column in figures)]
    keys = [*later.at, *told]
    rows = [_row(figures, then.row(key), later.row(key)) for key in keys]
    total = None
    if now.total is not None:
        total = _row(figures, (before and before.total) or {}, now.total)
    commands = [[*then.commands(key), *later.commands(key)] for key in keys]
    return replace(
        now,
        columns=_columns(now.columns, figures, rows if total is None else [*rows, total]),
        rows=rows,
        total=total,
        explain=commands if any(commands) else (),
        keys=keys,
        beside={column.name: _names(column) for column in figures},
        days=days,
    )


def _columns(columns: Sequence[Column], figures: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """Each figure as three columns. People are spared what they know, and lesser figures where there are others."""
    told = [column for column in figures if column.name in _TOLD] or figures
    found: list[Column] = []
    for at, column in enumerate(columns):
        if column in figures:
            found += _three(column, column.hidden or column not in told, rows)
        else:
            spared = column.name in _SPARED and at > 0
            found.append(replace(column, hidden=column.hidden or spared))
    return found


def _three(column: Column, spared: bool, rows: Sequence[Row]) -> list[Column]:
    """A figure on the earlier day, on the later one, and its change; people need but one where it never changed."""
    before, change = _names(column)
    same = all(row.get(before) == row.get(column.name) for row in rows)
    of_rate = column.kind == "rate"
    changed = phrase(
        "{heading}_{change}", heading=column.label, change=Word("change", "增减（百分点）" if of_rate else "增减")
    )
    return [
        replace(
            column,
            name=before,
            ratio=None,
            label=phrase("{heading}_before", heading=column.label),
            hidden=spared or same,
        ),
        replace(column, hidden=spared),
        Column(change, changed, "points" if of_rate else column.kind, spared or same, signed=True),
    ]


def _names(column: Column) -> tuple[str, str]:
    return f"{column.name}_before", f"{column.name}_change"


def _row(figures: Sequence[Column], before: Row, now: Row) -> Row:
    """What is no figure as it is now, else as it was then."""
    found: dict[str, Content] = {**before, **now}
    for column in figures:
        if column.name in before or column.name in now:  # a total has not all
            then, today = _figure(before, column), _figure(now, column)
            name, change = _names(column)
            found |= {name: then, column.name: today, change: _change(column.kind, then, today)}
    return found


def _figure(row: Row, column: Column) -> Value:
    value = row.get(column.name)
    return value if isinstance(value, (int, str)) else None


def _change(kind: str, before: Value, now: Value) -> Value:
    """None where neither is known, and for a rate where one is not: a rate of nothing is no zero."""
    if kind in ("rate", "points"):
        if before is None or now is None:
            return None
        return f"{Decimal(str(now).rstrip('%')) - Decimal(str(before).rstrip('%')):+.2f}"
    if kind == "quantity":
        return None if before is None and now is None else str(_quantity(now) - _quantity(before))
    return difference(None if now is None else int(now), None if before is None else int(before))


def _quantity(cell: Value) -> Quantity:
    text = "0" if cell is None else str(cell)
    qualifier = text[0] if text[0] in (AT_LEAST, ABOUT) else EXACT
    return Quantity(Decimal(text.removeprefix(qualifier)), qualifier)
