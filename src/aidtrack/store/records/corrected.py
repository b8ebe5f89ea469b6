"""What is said of an entry that was corrected: which one stands for it now, and what that one holds."""

from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.of_this_run import then, told
from aidtrack.store.records.rows import held_fen, stored


def corrected_already(connection: Connection, id: int, now: int, advice: str) -> Refused:
    """`advice` says what can be done with the entry that stands `now`, where it holds anything."""
    if held_fen(connection, now) != 0:
        return Refused(
            t("Entry {id} was corrected: it is entry {now} now.", id=told(connection, id), now=told(connection, now)),
            then(connection, now, advice),
        )
    kind = str((stored(connection, "entry", now) or {})["kind"])
    return Refused(
        t(
            "Entry {id} was corrected: it is entry {now} now, which has been taken back whole.",
            id=told(connection, id),
            now=told(connection, now),
        ),
        then(connection, now, t("Look at it: aidtrack {kind} show {id}.", kind=kind, id=now)),
    )
