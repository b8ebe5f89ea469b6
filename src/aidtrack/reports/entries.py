"""`list` and `show` of entries: oldest first, with what each came from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.holding import below
from aidtrack.ledger.kind import KINDS
from aidtrack.phrase import Joined, Said, Word, phrase
from aidtrack.reports import listing
from aidtrack.reports.columns import of_field
from aidtrack.reports.counted import counted_in, counting, one_of
from aidtrack.reports.figures import summed
from aidtrack.reports.filters import conditions
from aidtrack.reports.origin import files
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.books import is_closed
from aidtrack.store.records.rows import origins_of_stories, refs_of_stories, story
from aidtrack.values.ids import Range
from aidtrack.values.report import Column, Report, Row, Table, Value, id_of

_ALWAYS = ("date", "fund", "project", "village", "amount")  # shown although no entry holds anything in them
_IN_PERIOD = "entry.date >= :start AND entry.date <= :end"
_ORIGIN = {"batch": "批次", "file": "文件", "sheet": "表", "line": "行"}
# What the columns of a list are called.
HEADINGS = (Word("id", "id"), *(field.label for field in ENTRY.fields), *(Word(*pair) for pair in _ORIGIN.items()))


def of_kind(
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
    picked, params = conditions(names, ENTRY, filters, ids, when=when)
    picked.append("entry.kind = :kind")
    params["kind"] = kind
    if batch is not None:
        picked.append("entry.batch_id = :batch")
        params["batch"] = batch
    table = _table(connection, kind, picked, params, when, limit=limit)
    count, notes = len(table.rows), list[Said]()
    if limit == count and (count := _count(connection, picked, params, when)) > limit:
        notes.append(phrase("{count} of them are listed and summed (--limit).", count=limit))
    title, closed = (
        phrase("{noun}: {count}", noun=KINDS[kind].label, count=count),
        when.end is not None and is_closed(connection, when.end),
    )
    return Report(kind, title, [table], when.end, notes=notes, closed=closed)


def entry(connection: Connection, kind: str, id: int) -> Report:
    """One entry with all its fields, the entries that took it back or gave it life again, and where it was corrected the whole story."""
    picked = {"id": id, "kind": kind}
    table = _table(connection, kind, ["entry.id = :id", "entry.kind = :kind"], picked, Period(), single=True)
    if not table.rows:
        raise Refused(phrase("There is no {kind} with id {id}.", kind=KINDS[kind].label, id=id))
    back = _table(connection, "reversals", [f"entry.id IN ({below(str(int(id)))})"], {}, Period())
    tables = [table, *([back] if back.rows else []), *_story(connection, id)]
    return Report(kind, Joined((KINDS[kind].label, str(id)), " "), tables)


def _story(connection: Connection, id: int) -> list[Table]:
    """What was corrected, what took it back and what was recorded anew, the oldest first."""
    ids = story(connection, id)
    if len(ids) == 1:
        return []
    found = _table(connection, "story", [f"entry.id IN ({', '.join(map(str, ids))})"], {}, Period())
    return [replace(found, title=phrase("Corrected"), rows=sorted(found.rows, key=lambda row: id_of(row)), total=None)]


def came_back(connection: Connection, loan_id: int) -> Table:
    """The repayments and write-offs of one loan."""
    conditions = ["entry.loan_id = :id", "entry.kind <> 'loan'"]
    return _table(connection, "came_back", conditions, {"id": loan_id}, Period())


def of_project(connection: Connection, project: int, when: Period) -> Table:
    """The entries of one project, and of what was merged into it."""
    ids = counting(project, counted_in(connection, "project", when))
    return _table(connection, "entries", [one_of("entry.project_id", ids)], {}, when)


def of_batch(connection: Connection, batch: int) -> Table:
    """Every entry of one batch."""
    return _table(connection, "entries", ["entry.batch_id = :batch"], {"batch": batch}, Period())


def _table(
    connection: Connection, name: str, conditions: Sequence[str], params: Mapping[str, object], when: Period,
    *, limit: int | None = None, single: bool = False,
) -> Table:  # fmt: skip
    found = _rows(connection, [*conditions, _IN_PERIOD], {**params, **when.params}, limit)
    origins = [
        Column(
            key,
            Word(key, chinese),
            "text" if key in ("file", "sheet") else "id",
            hidden=all(row[key] is None for row in found),
        )
        for key, chinese in _ORIGIN.items()
    ]
    return Table(
        name,
        KINDS[name].label if name in KINDS else phrase("Entries"),
        [Column("id", Word("id", "id"), "id"), *_columns(name, found, single=single), *origins],
        found,
        total=None if single else _total(found),
        labels=listing.labels(connection, ENTRY, found),
        single=single,
    )


def _count(connection: Connection, conditions: Sequence[str], params: Mapping[str, object], when: Period) -> int:
    where = " AND ".join([*conditions, _IN_PERIOD])
    return int(connection.value(f"SELECT count(*) FROM entry WHERE {where}", {**params, **when.params}))


def _rows(
    connection: Connection, conditions: Sequence[str], params: Mapping[str, object], limit: int | None
) -> list[dict[str, Value]]:
    """The entries by field name, oldest first, with the batch, file and line that they came from."""
    fields, joins = listing.selected(ENTRY)
    origin = ["entry.batch_id", "entry.file_no", "entry.row_no"]
    rows = connection.rows(
        f"SELECT entry.id, {', '.join([*fields, *origin])} FROM entry {joins} WHERE {' AND '.join(conditions)}"
        f" ORDER BY entry.date, entry.id{'' if limit is None else f' LIMIT {limit}'}",
        params,
    )
    keys = ["id", *(field.name for field in ENTRY.fields), *_ORIGIN]
    named = files(connection) if any(row[-2] is not None for row in rows) else {}
    found = [
        dict(zip(keys, (*told, batch, *named.get((batch, file_no), (None, None)), line), strict=True))
        for *told, batch, file_no, line in rows
    ]
    if any(row["corrects"] is not None for row in found):
        _name_as_story(connection, found)
    return found


def _name_as_story(connection: Connection, rows: Sequence[dict[str, Value]]) -> None:
    """What is recorded anew has the 流水号 of what it corrects, and the line that this came from, where it has none of its own."""
    refs, origins, named = refs_of_stories(connection), origins_of_stories(connection), files(connection)
    for row in rows:
        id = id_of(row)
        row["ref"] = refs.get(id, row["ref"])
        if row["file"] is None and id in origins:
            batch, number, row["line"] = origins[id]
            row["file"], row["sheet"] = named.get((batch, number), (None, None))


def _columns(name: str, rows: Sequence[Row], *, single: bool) -> list[Column]:
    """Every field; people are spared those in which no row holds anything, and the kind where the table is of one."""
    found = []
    for field in ENTRY.fields:
        held = field.name in _ALWAYS or any(row[field.name] is not None for row in rows)
        told = field.name == "kind" and name in KINDS
        found.append(of_field(field, hidden=told or not (single or held)))
    return found


def _total(rows: Sequence[Row]) -> Row | None:
    """The sum of entries of one kind; of several there is none."""
    return {"amount": summed(row["amount"] for row in rows)} if len({row["kind"] for row in rows}) == 1 else None
