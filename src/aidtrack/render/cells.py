"""One cell as people read it, and as machines do."""

import shlex
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from aidtrack.locale import spoken, t
from aidtrack.phrase import Joined, Phrase, Word, listed
from aidtrack.values.homonym import read
from aidtrack.values.money import counted_in, plain_yuan
from aidtrack.values.report import Column, Report, Row, Seal, Table, Value
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
        return _mark(column, row) + amount(column, int(value))
    if column.kind == "count":
        return f"{int(value):+,}" if column.signed and value else f"{int(value):,}"
    if column.kind == "quantity":
        return _mark(column, row) + _quantity(str(value), signed=column.signed)
    if column.kind == "time":
        return f"{datetime.fromisoformat(str(value)).astimezone():%Y-%m-%d %H:%M:%S}"
    text = word(table, column, read(value) if isinstance(value, str) else value)
    return pasted(text) if column.name == "command" else text


def amount(column: Column, fen: int) -> str:
    """An exact amount as a column of money shows it."""
    return ("+" if column.signed and fen > 0 else "") + counted_in(fen, column.unit, column.decimals)


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
    **{name: ("qualifier", name) for name in ("value", "quantity")},
}


_MARKED = ("money", "quantity")


def qualified_by(column: Column) -> tuple[str, str]:
    """The columns that say whether an amount or a number is exact, and of which one; blank where it always is."""
    return _QUALIFIED.get(column.name, ("", "")) if column.kind in _MARKED else ("", "")


def _mark(column: Column, row: Row) -> str:
    """The qualifier of an amount or a number that is not exact (`≥ `), for it and for what is left of it; none where the cell has its own."""
    by, of = qualified_by(column)
    qualifier, stated = row.get(by), row.get(of)
    inexact = stated is not None and qualifier not in (None, "=", str(stated)[:1])
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


def visible(table: Table) -> list[Column]:
    """The columns that people are shown."""
    return [column for column in table.columns if not column.hidden]


def worth_showing(report: Report) -> list[Table]:
    """The tables a person needs to see: an empty one beside others says nothing."""
    filled = [table for table in report.tables if (table.rows or table.lines) and not table.aside]
    return filled or list(report.tables[:1])
