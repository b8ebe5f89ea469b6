"""`report project [NAME]`: every project with all its funds together, or one with its cells and entries."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aidtrack.phrase import Said, phrase
from aidtrack.reports import figures
from aidtrack.reports.columns import OF_CELLS, columns, compared, usual, word_labels
from aidtrack.reports.counted import counted_in
from aidtrack.reports.entries import of_project
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.figures import of_cells
from aidtrack.reports.fund.between import between_offices
from aidtrack.reports.period import Period
from aidtrack.reports.project_states import NOTHING, after_money, before_money, overdue, sources, states
from aidtrack.reports.stands import standing_of
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.report import UNKNOWN, Column, Report, Row, Table


def project(connection: Connection, name: str | None, when: Period, *, explain: list[str] | None = None) -> Report:
    """All projects, or one by its name with its funding and its entries. Raises NotFound."""
    names = Names(connection)
    explainer = explaining(names, when, explain)
    if name is None:
        table = _projects(connection, names, when, None, explainer)
        beside = between_offices(connection, when, explainer)
        return Report(
            "project", phrase("Projects"), [table, *beside], when.end, charts=[compared("projects", "project")]
        )
    only = names.find("project", name)
    tables = [
        _projects(connection, names, when, only, explainer),
        _funding(names, of_cells.cells(connection, when, project_id=only), explainer),
        _entries(connection, only, when, explainer),
    ]
    charts = [compared("funding", "fund", "village")]
    return Report("project", names.choice("project", only), tables, when.end, charts=charts)


def _projects(
    connection: Connection, names: Names, when: Period, only: int | None, explainer: Explainer | None
) -> Table:
    """Every project with all its funds together, last what is assigned to none; or the one asked for."""
    where = {} if only is None else {"project_id": only}
    money, of_funds, together = of_cells.cells_by(
        connection, when, ("project_id",), ("project_id", "fund_id"), (), **where
    )
    paid_by = _paid_by(names, of_funds)
    stated = connection.rows(
        "SELECT id, name, village_id, category, stage FROM project"
        f" {'WHERE id = :project_id' if where else ''} ORDER BY id",
        where,
    )
    merged = counted_in(connection, "project", when)
    stands = standing_of(connection, "project", when) if only is None else None
    stated = [
        row for row in stated if row[0] not in merged and (stands is None or row[0] in stands or (row[0],) in money)
    ]
    if only is None and (0,) in money:
        stated.append((0, *[None] * 4))
    asked = [] if only is None else [only]
    own = states(connection, when, asked)
    behind = sources(connection, when, asked) if explainer else {}
    rows: list[Row] = []
    commands: list[list[Said]] = []
    for id, title, home, category, stage in stated:
        found = money.get((id,), figures.nothing())
        rows.append(
            {
                "project": title,
                "village": names.shown("village", home),
                "category": category,
                "stage": stage,
                "fund": "、".join(paid_by.get(id, ())) or None,
                **own.get(id, NOTHING),
                **found.cells(),
                "flags": (*found.flags, *overdue(own.get(id, NOTHING))),
            }
        )
        if explainer:
            stated_in = [explainer.one("project", id), *explainer.sources(behind.get(id, {}))] if id else []
            commands.append([*stated_in, *explainer.commands(found, project=id)])
    total = together.get((), figures.nothing())
    return Table(
        "projects",
        phrase("Projects"),
        usual(_columns(rows), rows),
        rows,
        total={**total.cells(), "flags": ()},
        labels=word_labels("stage"),
        stays=("allocated", "spent", "flags", "remaining", "rate", "stage", "village"),
        explain=commands,
        keys=[id for id, *_ in stated],
    )


def _columns(rows: Sequence[Row]) -> list[Column]:
    """A project's village is its home, not where its money is: where it has none, nothing is unassigned."""
    shown = [
        *columns("project", "village", "category", "stage"), *before_money(rows), *columns("fund", *OF_CELLS),
        *after_money(rows), *columns("flags"),
    ]  # fmt: skip
    return [replace(column, blank=UNKNOWN) if column.name == "village" else column for column in shown]


def _entries(connection: Connection, project: int, when: Period, explainer: Explainer | None) -> Table:
    table = of_project(connection, project, when)
    if explainer is None:
        return table
    return replace(table, explain=[[explainer.entry(row)] for row in table.rows])


def _paid_by(names: Names, places: Iterable[figures.Key]) -> dict[int, list[str]]:
    """The names of the funds of each project."""
    found: dict[int, list[str]] = {}
    for project, fund in sorted(places):
        found.setdefault(project, []).append(str(names.name("fund", fund)))
    return found


def _funding(names: Names, cells: dict[figures.Key, figures.Figures], explainer: Explainer | None) -> Table:
    order = sorted(cells, key=lambda cell: (cell[0], cell[2] == 0, cell[2]))
    rows: list[Row] = [
        {
            "fund": str(names.name("fund", fund)),
            "village": names.shown("village", village),
            **cells[fund, project, village].cells(),
        }
        for fund, project, village in order
    ]
    commands: list[list[Said]] = []
    if explainer:
        commands = [
            explainer.commands(cells[fund, project, village], fund=fund, project=project, village=village)
            for fund, project, village in order
        ]
    return Table(
        "funding",
        phrase("Funding"),
        usual(columns("fund", "village", *OF_CELLS, "flags"), rows),
        rows,
        total={**figures.together(cells.values()).cells(), "flags": ()},
        explain=commands,
        keys=order,
    )
