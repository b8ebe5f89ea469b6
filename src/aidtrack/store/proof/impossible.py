"""Stored values that no door would have let in: a day that no calendar has, a stage that nobody knows."""

from collections.abc import Iterable, Iterator

from aidtrack.errors import Fault
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection
from aidtrack.values import personal
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind, TextKind
from aidtrack.values.lists import OpenKind
from aidtrack.values.text import protected, safe

_MOST = 20  # rows named of each value


def impossible(connection: Connection, nouns: Iterable[Noun] = (*NOUNS.values(), ENTRY)) -> Iterator[tuple[str, str]]:
    """(row and field, problem) of every value that its own field would refuse; free text aside, which check need not read."""
    for noun in nouns:
        for field in _held(connection, noun):
            for (value,) in connection.rows(
                f"SELECT DISTINCT {field.column} FROM {noun.name} WHERE {field.column} IS NOT NULL"
            ):
                if (problem := _wrong(field, value)) is None:
                    continue
                rows = connection.rows(
                    f"SELECT id FROM {noun.name} WHERE {field.column} = :value ORDER BY id LIMIT {_MOST}",
                    {"value": value},
                )
                shown = safe(str(personal.shown(value) if field.personal else value))
                yield from ((f"{noun.name} {id} {field.name}", f"“{shown}” {problem}") for (id,) in rows)


def _held(connection: Connection, noun: Noun) -> list[Field]:
    """The fields to be looked at that any row holds: what loans alone have costs a million spendings no look of its own."""
    looked_at = [
        field
        for field in noun.fields
        if not (
            field.refers or isinstance(field.kind, TextKind) or (noun is ENTRY and isinstance(field.kind, MoneyKind))
        )
    ]
    if not looked_at:
        return []
    [counts] = connection.rows(f"SELECT {', '.join(f'count({field.column})' for field in looked_at)} FROM {noun.name}")
    return [field for field, count in zip(looked_at, counts, strict=True) if count]


def _wrong(field: Field, value: str | int) -> str | None:
    """Why a stored value is none that the field holds."""
    text = f"{field.kind.export(value)}元" if isinstance(field.kind, MoneyKind) else protected(str(value))
    try:
        parsed = field.kind.parse(text)
    except Fault as fault:
        return spoken(fault.sentence())
    # Of several words in one text each may stand as an older program, or another row, spelled it.
    free = isinstance(field.kind, OpenKind) and field.kind.several
    return None if free or parsed == value else t("is not spelled as it is stored.")
