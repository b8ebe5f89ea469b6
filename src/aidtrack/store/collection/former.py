"""What an office's part held and another history of it, or another store, took the place of: kept beside, and out of every sum.

Ids are the office's own there. Names of persons are masked (`unnamed.py`).
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.own_rows import OFFICE
from aidtrack.store.collection.put_rows import BLOCK, take_all_away
from aidtrack.store.collection.span import Span, is_id, of_office
from aidtrack.store.collection.unnamed import Unnamed
from aidtrack.store.engine.collections import MARK
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log import chain
from aidtrack.store.log.append import Chain
from aidtrack.store.schema.windows import BY, SUMMED
from aidtrack.values import json_text
from aidtrack.values.blocks import blocks

# What is kept of a part: the rest of it is made of this.
KEPT = (*NOUNS, ENTRY.name, "batch", "batch_file", "closed_books", "closed_figure", MARK)
_BESIDE = {
    "office": "id",
    **dict.fromkeys(
        ("office_setting", "office_figure", "office_threshold", "office_copied", "office_trace"), "office_id"
    ),
}
_COLUMNS = (
    "id", "office_id", "code", "name", "store_id", "why", "reason", "after", "head", "records", "entries", "put_aside_at",
)  # fmt: skip
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Former:
    """What was put aside of an office, of records after number `after` up to the one with the hash `head`; `why`: `restored`, `replaced`, or `copied`: these entries
    are another office's too, and its own count from record `after` on.
    """

    id: int
    office_id: int
    code: str
    name: str | None
    store_id: str
    why: str
    reason: str
    after: int
    head: str
    records: int
    entries: int
    put_aside_at: str


def every(connection: Connection) -> list[Former]:
    """Of each office in the order in which it was put aside."""
    return _read(connection, "1 = 1", {})


def by_id(connection: Connection, id: int) -> Former:
    """Raises Refused where nothing is kept under it."""
    for one in _read(connection, "id = :id", {"id": id}):
        return one
    raise Refused(t("Nothing is kept aside under {id}.", id=id), t("List what is: aidtrack collection former."))


def _read(connection: Connection, chosen: str, params: Mapping[str, object]) -> list[Former]:
    sql = f"SELECT {', '.join(_COLUMNS)} FROM former_office WHERE {chosen} ORDER BY id"
    return [Former(**dict(zip(_COLUMNS, row, strict=True))) for row in connection.rows(sql, params)]


def rows(connection: Connection, id: int, part: str) -> Iterator[dict[str, Any]]:
    """Of a part what is kept under a number, by column."""
    of = {"id": id, "part": part}
    for row_id, content in connection.rows(
        "SELECT row_id, content FROM former_row WHERE former_id = :id AND part = :part ORDER BY row_id", of
    ):
        yield {"id": row_id, **json_text.read(content)}


def put_aside(writer: Writer, office: Office, unnamed: Unnamed) -> int:
    """Take the part of an office out of the collection; it is kept under the number that is returned, until `settle`."""
    id = next_id(writer, office.span)
    for part in KEPT:
        keep(writer, id, part, office.span, office.span.last, unnamed)
    for table, by in {**BY, **SUMMED, MARK: "id", "office_digest": "id"}.items():
        take_all_away(writer, office.span, table, by)
    for table, by in _BESIDE.items():
        writer.execute(f"DELETE FROM {table} WHERE {by} = :id", {"id": office.number})
    return id


def next_id(connection: Connection, span: Span) -> int:
    """The next number of the office's own, as its ids are."""
    last = connection.value(f"SELECT max(id) FROM former_office WHERE {of_office('id')}", span.bounds)
    return int(last or span.base) + 1


def keep(writer: Writer, id: int, part: str, span: Span, last: int, unnamed: Unnamed | None = None) -> None:
    """Copy the rows of a part up to the one with this id, `unnamed` where they are not to be looked at as their store again."""
    for some in blocks(_rows(writer, part, span, last=last, unnamed=unnamed), BLOCK):
        ids, contents = zip(*some, strict=True)
        writer.insert_columns("former_row", {"row_id": [*ids], "content": [*contents]}, {"former_id": id, "part": part})


def settle(
    writer: Writer, id: int, office: Office, why: str, reason: str, after: int, unnamed: Unnamed | None = None
) -> Former:
    """Say what went, also in the log. Of an office whose history is another from a record on, what stands as it stood is not kept."""
    if why == "restored":
        for part in KEPT:
            _drop_what_stands(writer, id, part, office.span, unnamed)
    made = Former(
        id, office.number, office.code, office.name, office.store_id, why, reason, after, office.head,
        _count(writer, id, MARK), _count(writer, id, ENTRY.name), writer.stamp,
    )  # fmt: skip
    said: dict[str, Any] = {name: getattr(made, name) for name in _COLUMNS}
    writer.insert_columns("former_office", {name: [value] for name, value in said.items() if value is not None}, {})
    _log(writer, made)
    return made


