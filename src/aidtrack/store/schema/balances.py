"""How the running balances take new entries in."""

from collections.abc import Callable

from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import listed

NEW_SUMS = "new_sums"  # the temporary table of what an act brings
CELL_KINDS = tuple(name for name, kind in KINDS.items() if kind.per_cell)


def balance_update(sums: str, table: str) -> str:
    """The SQL that adds the totals `sums` (fund_id, project_id, village_id, kind, total) to a balance table."""
    places, columns = _PLACES[table], _columns(table)
    sets = ", ".join(f"{column} = {_added(f'{table}.{column}', f'excluded.{column}')}" for column in columns)
    return f"""INSERT INTO {table} ({", ".join([*places, *columns])}) {_totals(sums, table)} ORDER BY {", ".join(places.values())}
        ON CONFLICT ({", ".join(places)}) DO UPDATE SET {sets}"""


def balance_updates(sums: str, table: str, within: Callable[[str], str]) -> tuple[str, str]:
    """The same in two statements, for a table of several parts, of which a server knows no key; `within`, of a column, says which is meant."""
    places = _PLACES[table]
    here = within(f"{table}.fund_id")
    stands = " AND ".join(f"{table}.{key} = {place}" for key, place in places.items())
    sets = ", ".join(f"{column} = {_added(f'{table}.{column}', f'new.{column}')}" for column in _columns(table))
    fits = " AND ".join(f"{table}.{key} = new.{key}" for key in places)
    return (
        f"""INSERT INTO {table} ({", ".join(places)}) SELECT DISTINCT {", ".join(places.values())} FROM {sums} s
            WHERE s.kind IN {listed(_kinds(table))} AND NOT EXISTS (SELECT 1 FROM {table} WHERE {stands} AND {here})""",
        f"UPDATE {table} SET {sets} FROM ({_totals(sums, table)}) new WHERE {fits} AND {here}",
    )


# Of a balance table what its keys are in new sums.
_PLACES = {
    "fund_balance": {"fund_id": "s.fund_id"},
    "cell_balance": {
        "fund_id": "s.fund_id",
        "project_id": "coalesce(s.project_id, 0)",
        "village_id": "coalesce(s.village_id, 0)",
    },
}


def _kinds(table: str) -> tuple[str, ...]:
    return CELL_KINDS if table == "cell_balance" else tuple(KINDS)


def _columns(table: str) -> list[str]:
    return [f"{KINDS[name].balance}_fen" for name in _kinds(table)]


def _totals(sums: str, table: str) -> str:
    """What new sums come to under each key."""
    keys = [f"{place} AS {key}" for key, place in _PLACES[table].items()]
    found = [
        f"sum(CASE WHEN s.kind = '{name}' THEN s.total END) AS {column}"
        for name, column in zip(_kinds(table), _columns(table), strict=True)
    ]
    by = ", ".join(_PLACES[table].values())
    return f"SELECT {', '.join([*keys, *found])} FROM {sums} s WHERE s.kind IN {listed(_kinds(table))} GROUP BY {by}"


def _added(stood: str, more: str) -> str:
    """Nothing where neither is known."""
    return f"CASE WHEN {more} IS NULL THEN {stood} ELSE coalesce({stood}, 0) + {more} END"
