"""`list` and `show`: a noun's rows, or entries, as one table named after the noun."""

from collections.abc import Iterable, Mapping, Sequence

from aidtrack.errors import Fault, Refused
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Joined, Said, Word, phrase
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.names.words import OpenWords, among
from aidtrack.store.records.settings import worded
from aidtrack.values import personal
from aidtrack.values.field import Field, Noun
from aidtrack.values.ids import Range
from aidtrack.values.kinds import WordKind
from aidtrack.values.report import Column, Report, Row, Table, Value
from aidtrack.values.text import typed_wrong

# What narrows a list to rows without a project or village; commands that are shown have the first, whatever is spoken.
NOT_ASSIGNED = "not assigned"
NOWHERE = (NOT_ASSIGNED, "未分配", "未分村", "未分项目")


def nouns(connection: Connection, noun: str, filters: Mapping[str, str], *, ids: Sequence[Range] = ()) -> Report:
    """Every row of a noun that `filters` (field name → text) and `ids` leave."""
    declared = NOUNS[noun]
    conditions, params = _conditions(Names(connection), declared, filters, ids)
    table = _noun_table(connection, declared, conditions, params)
    return Report(noun, phrase("{noun}: {count}", noun=declared.label, count=len(table.rows)), [table])


def noun(connection: Connection, noun: str, id: int) -> Report:
    """One row of a noun with all its fields."""
    declared = NOUNS[noun]
    table = _noun_table(connection, declared, [f"{noun}.id = :id"], {"id": id}, single=True)
    return Report(noun, str(table.rows[0]["name"]), [table])


def _noun_table(
    connection: Connection, declared: Noun, conditions: list[str], params: Mapping[str, object], *, single: bool = False
) -> Table:
    found = rows(connection, declared, conditions, params)
    shown = [field for field in declared.fields if single or any(row[field.name] is not None for row in found)]
    hidden = [field for field in declared.fields if field not in shown]
    columns = [
        Column("id", Word("id", "id"), "id"),
        *map(column, shown),
        *(column(field, hidden=True) for field in hidden),
    ]
    return Table(
        declared.name, declared.label, columns, found, single=single, labels=labels(connection, declared, found)
    )


def rows(
    connection: Connection, declared: Noun, conditions: Sequence[str] = (), params: Mapping[str, object] | None = None
) -> list[dict[str, Value]]:
    """The rows of a noun by field name, in order of their ids: values as stored, references by the name of what they refer to."""
    selected, joins = _selected(declared)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    found = connection.rows(
        f"SELECT {declared.name}.id, {', '.join(selected)} FROM {declared.name} {joins} {where} ORDER BY {declared.name}.id",
        params,
    )
    names = ["id", *(field.name for field in declared.fields)]
    kept: list[dict[str, Value]] = [dict(zip(names, row, strict=True)) for row in found]
    for name in (field.name for field in declared.fields if field.personal):
        for one in kept:
            one[name] = personal.shown(None if one[name] is None else str(one[name]))
    return kept


def _selected(declared: Noun) -> tuple[list[str], str]:
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


def column(field: Field, *, hidden: bool = False) -> Column:
    return Column(field.name, field.label, "id" if field.refers == "entry" else field.kind.shown, hidden)


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


def selected_ids(names: Names, noun: str, filters: Mapping[str, str]) -> list[int]:
    """The ids of the rows of a noun that `filters` leave, in their order."""
    conditions, params = _conditions(names, NOUNS[noun], filters)
    found = names.connection.rows(f"SELECT id FROM {noun} WHERE {' AND '.join(conditions)} ORDER BY id", params)
    return [row[0] for row in found]


def _conditions(
    names: Names, declared: Noun, filters: Mapping[str, str], ids: Sequence[Range] = ()
) -> tuple[list[str], dict[str, object]]:
    conditions: list[str] = [_among(f"{declared.name}.id", ids)] if ids else []
    params: dict[str, object] = {}
    through = {name: field for field in declared.fields for name in field.through}
    for name, text in filters.items():
        by = through.get(name)
        field = worded(names.connection, NOUNS[str(by.refers)].field(name) if by else declared.field(name))
        if not text.strip() or (text in NOWHERE and (field.refers or by)):
            conditions.append(_beyond(declared, by, name) if by else f"{declared.name}.{field.column} IS NULL")
            continue
        try:
            value = names.find(field.refers, text) if field.refers else field.kind.parse(text)
        except Fault as fault:
            raise typed_wrong(field.label, text, fault) from None
        holder = str(by.refers) if by else declared.name
        found = OpenWords(names.connection).alike(holder, field.name, str(value)) if field.kind.open else [value]
        picked, values = among(f"{holder}.{field.column}", found, name)
        params |= values
        conditions.append(f"{declared.name}.{by.column} IN (SELECT id FROM {holder} WHERE {picked})" if by else picked)
    return conditions, params


