"""The batch that is to be taken back, and whether it can be at all."""

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.again import again


@dataclass(frozen=True, slots=True)
class Standing:
    """A batch that was not taken back yet; its entries have ids from `first` to `last`."""

    id: int
    kind: str
    first: int
    last: int


def standing(connection: Connection, id: int) -> Standing:
    """Raises Refused where there is no such batch, where it was taken back already, or takes back another itself."""
    found = connection.rows("SELECT kind, undoes, first_entry_id, last_entry_id FROM batch WHERE id = :id", {"id": id})
    if not found:
        raise Refused(t("There is no batch {batch}.", batch=id), t("List them: aidtrack batch list."))
    kind, undoes, first, last = found[0]
    if undoes is not None:
        raise Refused(t("Batch {batch} is itself the taking back of another.", batch=id), again(connection, undoes))
    by = connection.value("SELECT id FROM batch WHERE undoes = :id", {"id": id})
    if by is not None:
        raise Refused(
            t("Batch {batch} has been taken back already (by batch {by}).", batch=id, by=by), again(connection, id)
        )
    return Standing(id, kind, first or 0, last or -1)
