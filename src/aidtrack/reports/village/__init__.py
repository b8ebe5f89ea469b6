"""`report village NAME`: what was set aside for a village beside what reached it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from aidtrack.nouns.indicator import INCOME
from aidtrack.nouns.village import DEPTHS, EXIT_STATUSES
from aidtrack.phrase import Joined, Said, Word, phrase
from aidtrack.reports import figures
from aidtrack.reports.columns import OF_CELLS, columns, compared, usual, word_labels
from aidtrack.reports.counted import one_of
from aidtrack.reports.figures import of_cells
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.names.lying import COUNTY, lying
from aidtrack.store.names.words import OpenWords, among
from aidtrack.values.report import Chart, Report, Row, Table
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from aidtrack.reports.explain import Explainer


def village(connection: Connection, name: str, when: Period, *, explain: list[str] | None = None) -> Report:
    """The report of one village; `explain` is the program's prefix where the commands behind the rows are wanted."""
    names = Names(connection)
    id = names.find("village", name)
    cells = of_cells.cells(connection, when, village_id=id)
    paid = {project for _, project, _ in cells}
    unpaid = _without_money(connection, when, id)
    projects = _projects(connection, {*paid, *unpaid})
    explainer = None
    if explain:
        from aidtrack.reports.explain import explaining

        explainer = explaining(names, when, explain)

    rows: list[Row] = []
    commands: list[list[Said]] = []
    keys = sorted(cells, key=lambda cell: (cell[1] == 0, cell[1], cell[0]))
    for fund, project, _ in keys:
        found = cells[fund, project, id]
        title, category, stage = projects.get(project, (None, None, None))
        rows.append(
            {"project": title, "category": category, "stage": stage, "fund": names.name("fund", fund), **found.cells()}
        )
        if explainer:
            commands.append(explainer.commands(found, fund=fund, project=project, village=id))
    for project in unpaid:
        title, category, stage = projects[project]
        rows.append({"project": title, "category": category, "stage": stage, "fund": None, **figures.nothing().cells()})
        if explainer:
            commands.append([explainer.one("project", project)])
    total = figures.together(cells.values())
    funding = Table(
        "funding",
        phrase("Funding"),
        usual(columns("project", "category", "stage", "fund", *OF_CELLS, "flags"), rows),
        rows,
        total={**total.cells(), "flags": ()},
        labels=word_labels("stage"),
        stays=("allocated", "spent", "flags", "remaining", "fund", "rate"),
        explain=commands,
        keys=[*keys, *((0, project, id) for project in unpaid)],
    )

    by_fund: dict[int, list[figures.Figures]] = {}
    for (fund, _, _), found in cells.items():
        by_fund.setdefault(fund, []).append(found)
    sums = {fund: figures.together(parts) for fund, parts in sorted(by_fund.items())}
    by_funds: list[Row] = [{"fund": names.name("fund", fund), **found.cells()} for fund, found in sums.items()]
    funds = Table(
        "funds",
        phrase("By fund"),
        usual(columns("fund", *OF_CELLS, "flags"), by_funds),
        by_funds,
        total={**total.cells(), "flags": ()},
        explain=[explainer.commands(found, fund=fund, village=id) for fund, found in sums.items()] if explainer else (),
        keys=list(sums),
    )
    notes = [*_merged(names, id)]
    if not cells and not unpaid:
        notes.append(phrase("No money is recorded for this village in this period."))
    tables = [
        funding,
        funds,
        *_by_project(connection, when, id, cells, unpaid, explainer),
        *_programme(connection, names, id, cells, when, explainer),
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
    return Report("village", _title(connection, id, when), tables, when.end, notes, charts=charts)


def _without_money(connection: Connection, when: Period, id: int) -> list[int]:
    """Its projects that have no money anywhere."""
    from aidtrack.reports.without_money import without_money

    return [project for project, _ in without_money(connection, when, id)]


def _by_project(
    connection: Connection,
    when: Period,
    village: int,
    cells: Mapping[figures.Key, figures.Figures],
    unpaid: Sequence[int],
    explainer: "Explainer | None",
) -> list[Table]:
    """Its projects, each once, and last its money of none, where there is any project."""
    by_id: dict[int, list[figures.Figures]] = {}
    for (_, project, _), found in cells.items():
        by_id.setdefault(project, []).append(found)
    if not by_id.keys() - {0} and not unpaid:
        return []
    from aidtrack.reports.village.projects import projects

    money = {project: figures.together(parts) for project, parts in by_id.items()}
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
    connection: Connection, names: Names, id: int, cells: Mapping[figures.Key, figures.Figures], when: Period,
    explainer: "Explainer | None",
) -> list[Table]:  # fmt: skip
    if when.choice or connection.value(_MORE, {"village": id}) is None:  # of a part of its money nothing else is told
        return []
    from aidtrack.reports.village.programme import programme

    return programme(connection, names, id, cells, when, explainer)


