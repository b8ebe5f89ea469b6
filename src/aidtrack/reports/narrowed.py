"""An answer that says what it was narrowed by, and which figures are not known of a part of the money."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from aidtrack.ledger.entry import ENTRY
from aidtrack.phrase import Joined, Said, phrase
from aidtrack.reports.belonging import is_own
from aidtrack.reports.choice import EVERYTHING, Choice
from aidtrack.reports.dimension import DIMENSIONS, OF_CELL, OF_FUND, OF_PROJECT, OF_VILLAGE
from aidtrack.reports.filters import NOWHERE
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.payees import MAY_BE_HEADS, payees
from aidtrack.values import personal
from aidtrack.values.field import Noun
from aidtrack.values.report import Filter, Report, Table
from aidtrack.values.text import safe

# The filters under which a figure stands: funds are promised and receive as a whole, nothing is set aside for a payee or a household,
# and what a project was planned to cost is no fund's.
# Of what a fund received, or of what is set aside for a place.
_OF_EITHER = ("rate", "base", "short", "by_pace", "by_plan", "needed")
_STANDS_UNDER = {
    **dict.fromkeys(
        ("raised", "budget", "received", "interest", "unallocated", "cash", "capital", "turnover"), OF_FUND
    ),
    **dict.fromkeys(("allocated", "remaining", *_OF_EITHER), OF_CELL),
    "plan": (*OF_PROJECT, *OF_VILLAGE),
}


def narrowed(
    connection: Connection,
    report: Report,
    declared: Noun,
    filters: Mapping[str, Sequence[str]],
    choice: Choice = EVERYTHING,
) -> Report:
    """`filters` are what was typed, by word: of fields of `declared`, or of dimensions; `choice` is what they come to of entries."""
    asked = [_named(connection, declared, word, texts) for word, texts in filters.items()]
    tables = [_with_unknown(table, choice) for table in report.tables]
    return replace(report, tables=tables, filters=[*asked, *report.filters])


def _with_unknown(table: Table, choice: Choice) -> Table:
    def remarks(shown: Table) -> Iterator[Said]:
        if table.remarks is not None:
            yield from table.remarks(shown)
        yield from _unknown(shown, choice)

    return replace(table, remarks=remarks)


def left_out(parts: Sequence[Said]) -> list[Said]:
    """The sentence that names the parts of an answer whose rows refer to nothing that its filters ask for."""
    if not parts:
        return []
    return [
        phrase("Left out, for it is not known of them what the filters ask for: {parts}.", parts=Joined(tuple(parts)))
    ]


def _named(connection: Connection, declared: Noun, word: str, texts: Sequence[str]) -> Filter:
    label: Said = declared.field(word).label if is_own(declared, word) else DIMENSIONS[word].label
    shown = [*texts]
    if word == "household":
        shown = [*map(_guarded, texts)]
    elif word in MAY_BE_HEADS:
        known = payees(connection)
        shown = [one if one in NOWHERE else known.named(ENTRY.field(word).column, one) for one in texts]
    said = Joined(tuple(safe(one) if one.strip() else phrase("not stated") for one in shown), "、")
    return Filter(word, tuple(shown), Joined((label, said), ": "))


def _guarded(household: str) -> str:
    """Often it is called as who lives there; the village before it is no person."""
    village, slash, name = household.rpartition("/")
    return village + slash + personal.guarded(name)


def _unknown(table: Table, choice: Choice) -> Iterator[Said]:
    """The figures that no row can hold, if there are any."""
    names = {column.name for column in table.columns}
    of_funds = "received" in names or names >= {"fund", "base"}
    blank = [
        column.label
        for column in table.columns
        if column.name in _STANDS_UNDER
        and not column.hidden
        and not choice.only(*(OF_FUND if of_funds and column.name in _OF_EITHER else _STANDS_UNDER[column.name]))
        and all(row.get(column.name) is None for row in table.rows)
    ]
    if blank and table.rows:
        yield phrase("Not known of a part of the money, and left blank: {figures}.", figures=Joined(tuple(blank)))
