"""A fund's cash at the end of each day, as its entries make it."""

from collections.abc import Iterator

from aidtrack.ledger.quantity import CASH
from aidtrack.store.engine.connection import Connection


def below_zero(connection: Connection, first: str = "", last: str = "9999") -> Iterator[tuple[str, str, int]]:
    """(fund, day, fen) of each whose cash is below zero at the end of a day from `first` to `last`: the earliest such day, the worst cash."""
    sql = f"""
        SELECT f.name, min(day.date), min(day.cash) FROM (
            SELECT fund_id, date, sum(total) OVER (PARTITION BY fund_id ORDER BY date) AS cash,
                   lead(date) OVER (PARTITION BY fund_id ORDER BY date) AS until
            FROM (SELECT fund_id, date, sum({CASH.effect("entry")}) AS total FROM entry GROUP BY fund_id, date) daily) day
        JOIN fund f ON f.id = day.fund_id
        WHERE day.cash < 0 AND day.date <= :last AND coalesce(day.until, '9999') > :first
        GROUP BY f.name ORDER BY f.name"""
    for fund, day, cash in connection.rows(sql, {"first": first, "last": last}):
        yield fund, max(day, first), int(cash)
