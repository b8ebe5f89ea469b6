"""`list` and `show` of entries: oldest first, with what each came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.holding import below
from aidtrack.ledger.kind import KINDS
from aidtrack.phrase import Joined, Said, Word, phrase
from aidtrack.reports import listing
from aidtrack.reports.came import Came
from aidtrack.reports.columns import of_field
from aidtrack.reports.counted import counted_in, counting, one_of
from aidtrack.reports.filters import Filters, conditions
from aidtrack.reports.period import Period
from aidtrack.reports.selection import Selection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.books import is_closed
from aidtrack.store.records.rows import story
from aidtrack.values.ids import Range
from aidtrack.values.report import Column, Report, Row, Table, id_of
from aidtrack.values.stream import Stream

_ALWAYS = ("date", "fund", "project", "village", "amount")  # shown although no entry holds anything in them
_PLACE = ("batch_id", "file_no", "row_no")
_IN_PERIOD = "entry.date >= :start AND entry.date <= :end"
_ORIGIN = {"batch": "批次", "file": "文件", "sheet": "表", "line": "行"}
# What the columns of a list are called.
HEADINGS = (Word("id", "id"), *(field.label for field in ENTRY.fields), *(Word(*pair) for pair in _ORIGIN.items()))


def of_kind(
    connection: Connection,
    kind: str,
    filters: Filters,
    when: Period,
    *,
    ids: Sequence[Range] = (),
    batch: int | None = None,
    limit: int | None = None,
) -> Report:
    """The entries of one kind, oldest first, with their sum; they are read while they are shown."""
    names = Names(connection)
    picked, params = conditions(names, ENTRY, filters, ids, when=when)
    picked.append("entry.kind = :kind")
    params["kind"] = kind
    if batch is not None:
        picked.append("entry.batch_id = :batch")
        params["batch"] = batch
    table = _table(connection, kind, picked, params, when, limit=limit)
    count, notes = len(table.rows), list[Said]()
    if limit == count and (count := _selection(connection, picked, params, when).counted("id").count) > limit:
        notes.append(phrase("{count} of them are listed and summed (--limit).", count=limit))
    title, closed = (
        phrase("{noun}: {count}", noun=KINDS[kind].label, count=count),
        when.end is not None and is_closed(connection, when.end),
    )
    return Report(kind, title, [table], when.end, notes=notes, closed=closed)


def entry(connection: Connection, kind: str, id: int) -> Report:
    """One entry with all its fields, the entries that took it back or gave it life again, and where it was corrected the whole story."""
    picked = {"id": id, "kind": kind}
    table = _whole(connection, kind, ["entry.id = :id", "entry.kind = :kind"], picked, Period(), single=True)
    if not table.rows:
        raise Refused(phrase("There is no {kind} with id {id}.", kind=KINDS[kind].label, id=id))
    back = _whole(connection, "reversals", [f"entry.id IN ({below(str(int(id)))})"], {}, Period())
    tables = [table, *([back] if back.rows else []), *_story(connection, id)]
    return Report(kind, Joined((KINDS[kind].label, str(id)), " "), tables)


def _story(connection: Connection, id: int) -> list[Table]:
    """What was corrected, what took it back and what was recorded anew, the oldest first."""
    ids = story(connection, id)
    if len(ids) == 1:
        return []
    found = _whole(connection, "story", [f"entry.id IN ({', '.join(map(str, ids))})"], {}, Period())
    return [replace(found, title=phrase("Corrected"), rows=sorted(found.rows, key=lambda row: id_of(row)), total=None)]


def came_back(connection: Connection, loan_id: int) -> Table:
    """The repayments and write-offs of one loan."""
    conditions = ["entry.loan_id = :id", "entry.kind <> 'loan'"]
    return _whole(connection, "came_back", conditions, {"id": loan_id}, Period())


def of_project(connection: Connection, project: int, when: Period) -> Table:
    """The entries of one project, and of what was merged into it."""
    ids = counting(project, counted_in(connection, "project", when))
    return _whole(connection, "entries", [one_of("entry.project_id", ids) + when.choice.entries()], {}, when)


def of_batch(connection: Connection, batch: int) -> Table:
    """Every entry of one batch."""
    return _whole(connection, "entries", ["entry.batch_id = :batch"], {"batch": batch}, Period())


def _whole(
    connection: Connection, name: str, conditions: Sequence[str], params: Mapping[str, object], when: Period,
    *, single: bool = False,
) -> Table:  # fmt: skip
    """Few entries, with the rows in hand."""
    table = _table(connection, name, conditions, params, when, single=single)
    return replace(table, rows=[*table.rows])


def _table(
    connection: Connection, name: str, conditions: Sequence[str], params: Mapping[str, object], when: Period,
    *, limit: int | None = None, single: bool = False,
) -> Table:  # fmt: skip
    """People are spared the columns in which no row holds anything, and the kind where the table is of one."""
    selection = _selection(connection, conditions, params, when, limit)
    counted = selection.counted(*(field.column for field in ENTRY.fields), *_PLACE)
    came = Came(selection, corrected=counted.holds("corrects_id"), imported=counted.holds("file_no"))
    held = [field for field in ENTRY.fields if counted.holds(field.column)]
    shown = {*_ALWAYS, *(field.name for field in held), *came.shown(batch=counted.holds("batch_id"))}
    columns = [
        of_field(field, hidden=(field.name == "kind" and name in KINDS) or not (single or field.name in shown))
        for field in ENTRY.fields
    ]
    origins = [
        Column(key, Word(key, chinese), "text" if key in ("file", "sheet") else "id", hidden=key not in shown)
        for key, chinese in _ORIGIN.items()
    ]
    return Table(
        name,
        KINDS[name].label if name in KINDS else phrase("Entries"),
        [Column("id", Word("id", "id"), "id"), *columns, *origins],
        Stream(counted.count, lambda: _rows(selection, came)),
        total=None if single or not counted.count else _total(selection, name),
        labels=listing.labels_of(selection, held),
        single=single,
    )


def _selection(
    connection: Connection, conditions: Sequence[str], params: Mapping[str, object], when: Period,
    limit: int | None = None,
) -> Selection:  # fmt: skip
    """Entries, the oldest first."""
    params = {**params, **when.params}
    return Selection(connection, ENTRY, [*conditions, _IN_PERIOD], params, "entry.date, entry.id", limit)


def _rows(selection: Selection, came: Came) -> Iterator[Row]:
    """The entries by field name, with the batch, file and line that they came from."""
    keys = ["id", *(field.name for field in ENTRY.fields), "batch", "file", "line"]
    for found in selection.rows(*_PLACE):
        row = dict(zip(keys, found, strict=True))
        row["file"], row["sheet"] = came.file(row["batch"], row["file"])
        if row["corrects"] is not None:
            came.name_as_story(row)
        yield row


def _total(selection: Selection, name: str) -> Row | None:
    """The sum of entries of one kind; of several there is none."""
    of_one = name in KINDS or len(selection.values("kind")) == 1
    return {"amount": selection.sum("amount_fen")} if of_one else None
