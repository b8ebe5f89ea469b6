"""Which loan a text means that an indicator keeps: its 流水号, or where it has none its number."""

from collections.abc import Collection

from aidtrack.ledger.correcting import newest
from aidtrack.ledger.lending import IS_LOAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.parameters import among
from aidtrack.values.blocks import blocks
from aidtrack.values.ids import is_id

_AT_ONCE = 500


def loans_named(connection: Connection, texts: Collection[str]) -> dict[str, int]:
    """The loans that these texts name, the newest of what was corrected; what names none is left out."""
    found: dict[str, int] = {}
    for some in blocks(sorted(set(texts)), _AT_ONCE):
        listed, named = among(some)
        by_ref = f"SELECT r.ref, {newest('r.entry_id')} FROM entry_ref r WHERE r.ref IN ({listed})"
        found |= {ref: int(id) for ref, id in connection.rows(by_ref, named)}
        if numbers := [text for text in some if is_id(text) and text not in found]:
            by_id = f"SELECT e.id, {newest('e.id')} FROM entry e WHERE e.id IN ({', '.join(numbers)})"
            found |= {str(id): int(now) for id, now in connection.rows(by_id)}
    if not found:
        return {}
    ids = ", ".join(str(id) for id in set(found.values()))
    loans = {
        id for (id,) in connection.rows(f"SELECT o.id FROM entry o WHERE o.id IN ({ids}) AND {IS_LOAN.format(x='o')}")
    }
    return {text: id for text, id in found.items() if id in loans}


def ref_of_loan(connection: Connection, id: int) -> str | None:
    """The 流水号 by which a loan is found, that of what it corrects where it has none of its own."""
    sql = f"SELECT r.ref FROM entry_ref r WHERE {newest('r.entry_id')} = :id ORDER BY r.entry_id LIMIT 1"
    found: str | None = connection.value(sql, {"id": id})
    return found