def mask_texts(writer: Writer, one: Former, texts: Mapping[int, Mapping[str, object]]) -> set[int]:
    """In entries that are kept under it, by the office's own ids, these texts stand instead: somebody was forgotten. Returns in which."""
    changed = {}
    for row in rows(writer, one.id, ENTRY.name):
        id = int(row["id"])
        if id in texts and (now := str(chain.spelled({**row, **texts[id]}))) != chain.spelled(row):
            changed[id] = now
    for id, content in changed.items():
        of = {"former": one.id, "part": ENTRY.name, "id": id, "content": content}
        writer.execute("UPDATE former_row SET content = :content WHERE former_id = :former AND part = :part AND row_id = :id", of)  # fmt: skip
    if changed:
        of = {"noun": OFFICE, "id": one.id}
        said = writer.value("SELECT after FROM audit WHERE noun = :noun AND object_id = :id ORDER BY id DESC LIMIT 1", of)  # fmt: skip
        Chain(writer).append(*chain.SET_ASIDE, one.id, before=chain.values(said), after=_told(one) | {"digest": digest(writer, one.id)})  # fmt: skip
    return {*changed}


def log_what_is_not(writer: Writer, office: Office) -> None:
    """Say in the log what went aside of an office whose server kept it while the collection's own did not come to that."""
    of = {"action": chain.SET_ASIDE[0], "noun": OFFICE}
    told = {int(id) for (id,) in writer.rows("SELECT object_id FROM audit WHERE noun = :noun AND action = :action", of)}
    for one in _read(writer, of_office("id"), office.span.bounds):
        if one.id not in told:
            _log(writer, one)


def _log(writer: Writer, one: Former) -> None:
    Chain(writer).append(*chain.SET_ASIDE, one.id, after=_told(one) | {"digest": digest(writer, one.id)})


def digest(connection: Connection, id: int) -> str:
    """SHA-256 of all that is kept under this number, in hexadecimal digits."""
    made = hashlib.sha256()
    for part in KEPT:
        for row_id, content in connection.stream(
            "SELECT row_id, content FROM former_row WHERE former_id = :id AND part = :part ORDER BY row_id",
            {"id": id, "part": part},
        ):
            made.update(f"{part} {row_id} {content}\n".encode())
    return made.hexdigest()


def tampered(connection: Connection) -> Iterator[int]:
    """Numbers under which something else is kept than the collection's log says."""
    of = {"action": chain.SET_ASIDE[0], "noun": OFFICE}
    said = connection.rows("SELECT object_id, after FROM audit WHERE noun = :noun AND action = :action ORDER BY id", of)
    told = {int(id): chain.values(after) or {} for id, after in said}
    kept = {one.id: one for one in every(connection)}
    for id in sorted(told.keys() | kept.keys()):
        if id not in told or id not in kept or told[id] != _told(kept[id]) | {"digest": digest(connection, id)}:
            yield id


def _told(one: Former) -> dict[str, object]:
    said: Mapping[str, object] = {name: getattr(one, name) for name in _COLUMNS if name != "id"}
    return {name: value for name, value in said.items() if value is not None}


def _rows(
    connection: Connection,
    part: str,
    span: Span,
    ids: list[int] | None = None,
    last: int | None = None,
    unnamed: Unnamed | None = None,
) -> Iterator[tuple[int, str]]:
    """The id and all columns of each row of a part up to `last`, or of those with these ids."""
    chosen = of_office("id") if ids is None else f"id IN ({', '.join(str(span.base + id) for id in ids)})"
    bounds = {**span.bounds, "last": last or span.last} if ids is None else {}
    names = connection.columns(f"SELECT * FROM {part}")
    for row in connection.rows(f"SELECT * FROM {part} WHERE {chosen} ORDER BY id", bounds):
        values = dict(zip(names, row, strict=True))
        values = {name: span.at_home([value])[0] if is_id(name) else value for name, value in values.items()}
        yield int(str(values["id"])), str(chain.spelled(values if unnamed is None else unnamed.row(part, values)))


def _drop_what_stands(writer: Writer, id: int, part: str, span: Span, unnamed: Unnamed | None) -> None:
    of = {"id": id, "part": part}
    kept = writer.rows(
        "SELECT row_id, content FROM former_row WHERE former_id = :id AND part = :part ORDER BY row_id", of
    )
    for block in blocks(kept, _AT_ONCE):
        some = {int(row_id): content for row_id, content in block}
        same = [
            row_id for row_id, content in _rows(writer, part, span, [*some], unnamed=unnamed) if some[row_id] == content
        ]
        if same:
            listed = ", ".join(map(str, same))
            writer.execute(
                f"DELETE FROM former_row WHERE former_id = :id AND part = :part AND row_id IN ({listed})", of
            )


def _count(connection: Connection, id: int, part: str) -> int:
    sql = "SELECT count(*) FROM former_row WHERE former_id = :id AND part = :part"
    return int(connection.value(sql, {"id": id, "part": part}))
