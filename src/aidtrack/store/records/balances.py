"""The running balances: one row per cell and one per fund; added to by the guard, recomputed by `check`."""

from aidtrack.ledger.kind import CELL_BALANCES, FUND_BALANCES, KINDS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.schema.balances import NEW_SUMS
from aidtrack.store.schema.guarded import brought

_SUMS = """SELECT {by}, sum(amount_fen) AS total, min(date) AS first_on, max(date) AS last_on
    FROM entry {where} GROUP BY 1, 2, 3, 4"""
_BY = "fund_id, project_id, village_id, kind"
# No index is in the order of these: SQLite would go through a whole one for it, be the batch as small as it may.
_BY_NO_INDEX = "+fund_id AS fund_id, +project_id AS project_id, +village_id AS village_id, kind"


def sum_new(connection: Connection, after_id: int, batch_id: int) -> None:
    """Make the temporary table NEW_SUMS: the totals of a batch's entries after `after_id`."""
    connection.execute(f"DROP TABLE IF EXISTS {NEW_SUMS}")
    where = f"WHERE {brought(after_id, batch_id)}"
    sums = _SUMS.format(where=where, by=_BY_NO_INDEX)
    connection.execute(f"CREATE TEMPORARY TABLE {NEW_SUMS} AS {sums}")


def wrong(connection: Connection, table: str) -> list[tuple[object, ...]]:
    """The rows of a balance table that do not equal what the entries say: keys, then stored and recomputed sums."""
    per_cell = table == "cell_balance"
    keys = ["fund_id", "project_id", "village_id"] if per_cell else ["fund_id"]
    balances = [f"{name}_fen" for name in (CELL_BALANCES if per_cell else FUND_BALANCES)]
    stored = {
        tuple(row[: len(keys)]): tuple(row[len(keys) :])
        for row in connection.rows(f"SELECT {', '.join(keys + balances)} FROM {table}")
    }
    actual: dict[tuple[int, ...], list[int | None]] = {}
    for fund, project, village, kind, total, *_ in connection.rows(_SUMS.format(where="", by=_BY)):
        declared = KINDS.get(kind)  # None only where raw SQL put in what no guard knows
        if declared is None or (per_cell and not declared.per_cell):
            continue
        place = (fund, project or 0, village or 0)[: len(keys)]
        sums = actual.setdefault(place, [None] * len(balances))
        at = balances.index(f"{declared.balance}_fen")
        sums[at] = (sums[at] or 0) + int(total)
    blank = (None,) * len(balances)
    return [
        (*place, stored.get(place), tuple(actual.get(place, blank)))
        for place in sorted(stored.keys() | actual.keys())
        if stored.get(place, blank) != tuple(actual.get(place, blank))
    ]
