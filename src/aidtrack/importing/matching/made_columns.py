"""Columns with their cells as the person's terms say they are to be read."""

from collections.abc import Mapping
from dataclasses import replace

from aidtrack.importing.matching.header import Header, MatchedColumn
from aidtrack.importing.matching.made import (
    AsItStands,
    InPercent,
    NoteOf,
    OfYear,
    Terms,
    Translated,
    WithoutNote,
)
from aidtrack.importing.matching.spelling import in_percent
from aidtrack.values.field import Field
from aidtrack.values.kinds import DATE, DAY
from aidtrack.values.numbers import PERCENT


def termed(column: MatchedColumn, terms: Terms) -> MatchedColumn:
    """A column with its cells as the person's terms say they are to be read."""
    made = column.made
    if words := terms.of(column.field):
        made = Translated(made or AsItStands(column.at), words)
    if terms.year is not None and column.field.kind in (DAY, DATE):
        made = OfYear(made or AsItStands(column.at), terms.year, column.field.kind is DAY, terms.of_texts)
    if column.field.kind is PERCENT and in_percent(column.header):
        made = InPercent(made or AsItStands(column.at))
    return replace(column, made=made)


def made_columns(header: Header, fields: Mapping[str, Field], terms: Terms) -> list[MatchedColumn]:
    """The columns with their cells as the person's terms say they are to be read."""
    columns = [termed(column, terms) for column in header.columns]
    if not terms.notes_in_amounts:
        return columns
    named = {one.name: one for one in fields.values()}
    words = named.get("purpose") or named.get("note")
    amounts = [column for column in columns if column.is_money]
    if words is None or not amounts:
        return columns
    own = next((column for column in columns if column.field is words), None)
    note = NoteOf(
        tuple(column.made or AsItStands(column.at) for column in amounts),
        (own.made or AsItStands(own.at)) if own else None,
    )
    kept = replace(own, made=note) if own else MatchedColumn(amounts[0].at, amounts[0].header, words, made=note)
    others = [
        replace(column, made=WithoutNote(column.made or AsItStands(column.at))) if column.is_money else column
        for column in columns
        if column is not own
    ]
    return [*others, kept]
