"""The villages' income by year: the lowest, the one in the middle and the highest of those that state one. Nothing is averaged."""

import shlex
from collections.abc import Sequence

from aidtrack.locale import t
from aidtrack.nouns.indicator import INCOME, INDICATOR
from aidtrack.reports.columns import columns, of_noun
from aidtrack.reports.period import Period
from aidtrack.store.reading import Connection
from aidtrack.values.quantity import Quantity, quantity
from aidtrack.values.report import Row, Table


def incomes(connection: Connection, when: Period, *, explain: Sequence[str] | None = None) -> Table:
    """A row a year and unit; of a village that states several in a year, the newest counts. A median is always somebody's income."""
    newest: dict[tuple[str, str], dict[int, Quantity]] = {}
    for village, day, unit, value, qualifier in connection.rows(
        "SELECT village_id, as_of, unit, value, qualifier FROM indicator WHERE name = :name AND village_id IS NOT NULL"
        " AND household_id IS NULL AND project_id IS NULL AND activity_id IS NULL AND as_of IS NOT NULL AND value IS NOT NULL AND coalesce(goal, 'actual') = 'actual' ORDER BY as_of, id",
        {"name": INCOME},
    ):
        said = quantity(value, qualifier)
        if said is not None and when.overlaps(day, None):
            newest.setdefault((day[:4], unit or ""), {})[village] = said
    rows: list[Row] = []
    for (year, unit), found in sorted(newest.items()):
        ranked = sorted(found.values(), key=lambda one: one.number)
        rows.append(
            {
                "year": int(year),
                "villages": str(len(ranked)),
                "lowest": str(ranked[0]),
                "median": str(ranked[(len(ranked) - 1) // 2]),
                "highest": str(ranked[-1]),
                "unit": unit or None,
            }
        )
    shown = [*columns("year", "villages", "lowest", "median", "highest"), *of_noun(INDICATOR, "unit")]
    behind = (
        [[shlex.join([*explain, "report", "indicator", INCOME, "--year", str(row["year"])])] for row in rows]
        if explain
        else ()
    )
    return Table("incomes", t("Net income per farmer"), shown, rows, explain=behind)
