"""Which projects a place has: those that have money there, and those without any that are at home there, once they may have begun.

Every report that counts or lists projects by place, category or stage asks here, so that each has the same of them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from aidtrack.reports.counted import counted_in, counting, one_of
from aidtrack.reports.dimension import OF_PROJECT
from aidtrack.reports.figures import of_cells
from aidtrack.reports.period import Period
from aidtrack.reports.stands import standing_of
from aidtrack.store.engine.connection import Connection

_FEW = 1_000  # that one statement may name


def without_money(connection: Connection, when: Period, of_village: int | None = None) -> list[tuple[int, int]]:
    """(project, the village that its home counts in; 0 is none) of those that have no money anywhere, whatever is chosen of it, and may
    have begun by the period's end: their planned or actual start or first step is known and not later, or none of these is known.
    `of_village`: of those at home there alone.
    """
    chosen = standing_of(connection, "project", when)
    if chosen is not None and not chosen:
        return []
    into, merged = counted_in(connection, "village", when), counted_in(connection, "project", when)
    of_all = when if when.choice.only(*OF_PROJECT) else when.whole
    at_home = None if of_village is None else _at_home(connection, counting(of_village, into))
    idle = of_cells.without_money(connection, of_all, at_home) if at_home != [] else set()
    found = []
    for id, village, *starts in _starting(connection, idle - merged.keys()):
        known = [str(day) for day in starts if day is not None]
        fits = (chosen is None or id in chosen) and (of_village is None or into.get(village, village) == of_village)
        if fits and (not known or any(map(when.reached, known))):
            found.append((id, into.get(village, village)))
    return found


def _at_home(connection: Connection, villages: Sequence[int]) -> list[int]:
    return [id for (id,) in connection.rows(f"SELECT id FROM project WHERE {one_of('village_id', villages)}")]


def _starting(connection: Connection, ids: Collection[int]) -> Iterator[tuple[Any, ...]]:
    """Of each its home village, when it was planned to start, did, and had its first step."""

    def some(column: str) -> str:
        return one_of(column, sorted(ids)) if len(ids) <= _FEW else "1 = 1"

    if not ids:
        return iter(())
    sql = f"SELECT id, coalesce(village_id, 0), planned_start, actual_start FROM project WHERE {some('id')} ORDER BY id"
    first = (
        f"SELECT project_id, min(date) FROM step WHERE date IS NOT NULL AND {some('project_id')} GROUP BY project_id"
    )
    steps = dict(connection.rows(first))
    return ((*row, steps.get(row[0])) for row in connection.rows(sql) if row[0] in ids)


def having(connection: Connection, when: Period) -> set[int]:
    """All projects that are counted: those with money, of what is chosen, and those without any."""
    paid = {project for (project,) in of_cells.cells(connection, when, ("project_id",))}
    return paid | {project for project, _ in without_money(connection, when)}


def by_village(connection: Connection, when: Period) -> Mapping[int, list[int]]:
    """Village (0 is none) → those of `without_money` that are at home there."""
    found: dict[int, list[int]] = defaultdict(list)
    for project, village in without_money(connection, when):
        found[village].append(project)
    return found
