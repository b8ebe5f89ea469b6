"""Villages that became part of others (撤并): on which of them an entry of some day is booked.

What was recorded of a village before stays its own; an entry dated on that day or later is its successor's. What takes an entry back,
or makes a loan smaller, goes with that entry, wherever it is.
"""

from collections.abc import Iterator

from aidtrack.dataclass import dataclass
from aidtrack.ledger.holding import held
from aidtrack.ledger.quantity import REMAINING
from aidtrack.locale import command, t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names import chains
from aidtrack.store.names.find import Names
from aidtrack.store.records.halves import half_of
from aidtrack.store.records.rows import held_fen
from aidtrack.values.money import yuan
from aidtrack.values.text import safe


@dataclass(frozen=True, slots=True)
class Successors:
    """Village → since when (blank where the day is not known), and the village that it became part of."""

    into: dict[int, tuple[str, int]]

    def of(self, village: int | None, day: object) -> int | None:
        """The village on which an entry of a village is booked, by its day."""

        def onward(one: int) -> int | None:
            since, into = self.into.get(one, ("~", 0))
            return into if since <= str(day) else None

        return village if village not in self.into else chains.end(village, onward)


def successors(connection: Connection) -> Successors:
    sql = "SELECT id, coalesce(merged_on, ''), merged_into_id FROM village WHERE merged_into_id IS NOT NULL"
    return Successors({id: (day, into) for id, day, into in connection.rows(sql)})


def still_allocated(connection: Connection, fund: int, project: int | None, village: int, day: object) -> Iterator[str]:
    """What is still allocated to villages that became part of this one, and how it goes on to it by `day`."""
    newest = f"""SELECT max(e.id) FROM entry e WHERE e.kind = 'allocation' AND e.fund_id = c.fund_id AND e.project_id = c.project_id
        AND e.village_id = c.village_id AND e.reverses_id IS NULL AND {held("e")} > 0"""
    left = f"""SELECT v.id, v.name, o.name, {REMAINING.sql("c")}, ({newest})
        FROM village v JOIN village o ON o.id = v.merged_into_id JOIN cell_balance c ON c.village_id = v.id
        WHERE o.id = :village AND c.fund_id = :fund AND c.project_id = :project AND {REMAINING.sql("c")} > 0 ORDER BY v.id"""
    for merged_id, merged, into, fen, id in connection.rows(
        left, {"village": village, "fund": fund, "project": project or 0}
    ):
        if id is None:
            continue
        if half_of(connection, id) is not None:  # it is not recorded anew alone
            if project:
                yield _moving_on(connection, fund, project, (int(merged_id), village), (str(merged), int(fen)), day)
            continue
        whole = held_fen(connection, id)
        told = {
            "amount": yuan(min(int(fen), whole)),
            "merged": safe(str(merged)),
            "village": safe(str(into)),
            "id": id,
        }
        if whole <= fen:  # nothing that is spent there needs it
            correct = command(
                "allocation", "correct", str(id), "--village", Names(connection).choice("village", village)
            )
            yield t(
                "{amount} yuan allocated to “{merged}”, which is part of it now, are not spent: correct their village"
                " ({command} --reason WHY).", **told, command=safe(correct),
            )  # fmt: skip
        else:
            yield t(
                "{amount} yuan allocated to “{merged}”, which is part of it now, are not spent: take them back"
                " (aidtrack allocation reverse {id} --amount {amount} --date {date} --reason WHY), and allocate them to “{village}”.",
                **told, date=day,
            )  # fmt: skip


def _moving_on(
    connection: Connection, fund: int, project: int, villages: tuple[int, int], left: tuple[str, int], day: object
) -> str:
    """How money that was carried on or moved to a village (its name, fen) goes on to the one that it became part of."""
    names = Names(connection)
    of, (merged, into) = names.choice("project", project), (names.choice("village", one) for one in villages)
    options = ("--from-village", merged, "--to-village", into, "--date", str(day), "--reason")
    move = command("reallocate", of, of, yuan(left[1]), "--fund", names.choice("fund", fund), *options)
    return t(
        "{amount} yuan allocated to “{merged}”, which is part of it now, are not spent: move them on ({command} WHY).",
        amount=yuan(left[1]), merged=safe(left[0]), command=safe(move),
    )  # fmt: skip
