"""How many jobs loans made: indicators 带动就业 of a loan."""

from collections.abc import Sequence

from aidtrack.dataclass import dataclass
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.loans import loans_named
from aidtrack.values.quantity import Quantity, quantity
from aidtrack.values.text import key

JOBS = "带动就业"


@dataclass(frozen=True, slots=True)
class Jobs:
    """What was stated last of a loan, and the ids of the indicators that it rests on."""

    said: Quantity
    indicators: list[int]


def jobs(connection: Connection, when: Period) -> dict[int, Jobs]:
    """By loan, as stated last by the period's end; targets are none."""
    rows = [
        row
        for row in connection.rows(
            "SELECT id, loan, name, value, qualifier FROM indicator WHERE loan IS NOT NULL"
            " AND coalesce(goal, 'actual') = 'actual' AND coalesce(as_of, '') <= :end ORDER BY coalesce(as_of, ''), id",
            {"end": when.end or "9999"},
        )
        if key(row[2]) == JOBS
    ]
    known = loans_named(connection, {row[1] for row in rows}) if rows else {}
    found: dict[int, Jobs] = {}
    for id, loan, _, value, qualifier in rows:
        said = quantity(value, qualifier)
        if said is not None and loan in known:
            found[known[loan]] = Jobs(said, [id])
    return found


def together(parts: Sequence[Jobs]) -> str | None:
    """The jobs of several loans; None where none is stated."""
    said = [one.said for one in parts]
    return str(sum(said[1:], said[0])) if said else None
