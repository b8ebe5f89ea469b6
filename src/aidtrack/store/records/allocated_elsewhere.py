"""Money spent where nothing is allocated: what the project has of other funds, or in other villages, for there it is likely meant to be."""

from collections.abc import Mapping

from aidtrack.ledger.quantity import ALLOCATED, REMAINING
from aidtrack.locale import some_of, t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.rows import name_of
from aidtrack.values.money import yuan

_TOLD = 3  # so many places are named

Place = tuple[int, int | None, int | None]  # a fund, a project, a village


def unallocated(connection: Connection, place: Place, *, of_sheet: bool) -> str | None:
    """What else may be meant, of a place to which nothing was ever allocated: its fund or village is another, or its project was left out.

    None where something is allocated to it, or where its project has no money anywhere.
    """
    fund, project, village = place
    sql = f"""SELECT c.fund_id, nullif(c.village_id, 0), {REMAINING.sql("c")} FROM cell_balance c
        WHERE c.project_id = :project AND {ALLOCATED.sql("c")} > 0 ORDER BY 3 DESC, 1, 2"""
    found = connection.rows(sql, {"project": project or 0})
    if (fund, village or None) in ((row[0], row[1]) for row in found):
        return None
    if not project:
        there = t("in the column 项目 (project)") if of_sheet else t("with --project")
        return t("No project is named: name it {there}.", there=there)
    if not found:
        return None
    return t(
        "What is allocated to this project: {places}. If one of them paid this, name it {there}.",
        places=some_of([_told(connection, village, row) for row in found], _TOLD),
        there=t("in the columns 资金 and 村 (fund, village)") if of_sheet else t("with --fund and --village"),
    )


def _told(connection: Connection, village: int | None, row: tuple[int, int | None, int]) -> str:
    """A fund that is allocated to the project, what is left of it, and where, if that is another village."""
    fund, where, left = row
    named: Mapping[str, object] = {"fund": name_of(connection, "fund", fund), "left": yuan(left)}
    if where == (village or None):
        return t("“{fund}” ({left} yuan left)", **named)
    return t("“{fund}” in “{village}” ({left} yuan left)", village=name_of(connection, "village", where), **named)
