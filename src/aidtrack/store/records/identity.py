"""Which store it is: an id made with it or by `db adopt`, and the office that keeps it, which `db setting` may name at any time."""

from collections.abc import Iterable
from uuid import uuid4

from aidtrack.dataclass import dataclass
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.chain import ADOPT
from aidtrack.store.records.settings import values


@dataclass(frozen=True, slots=True)
class Identity:
    """A store among others; the rest is None until somebody says it."""

    store_id: str
    office: str | None
    office_name: str | None
    number: str | None


def store_id(connection: Connection) -> str:
    """Kept in its backups."""
    return str(connection.value("SELECT uuid FROM identity ORDER BY id DESC LIMIT 1"))


def store_ids(connection: Connection) -> list[tuple[str, int]]:
    """Its id last, before it those of the stores that it was copied from; each with the last entry before its own."""
    rows = connection.rows("SELECT uuid, after_entry_id FROM identity ORDER BY id")
    return [(str(uuid), int(after)) for uuid, after in rows]


def store_ids_said(store: str, copied: Iterable[tuple[str, str, int]]) -> list[tuple[str, int]]:
    """The same of a store in a collection, whose id is `store`, of what its log says of each time it became one of its own: its id since,
    that of the store that it was a copy of, the last entry before.
    """
    every = [*copied]
    return [(every[0][1] if every else store, 0), *((id, after) for id, _, after in every)]


def identity(connection: Connection) -> Identity:
    said = values(connection)
    return Identity(store_id(connection), said.get("office"), said.get("office_name"), said.get("number"))


def adopt(writer: Writer) -> None:
    """Be a store of its own from here on: what was recorded so far stays that of the store this is a copy of."""
    before, last = store_id(writer), int(writer.value("SELECT coalesce(max(id), 0) FROM entry"))
    uuid = str(uuid4())
    id = writer.insert("identity", {"uuid": uuid, "after_entry_id": last})
    Chain(writer).append(*ADOPT, id, after=logged(uuid, before, last))


def logged(uuid: str, before: str, after_entry_id: int) -> dict[str, object]:
    return {"store_id": uuid, "copy_of": before, "after_entry_id": after_entry_id}
