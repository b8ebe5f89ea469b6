"""`list` and `show` of entries: oldest first, with what each came from."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.holding import below
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns.village import VILLAGE
from aidtrack.phrase import Joined, Said, Word, phrase
from aidtrack.reports import listing
from aidtrack.reports.came import Came, recorded
from aidtrack.reports.columns import of_field
from aidtrack.reports.counted import counted_in, counting, one_of
from aidtrack.reports.counties import county_column, county_of
from aidtrack.reports.period import Period
from aidtrack.reports.selection import Selection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.books import is_closed
from aidtrack.store.records.payees import MAY_BE_HEADS, payees
from aidtrack.store.records.rows import story
from aidtrack.values.ids import Range
from aidtrack.values.report import Column, ColumnKind, Filter, Report, Row, Table, id_of
from aidtrack.values.stream import Selected

if TYPE_CHECKING:
    from aidtrack.reports.asking.asked import Asked
    from aidtrack.reports.filters import Filters

_ID = Column("id", Word("id", "id"), "id")
_ALWAYS = ("date", "fund", "project", "village", "amount")  # shown although no entry holds anything in them
_BY = ("by", "at")
_PLACE = ("batch_id", "file_no", "row_no")
IN_PERIOD = "entry.date >= :start AND entry.date <= :end"
_ORIGIN: dict[str, tuple[str, ColumnKind]] = {
    "batch": ("批次", "id"),
    "file": ("文件", "text"),
    "sheet": ("表", "text"),
    "line": ("行", "id"),
    "by": ("登记人", "text"),
    "at": ("登记时间", "time"),
}
# What the columns of a list are called.
HEADINGS = (
    Word("id", "id"),
    *(field.label for field in ENTRY.fields),
    *(Word(key, chinese) for key, (chinese, _) in _ORIGIN.items()),
    VILLAGE.field("county").label,
)


def of_kind(
    connection: Connection,
    kind: str,
    filters: "Filters",
    when: Period,
    *,
    ids: Sequence[Range] = (),
    batch: int | None = None,
    asked: "Asked | None" = None,
) -> Report:
    """The entries of one kind, oldest first or as it is asked for, with their sum; they are read while they are shown."""
    from aidtrack.reports.filters import conditions  # what shows one entry does without

    picked, params = conditions(Names(connection), ENTRY, filters, ids, when=when)
    picked.append("entry.kind = :kind")
    params["kind"] = kind
    if batch is not None:
        picked.append("entry.batch_id = :batch")
        params["batch"] = batch
    selection = _selection(connection, picked, params, when)
    if asked is not None:
        from aidtrack.reports.asking.in_sql import asked_of, unmet_in
        from aidtrack.reports.asking.of_entries import listed

        columns = listed(selection.connection, _ID, _origins())
        whole, selection = selection, asked_of(selection, columns, asked)
    table = _table(selection, kind)
    notes = unmet_in(whole, columns, asked) if asked is not None and asked.where and not table.rows else []
    closed = when.end is not None and is_closed(connection, when.end)
    narrowed = [*when.filters, *listing.of_ids(ids)]
    if batch is not None:
        narrowed.append(Filter("batch", (str(batch),), phrase("batch {batch}", batch=batch)))
    title = listing.told(KINDS[kind].label, table)
    return Report(kind, title, [table], when.end, notes=notes, closed=closed, filters=narrowed)


def entry(connection: Connection, kind: str, id: int) -> Report:
    """One entry with all its fields, where it was corrected the whole story, and before it what else took it back or gave it life again."""
    picked = {"id": id, "kind": kind}
    table = _whole(connection, kind, ["entry.id = :id", "entry.kind = :kind"], picked, Period(), single=True)
    if not table.rows:
        raise Refused(phrase("There is no {kind} with id {id}.", kind=KINDS[kind].label, id=id))
    # Asked for by themselves: a server would go through all entries for the few it cannot count beforehand.
    told = _story(connection, id)
    in_story = {row["id"] for one in told for row in one.rows}
    ids = [row[0] for row in connection.rows(below(str(int(id)))) if row[0] not in in_story]
    back = [_whole(connection, "reversals", [one_of("entry.id", ids)], {}, Period())] if ids else []
    tables = [table, *back, *told]
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


def of_households(connection: Connection, ids: Collection[int], when: Period) -> Table:
    """What was spent on these households, lent to them and came back of it."""
    into = counted_in(connection, "household", when)
    mine = one_of("household_id", [one for id in ids for one in counting(id, into)])
    loans = f"SELECT id FROM entry WHERE {mine} AND kind = 'loan'"
    return _whole(connection, "entries", [f"(entry.{mine} OR entry.loan_id IN ({loans}))"], {}, when.whole)


def of_batch(connection: Connection, batch: int) -> Table:
    """Every entry of one batch."""
    return _whole(connection, "entries", ["entry.batch_id = :batch"], {"batch": batch}, Period())


def of_ids(connection: Connection, ids: Sequence[int]) -> Table:
    """These entries."""
    return _whole(connection, "entries", [f"entry.id IN ({', '.join(map(str, ids))})"], {}, Period())


def _whole(
    connection: Connection, name: str, conditions: Sequence[str], params: Mapping[str, object], when: Period,
    *, single: bool = False,
) -> Table:  # fmt: skip
    """Few entries, with the rows in hand."""
    table = _table(_selection(connection, conditions, params, when), name, single=single)
    return replace(table, rows=[*table.rows])


def _table(selection: Selection, name: str, *, single: bool = False) -> Table:
    """People are spared the columns in which no row holds anything, and the kind where the table is of one."""
    summed = "amount_fen" if name in KINDS else None
    counted = selection.counted(*(field.column for field in ENTRY.fields), *_PLACE, summed=summed)
    whole = counted if selection.limit is None else selection.whole.counted(summed=summed)
    came = Came(selection, corrected=counted.holds("corrects_id"), imported=counted.holds("file_no"))
    held = [field for field in ENTRY.fields if counted.holds(field.column)]
    shown = {
        *_ALWAYS,
        *(_BY if single else ()),
        *(field.name for field in held),
        *came.shown(batch=counted.holds("batch_id")),
    }
    columns = [
        of_field(field, hidden=(field.name == "kind" and name in KINDS) or not (single or field.name in shown))
        for field in ENTRY.fields
    ]
    origins = [replace(one, hidden=one.name not in shown) for one in _origins()]
    total, left_out = (None, []) if single or not counted.count else _total(selection.whole, name, whole.sum)
    return Table(
        name,
        KINDS[name].label if name in KINDS else phrase("Entries"),
        [_ID, *columns, *origins, county_column()],
        Selected(counted.count, lambda: _rows(selection, came)),
        stays=("date", "amount", "fund", "project", "village", "payee", "purpose"),
        total=total,
        notes=left_out,
        count=None if selection.limit is None else whole.count,
        labels=listing.labels_of(selection, held),
        single=single,
        spares=single,
    )


def _selection(
    connection: Connection, conditions: Sequence[str], params: Mapping[str, object], when: Period
) -> Selection:  # fmt: skip
    """Entries, the oldest first."""
    params = {**params, **when.params}
    return Selection(connection, ENTRY, [*conditions, IN_PERIOD], params, "entry.date, entry.id")


def _origins() -> list[Column]:
    return [Column(key, Word(key, chinese), kind) for key, (chinese, kind) in _ORIGIN.items()]


def _rows(selection: Selection, came: Came) -> Iterator[Row]:
    """The entries by field name, with the batch, file and line that they came from, who recorded them and when."""
    keys = ["id", *(field.name for field in ENTRY.fields), "batch", "file", "line", "by", "at", "county"]
    known = payees(selection.connection)
    masks = known.hidden
    more = (
        *(f"entry.{name}" for name in _PLACE),
        recorded("actor"),
        recorded("at"),
        county_of(selection.connection, ENTRY),
    )
    for found in selection.rows(*more):
        row = dict(zip(keys, found, strict=True))
        if row["batch"] is not None:
            row["by"], row["at"] = came.by(row["batch"])
        row["file"], row["sheet"] = came.file(row["batch"], row["file"])
        if row["corrects"] is not None:
            came.name_as_story(row)
        for name in MAY_BE_HEADS if masks else ():
            if row[name] is not None:
                row[name] = known.shown(str(row[name]))
        yield row


def _total(selection: Selection, name: str, summed: int | None) -> tuple[Row | None, list[Said]]:
    """The sum of entries of one kind (`summed`, where they are called by it), of several there is none; and what it leaves out, for
    offices gave it to each other.
    """
    kinds = [name] if name in KINDS else [kind for (kind,) in selection.values("kind")]
    if len(kinds) != 1:
        return None, []
    total = summed if name in KINDS else selection.sum("amount_fen")
    if total is None or selection.connection.parts is None:
        return {"amount": total}, []
    from aidtrack.reports.listed_twice import between_offices, listed_twice  # a store of one office has nothing twice

    twice = listed_twice(selection, kinds[0])
    return {"amount": total - twice}, between_offices(twice)
