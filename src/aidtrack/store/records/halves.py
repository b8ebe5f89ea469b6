"""The two halves of what was carried on into another year, or moved from one fund or project to another.

Neither is taken back or recorded anew alone, for it would count twice or nowhere.
"""

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.carrying import ANY_HALF, halves
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.rows import newest_of

# The entry that stands at the root of entry :id: what it takes back or corrects, what that does in turn, and so on.
_ROOT = """(WITH RECURSIVE up (id, further) AS (
        SELECT e.id, coalesce(e.reverses_id, e.corrects_id) FROM entry e WHERE e.id = :id
        UNION SELECT o.id, coalesce(o.reverses_id, o.corrects_id) FROM up JOIN entry o ON o.id = up.further)
    SELECT min(id) FROM up)"""


@dataclass(frozen=True, slots=True)
class Half:
    """An entry that is a half, or belongs to one, of what a batch (0: recorded by itself) carried on, or moved."""

    id: int
    batch: int
    moved: bool

    @property
    def said(self) -> str:
        if self.moved:
            return t("Entry {id} is a half of what was moved from one fund or project to another.", id=self.id)
        return t("Entry {id} is a half of what was carried on into another year.", id=self.id)

    @property
    def whole(self) -> str:
        """How the whole is taken back."""
        if self.moved:
            return t("Take the whole of it back: aidtrack batch undo {batch}.", batch=self.batch)
        return t("Take the whole carrying on back: aidtrack batch undo {batch}.", batch=self.batch)

    def refused(self) -> Refused:
        """Why it is not recorded anew."""
        if self.moved:
            return Refused(self.said, self.whole, t("Then move what is right."))
        return Refused(self.said, t("Take the carrying on back first: aidtrack batch undo {batch}.", batch=self.batch))


def other_half(connection: Connection, id: int, *, both: bool) -> int | None:
    """What stands for the other half of what was carried on or moved, of which an entry is a half; None where it is none.

    Raises Refused where it is a half or belongs to one, unless `both` are to be taken back and it stands for its half.
    """
    half = half_of(connection, id)
    if half is None:
        return None
    root = int(connection.value(f"SELECT {_ROOT}", {"id": id}))
    halved = halves(str(root))
    other = connection.value(
        f"SELECT o.id FROM {halved} mine JOIN {halved} o ON o.pair = mine.pair AND o.came <> mine.came WHERE mine.id = {root}"
    )
    stands = newest_of(connection, root) == id and other is not None
    if both and stands:
        return newest_of(connection, int(other))
    with_both = [t("With --over REASON as much of both halves is taken back.")] if stands else []
    raise Refused(half.said, half.whole, *with_both)


def require_no_half(connection: Connection, id: int) -> None:
    """Raises Refused where an entry would be recorded anew that is a half, or belongs to one."""
    if (half := half_of(connection, id)) is not None:
        raise half.refused()


def half_of(connection: Connection, id: int) -> Half | None:
    """The half that an entry is, or belongs to; None where it is none."""
    if connection.value(ANY_HALF) is None:
        return None
    root = int(connection.value(f"SELECT {_ROOT}", {"id": id}))
    found = connection.rows(
        f"SELECT coalesce(e.batch_id, 0), half.apart FROM {halves(str(root))} half JOIN entry e ON e.id = half.id WHERE half.id = {root}"
    )
    return Half(id, found[0][0], bool(found[0][1])) if found else None
