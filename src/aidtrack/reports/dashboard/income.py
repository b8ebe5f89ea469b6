"""The villages' income by year: the lowest, the one in the middle and the highest of those that state one. Nothing is averaged."""

from aidtrack.nouns.indicator import INCOME, INDICATOR
from aidtrack.phrase import Said, phrase
from aidtrack.reports.columns import columns, of_noun
from aidtrack.reports.explain import explaining
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.words import OpenWords, among
from aidtrack.values.quantity import Quantity, quantity
from aidtrack.values.report import Row, Table

TITLE = phrase("Net income per farmer")


def incomes(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Table:
    """A row a year and unit, up to the period's end; of a village that states several in a year, the newest counts. A median is always somebody's income.

    The period's filters are those of indicators.
    """
    named, params = among("name", OpenWords(connection).alike("indicator", "name", INCOME), "name")
    fitting = "".join(f" AND {condition}" for condition in when.choice.rows)
    newest: dict[tuple[str, str], dict[int, tuple[Quantity, int]]] = {}
    for id, village, day, unit, value, qualifier in connection.rows(
        f"SELECT id, village_id, as_of, unit, value, qualifier FROM indicator WHERE {named} AND village_id IS NOT NULL"
        f" AND household_id IS NULL AND project_id IS NULL AND activity_id IS NULL AND as_of IS NOT NULL AND value IS NOT NULL AND coalesce(goal, 'actual') = 'actual'{fitting} ORDER BY as_of, id",
        {**params, **when.choice.params},
    ):
        said = quantity(value, qualifier)
        if said is not None and when.until.overlaps(day, None):
            newest.setdefault((day[:4], unit or ""), {})[village] = said, id
    rows: list[Row] = []
    commands: list[list[Said]] = []
    explainer = explaining(connection, when, explain)
    for (year, unit), found in sorted(newest.items()):
        ranked = sorted((said for said, _ in found.values()), key=lambda one: one.number)
        rows.append(
            {
                "year": int(year),
                "villages": len(ranked),
                "lowest": str(ranked[0]),
                "median": str(ranked[(len(ranked) - 1) // 2]),
                "highest": str(ranked[-1]),
                "unit": unit or None,
            }
        )
        if explainer:
            commands.append([explainer.rows("indicator", [id for _, id in found.values()])])
    shown = [*columns("year", "villages", "lowest", "median", "highest"), *of_noun(INDICATOR, "unit")]
    return Table("incomes", TITLE, shown, rows, explain=commands)
