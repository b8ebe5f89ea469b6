"""What an upgrade itself says in the log of a store."""

from datetime import UTC, datetime
from typing import Any

from aidtrack.values.record import GENESIS, record_hash

Of = tuple[str, str, int | None, int | None]  # action, noun, object and batch


def log(connection: Any, of: Of, before: str | None, after: str | None) -> None:
    """Add a record."""
    last = connection.exec_driver_sql("SELECT hash, at FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    previous, at = last or (GENESIS, "")
    action, noun, id, batch = of
    record = {
        "at": max(datetime.now(UTC).isoformat(timespec="microseconds"), at), "actor": "aidtrack db upgrade", "action": action, "noun": noun,
        "object_id": id, "batch_id": batch, "before": before, "after": after, "previous": previous,
    }  # fmt: skip
    record["hash"] = record_hash(record)
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    sql = f"INSERT INTO audit ({', '.join(record)}) VALUES ({', '.join([mark] * len(record))})"
    connection.exec_driver_sql(sql, tuple(record.values()))
