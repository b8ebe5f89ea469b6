"""What narrows a list: the fields of a noun or of an entry, fields of what these refer to, and ids, as conditions of SQL."""

from collections.abc import Mapping, Sequence

from aidtrack.errors import Fault
from aidtrack.nouns import NOUNS
from aidtrack.reports.counted import as_counted, counted_in, counting, one_of
from aidtrack.reports.period import Period
from aidtrack.store.names.called import Called
from aidtrack.store.names.find import Names
from aidtrack.store.names.words import OpenWords, among
from aidtrack.store.records.settings import worded
from aidtrack.values.field import Field, Noun
from aidtrack.values.ids import Range
from aidtrack.values.text import typed_wrong

# What narrows a list to rows without a project or village; commands that are shown have the first, whatever is spoken.
NOT_ASSIGNED = "not assigned"
NOWHERE = (NOT_ASSIGNED, "未分配", "未分村", "未分项目")

_ALWAYS = Period()  # of what has no dates itself

Condition = tuple[str, dict[str, object]]  # with the values of its parameters


def selected_ids(names: Names, noun: str, filters: Mapping[str, str]) -> list[int]:
    """The ids of the rows of a noun that `filters` leave, in their order."""
    found, params = conditions(names, NOUNS[noun], filters)
    rows = names.connection.rows(f"SELECT id FROM {noun} WHERE {' AND '.join(found)} ORDER BY id", params)
    return [row[0] for row in rows]


def conditions(
    names: Names, declared: Noun, filters: Mapping[str, str], ids: Sequence[Range] = (), *, when: Period = _ALWAYS
) -> tuple[list[str], dict[str, object]]:
    """What `filters` (field name → text) and `ids` ask of a row of a noun. Raises Usage for a text that is none of its field's.

    What counts in another one at the period's end is found as that one's; no list has a row that was merged as one and the same.
    """
    through = {name: field for field in declared.fields for name in field.through}
    found = [_within(f"{declared.name}.id", ids)] if ids else []
    if declared.merges:
        found.append(f"{declared.name}.same_as_id IS NULL")
    params: dict[str, object] = {}
    for name, text in filters.items():
        by = through.get(name)
        condition, values = (
            _of_own(names, declared, declared.field(name), text, when)
            if by is None
            else _of_referred(names, declared, by, name, text, when)
        )
        found.append(condition)
        params |= values
    return found, params


def _of_own(names: Names, declared: Noun, field: Field, text: str, when: Period) -> Condition:
    """A field of the noun itself: of an open list any spelling of the word, of one that names a unit as text any name of it."""
    field = worded(names.connection, field)
    column = f"{declared.name}.{field.column}"
    if not text.strip() or (text in NOWHERE and field.refers):
        return f"{column} IS NULL", {}
    value = _parsed(names, field, text)
    if field.refers in NOUNS and (into := counted_in(names.connection, field.refers, when)):
        return one_of(column, counting(int(value), into)), {}
    wanted: Sequence[object] = [value]
    if field.kind.open:
        wanted = OpenWords(names.connection).alike(declared.name, field.name, str(value))
    elif field.names is not None:
        wanted = Called(names, field.names).alike(declared.name, field.column, str(value))
    return among(column, wanted, field.name)


def _of_referred(names: Names, declared: Noun, by: Field, name: str, text: str, when: Period) -> Condition:
    """A field of what the noun refers to: entries by the county of their village."""
    referred = NOUNS[str(by.refers)]
    held_by = as_counted(f"{declared.name}.{by.column}", counted_in(names.connection, referred.name, when))
    if not text.strip() or text in NOWHERE:  # it refers to nothing, or to something of which this field is not known
        return f"coalesce({held_by}, 0) NOT IN (SELECT id FROM {by.refers} WHERE {name} IS NOT NULL)", {}
    condition, params = _of_own(names, referred, referred.field(name), text, when)
    return f"{held_by} IN (SELECT id FROM {by.refers} WHERE {condition})", params


def _parsed(names: Names, field: Field, text: str) -> str | int:
    try:
        return names.find(field.refers, text) if field.refers else field.kind.parse(text)
    except Fault as fault:
        raise typed_wrong(field.label, text, fault) from None


def _within(column: str, ids: Sequence[Range]) -> str:
    """An id in one of the ranges, however many there are; they are numbers, so nothing typed comes into the SQL."""
    least, most = min(first for first, _ in ids), max(last for _, last in ids)
    listed = ", ".join(f"({first}, {last})" for first, last in ids)
    return (
        f"{column} BETWEEN {least} AND {most} AND EXISTS (SELECT 1 FROM (VALUES {listed}) AS picked"
        f" WHERE {column} BETWEEN picked.column1 AND picked.column2)"
    )
