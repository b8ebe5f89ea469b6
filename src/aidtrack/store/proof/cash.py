"""A fund's cash at the end of each day, as its entries make it; what was merged into another fund is that one's."""

from collections.abc import Iterator

from aidtrack.ledger.quantity import CASH
from aidtrack.store.engine.connection import Connection

# Fund → the one as which it counts.
_COUNTS = """counts (id, as_id) AS (
        SELECT f.id, f.id FROM fund f WHERE f.same_as_id IS NULL
        UNION ALL SELECT f.id, counts.as_id FROM counts JOIN fund f ON f.same_as_id = counts.id)"""


def below_zero(connection: Connection, first: str = "", last: str = "9999") -> Iterator[tuple[str, str, int]]:
    """(fund, day, fen) of each whose cash is below zero at the end of a day from `first` to `last`: the earliest such day, the worst cash."""
    sql = f"""
        WITH RECURSIVE {_COUNTS},
        own (fund_id, date, total) AS (
            SELECT e.fund_id, e.date, sum({CASH.effect("e")}) FROM entry e GROUP BY e.fund_id, e.date),
        daily (fund_id, date, total) AS (
            SELECT c.as_id, o.date, sum(o.total) FROM own o JOIN counts c ON c.id = o.fund_id GROUP BY c.as_id, o.date)
        SELECT f.name, min(day.date), min(day.cash) FROM (
            SELECT fund_id, date, sum(total) OVER (PARTITION BY fund_id ORDER BY date) AS cash,
                   lead(date) OVER (PARTITION BY fund_id ORDER BY date) AS until
            FROM daily) day
        JOIN fund f ON f.id = day.fund_id
        WHERE day.cash < 0 AND day.date <= :last AND coalesce(day.until, '9999') > :first
        GROUP BY f.id, f.name ORDER BY f.name"""
    for fund, day, cash in connection.rows(sql, {"first": first, "last": last}):
        yield fund, max(day, first), int(cash)
