"""Which rows count in another one: what was merged as one and the same, always; a village that became part of another, from that day on.

Every report asks here whose row an amount belongs to, so that the money of a merged village stands in its successor's row, with all its
history, in each report that ends on or after the day, and in its own row in each that ends before.
"""

from collections.abc import Iterable, Mapping, Sequence

from aidtrack.nouns import NOUNS
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names import chains

Where = Mapping[str, int | Sequence[int]]  # ids by column: one of them, or some
Into = Mapping[str, Mapping[int, int]]  # by column, the ids that count in another one: as which

_FOR_EVER = "9999"
_MERGED_VILLAGES = (
    " UNION ALL SELECT id, merged_into_id FROM village"
    " WHERE merged_into_id IS NOT NULL AND same_as_id IS NULL AND coalesce(merged_on, '') <= :day"
)


def counted_in(connection: Connection, noun: str, when: Period) -> dict[int, int]:
    """The rows of a noun that count in another one at the period's end, by id: the id of that one."""
    if not NOUNS[noun].merges:
        return {}
    sql = f"SELECT id, same_as_id FROM {noun} WHERE same_as_id IS NOT NULL"
    day = when.day or _FOR_EVER
    found = dict(connection.rows(sql + _MERGED_VILLAGES if noun == "village" else sql, {"day": day}))
    return {id: chains.end(id, found.get) for id in found}


def counted_columns(connection: Connection, columns: Iterable[str], when: Period) -> dict[str, dict[int, int]]:
    """The same by column that holds ids (`village_id`), where any counts in another."""
    found = {column: counted_in(connection, column.removesuffix("_id"), when) for column in columns}
    return {column: into for column, into in found.items() if into}


def as_counted(column: str, into: Mapping[int, int]) -> str:
    """The SQL of the id as which a column's counts."""
    if not into:
        return column
    cases = " ".join(f"WHEN {id} THEN {other}" for id, other in sorted(into.items()))
    return f"CASE {column} {cases} ELSE {column} END"


def counting(id: int, into: Mapping[int, int]) -> list[int]:
    """The ids that count as this one; what counts in another itself is asked for alone."""
    return [id, *(one for one, other in sorted(into.items()) if other == id)]


def one_of(column: str, ids: Iterable[int]) -> str:
    """The SQL condition that a column holds one of these ids."""
    return f"{column} IN ({', '.join(map(str, ids))})"


def where_counting(where: Where, into: Into) -> tuple[str, dict[str, object]]:
    """WHERE for columns that hold an id, or one that counts as it; always a condition, so that more can follow."""
    parts: list[str] = []
    for column, ids in where.items():
        if isinstance(ids, int) and column not in into:
            parts.append(f"{column} = :{column}")
        else:
            parts.append(one_of(column, [one for id in ids_of(ids) for one in counting(id, into.get(column, {}))]))
    return "WHERE " + " AND ".join(parts or ["1 = 1"]), {name: id for name, id in where.items() if isinstance(id, int)}


def ids_of(ids: int | Sequence[int]) -> Sequence[int]:
    """One id, or several, as several."""
    return (ids,) if isinstance(ids, int) else ids
