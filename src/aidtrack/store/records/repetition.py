"""An entry about to be recorded that equals recorded ones (`ledger/equality.py`)."""

from collections.abc import Mapping, Set

from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.equality import WRITTEN, alike, columns, recorded, refs_agree, standing_for, worded
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection

_TEXTS = frozenset(field.column for field in ENTRY.fields if field.sql == "TEXT")
_ASKED = (*columns(), "ref")


class Repeated(Refused):
    """It is recorded already, as each of `ids`; whoever knows that says so, and it is recorded once more."""

    def __init__(self, ids: Set[int], *said: str) -> None:
        super().__init__(*said)
        self.ids = ids


def require_new(connection: Connection, entry: Mapping[str, object], known: Set[int] = frozenset()) -> None:
    """Raises Repeated where an entry, by column, equals recorded ones but those that are `known` to whoever records it."""
    alikes = _alikes(connection, entry)
    # Whether these still stand is a long question, asked only where there are any.
    found = (
        connection.rows(
            f"SELECT e.id, {standing_for('e')} FROM entry e WHERE e.id IN ({', '.join(map(str, alikes))}) AND {recorded('e')} ORDER BY e.id"
        )
        if alikes
        else []
    )
    for id, stands_for in found:
        if id in known:
            continue
        raise Repeated(
            {id for id, _ in found},
            t("This is recorded already, as {entry}.", entry=called(connection, id, stands_for)),
            t("Look at it: aidtrack {kind} show {id}.", kind=str(entry["kind"]), id=id),
            t("If both are real, add --allow-duplicates."),
        )


def _alikes(connection: Connection, entry: Mapping[str, object]) -> list[int]:
    """The entries that say the same, be they taken back or not."""
    row = ", ".join(f"CAST(:{name} AS {'TEXT' if name in _TEXTS else 'BIGINT'}) AS {name}" for name in _ASKED)
    said = worded(entry.get(name) for name in WRITTEN)
    rows = connection.rows(
        f"""SELECT e.id, {", ".join(f"e.{name}" for name in WRITTEN)}
        FROM (SELECT {row}) n JOIN entry e ON {alike("n", "e")} AND {refs_agree("n", "e")}""",
        {name: entry.get(name) for name in _ASKED},
    )
    return [id for id, *texts in rows if worded(texts) == said]


def called(connection: Connection, id: int, stands_for: int) -> str:
    """An entry as people find it: by its batch too, and by what it was corrected to."""
    if stands_for != id:
        return t("entry {id}, which was corrected to entry {now}", id=id, now=stands_for)
    batch = connection.value("SELECT batch_id FROM entry WHERE id = :id", {"id": id})
    return t("entry {id}", id=id) if batch is None else t("entry {id} of batch {batch}", id=id, batch=batch)
