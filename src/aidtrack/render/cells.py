"""One cell as people read it, and as machines do."""

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from aidtrack.dataclass import dataclass
from aidtrack.locale import spoken, t
from aidtrack.phrase import Joined, Phrase, Word, listed
from aidtrack.values.homonym import read
from aidtrack.values.money import counted_in, plain_yuan
from aidtrack.values.report import Column, Report, Row, Seal, Table, Value
from aidtrack.values.stream import Stream
from aidtrack.values.text import safe
from aidtrack.values.words import NOWHERE

NUMBERS = ("money", "count", "rate", "id", "quantity", "points")  # the kinds of column that stand on the right


def shown(table: Table, column: Column, row: Row) -> str:
    """A cell for people: amounts with commas, words in their language, blanks as —, nothing that moves a cursor."""
    value = row.get(column.name)
    if value is None:
        return spoken(column.blank)
    if isinstance(value, tuple):
        return safe(spoken(listed(flag.said for flag in value)))
    if isinstance(value, (Phrase, Word, Joined)):
        return safe(spoken(value))
    if column.kind == "money":
        return (
            _mark(column, row)
            + ("+" if column.signed and int(value) > 0 else "")
            + counted_in(int(value), column.unit, column.decimals)
        )
    if column.kind == "count":
        return f"{int(value):+,}" if column.signed and value else f"{int(value):,}"
    if column.kind == "quantity":
        return _quantity(str(value), signed=column.signed)
    if column.kind == "time":
        return f"{datetime.fromisoformat(str(value)).astimezone():%Y-%m-%d %H:%M:%S}"
    text = word(table, column, read(value) if isinstance(value, str) else value)
    return pasted(text) if column.name == "command" else text


def pasted(command: str) -> str:
    """A command as people read it: it says that there is none of something in their language."""
    return command.replace(shlex.quote(NOWHERE.english), shlex.quote(spoken(NOWHERE)))


def word(table: Table, column: Column, value: str | int) -> str:
    """A text, or the word that people read for the stored one."""
    return safe(spoken(table.labels.get(column.name, {}).get(str(value), str(value))))


def _quantity(text: str, *, signed: bool) -> str:
    """`≥6397` as `≥ 6,397`."""
    number = text.lstrip("≥≈")
    plus = "+" if signed and Decimal(number) > 0 else ""
    return f"{text[: len(text) - len(number)]} {plus}{Decimal(number):,f}".strip()


# What is qualified, and by which two: by what, of what. What a fund may allocate rests on its budget.
_QUALIFIED = {
    **dict.fromkeys(("budget", "unallocated", "budget_before", "unallocated_before"), ("qualifier", "budget")),
    **dict.fromkeys(("raised", "raised_before"), ("raised_qualifier", "raised")),
    "amount": ("amount_qualifier", "amount"),
}


def _mark(column: Column, row: Row) -> str:
    """The qualifier of an amount that is not exact (`≥ `), for it and for what is left of it."""
    by, of = _QUALIFIED.get(column.name, ("", ""))
    qualifier = row.get(by)
    inexact = row.get(of) is not None and qualifier not in (None, "=")
    return f"{qualifier} " if inexact else ""


def machine(column: Column, value: Value) -> Value:
    """A cell for machines: money as text in yuan, everything else as it is; unknown is null."""
    if value is None or column.kind != "money":
        return value
    return plain_yuan(int(value))


def total_row(table: Table) -> list[str] | None:
    """The total's cells, the first one that holds no sum naming it; None where there is nothing to sum, or none of it is seen."""
    if table.total is None or not table.rows:
        return None
    total = table.total
    if not any(column.name in total and total[column.name] != () for column in table.columns if not column.hidden):
        return None
    cells = [
        shown(table, column, total) if column.name in total else "" for column in table.columns if not column.hidden
    ]
    if cells:
        at = cells.index("") if "" in cells else 0
        cells[at] = " ".join(filter(None, (t("Total"), cells[at])))
    return cells


_ABOUT = ("project", "village", "county", "fund")  # what figures are of
_CALLED = ("what", "name", "item", *_ABOUT)
# Words of these lead on a page from one of its tables to the others that hold them.
LEADING = (*_ABOUT, "township", "prefecture", "subject_name", "stage", "age")


