"""The records of an office's log beside, and what they alone say: settings, closed books, who was forgotten."""

from collections.abc import Iterator, Mapping
from dataclasses import field

from aidtrack.bundle.content import CLOSED_FIGURE, Bundle, Row, Values, is_sealed
from aidtrack.bundle.faults import forged
from aidtrack.bundle.standing import UPGRADE
from aidtrack.dataclass import dataclass
from aidtrack.ledger.digest import OPEN
from aidtrack.ledger.entry import ENTRY
from aidtrack.phrase import phrase
from aidtrack.store.collection import traces
from aidtrack.store.collection.forgotten import Forgotten
from aidtrack.store.collection.put_rows import BLOCK, columns_of, put, put_new
from aidtrack.store.collection.span import Span
from aidtrack.store.engine.collections import MARK
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log import chain
from aidtrack.store.records.books import SAID
from aidtrack.values.blocks import blocks
from aidtrack.values.record import RECORD

_ACTION = RECORD.index("action")
_NOT_OURS = phrase("A record of the bundle is none of this program's.")


@dataclass(frozen=True, slots=True)
class Said:
    """Of the entries of a batch: how many, their digest, and that of what is never masked; None where an older program wrote the record,
    and how all rows stood when the store was upgraded is known (`bundle/standing.py`).
    """

    entries: int
    digest: str
    open: str | None


@dataclass(slots=True)
class Told:
    """What the new records say, in their order: entries that came alone by id, batches; digests by batch."""

    acts: list[tuple[str, int]] = field(default_factory=list)  # "entry" or "batch", and its id
    alone: list[Values] = field(default_factory=list)  # entries by column
    digests: dict[int, Said] = field(default_factory=dict)  # of a batch
    forgotten: Forgotten = field(default_factory=Forgotten)


def put_log(writer: Writer, span: Span, bundle: Bundle, after: int) -> Told:
    """The records after number `after`, and what follows from them alone."""
    told = Told()
    for some in blocks(_after(bundle, after), BLOCK):
        put(writer, span, MARK, columns_of(RECORD, some))
        traces.came(writer, span, MARK, RECORD, (row for row in some if row[_ACTION] is None))
        for row in some:
            record = dict(zip(RECORD, row, strict=True))
            if (record["action"], record["noun"]) == UPGRADE and not bundle.manifest.is_complete:
                raise forged(phrase("Of a store that was upgraded since, the bundle must hold all of the log."))
            if not is_sealed(record):
                _take_in(writer, span, record, told, upgraded=bundle.manifest.upgraded)
    put_new(writer, span, "closed_figure", CLOSED_FIGURE, bundle.closed_figures)
    return told


def _after(bundle: Bundle, after: int) -> Iterator[Row]:
    return (row for row in bundle.records if int(str(row[0])) > after)


def _take_in(writer: Writer, span: Span, record: Values, told: Told, *, upgraded: int) -> None:
    if not chain.is_ours(record):
        raise forged(_NOT_OURS)
    noun, before, after = record["noun"], chain.values(record["before"]), chain.values(record["after"])
    id = record["object_id"]
    if record["action"] == chain.FORGET:
        told.forgotten.take_in(writer, span, record)
    if noun == "setting":
        _set(writer, span, before, after)
    elif noun == "books" and after is not None:
        _turn(writer, span, id, after)
    elif noun == "batch" and after is not None and isinstance(id, int):
        told.acts.append(("batch", id))
        is_older = int(str(record["id"])) < upgraded
        unmasked = None if is_older else str(after.get(OPEN))
        told.digests[id] = Said(int(str(after.get("entries") or 0)), str(after.get("digest")), unmasked)
    elif noun == ENTRY.name and record["action"] != chain.FORGET and after is not None and isinstance(id, int):
        told.acts.append((ENTRY.name, id))
        told.alone.append({"id": id, **after})
    elif (record["action"], noun) == chain.ADOPT and after is not None:
        said = {name: [after[name]] for name in ("store_id", "copy_of", "after_entry_id")}
        writer.insert_columns("office_copied", said, {"office_id": span.number, "record": record["id"]})


def _set(writer: Writer, span: Span, before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> None:
    said = after or before
    if said is None or not isinstance(said.get("name"), str):
        raise forged(_NOT_OURS)
    of = {"office": span.number, "name": said["name"]}
    writer.execute("DELETE FROM office_setting WHERE office_id = :office AND name = :name", of)
    if after is not None:
        row = {**of, "value": str(after.get("value"))}
        writer.execute("INSERT INTO office_setting (office_id, name, value) VALUES (:office, :name, :value)", row)


def _turn(writer: Writer, span: Span, id: object, said: Mapping[str, object]) -> None:
    """Its books were closed or opened from an entry on: until then stands what stood. The newest stands for all its ids."""
    [begins] = span.above([said.get("after_entry_id")])
    stood = {"until": begins, "last": span.last, "base": span.base}
    writer.execute(
        "UPDATE closed_books SET until_entry_id = :until WHERE id BETWEEN :base AND :last AND until_entry_id = :last",
        stood,
    )
    row = {"id": span.above([id])[0], **{name: said.get(name) for name in SAID}}
    row |= {"after_entry_id": begins, "until_entry_id": span.last}
    writer.insert_columns("closed_books", {name: [value] for name, value in row.items()}, {})


def open_books(writer: Writer, span: Span) -> None:
    """As they are in a new store: nothing is closed."""
    row = {"id": span.base + 1, "after_entry_id": span.base, "until_entry_id": span.last}
    writer.insert_columns("closed_books", {name: [value] for name, value in row.items()}, {})
