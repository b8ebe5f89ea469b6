"""The balances of an office's part: sums are added to them, or they are summed anew."""

from collections.abc import Mapping

from aidtrack.store.collection.put_rows import columns_of, take_all_away
from aidtrack.store.collection.span import Span, of_office
from aidtrack.store.engine.connection import Connection
from aidtrack.store.schema.balances import NEW_SUMS, balance_updates

_PLACE = ("fund_id", "project_id", "village_id", "kind")
_TABLES = ("fund_balance", "cell_balance")


def put_balances(connection: Connection, span: Span, sums: Mapping[tuple[object, ...], int]) -> None:
    """Add sums in fen by fund, project, village (the office's own ids) and kind."""
    if not sums:
        return
    integer = connection.engine.INTEGER
    connection.execute(f"DROP TABLE IF EXISTS {NEW_SUMS}")
    connection.execute(
        f"CREATE TEMPORARY TABLE {NEW_SUMS} (fund_id {integer}, project_id {integer}, village_id {integer}, kind TEXT, total {integer})"
    )
    columns = span.columns_above(columns_of(_PLACE, [*sums]))
    connection.engine.insert_columns(connection, NEW_SUMS, {**columns, "total": [*sums.values()]}, {})
    for table in _TABLES:
        for statement in balance_updates(NEW_SUMS, table, of_office):
            connection.execute(statement, span.bounds)
    connection.execute(f"DROP TABLE {NEW_SUMS}")


def sum_anew(connection: Connection, span: Span) -> None:
    """From the entries that stand."""
    rows = connection.rows(
        f"SELECT {', '.join(_PLACE)}, sum(amount_fen) FROM entry WHERE {of_office('id')} GROUP BY {', '.join(_PLACE)}",
        span.bounds,
    )
    for table in _TABLES:
        take_all_away(connection, span, table, "fund_id")
    put_balances(connection, span, {(*span.at_home(place), kind): int(fen) for *place, kind, fen in rows})
