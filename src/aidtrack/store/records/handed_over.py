"""How far a store was handed over, as its log says: each time a record of its own, which is no news."""

from collections.abc import Mapping
from typing import Any

from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.chain import ADOPT, HANDOVER, values

_OF = {"action": HANDOVER[0], "noun": HANDOVER[1]}


def tos(connection: Connection) -> list[int]:
    """Up to which records it was handed over, each number once, ascending; what it was a copy of handed over for itself."""
    rows = connection.rows(
        """SELECT after FROM audit WHERE noun = :noun AND action = :action AND id >
            (SELECT coalesce(max(id), 0) FROM audit WHERE noun = :store AND action = :adopt)""",
        {**_OF, "adopt": ADOPT[0], "store": ADOPT[1]},
    )
    return sorted({int(str((values(after) or {})["to"])) for (after,) in rows})


def news(connection: Connection) -> int:
    """The newest record but those of handing over; 0 where there is none."""
    sql = "SELECT id FROM audit WHERE noun <> :noun OR action <> :action ORDER BY id DESC LIMIT 1"
    return int(connection.value(sql, _OF) or 0)


def begin(connection: Connection, to: int) -> int:
    """After which record what is handed over up to `to` begins: where the last but one ended, so that one that is lost is made good."""
    before = [one for one in tos(connection) if one < to]
    return before[-2] if len(before) > 1 else 0


def count(connection: Connection, since: int, to: int) -> int:
    """How many records there are after number `since` up to `to`."""
    sql = "SELECT count(*) FROM audit WHERE id > :since AND id <= :to"
    return int(connection.value(sql, {"since": since, "to": to}))


def require_record(connection: Connection, since: int, to: int) -> None:
    """Raises Refused where there is no such record to go on from: none so late, or one that a server left out of its numbers."""
    if not since or (since <= to and connection.value("SELECT 1 FROM audit WHERE id = :id", {"id": since}) is not None):
        return
    [(before, after)] = connection.rows(
        "SELECT max(CASE WHEN id < :id THEN id END), min(CASE WHEN id > :id THEN id END) FROM audit WHERE id <= :to",
        {"id": since, "to": to},
    )
    near = ", ".join(str(id) for id in (before, after) if id is not None) or "0"
    raise Refused(
        t("There is no record {record} to go on from; next to it: {near}.", record=since, near=near),
        t("Take the number that the office above was given: aidtrack log."),
    )


def record(writer: Writer, said: Mapping[str, Any]) -> None:
    """Say in the log what was handed over: `to`, `head` and the name of the file."""
    Chain(writer).append(*HANDOVER, after=said)
