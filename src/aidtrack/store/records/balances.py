"""The running balances: one row per cell and one per fund; added to by the guard, recomputed by `check`."""

from collections.abc import Iterator

from aidtrack.ledger.kind import CELL_BALANCES, FUND_BALANCES, KINDS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.schema.balances import NEW_SUMS
from aidtrack.store.schema.guarded import brought

_PLACE = ("fund_id", "project_id", "village_id")
# By table: how much of the place is its key, and the balances that it keeps.
_KEPT = {"fund_balance": (1, FUND_BALANCES), "cell_balance": (3, CELL_BALANCES)}
_NONE: tuple[None, ...] = (None,)
Place = tuple[int, ...]
Sums = tuple[int | None, ...]
# No index is in the order of these: SQLite would go through a whole one for it, be the batch as small as it may.
_BY_NO_INDEX = "+fund_id AS fund_id, +project_id AS project_id, +village_id AS village_id, kind"


def sum_new(connection: Connection, after_id: int, batch_id: int) -> None:
    """Make the temporary table NEW_SUMS: the totals of a batch's entries after `after_id`."""
    connection.execute(f"DROP TABLE IF EXISTS {NEW_SUMS}")
    connection.execute(
        f"""CREATE TEMPORARY TABLE {NEW_SUMS} AS SELECT {_BY_NO_INDEX}, sum(amount_fen) AS total, min(date) AS first_on,
        max(date) AS last_on FROM entry WHERE {brought(after_id, batch_id)} GROUP BY 1, 2, 3, 4"""
    )


def wrong(connection: Connection) -> Iterator[tuple[str, Place, Sums | None, Sums]]:
    """(table, place, stored, recomputed) of every balance that does not equal what the entries say, which are summed once."""
    actual: dict[str, dict[Place, list[int | None]]] = {table: {} for table in _KEPT}
    by = ", ".join((*_PLACE, "kind"))
    for *ids, kind, total in connection.rows(f"SELECT {by}, sum(amount_fen) FROM entry GROUP BY {by}"):
        declared = KINDS.get(kind)  # None only where raw SQL put in what no guard knows
        for table, (parts, balances) in _KEPT.items():
            if declared is not None and declared.balance in balances:
                sums = actual[table].setdefault(tuple([id or 0 for id in ids[:parts]]), [None] * len(balances))
                at = balances.index(declared.balance)
                sums[at] = (sums[at] or 0) + int(total)
    for table, (parts, balances) in _KEPT.items():
        columns = [*_PLACE[:parts], *(f"{name}_fen" for name in balances)]
        stored = {
            tuple(row[:parts]): tuple(row[parts:])
            for row in connection.rows(f"SELECT {', '.join(columns)} FROM {table}")
        }
        said, blank = actual[table], _NONE * len(balances)
        for place in sorted(stored.keys() | said.keys()):
            summed = tuple(said.get(place, blank))
            if stored.get(place, blank) != summed:
                yield table, place, stored.get(place), summed
