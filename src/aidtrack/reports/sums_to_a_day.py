"""The SQL that sums entries up to a day: in the order of an index that holds all it asks, so that no entry is looked up.

Over a million entries that takes a fifth of the time of a look at each.
"""

from collections.abc import Iterable

from aidtrack.ledger.kind import EntryKind


def by_cell(condition: str = "WHERE 1 = 1") -> str:
    """Fund, project, village (null where not assigned), kind, what `moved` since :start and was `held` on :end."""
    return _since("fund_id, project_id, village_id, kind", condition, "village_id, project_id, fund_id, kind")


def by_fund(condition: str = "WHERE 1 = 1") -> str:
    """Fund, date, kind, what `moved` since :start and was `held` on :end."""
    return _since("fund_id, date, kind", condition, "fund_id, date, kind")


def _since(columns: str, condition: str, order: str) -> str:
    return (
        f"SELECT {columns}, sum(CASE WHEN date >= :start THEN amount_fen END) AS moved, sum(amount_fen) AS held"
        f" FROM entry {condition} AND date <= :end GROUP BY {order}"
    )


def by_day(chosen: str = "") -> str:
    """Fund, date, kind, what entries up to :day (all, or those `chosen`) come to, and what of it they added and took back, null where there is none."""
    return (
        "SELECT fund_id, date, kind, sum(amount_fen) AS fen, sum(CASE WHEN amount_fen > 0 THEN amount_fen END) AS added,"
        " sum(CASE WHEN amount_fen < 0 THEN amount_fen END) AS taken_back"
        f" FROM entry WHERE date <= :day{chosen} GROUP BY fund_id, date, kind"
    )


def by_village_and_day(chosen: str = "") -> str:
    """Village, fund, date, kind, and what entries up to :day (all, or those `chosen`) come to, in fen."""
    return (
        f"SELECT village_id, fund_id, date, kind, sum(amount_fen) AS fen FROM entry WHERE date <= :day{chosen}"
        " GROUP BY village_id, project_id, fund_id, kind, date"
    )


def balances(kinds: Iterable[EntryKind]) -> list[str]:
    """The columns moved_… and held_… of the balances of these kinds, summed up of `by_cell` or `by_fund`."""
    listed = [*kinds]
    return [
        f"sum(CASE WHEN kind = '{kind.name}' THEN {part} END) AS {part}_{kind.balance}"
        for part in ("moved", "held")
        for kind in listed
    ]
