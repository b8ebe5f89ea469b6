"""What an upgrade recorded of how all rows stood then, held against the records before it and the entries, which never change."""

from collections.abc import Iterator, Mapping

from aidtrack.bundle.standing import COLUMNS, ENTRIES, Key, held, of_entries, of_rows
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log import chain


def wrong(
    connection: Connection, record: Mapping[str, object], rows: Mapping[Key, str | None] | None
) -> Iterator[tuple[str, str]]:
    """`rows` is how the records before this one left everything; None where some of them say nothing here."""
    told = chain.values(record["after"]) or {}
    what = f"audit {record['id']}"
    if rows is not None and of_rows({of: _held(of, after) for of, after in rows.items()}) != told.get("rows"):
        yield what, t("says that rows stood otherwise than the records before it left them.")
    sql = f"SELECT {', '.join(ENTRIES)} FROM entry WHERE id <= :last ORDER BY id"
    entries = connection.stream(sql, {"last": told.get("last_entry_id")})
    if of_entries(entries) != (told.get("entries"), told.get("digest")):
        yield what, t("the entries up to it are not those that it speaks of.")


def _held(of: Key, after: str | None) -> str | None:
    return None if after is None or of[0] not in COLUMNS else held(of[0], chain.values(after) or {})
