"""Projects that no money is recorded for: they stand where they are at home all the same, once they may have begun."""

from collections.abc import Collection, Iterator

from aidtrack.reports.counted import counted_in
from aidtrack.reports.period import Period
from aidtrack.reports.stands import standing_of
from aidtrack.store.engine.connection import Connection


def without_money(
    connection: Connection, when: Period, paid: Collection[int], of_village: int | None = None
) -> Iterator[tuple[int, int]]:
    """(project, the village that its home counts in; 0 is none) of those that have none of `paid` and may have begun by the period's end:
    their planned or actual start or first step is known and not later, or none of these is known. `of_village`: of those at home there alone.
    """
    into, merged = counted_in(connection, "village", when), counted_in(connection, "project", when)
    chosen = standing_of(connection, "project", when)
    at_home = ""
    if of_village is not None:
        homes = (of_village, *(village for village, other in into.items() if other == of_village))
        at_home = f" WHERE village_id IN ({', '.join(map(str, homes))})"
    of_these = f" AND project_id IN (SELECT id FROM project{at_home})" if at_home else ""
    steps = dict(
        connection.rows(f"SELECT project_id, min(date) FROM step WHERE date IS NOT NULL{of_these} GROUP BY project_id")
    )
    for id, village, *starts in connection.rows(
        f"SELECT id, coalesce(village_id, 0), planned_start, actual_start FROM project{at_home} ORDER BY id"
    ):
        known = [str(day) for day in (*starts, steps.get(id)) if day is not None]
        if id in paid or id in merged or (chosen is not None and id not in chosen):
            continue
        counts_in = into.get(village, village)
        if (of_village is None or counts_in == of_village) and (not known or any(map(when.reached, known))):
            yield id, counts_in
