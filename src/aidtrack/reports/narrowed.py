"""An answer that says what it was narrowed by, and which figures are not known of a part of the money."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from aidtrack.phrase import Joined, Said, phrase
from aidtrack.reports.belonging import is_own
from aidtrack.reports.choice import EVERYTHING, Choice
from aidtrack.reports.dimension import DIMENSIONS, OF_CELL, OF_FUND, OF_PROJECT, OF_VILLAGE
from aidtrack.values import personal
from aidtrack.values.field import Noun
from aidtrack.values.report import Filter, Report, Table
from aidtrack.values.text import safe

# The filters under which a figure stands: funds are promised and receive as a whole, nothing is set aside for a payee or a household,
# and what a project was planned to cost is no fund's.
_STANDS_UNDER = {
    **dict.fromkeys(
        ("raised", "budget", "received", "interest", "unallocated", "cash", "capital", "turnover", "base"), OF_FUND
    ),
    **dict.fromkeys(("allocated", "remaining", "rate"), OF_CELL),
    "plan": (*OF_PROJECT, *OF_VILLAGE),
}


def narrowed(
    report: Report, declared: Noun, filters: Mapping[str, Sequence[str]], choice: Choice = EVERYTHING
) -> Report:
    """`filters` are what was typed, by word: of fields of `declared`, or of dimensions; `choice` is what they come to of entries."""
    asked = [_named(declared, word, texts) for word, texts in filters.items()]
    tables = [replace(table, notes=[*table.notes, *_unknown(table, choice)]) for table in report.tables]
    return replace(report, tables=tables, filters=[*asked, *report.filters])


def _named(declared: Noun, word: str, texts: Sequence[str]) -> Filter:
    label: Said = declared.field(word).label if is_own(declared, word) else DIMENSIONS[word].label
    shown = [_guarded(text) for text in texts] if word == "household" else texts
    return Filter(word, tuple(shown), Joined((label, safe("、".join(shown))), ": "))


def _guarded(household: str) -> str:
    """Often it is called as who lives there; the village before it is no person."""
    village, slash, name = household.rpartition("/")
    return village + slash + personal.guarded(name)


def _unknown(table: Table, choice: Choice) -> Iterator[Said]:
    """The figures that no row can hold, if there are any."""
    of_funds = any(column.name == "received" for column in table.columns)
    blank = [
        column.label
        for column in table.columns
        if column.name in _STANDS_UNDER
        and not column.hidden
        and not choice.only(*(OF_FUND if of_funds and column.name == "rate" else _STANDS_UNDER[column.name]))
        and all(row.get(column.name) is None for row in table.rows)
    ]
    if blank and table.rows:
        yield phrase("Not known of a part of the money, and left blank: {figures}.", figures=Joined(tuple(blank)))
