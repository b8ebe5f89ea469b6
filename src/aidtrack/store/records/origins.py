"""来源编号: which entry one names, here or as it came from another store. A batch that was undone frees those of its entries."""

from collections.abc import Mapping, Sequence

from aidtrack.ledger.correcting import stands
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.identity import store_id
from aidtrack.values.row_origin import number_in, short

Named = tuple[str, Mapping[str, object]]  # a query (ref, id), and its parameters


def named_by(connection: Connection, origins: Sequence[str]) -> Named:
    """The entries that these name, each under the origin that names it."""
    store = store_id(connection)
    numbers = [number for origin in origins if (number := number_in(origin, store)) is not None]
    marks: dict[str, object] = {f"o{at}": origin for at, origin in enumerate(dict.fromkeys(origins))}
    elsewhere = (
        f"SELECT e.origin AS ref, e.id FROM entry e WHERE e.origin IN ({', '.join(f':{mark}' for mark in marks)})"
    )
    query = f"{elsewhere} AND {stands('e')}"
    if numbers:
        listed = ", ".join(map(str, dict.fromkeys(numbers)))
        query += f" UNION ALL SELECT {own(store, 'e')}, e.id FROM entry e WHERE e.id IN ({listed})"
    return query, marks


def by_origin(connection: Connection, origin: str, *, until: int) -> int | None:
    """The entry that one names, of those up to the id `until`."""
    query, params = named_by(connection, [origin])
    found = connection.value(f"SELECT max(s.id) FROM ({query}) s WHERE s.id <= :until", {**params, "until": until})
    return None if found is None else int(found)


def own(store: str, entry: str) -> str:
    """The SQL of the origin that an entry has from this store."""
    return f"('{short(store)}-' || CAST({entry}.id AS TEXT))"


def exported(store: str, entry: str) -> str:
    """The SQL of the origin under which an entry is written out: where it came from first, unless that was undone."""
    return (
        f"(CASE WHEN {entry}.origin IS NOT NULL AND {stands(entry)} THEN {entry}.origin ELSE {own(store, entry)} END)"
    )