def naming(columns: Sequence[Column]) -> list[Column]:
    """The columns that a row is called by; where there is none of them, the first."""
    return [column for column in columns if column.name in _CALLED] or list(columns[:1])


def heads(columns: Sequence[Column], *, id_alone: bool = False) -> int:
    """How many columns stand above a row's others where they have no room side by side: up to `what`; else the first, an id with what follows."""
    said = next((at for at, column in enumerate(columns, 1) if column.name == "what"), None)
    return said or (2 if columns[0].kind == "id" and len(columns) > 1 and not id_alone else 1)


def heading(report: Report) -> str:
    """What an answer is called, and what was asked of it."""
    return " · ".join(filter(None, map(spoken, (report.title, *(one.said for one in report.filters)))))


def when(report: Report) -> str:
    """The day an answer speaks of, whether the books are closed through it, and the one it is compared with."""
    if not report.as_of:
        return ""
    if report.compared_with:
        said = t("as of {date}, compared with {before}", date=report.as_of, before=report.compared_with)
    else:
        said = t("as of {date}", date=report.as_of)
    return t("{said}, books closed", said=said) if report.closed else said


def sealed(seal: Seal) -> str:
    """By what an answer on paper is held against its store."""
    office = [] if seal.office is None else [spoken(seal.office)]
    said = [*office, t("store {store}", store=seal.store_id), t("Audit chain {head}", head=seal.head)]
    return safe(" · ".join(said))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as text: the cells of its rows and of its total under the columns."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[str]]  # gone through as often as wanted
    total: Sequence[str] | None

    def lines(self) -> Iterator[Sequence[str]]:
        yield from self.rows
        if self.total:
            yield self.total


@dataclass(frozen=True, slots=True)
class _Texts:
    """The cells of rows that are read while they are shown, worked out each time they are gone through."""

    table: Table
    columns: Sequence[Column]

    def __iter__(self) -> Iterator[list[str]]:
        for row in self.table.rows:
            yield [shown(self.table, column, row) for column in self.columns]


def with_subtotals(table: Table) -> Table:
    """The rows as people read them, each subtotal below those that it is of; the commands behind rows are no longer beside them."""
    if not table.subtotals:
        return table
    rows = [
        one
        for at, row in enumerate(table.rows)
        for one in (row, *([table.subtotals[at]] if at in table.subtotals else []))
    ]
    return replace(table, rows=rows, subtotals={}, explain=())


def grid(table: Table) -> Grid:
    """The visible columns; where two days are compared, each row on three lines: then, now, what changed."""
    columns = visible(table)
    texts = _Texts(table, columns)
    made = Grid(columns, texts if isinstance(table.rows, Stream) else [*texts], total_row(table))
    at = {column.name: number for number, column in enumerate(columns)}
    folded = {at[name]: (at[then], at[name], at[change]) for name, (then, change) in table.beside.items() if then in at}
    return _folded(table, made, folded) if folded else made


def _folded(table: Table, made: Grid, folded: Mapping[int, tuple[int, int, int]]) -> Grid:
    """With the columns of a figure's two days and its change as lines of one; a column before the first says which is which."""
    within = {place for then, _, change in folded.values() for place in (then, change)}
    kept = [number for number in range(len(made.columns)) if number not in within]
    day = kept.index(min(folded))
    days = "\n".join((*map(spoken, table.days), t("change")))

    def fold(cells: Sequence[str]) -> list[str]:
        lines = ["\n".join(cells[place] for place in folded.get(number, (number,))) for number in kept]
        return [*lines[:day], days, *lines[day:]]

    columns = [made.columns[number] for number in kept]
    columns.insert(day, Column("day", t("day")))
    return Grid(columns, [fold(row) for row in made.rows], fold(made.total) if made.total else None)


def visible(table: Table) -> list[Column]:
    return [column for column in table.columns if not column.hidden]


def worth_showing(report: Report) -> list[Table]:
    """The tables a person needs to see: an empty one beside others says nothing."""
    filled = [table for table in report.tables if (table.rows or table.lines) and not table.aside]
    return filled or list(report.tables[:1])
