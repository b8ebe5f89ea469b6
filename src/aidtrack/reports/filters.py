"""What narrows an answer, as conditions of SQL: the fields of a noun or of an entry, dimensions of what these belong to, and ids."""

from collections.abc import Mapping, Sequence

from aidtrack.errors import Fault
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.nouns.activity import ACTIVITY
from aidtrack.nouns.village import PLACE
from aidtrack.reports.activity_places import naming
from aidtrack.reports.belonging import HAVE_ENTRIES, held_by, is_own
from aidtrack.reports.choice import Choice
from aidtrack.reports.counted import as_counted, counted_in, counting, one_of
from aidtrack.reports.dimension import DIMENSIONS, Dimension
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.called import Called
from aidtrack.store.names.find import Names
from aidtrack.store.names.lying import level
from aidtrack.store.names.words import OpenWords, among
from aidtrack.store.records.payees import payees
from aidtrack.store.records.settings import worded
from aidtrack.values.field import Field, Noun
from aidtrack.values.ids import Range
from aidtrack.values.report import UNKNOWN
from aidtrack.values.text import typed_wrong
from aidtrack.values.words import NOWHERE as NONE

# What narrows a list to rows without a project or village; commands have the first, which people read as the language of the run has it.
NOT_ASSIGNED = NONE.english
NOWHERE = (
    *NONE.spellings, "village not assigned", "未分村", "project not assigned", "未分项目", "not stated", "未填", UNKNOWN,
)  # fmt: skip

_ALWAYS = Period()  # of what has no dates itself

# What was typed, by the filter's word: any of several of one, and something of each.
Filters = Mapping[str, Sequence[str]]
Condition = tuple[str, dict[str, object]]  # with the values of its parameters


def selected_ids(names: Names, noun: str, filters: Filters) -> list[int]:
    """The ids of the rows of a noun that `filters` leave, in their order."""
    found, params = conditions(names, NOUNS[noun], filters)
    rows = names.connection.rows(f"SELECT id FROM {noun} WHERE {' AND '.join(found)} ORDER BY id", params)
    return [row[0] for row in rows]


def chosen(names: Names, filters: Filters, when: Period, noun: str | None = None) -> Choice:
    """What a report of a period is narrowed to: of entries, or of the rows of a `noun`. Raises Usage, NotFound."""
    words = tuple((word, tuple(texts)) for word, texts in filters.items())
    if noun is not None:
        rows, params = conditions(names, NOUNS[noun], filters, when=when)
        return Choice(words, rows=tuple(rows), params=params)
    tests: list[tuple[str, str]] = []
    given: dict[str, object] = {}
    for word, texts in words:
        test, values = _of_dimension(names, DIMENSIONS[word], texts, "{held}", when)
        tests.append((word, test))
        given |= values
    return Choice(words, tuple(tests), params=given)


def conditions(
    names: Names, declared: Noun, filters: Filters, ids: Sequence[Range] = (), *, when: Period = _ALWAYS
) -> tuple[list[str], dict[str, object]]:
    """What `filters` and `ids` ask of a row of a noun. Raises Usage for a text that is none of its field's, NotFound for a name.

    What counts in another one at the period's end is found as that one's; no list has a row that was merged as one and the same.
    """
    found = [_within(f"{declared.name}.id", ids)] if ids else []
    if declared.merges:
        found.append(f"{declared.name}.same_as_id IS NULL")
    params: dict[str, object] = {}
    for word, texts in filters.items():
        if is_own(declared, word):
            field = declared.field(word)
            column = column_of(names.connection, declared, field)
            condition, values = _of_field(names, declared, field, texts, column, word, when)
        else:
            condition, values = _of_referred(names, declared, DIMENSIONS[word], texts, when)
        found.append(f"({condition})")
        params |= values
    return found, params


def column_of(connection: Connection, declared: Noun, field: Field) -> str:
    """What a row has of a field: of a village that states no county the one that its code says."""
    if declared.name == "village" and field.name in PLACE:
        return level(connection, field.name)
    return f"{declared.name}.{field.column}"


def _of_referred(names: Names, declared: Noun, dimension: Dimension, texts: Sequence[str], when: Period) -> Condition:
    """By what a row belongs to: entries by the county of their village, projects by that of theirs; else by the row's entries."""
    held = held_by(declared, dimension)
    if held is not None:
        asks = _of_activity if declared is ACTIVITY and dimension.of == "village" else _of_dimension
        return asks(names, dimension, texts, held, when)
    condition, params = _of_dimension(names, dimension, texts, dimension.held(), when)
    mine = as_counted(HAVE_ENTRIES[declared.name].held(), counted_in(names.connection, declared.name, when))
    return f"{declared.name}.id IN (SELECT {mine} FROM entry WHERE {condition})", params


