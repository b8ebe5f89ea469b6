"""`report village NAME`: what was set aside for a village beside what reached it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from aidtrack.nouns.indicator import INCOME
from aidtrack.phrase import phrase
from aidtrack.reports.columns import compared
from aidtrack.reports.figures import Figures, Key, together
from aidtrack.reports.figures.of_cells import cells
from aidtrack.reports.period import Period
from aidtrack.reports.village.funding import by_fund, funding
from aidtrack.reports.village.title import merged, title
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.report import Chart, Report, Table

if TYPE_CHECKING:
    from aidtrack.reports.explain import Explainer


def village(connection: Connection, name: str, when: Period, *, explain: list[str] | None = None) -> Report:
    """The report of one village; `explain` is the program's prefix where the commands behind the rows are wanted."""
    names = Names(connection)
    id = names.find("village", name)
    money = cells(connection, when, village_id=id)
    unpaid = _without_money(connection, when, id)
    explainer = None
    if explain:
        from aidtrack.reports.explain import explaining

        explainer = explaining(names, when, explain)
    notes = [*merged(names, id)]
    if not money and not unpaid:
        notes.append(phrase("No money is recorded for this village in this period."))
    tables = [
        funding(names, id, money, unpaid, explainer),
        by_fund(names, id, money, explainer),
        *_by_project(connection, when, id, money, unpaid, explainer),
        *_programme(connection, names, id, money, when, explainer),
    ]
    charts = [compared("funding", "project", "fund")]
    if any(table.name == "indicators" for table in tables):
        charts.append(
            Chart(
                "lines",
                "indicators",
                phrase("Net income per farmer"),
                ("as_of",),
                ("quantity",),
                "goal",
                {"name": INCOME},
            )
        )
    return Report("village", title(connection, id, when), tables, when.end, notes, charts=charts)


def _without_money(connection: Connection, when: Period, id: int) -> list[int]:
    """Its projects that have no money anywhere."""
    from aidtrack.reports.without_money import without_money

    return [project for project, _ in without_money(connection, when, id)]


def _by_project(
    connection: Connection,
    when: Period,
    village: int,
    cells: Mapping[Key, Figures],
    unpaid: Sequence[int],
    explainer: "Explainer | None",
) -> list[Table]:
    """Its projects, each once, and last its money of none, where there is any project."""
    by_id: dict[int, list[Figures]] = {}
    for (_, project, _), found in cells.items():
        by_id.setdefault(project, []).append(found)
    if not by_id.keys() - {0} and not unpaid:
        return []
    from aidtrack.reports.village.projects import projects

    money = {project: together(parts) for project, parts in by_id.items()}
    return [
        projects(
            connection,
            when,
            village,
            sorted([*money, *unpaid], key=lambda project: (project == 0, project)),
            money,
            explainer,
        )
    ]


# Whether anything but money is known of a village: most of a large programme's have only money, and that answer comes first.
_MORE = " UNION ALL ".join(
    f"SELECT 1 FROM {noun} WHERE village_id = :village" for noun in ("posting", "household", "activity", "indicator", "finding", "document")
)  # fmt: skip
_MORE += (
    " UNION ALL SELECT 1 FROM village WHERE id = :village AND coalesce(depth, exit_status, helped_from) IS NOT NULL"
)
_MORE += " UNION ALL SELECT 1 FROM activity WHERE places IS NOT NULL LIMIT 1"


def _programme(
    connection: Connection, names: Names, id: int, cells: Mapping[Key, Figures], when: Period,
    explainer: "Explainer | None",
) -> list[Table]:  # fmt: skip
    if when.choice or connection.value(_MORE, {"village": id}) is None:  # of a part of its money nothing else is told
        return []
    from aidtrack.reports.village.programme import programme

    return programme(connection, names, id, cells, when, explainer)
