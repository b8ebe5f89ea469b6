"""An entry about to be recorded that equals recorded ones (`ledger/equality.py`)."""

from collections.abc import Mapping, Sequence, Set

from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.equality import (
    WRITTEN,
    columns,
    recorded,
    standing_for,
)
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records.alikes import alikes
from aidtrack.store.records.of_this_run import line_of, then, told
from aidtrack.store.records.rows import held_fen, ref_of_story, stored
from aidtrack.values.blocks import blocks

_AT_ONCE = 20  # entries of which the first that stands is looked for


class Repeated(Refused):
    """It is recorded already, as each of `ids`; whoever knows that says so, and it is recorded once more."""

    def __init__(self, ids: Set[int], *said: str) -> None:
        super().__init__(*said)
        self.ids = ids


def require_new(writer: Writer, entry: Mapping[str, object], known: Set[int] = frozenset()) -> None:
    """Raises Repeated where an entry, by column, equals recorded ones but those that are `known` to whoever records it."""
    # Of equal entries that come at once each but the first finds one that is recorded.
    writer.one_at_a_time(" ".join(str(entry[name]) for name in ("kind", "date", "amount_fen")))
    found = _recorded_alike(writer, entry)
    for id, stands_for in found:
        if id in known:
            continue
        raise _repeated(writer, {id for id, _ in found}, str(entry["kind"]), id, stands_for)


def require_distinct(connection: Connection, id: int, changes: Mapping[str, object]) -> None:
    """Raises Repeated where an entry, recorded anew with these changes by column, would come to equal another one that stands."""
    old = stored(connection, "entry", id) or {}
    new = {**old, "amount_fen": held_fen(connection, id), "ref": ref_of_story(connection, id), **changes}
    if all(new[name] == old[name] for name in (*columns(), *WRITTEN)):
        return
    for equal, stands_for in _recorded_alike(connection, new):
        if equal == stands_for and equal != id:
            raise _repeated(connection, {equal}, str(new["kind"]), equal, equal)


def _repeated(connection: Connection, ids: Set[int], kind: str, id: int, stands_for: int) -> Repeated:
    return Repeated(
        ids,
        t("This is recorded already, as {entry}.", entry=called(connection, id, stands_for)),
        then(connection, id, t("Look at it: aidtrack {kind} show {id}.", kind=kind, id=id)),
        t("If both are real, add --allow-duplicates."),
    )


def _recorded_alike(connection: Connection, entry: Mapping[str, object]) -> list[tuple[int, int]]:
    """(id, what stands for it now) of each recorded entry that says the same, the oldest first."""
    return _recorded(connection, alikes(connection, entry).equal(entry))


def _recorded(connection: Connection, alikes: Sequence[int]) -> list[tuple[int, int]]:
    """(id, what stands for it now) of those that still count as recorded, the oldest first."""
    if not alikes:  # whether these still stand is a long question
        return []
    listed = ", ".join(map(str, alikes))
    rows = connection.rows(
        f"SELECT e.id, {standing_for('e')} FROM entry e WHERE e.id IN ({listed}) AND {recorded('e')} ORDER BY e.id"
    )
    return [(id, stands_for) for id, stands_for in rows]


def likely_recorded(connection: Connection, entry: Mapping[str, object]) -> str | None:
    """What a new entry, by column, is likely to be in other words, as people find it; None where it is like nothing recorded."""
    for some in blocks(alikes(connection, entry).reworded(entry), _AT_ONCE):
        if found := _recorded(connection, some):
            return called(connection, *found[0])
    return None


def called(connection: Connection, id: int, stands_for: int) -> str:
    """An entry as people find it: by its batch too, and by what it was corrected to."""
    if stands_for != id:
        return t(
            "entry {id}, which was corrected to entry {now}", id=told(connection, id), now=told(connection, stands_for)
        )
    if (line := line_of(connection, ENTRY.name, id)) is not None:
        return t("line {line}", line=line)
    batch = connection.value("SELECT batch_id FROM entry WHERE id = :id", {"id": id})
    return t("entry {id}", id=id) if batch is None else t("entry {id} of batch {batch}", id=id, batch=batch)
