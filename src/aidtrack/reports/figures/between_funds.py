"""What funds were carried on into by the end of a period, and what was moved between them: that much did not come from outside."""

from aidtrack.ledger.carrying import CARRIED_ENTRIES, carried
from aidtrack.ledger.moving import TRANSFERRED_ENTRIES
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection


def carried_on(connection: Connection, when: Period) -> dict[int, list[int]]:
    """Fund → those into which what was left of it went on, by the period's end: the rest of its budget is theirs."""
    went: dict[int, list[int]] = {}
    sql = f"SELECT DISTINCT from_id, into_id FROM {carried(':end')} x ORDER BY from_id, into_id"
    for left, into in connection.rows(sql, {"end": when.params["end"]}):
        went.setdefault(left, []).append(into)
    return went


def carried_net(connection: Connection, when: Period) -> dict[int, int]:
    """Fund → what was carried or moved into it less what was out of it, by the period's end: what else it received came from outside."""
    net = moved_net(connection, when)
    for fund, fen in _net(connection, CARRIED_ENTRIES, when):
        net[fund] = net.get(fund, 0) + fen
    return net


def moved_net(connection: Connection, when: Period) -> dict[int, int]:
    """Fund → what was moved into it less what was moved out of it within a year, by the period's end."""
    return dict(_net(connection, TRANSFERRED_ENTRIES, when))


def _net(connection: Connection, halves: str, when: Period) -> list[tuple[int, int]]:
    sql = f"SELECT fund_id, sum(amount_fen) FROM {halves} x WHERE date <= :end GROUP BY fund_id"
    return [(fund, int(fen)) for fund, fen in connection.rows(sql, {"end": when.params["end"]})]