def _of_activity(names: Names, dimension: Dimension, texts: Sequence[str], held: str, when: Period) -> Condition:
    """An activity belongs to its village and to those, or the places, that it names: to none where there is none of either."""
    known = [text for text in texts if text.strip() and text not in NOWHERE]
    found, params = list[str](), dict[str, object]()
    if known:
        condition, params = _of_dimension(names, dimension, known, held, when)
        there, given = _of_dimension(names, dimension, known, "village.id", when)
        found += [condition, _naming(names, dimension, there, given, known)]
    if len(known) < len(texts):
        none, _ = _of_dimension(names, dimension, [NOT_ASSIGNED], held, when)
        nowhere, _ = _of_dimension(names, dimension, [NOT_ASSIGNED], "village.id", when)
        found.append(f"({none}) AND NOT ({_naming(names, dimension, f'NOT ({nowhere})')})")
    return " OR ".join(found), params


def _naming(
    names: Names,
    dimension: Dimension,
    there: str,
    params: Mapping[str, object] | None = None,
    asked: Sequence[str] = (),
) -> str:
    """The activities that name such a village, or place, among theirs."""
    villages = {id for (id,) in names.connection.rows(f"SELECT id FROM village WHERE {there}", params)}
    return naming(names, villages, dimension.field, asked)


def _of_dimension(names: Names, dimension: Dimension, texts: Sequence[str], held: str, when: Period) -> Condition:
    """Whether what `held` says is of any of these."""
    noun, field, word = dimension.noun, dimension.declared, dimension.word
    if noun is ENTRY:
        return _of_field(names, noun, field, texts, held, word, when)
    if dimension.is_row:
        return _of_rows(names, noun.name, field, texts, held, when)
    known = [text for text in texts if text.strip() and text not in NOWHERE]
    held = as_counted(held, counted_in(names.connection, noun.name, when))
    column, found, params = column_of(names.connection, noun, field), list[str](), dict[str, object]()
    if known:
        condition, params = _of_field(names, noun, field, known, column, word, when)
        found.append(f"{held} IN (SELECT id FROM {noun.name} WHERE {condition})")
    if len(known) < len(texts):  # it refers to nothing, or to something of which this field is not known
        found.append(f"coalesce({held}, 0) NOT IN (SELECT id FROM {noun.name} WHERE {column} IS NOT NULL)")
    return " OR ".join(found), params


def _of_field(
    names: Names, declared: Noun, field: Field, texts: Sequence[str], held: str, word: str, when: Period
) -> Condition:
    """A field's own words: of an open list any spelling, of one that names a unit as text any name of it."""
    if field.refers in NOUNS:
        return _of_rows(names, field.refers, field, texts, held, when)
    field = worded(names.connection, field)
    known = [text for text in texts if text.strip() and text not in NOWHERE]
    wanted: list[object] = []
    for text in known:
        value = _parsed(names, field, text)
        if field.may_be_head:
            wanted += payees(names.connection).meant(field.column, str(value))
        elif field.kind.open:
            wanted += OpenWords(names.connection).alike(declared.name, field.name, str(value))
        elif field.names is not None:
            wanted += Called(names, field.names).alike(declared.name, field.column, str(value), several=field.several)
        else:
            wanted.append(value)
    condition, params = among(held, wanted, word) if wanted else ("1 = 0", {})
    blank = [f"{held} IS NULL"] if len(known) < len(texts) else []
    return " OR ".join([condition, *blank]), params


def _of_rows(names: Names, noun: str, field: Field, texts: Sequence[str], held: str, when: Period) -> Condition:
    """Rows of a noun by what they are called, with what counts in them; or none."""
    found: list[str] = []
    known = [text for text in texts if text.strip() and text not in NOWHERE]
    if known:
        into = counted_in(names.connection, noun, when)
        ids = [int(_parsed(names, field, text, noun)) for text in known]
        found.append(one_of(held, dict.fromkeys(one for id in ids for one in counting(id, into))))
    if len(known) < len(texts):
        found.append(f"{held} IS NULL")
    return " OR ".join(found), {}


def _parsed(names: Names, field: Field, text: str, refers: str | None = None) -> str | int:
    refers = refers or field.refers
    try:
        return names.find(refers, text) if refers else field.kind.parse(text)
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
