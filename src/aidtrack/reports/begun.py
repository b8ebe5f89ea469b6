"""Which funds there are on a day: one that goes on from an earlier year's begins with its own year, or with its first entry."""

from aidtrack.ledger.holding import moved
from aidtrack.reports.counted import counted_in
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection


def not_begun(connection: Connection, when: Period) -> set[int]:
    """The funds that have not begun by the period's end: until then what they will hold is their origin's, and counts there.

    So does what was merged into another fund.
    """
    rows = connection.rows(
        "SELECT f.id FROM fund f JOIN fund o ON o.id = f.part_of_id"
        " WHERE coalesce(o.year, 0) < f.year AND CAST(f.year AS TEXT) || '-01-01' > :day"
        f" AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.fund_id = f.id AND e.date <= :end AND {moved('e')})",
        {"day": when.day, "end": when.params["end"]},
    )
    return {row[0] for row in rows} | counted_in(connection, "fund", when).keys()
