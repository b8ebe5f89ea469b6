"""`list` and `show` of a noun: its rows as one table named after it. What entries are listed as is in `entries.py`."""

from collections.abc import Iterable, Mapping, Sequence

from aidtrack.nouns import NOUNS
from aidtrack.phrase import Said, Word, phrase
from aidtrack.reports.columns import of_field
from aidtrack.reports.filters import conditions
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.settings import worded
from aidtrack.values import personal
from aidtrack.values.field import Field, Noun
from aidtrack.values.ids import Range
from aidtrack.values.kinds import WordKind
from aidtrack.values.report import Column, Report, Row, Table, Value


def nouns(connection: Connection, noun: str, filters: Mapping[str, str], *, ids: Sequence[Range] = ()) -> Report:
    """Every row of a noun that `filters` (field name → text) and `ids` leave."""
    declared = NOUNS[noun]
    picked, params = conditions(Names(connection), declared, filters, ids)
    table = _noun_table(connection, declared, picked, params)
    return Report(noun, phrase("{noun}: {count}", noun=declared.label, count=len(table.rows)), [table])


def headings(declared: Noun) -> list[Word]:
    """What the columns of a list are called."""
    return [Word("id", "id"), *(field.label for field in declared.fields)]


def noun(connection: Connection, noun: str, id: int) -> Report:
    """One row of a noun with all its fields."""
    declared = NOUNS[noun]
    table = _noun_table(connection, declared, [f"{noun}.id = :id"], {"id": id}, single=True)
    name = str(table.rows[0]["name"])
    return Report(noun, table.labels.get("name", {}).get(name, name), [table])


def _noun_table(
    connection: Connection, declared: Noun, conditions: list[str], params: Mapping[str, object], *, single: bool = False
) -> Table:
    found = rows(connection, declared, conditions, params)
    shown = [field for field in declared.fields if single or any(row[field.name] is not None for row in found)]
    hidden = [field for field in declared.fields if field not in shown]
    columns = [
        Column("id", Word("id", "id"), "id"),
        *map(of_field, shown),
        *(of_field(field, hidden=True) for field in hidden),
    ]
    return Table(
        declared.name, declared.label, columns, found, single=single, labels=labels(connection, declared, found)
    )


def rows(
    connection: Connection, declared: Noun, conditions: Sequence[str] = (), params: Mapping[str, object] | None = None
) -> list[dict[str, Value]]:
    """The rows of a noun by field name, in order of their ids: values as stored, references by the name of what they refer to."""
    fields, joins = selected(declared)
    conditions = [*conditions, f"{declared.name}.same_as_id IS NULL"] if declared.merges else conditions
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    found = connection.rows(
        f"SELECT {declared.name}.id, {', '.join(fields)} FROM {declared.name} {joins} {where} ORDER BY {declared.name}.id",
        params,
    )
    names = ["id", *(field.name for field in declared.fields)]
    kept: list[dict[str, Value]] = [dict(zip(names, row, strict=True)) for row in found]
    for name in (field.name for field in declared.fields if field.personal):
        for one in kept:
            one[name] = personal.shown(None if one[name] is None else str(one[name]))
    return kept


def selected(declared: Noun) -> tuple[list[str], str]:
    """The columns of a noun's fields, references by the name of what they refer to."""
    selected, joins = [], []
    for field in declared.fields:
        if field.refers and field.refers != "entry":
            alias = f"{field.name}_named"
            joins.append(f"LEFT JOIN {field.refers} {alias} ON {alias}.id = {declared.name}.{field.column}")
            selected.append(f"{alias}.name")
        else:
            selected.append(f"{declared.name}.{field.column}")
    return selected, " ".join(joins)


def words_in_use(connection: Connection, noun: str, field: Field, without: int) -> list[str]:
    """The words of an open list that rows other than `without` have."""
    sql = f"SELECT DISTINCT {field.column} FROM {noun} WHERE id <> :id AND {field.column} IS NOT NULL"
    return [str(row[0]) for row in connection.rows(sql, {"id": without})]


def labels(connection: Connection, declared: Noun, rows: Iterable[Row]) -> dict[str, Mapping[str, Said]]:
    """How the stored words of closed lists are shown to people."""
    found: dict[str, Mapping[str, Said]] = {}
    for field in declared.fields:
        kind = worded(connection, field).kind
        if isinstance(kind, WordKind):
            stored = {str(row[field.name]) for row in rows if row.get(field.name) is not None}
            found[field.name] = {word: kind.label(word) for word in stored}
    return {name: shown for name, shown in found.items() if shown}
