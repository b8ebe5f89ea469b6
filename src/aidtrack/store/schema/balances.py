"""How the running balances take new entries in."""

from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import listed

NEW_SUMS = "new_sums"  # the temporary table of what an act brings
CELL_KINDS = tuple(name for name, kind in KINDS.items() if kind.per_cell)


def balance_update(sums: str, table: str) -> str:
    """The SQL that adds the totals `sums` (fund_id, project_id, village_id, kind, total) to a balance table."""
    per_cell = table == "cell_balance"
    keys = "fund_id, project_id, village_id" if per_cell else "fund_id"
    names = CELL_KINDS if per_cell else tuple(KINDS)
    columns = ", ".join(f"{KINDS[name].balance}_fen" for name in names)
    totals = ", ".join(f"sum(CASE WHEN s.kind = '{name}' THEN s.total END)" for name in names)
    places = "s.fund_id, coalesce(s.project_id, 0), coalesce(s.village_id, 0)" if per_cell else "s.fund_id"
    where = f"s.kind IN {listed(names)}"
    sets = ", ".join(
        f"{column} = CASE WHEN excluded.{column} IS NULL THEN {table}.{column}"
        f" ELSE coalesce({table}.{column}, 0) + excluded.{column} END"
        for column in columns.split(", ")
    )
    return f"""INSERT INTO {table} ({keys}, {columns})
        SELECT {places}, {totals} FROM {sums} s WHERE {where} GROUP BY {places} ORDER BY {places}
        ON CONFLICT ({keys}) DO UPDATE SET {sets}"""
