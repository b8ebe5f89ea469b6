"""流水号: which entry one names."""

from aidtrack.ledger.correcting import newest
from aidtrack.store.engine.connection import Connection


def by_ref(connection: Connection, ref: str, *, until: int | None = None) -> int | None:
    """The entry that a 流水号 names: the newest of what was corrected, as far as recorded `until` an id."""
    by = None if until is None else ":until"
    sql = f"SELECT {newest('r.entry_id', by)} FROM entry_ref r WHERE r.ref = :ref"
    found = connection.value(sql, {"ref": ref} | ({} if until is None else {"until": until}))
    return None if found is None else int(found)


def stands_for(connection: Connection, id: int) -> int:
    """The entry that stands for this one: the newest of its story."""
    return int(connection.value(f"SELECT {newest('e.id')} FROM entry e WHERE e.id = :id", {"id": id}))
