"""What a batch did to nouns, as the log tells it, and who changed the same since."""

from collections.abc import Iterator, Mapping
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log.personal_values import held, plain
from aidtrack.values import json_text

Values = Mapping[str, Any]  # by column; a blank is left out
# The rows that a batch changed, each with its first and last record of the batch.
_TOUCHED = """(SELECT noun, object_id, min(id) AS first, max(id) AS last FROM audit
    WHERE batch_id = :batch AND noun NOT IN ('batch', 'layout') GROUP BY noun, object_id)"""


@dataclass(frozen=True, slots=True)
class Change:
    """What a batch made of one row; `before` is None where it brought it, and nothing comes `after` where it removed it."""

    noun: str
    id: int
    before: Values | None
    after: Values
    removed: bool

    @property
    def columns(self) -> list[str]:
        """What it changed; all there is of a row that it brought."""
        declared = [field.column for field in NOUNS[self.noun].stored]
        if self.before is None:
            return declared
        return [column for column in declared if self.before.get(column) != self.after.get(column)]


@dataclass(frozen=True, slots=True)
class Later:
    """A record of the log that came after the batch's last one on the same row.

    `stands` is whether a batch made it that was not taken back; of what was taken back nothing is left.
    """

    id: int
    at: str
    actor: str
    action: str
    batch_id: int | None
    stands: bool
    before: Values
    after: Values

    def touches(self, column: str) -> bool:
        return bool(self.before.get(column) != self.after.get(column))


def changes(connection: Connection, batch_id: int) -> Iterator[Change]:
    """In the order in which the batch came to the rows."""
    rows = connection.rows(
        f"SELECT a.noun, a.object_id, a.before, z.after FROM {_TOUCHED} x CROSS JOIN audit a CROSS JOIN audit z"
        " WHERE a.id = x.first AND z.id = x.last ORDER BY a.id",
        {"batch": batch_id},
    )
    known = held(connection, (text for row in rows for text in row[2:]))
    for noun, id, before, after in rows:
        ends = [{} if end is None else plain(json_text.read(end), known) for end in (before, after)]
        yield Change(noun, id, None if before is None else ends[0], ends[1], after is None)


def later(connection: Connection, batch_id: int) -> dict[tuple[str, int], list[Later]]:
    """By row, what came after the batch, the oldest first."""
    found: dict[tuple[str, int], list[Later]] = {}
    rows = connection.rows(
        f"""SELECT l.noun, l.object_id, l.id, l.at, l.actor, l.action, l.batch_id, l.before, l.after,
               b.id IS NOT NULL AND b.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.undoes = b.id)
        FROM {_TOUCHED} x CROSS JOIN audit l LEFT JOIN batch b ON b.id = l.batch_id
        WHERE l.noun = x.noun AND l.object_id = x.object_id AND l.id > x.last ORDER BY l.id""",
        {"batch": batch_id},
    )
    known = held(connection, (text for row in rows for text in row[7:9]))
    for noun, object_id, id, at, actor, action, batch, before, after, stands in rows:
        ends = [{} if end is None else plain(json_text.read(end), known) for end in (before, after)]
        found.setdefault((noun, object_id), []).append(Later(id, at, actor, action, batch, bool(stands), *ends))
    return found
