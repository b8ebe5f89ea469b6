"""Which batch merged a row into another."""

from aidtrack.store.engine.connection import Connection
from aidtrack.values import json_text


def merged_by(connection: Connection, noun: str, id: int) -> int | None:
    """The last batch that made a row the same as another; None where none did."""
    rows = connection.rows(
        "SELECT batch_id, before, after FROM audit WHERE noun = :noun AND object_id = :id AND action = 'edit'"
        " AND batch_id IS NOT NULL ORDER BY id DESC",
        {"noun": noun, "id": id},
    )
    for batch, before, after in rows:
        if json_text.read(after).get("same_as_id") is not None and json_text.read(before).get("same_as_id") is None:
            return int(batch)
    return None