def _beyond(declared: Noun, by: Field, name: str) -> str:
    """What refers to nothing, or to something of which this field is not known."""
    return f"coalesce({declared.name}.{by.column}, 0) NOT IN (SELECT id FROM {by.refers} WHERE {name} IS NOT NULL)"


def _among(column: str, ids: Sequence[Range]) -> str:
    """An id in one of the ranges, however many there are; they are numbers, so nothing typed comes into the SQL."""
    least, most = min(first for first, _ in ids), max(last for _, last in ids)
    listed = ", ".join(f"({first}, {last})" for first, last in ids)
    return (
        f"{column} BETWEEN {least} AND {most} AND EXISTS (SELECT 1 FROM (VALUES {listed}) AS picked"
        f" WHERE {column} BETWEEN picked.column1 AND picked.column2)"
    )


def entries(
    connection: Connection,
    kind: str,
    filters: Mapping[str, str],
    when: Period,
    *,
    ids: Sequence[Range] = (),
    batch: int | None = None,
    limit: int | None = None,
) -> Report:
    """The entries of one kind, oldest first, with their sum."""
    names = Names(connection)
    conditions, params = _conditions(names, ENTRY, filters, ids)
    conditions.append("entry.kind = :kind")
    params["kind"] = kind
    if batch is not None:
        conditions.append("entry.batch_id = :batch")
        params["batch"] = batch
    table = _entries(connection, kind, conditions, params, when, limit)
    return Report(kind, phrase("{noun}: {count}", noun=KINDS[kind].label, count=len(table.rows)), [table], when.end)


def entry(connection: Connection, kind: str, id: int) -> Report:
    """One entry with all its fields, and the entries that took it back."""
    picked = {"id": id, "kind": kind}
    table = _entries(connection, kind, ["entry.id = :id", "entry.kind = :kind"], picked, Period(), None, single=True)
    if not table.rows:
        raise Refused(phrase("There is no {kind} with id {id}.", kind=KINDS[kind].label, id=id))
    back = _entries(connection, "reversals", ["entry.reverses_id = :id"], {"id": id}, Period(), None)
    return Report(kind, Joined((KINDS[kind].label, str(id)), " "), [table, back] if back.rows else [table])


def came_back(connection: Connection, loan_id: int) -> Table:
    """The repayments and write-offs of one loan."""
    conditions = ["entry.loan_id = :id", "entry.kind <> 'loan'"]
    return _entries(connection, "came_back", conditions, {"id": loan_id}, Period(), None)


def entry_table(connection: Connection, names: Names, title: str, when: Period, *, project: int) -> Table:
    """The entries of one project."""
    return _entries(connection, title, ["entry.project_id = :project"], {"project": project}, when, None)


def of_batch(connection: Connection, batch: int) -> Table:
    """Every entry of one batch."""
    return _entries(connection, "entries", ["entry.batch_id = :batch"], {"batch": batch}, Period(), None)


def _entries(
    connection: Connection,
    name: str,
    conditions: list[str],
    params: Mapping[str, object],
    when: Period,
    limit: int | None,
    *,
    single: bool = False,
) -> Table:
    selected, joins = _selected(ENTRY)
    origin = ["entry.batch_id", "entry.file_no", "entry.row_no"]
    rows = connection.rows(
        f"SELECT entry.id, {', '.join([*selected, *origin])} FROM entry {joins}"
        f" WHERE {' AND '.join(conditions)} AND entry.date >= :start AND entry.date <= :end ORDER BY entry.date, entry.id"
        + (f" LIMIT {limit}" if limit is not None else ""),
        {**params, **when.params},
    )
    keys = ["id", *(field.name for field in ENTRY.fields), "batch", "file_no", "row_no"]
    found: list[dict[str, Value]] = [dict(zip(keys, row, strict=True)) for row in rows]
    always = ("date", "fund", "project", "village", "amount")
    shown = [
        column(
            field,
            hidden=(field.name == "kind" and name in KINDS)
            or not (single or field.name in always or any(row[field.name] is not None for row in found)),
        )
        for field in ENTRY.fields
    ]
    origins = [
        Column(key, Word(key, label), "id", hidden=all(row[key] is None for row in found))
        for key, label in (("batch", "批次"), ("file_no", "文件"), ("row_no", "行"))
    ]
    total: dict[str, Value] | None = None
    if found and len({row["kind"] for row in found}) == 1 and not single:
        total = {"amount": sum(int(str(row["amount"])) for row in found)}
    title = KINDS[name].label if name in KINDS else phrase("Entries")
    return Table(
        name,
        title,
        [Column("id", Word("id", "id"), "id"), *shown, *origins],
        list(found),
        total=total,
        labels=labels(connection, ENTRY, found),
        single=single,
    )
