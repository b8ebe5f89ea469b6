"""The two halves of what was carried on into another year: neither is taken back or recorded anew alone, for it would count twice or nowhere."""

from aidtrack.errors import Refused
from aidtrack.ledger.carrying import halves
from aidtrack.locale import t
from aidtrack.phrase import Said
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.rows import newest_of

# The entry that stands at the root of entry :id: what it takes back or corrects, what that does in turn, and so on.
_ROOT = """(WITH RECURSIVE up (id, further) AS (
        SELECT e.id, coalesce(e.reverses_id, e.corrects_id) FROM entry e WHERE e.id = :id
        UNION SELECT o.id, coalesce(o.reverses_id, o.corrects_id) FROM up JOIN entry o ON o.id = up.further)
    SELECT min(id) FROM up)"""


def other_half(connection: Connection, id: int, *, both: bool) -> int | None:
    """What stands for the other half of what was carried on, of which an entry is a half; None where it is none.

    Raises Refused where it is a half or belongs to one, unless `both` are to be taken back and it stands for its half.
    """
    batch = carried_by(connection, id)
    if batch is None:
        return None
    root = int(connection.value(f"SELECT {_ROOT}", {"id": id}))
    halved = halves(str(root))
    other = connection.value(
        f"SELECT o.id FROM {halved} mine JOIN {halved} o ON o.pair = mine.pair AND o.came <> mine.came WHERE mine.id = {root}"
    )
    stands = newest_of(connection, root) == id and other is not None
    if both and stands:
        return newest_of(connection, int(other))
    whole = t("Take the whole carrying on back: aidtrack batch undo {batch}.", batch=batch)
    raise Refused(
        of_a_carrying(id), whole, *([t("With --over REASON as much of both halves is taken back.")] if stands else [])
    )


def require_not_carried(connection: Connection, id: int) -> None:
    """Raises Refused where an entry would be recorded anew that is a half of what was carried on, or belongs to one."""
    if (batch := carried_by(connection, id)) is not None:
        raise carried_on(id, batch)


def carried_on(id: int, batch: int) -> Refused:
    return Refused(of_a_carrying(id), t("Take the carrying on back first: aidtrack batch undo {batch}.", batch=batch))


def of_a_carrying(id: int) -> Said:
    return t("Entry {id} is a half of what was carried on into another year.", id=id)


def carried_by(connection: Connection, id: int) -> int | None:
    """The batch that carried on what an entry is a half of, or belongs to a half of (0: recorded by itself); None where it is none."""
    if connection.value("SELECT 1 FROM entry WHERE carries_id IS NOT NULL LIMIT 1") is None:
        return None
    root = connection.value(f"SELECT {_ROOT}", {"id": id})
    found = connection.rows(
        f"SELECT coalesce(e.batch_id, 0) FROM {halves(f'{int(root)}')} half JOIN entry e ON e.id = half.id WHERE half.id = {int(root)}"
    )
    return found[0][0] if found else None
