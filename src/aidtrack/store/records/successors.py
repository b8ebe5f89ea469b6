"""Villages that became part of others (撤并): on which of them an entry of some day is booked.

What was recorded of a village before stays its own; an entry dated on that day or later is its successor's. What takes an entry back,
or makes a loan smaller, goes with that entry, wherever it is.
"""

from dataclasses import dataclass

from aidtrack.store.engine.connection import Connection


@dataclass(frozen=True, slots=True)
class Successors:
    """Village → since when (blank where the day is not known), and the village that it became part of."""

    into: dict[int, tuple[str, int]]

    def of(self, village: int | None, day: object) -> int | None:
        """The village on which an entry of a village is booked, by its day."""
        while village in self.into and self.into[village][0] <= str(day):
            village = self.into[village][1]
        return village


def successors(connection: Connection) -> Successors:
    sql = "SELECT id, coalesce(merged_on, ''), merged_into_id FROM village WHERE merged_into_id IS NOT NULL"
    return Successors({id: (day, into) for id, day, into in connection.rows(sql)})