def _merged(names: Names, id: int) -> Iterator[Said]:
    """Which village it became part of, and which became part of it."""
    sql = "SELECT id, merged_into_id, merged_on FROM village WHERE merged_into_id IS NOT NULL AND (id = :id OR merged_into_id = :id) ORDER BY id"
    for one, into, day in names.connection.rows(sql, {"id": id}):
        other = safe(names.choice("village", into if one == id else one))
        yield _went_into(other, day) if one == id else _became_part(other, day)


def _went_into(village: str, day: str | None) -> Said:
    if day is None:
        return phrase("Merged into {village}, on a day that is not known: reports count it there.", village=village)
    return phrase(
        "Merged into {village} on {day}: reports that end on that day or later count it there.",
        village=village,
        day=day,
    )


def _became_part(village: str, day: str | None) -> Said:
    if day is None:
        return phrase(
            "{village} was merged into it, on a day that is not known: its money is counted here.", village=village
        )
    return phrase(
        "{village} was merged into it on {day}: its money is counted here from that day on, with all its history.",
        village=village, day=day,
    )  # fmt: skip


def _projects(connection: Connection, ids: Collection[int]) -> dict[int, tuple[str, str | None, str | None]]:
    if not ids:
        return {}
    rows = connection.rows(f"SELECT id, name, category, stage FROM project WHERE {one_of('id', sorted(ids))}")
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def _title(connection: Connection, id: int, when: Period) -> Said:
    """`牙河村 · 定西市陇西县 · 已脱贫 · 农民人均纯收入 4,900.00 元(2016年底)`: what is known by the period's end, nothing else."""
    row = connection.rows(
        "SELECT name, code, depth, exit_status, exited_on, province, prefecture, county, township FROM village WHERE id = :id",
        {"id": id},
    )[0]
    name, code, depth, status, exited_on, *written = row
    by_code = code is not None and written[COUNTY] is None
    _, prefecture, county, township = lying(connection).path(tuple(written), code) if by_code else written
    if by_code and county and county.isdigit():  # which is no name
        county = None
    parts: list[Said] = [name, "".join(part for part in (prefecture, county, township) if part)]
    if depth in DEPTHS:
        parts.append(Word(depth, DEPTHS[depth]))
    if status in EXIT_STATUSES and when.reached(exited_on):
        word = Word(status.replace("_", " "), EXIT_STATUSES[status])
        parts.append(Joined((word, f"({exited_on})"), "") if exited_on else word)
    parts.append(_income(connection, id, when))
    return Joined(tuple(part for part in parts if part), " · ")


def _income(connection: Connection, id: int, when: Period) -> Said:
    """The newest income that an indicator states by the period's end."""
    named, params = among("name", OpenWords(connection).alike("indicator", "name", INCOME), "name")
    found = connection.rows(
        f"SELECT value, unit, qualifier, as_of FROM indicator WHERE coalesce(village_id, 0) = :id AND {named} AND value IS NOT NULL"
        " AND coalesce(household_id, project_id, activity_id) IS NULL AND coalesce(goal, 'actual') = 'actual'"
        " AND coalesce(as_of, '') <= :end ORDER BY coalesce(as_of, '') DESC LIMIT 1",
        {"id": id, "end": when.params["end"], **params},
    )
    if not found:
        return ""
    value, unit, qualifier, as_of = found[0]
    said = f"{qualifier if qualifier not in (None, '=') else ''}{Decimal(value):,} {unit or ''}".strip()
    return phrase("net income per farmer {income}{when}", income=said, when=f"({as_of})" if as_of else "")
