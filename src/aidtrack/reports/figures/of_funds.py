"""The figures of funds: what each received, allocated and spent in a period and held at its end, and which of its limits are exceeded."""

from collections.abc import Mapping

from aidtrack.ledger.kind import FUND_BALANCES, KINDS
from aidtrack.ledger.quantity import ARRIVED, CASH, unallocated
from aidtrack.reports.counted import counted_in, where_counting
from aidtrack.reports.figures import Figures, add
from aidtrack.reports.flags import OVER_ALLOCATED, OVERDRAWN
from aidtrack.reports.period import Period
from aidtrack.reports.sums_to_a_day import balances, by_fund, sources
from aidtrack.store.engine.connection import Connection
from aidtrack.values.flag import Flag


def funds(connection: Connection, when: Period, **where: int) -> dict[int, Figures]:
    """Every fund that has an entry, with what it received, allocated and spent; what was merged into it counts in it."""
    of = tuple(sorted(where.items()))
    found: list[dict[int, Figures]] = when.once("funds", [of], lambda _: [_funds(connection, when, where)])
    return found[0]


def _funds(connection: Connection, when: Period, where: Mapping[str, int]) -> dict[int, Figures]:
    into = {id: other for id, other in counted_in(connection, "fund", when).items() if id != where.get("fund_id")}
    condition, params = where_counting(where, {"fund_id": into})
    choice = when.choice
    chosen = " AND ".join(["1 = 1", *choice.where(fund="fund_id")]) if choice.of_funds else "1 = 1"
    if not choice.of_funds:
        condition += f"{choice.entries()} AND kind NOT IN {ARRIVED.listed}"
    if when.is_everything and choice.of_funds:
        names = [f"{name}_fen" for name in FUND_BALANCES] * 2
        rows = connection.rows(
            f"SELECT fund_id, {', '.join(names)} FROM fund_balance {condition} AND {chosen}",
            {**params, **choice.params},
        )
    else:
        of_funds = by_fund(condition, sources(connection, choice, when.start, when.end, within=bool(where)))
        rows = connection.rows(
            f"SELECT fund_id, {', '.join(balances(KINDS.values()))} FROM ({of_funds}) by_day WHERE {chosen} GROUP BY fund_id",
            {**params, **when.params},
        )
    width = len(FUND_BALANCES)
    sums: dict[int, list[int | None]] = {}
    for fund, *row in rows:
        values = [None if value is None else int(value) for value in row]
        counts_as = into.get(fund, fund)
        sums[counts_as] = [*map(add, sums[counts_as], values)] if counts_as in sums else values
    return {
        fund: Figures(
            dict(zip(FUND_BALANCES, values[:width], strict=True)), dict(zip(FUND_BALANCES, values[width:], strict=True))
        )
        for fund, values in sums.items()
    }


def fund_flags(figures: Figures, budget_fen: int | None) -> list[Flag]:
    """The limits of a fund that are exceeded: G1 and G3."""
    held = figures.held
    flags = []
    if (unallocated(budget_fen, held) or 0) < 0:
        flags.append(OVER_ALLOCATED)
    if CASH.fen(held) < 0:
        flags.append(OVERDRAWN)
    return flags


def exceeded(connection: Connection, when: Period) -> dict[int, list[Flag]]:
    """The funds with a limit exceeded, and which: by all their entries."""
    budgets = dict(connection.rows("SELECT id, budget_fen FROM fund"))
    return {
        id: flags for id, found in funds(connection, when.whole).items() if (flags := fund_flags(found, budgets[id]))
    }
