"""What the entries of an office come to month by month: summed anew of every month that a receipt brought entries of.

So a year costs a report what a month's sums do and not what the entries do, of which there are many more.
"""

from collections.abc import Collection

from aidtrack.store.collection.put_rows import AT_ONCE, take_all_away
from aidtrack.store.collection.span import Span, of_office
from aidtrack.store.engine.collections import MONTHS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.parameters import among

_MONTH = "substr(date, 1, 7) || '-01'"
_KEYS = "fund_id, project_id, village_id, kind"
_LATER = "~"  # what comes after every day of a month


def sum_months(connection: Connection, span: Span, months: Collection[str] | None = None) -> None:
    """Of these (`2018-03`), or of all that there are."""
    if months is None or len(months) > AT_ONCE:
        take_all_away(connection, span, MONTHS, "fund_id")
        connection.execute(f"INSERT INTO {MONTHS} {summed()}", span.bounds)
    elif months:
        listed, named = among(sorted(f"{month}-01" for month in months))
        of = {**named, **span.bounds}
        connection.execute(f"DELETE FROM {MONTHS} WHERE {of_office('fund_id')} AND date IN ({listed})", of)
        between = {"first": min(months), "until": f"{max(months)}{_LATER}"}
        within = f"AND date >= :first AND date <= :until AND {_MONTH} IN ({listed})"
        connection.execute(f"INSERT INTO {MONTHS} {summed(within)}", {**of, **between})


def summed(within: str = "") -> str:
    """The SQL of the rows that the entries of the office of `Span.bounds` make."""
    return (
        f"SELECT {_KEYS}, {_MONTH} AS date, sum(amount_fen) AS amount_fen FROM entry WHERE {of_office('fund_id')} {within}"
        f" GROUP BY {_KEYS}, {_MONTH}, amount_fen > 0"
    )
