"""`list` and `show` of a noun: its rows as one table named after it. What entries are listed as is in `entries.py`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aidtrack.nouns import NOUNS
from aidtrack.nouns.village import PLACE, VILLAGE
from aidtrack.phrase import Said, Word, phrase, words
from aidtrack.reports.columns import of_field
from aidtrack.reports.counties import county_column, county_of, lacks_county
from aidtrack.reports.selection import Selection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.names.lying import COUNTY, level, lying
from aidtrack.store.records.settings import worded
from aidtrack.values import personal
from aidtrack.values.field import Field, Noun
from aidtrack.values.ids import Range, written
from aidtrack.values.kinds import QUALIFIER, WordKind
from aidtrack.values.report import STAYING, Column, Filter, Report, Row, Table, Value
from aidtrack.values.stream import Selected
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from aidtrack.reports.asking.asked import Asked
    from aidtrack.reports.filters import Filters


_ID = Column("id", Word("id", "id"), "id")


def nouns(
    connection: Connection,
    noun: str,
    filters: "Filters",
    *,
    ids: Sequence[Range] = (),
    asked: "Asked | None" = None,
    valid_on: str | None = None,
) -> Report:
    """Every row of a noun that `filters` (field name → text) and `ids` leave, and that holds on a day, as it is asked for; they are read
    while they are shown.
    """
    from aidtrack.reports.filters import conditions

    declared = NOUNS[noun]
    picked, params = conditions(Names(connection), declared, filters, ids)
    narrowed = of_ids(ids)
    if valid_on is not None:
        picked.append(_holds(declared))
        params = {**params, "valid_on": valid_on}
        narrowed.append(Filter("valid_on", (valid_on,), phrase("valid on {date}", date=valid_on)))
    selection = _selection(connection, declared, picked, params)
    if asked is not None:
        from aidtrack.reports.asking.in_sql import Listed, asked_of, of_county, of_noun_field, unmet_in

        id = Listed(_ID, f"{noun}.id", number=True)
        county = [of_county(connection, noun)] if lacks_county(declared) else []
        listed = [id, *(of_noun_field(noun, field) for field in declared.fields), *county]
        whole, selection = selection, asked_of(selection, listed, asked)
    table = _noun_table(selection)
    notes = unmet_in(whole, listed, asked) if asked is not None and asked.where and not table.rows else []
    if declared is VILLAGE:
        notes += _placed_by_code(_selection(connection, declared, [*picked, *_BY_CODE], params).count())
    return Report(noun, told(declared.label, table), [table], notes=notes, filters=narrowed)


# Lists show what a row states, which is what is edited and exported; filters and reports go by where it lies.
_BY_CODE = ("village.county IS NULL", "village.code IS NOT NULL")


def _placed_by_code(count: int) -> list[Said]:
    return [phrase("{count} villages state no county: filters and reports place them by their code.", count=count)] if count else []  # fmt: skip


def told(label: Said, table: Table) -> Said:
    """What a list is called: with how many rows there are, where it does not say of how many it shows the first."""
    if table.count is not None and table.count > len(table.rows):
        return label
    return phrase("{noun}: {count}", noun=label, count=len(table.rows))


def of_ids(ids: Sequence[Range]) -> list[Filter]:
    """What a list of some ids is told to be narrowed by."""
    shown = written(ids)
    return [Filter("id", (shown,), phrase("id {ids}", ids=shown))] if shown else []


def _holds(declared: Noun) -> str:
    """The SQL condition that a row may hold on the day :valid_on, its dates as precise as they are known; one without an end still does."""
    first, last = (f"{declared.name}.{name}" for name in declared.holds or ())
    return (
        f"({first} IS NULL OR {first} <= :valid_on)"
        f" AND ({last} IS NULL OR {last} >= substr(:valid_on, 1, length({last})))"
    )


def headings(declared: Noun) -> list[Word]:
    """What the columns of a list are called."""
    county = [VILLAGE.field("county").label] if lacks_county(declared) else []
    return [Word("id", "id"), *(field.label for field in declared.fields), *county]


def noun(connection: Connection, noun: str, id: int) -> Report:
    """One row of a noun with all its fields."""
    declared = NOUNS[noun]
    found = _noun_table(_selection(connection, declared, [f"{noun}.id = :id"], {"id": id}), single=True)
    table = replace(found, rows=[*found.rows])
    name = str(table.rows[0]["name"])
    notes = []
    if declared is VILLAGE and table.rows[0]["county"] is None and (code := table.rows[0]["code"]) is not None:
        stated = (table.rows[0][one] for one in PLACE)
        county = lying(connection).path(tuple(None if one is None else str(one) for one in stated), str(code))[COUNTY]
        notes = [phrase("No county is written: by its code it lies in {county}.", county=safe(str(county)))]
    return Report(noun, table.labels.get("name", {}).get(name, name), [table], notes=notes)


def _noun_table(selection: Selection, *, single: bool = False) -> Table:
    declared = selection.declared
    counted = selection.counted(*(field.column for field in declared.fields))
    shown = [field for field in declared.fields if single or counted.holds(field.column)]
    hidden = [field for field in declared.fields if field not in shown]
    columns = [
        _ID,
        # Down a list a sign stands before the number that it qualifies, not in a column of its own.
        *(of_field(field, hidden=field.kind is QUALIFIER and not single) for field in shown),
        *(of_field(field, hidden=True) for field in hidden),
        *([county_column()] if lacks_county(declared) else []),
    ]
    rows = Selected(counted.count, lambda: _rows(selection))
    count = None if selection.limit is None else selection.whole.count()
    held = [field for field in declared.fields if counted.holds(field.column)]
    return Table(
        declared.name,
        declared.label,
        columns,
        rows,
        count=count,
        single=single,
        spares=single,
        stays=("name", *declared.stays) if declared.stays else STAYING,
        labels=labels_of(selection, held),
    )


def rows(
    connection: Connection, declared: Noun, conditions: Sequence[str] = (), params: Mapping[str, object] | None = None
) -> list[dict[str, Value]]:
    """The rows of a noun by field name, in order of their ids: values as stored, references by the name of what they refer to."""
    return [*_rows(_selection(connection, declared, conditions, params or {}))]


def _selection(
    connection: Connection, declared: Noun, conditions: Sequence[str], params: Mapping[str, object]
) -> Selection:
    """Rows of a noun in order of their ids, without those that were merged as one and the same."""
    own = [f"{declared.name}.same_as_id IS NULL"] if declared.merges else []
    return Selection(connection, declared, [*conditions, *own], params, f"{declared.name}.id")


def _rows(selection: Selection) -> Iterator[dict[str, Value]]:
    declared = selection.declared
    county = [county_of(selection.connection, declared)] if lacks_county(declared) else []
    names = ["id", *(field.name for field in declared.fields), *(["county"] if county else [])]
    masked = [field.name for field in declared.fields if field.personal]
    for found in selection.rows(*county):
        row: dict[str, Value] = dict(zip(names, found, strict=True))
        for name in masked:
            row[name] = personal.shown(None if row[name] is None else str(row[name]))
        yield row


def words_in_use(connection: Connection, noun: str, field: Field, without: int) -> list[str]:
    """The words of an open list that rows other than `without` have."""
    column = level(connection, field.name) if noun == "village" and field.name in PLACE else field.column
    sql = f"SELECT DISTINCT {column} FROM {noun} WHERE id <> :id AND {column} IS NOT NULL"
    return [str(row[0]) for row in connection.rows(sql, {"id": without})]


def labels(connection: Connection, declared: Noun, rows: Iterable[Row]) -> dict[str, Mapping[str, Said]]:
    """How the stored words of closed lists are shown to people."""
    found: dict[str, Mapping[str, Said]] = {}
    for field in declared.fields:
        kind = worded(connection, field).kind
        if kind.beside:
            found[field.name] = words(dict(kind.beside))
        elif isinstance(kind, WordKind):
            stored = {str(row[field.name]) for row in rows if row.get(field.name) is not None}
            found[field.name] = {word: kind.label(word) for word in stored}
    return {name: shown for name, shown in found.items() if shown}


def labels_of(selection: Selection, held: Iterable[Field]) -> dict[str, Mapping[str, Said]]:
    """The same of the fields in which rows of a selection hold something."""
    found: dict[str, Mapping[str, Said]] = {}
    for field in held:
        kind = worded(selection.connection, field).kind
        if kind.beside:
            found[field.name] = words(dict(kind.beside))
        elif isinstance(kind, WordKind):
            known = type(kind) is WordKind and not kind.open
            stored = dict(kind.words) if known else [word for (word,) in selection.values(field.column)]
            found[field.name] = {word: kind.label(word) for word in stored}
    return found
